"""Who reports, needs against offers, two years compared, and one State's profile."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.observatory.data import places, world_of
from tracemark.observatory.queries.facts import READ, home_world
from tracemark.observatory.queries.maps import get_reporting
from tracemark.observatory.queries.reports import get_profile
from tracemark.observatory.queries.trends import compare_cycles, needs_and_offers
from tracemark.observatory.tables.chart import name_of_region, name_of_state
from tracemark.observatory.tables.comparisons import compare_chart, gap_chart
from tracemark.observatory.tables.maps import reporting_chart
from tracemark.observatory.tables.states import profile_chart, reports_sheet
from tracemark.observatory.views.shared import (
    Shown,
    chart_views,
    links_of,
    scope_of,
    tiles_here,
    year_or_404,
    years_of,
)


def _reporting(request: ViewerRequest, year: int) -> Shown:
    years = year_or_404(request, year)
    found = get_reporting(request.viewer, year, scope_of(request))
    chart = reporting_chart(found, tiles_here(), links_of(request), world=home_world())
    return Shown(chart, {"years": years, "year": year, "found": found})


def _needs(request: ViewerRequest, year: int) -> Shown:
    years = year_or_404(request, year)
    gaps = needs_and_offers(request.viewer, year, scope_of(request))
    return Shown(gap_chart(year, gaps, links_of(request)), {"years": years, "year": year})


def _compare(request: ViewerRequest, first: int, second: int) -> Shown:
    years = year_or_404(request, first)
    if second not in years or first == second:
        raise Http404
    found = compare_cycles(request.viewer, first, second, scope_of(request))
    context = {"years": years, "first": found.first, "second": found.second}
    return Shown(compare_chart(found, links_of(request)), context)


def _state(request: ViewerRequest, state: str) -> Shown:
    if world_of(state) is not home_world():
        raise Http404
    profile = get_profile(request.viewer, state, scope_of(request))
    chart = profile_chart(profile, links_of(request))
    within = [name_of_region(one) for one in places().get(state, ())[:-1]]
    reports = reports_sheet(state, profile.reports)
    return Shown(chart, {"state": state, "name": name_of_state(state), "within": within, "reports": reports})


@require_safe
@requires(READ)
def choose_years(request: ViewerRequest) -> HttpResponse:
    """From the form of two years to the page that compares them."""
    years = years_of(request)
    asked = [request.GET.get(name, "") for name in ("first", "second")]
    chosen = [int(one) for one in asked if one.isdecimal() and int(one) in years]
    if len(set(chosen)) != 2:
        return redirect("observatory:overview")
    return redirect("observatory:compare", *sorted(chosen))


reporting, reporting_file = chart_views(_reporting, "observatory/reporting.html")
needs, needs_file = chart_views(_needs, "observatory/needs.html")
compare, compare_file = chart_views(_compare, "observatory/compare.html")
state, state_file = chart_views(_state, "observatory/state.html", logged="read_state_profile")
