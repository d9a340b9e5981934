"""The first page: every statistic with its newest numbers, and the ways on from there."""

from tracemark.accounts.access import ViewerRequest
from tracemark.observatory.queries.overview import get_two_cycles
from tracemark.observatory.queries.trends import get_trend
from tracemark.observatory.rules.definitions import NEED, OFFER
from tracemark.observatory.tables.chart import years_text
from tracemark.observatory.tables.overview import overview_chart, settled_year
from tracemark.observatory.tables.trends import trend_chart
from tracemark.observatory.views.shared import Shown, chart_views, links_of, scope_of, years_of


def _overview(request: ViewerRequest) -> Shown:
    years, links = years_of(request), links_of(request)
    if not years:
        return Shown(overview_chart((), 0, links), {"years": years})
    scope = scope_of(request)
    received = get_trend(request.viewer, "reports-received", scope)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else settled_year(received) or years[0]
    trends = [
        one for one in get_two_cycles(request.viewer, year, scope) if one.statistic.group not in (NEED, OFFER)
    ]
    context = {
        "years": years,
        "year": year,
        "covered": years_text(year),
        "before": next((one for one in years if one < year), None),
        "reports": trend_chart(received, links),
    }
    return Shown(overview_chart(trends, year, links), context)


overview, overview_file = chart_views(_overview, "observatory/overview.html")
