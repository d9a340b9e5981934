"""SDG 16.4.2 of many States, year by year."""

from dataclasses import replace

from tracemark.accounts.access import ViewerRequest
from tracemark.observatory.queries.series import get_series
from tracemark.observatory.rules.series.values import Series
from tracemark.observatory.tables.series import regions_sheet, series_chart
from tracemark.observatory.views.shared import Shown, chart_views, links_of, scope_of


def _series(request: ViewerRequest, name: str) -> Shown:
    found = get_series(request.viewer, name, scope=scope_of(request))
    asked = request.GET.get("year", "")
    newest = found.years[-1] if found.years else None
    year = int(asked) if asked.isdecimal() and int(asked) in found.years else newest
    shown = _of_year(found, year)
    context = {"regions": regions_sheet(shown), "years": tuple(reversed(found.years)), "year": year}
    return Shown(series_chart(shown, links_of(request)), context)


def _of_year(series: Series, year: int | None) -> Series:
    """One year of a series: all years of all States would be a page of megabytes."""
    return replace(
        series,
        countries=tuple(one for one in series.countries if one.year == year),
        regions=tuple(one for one in series.regions if one.year == year),
    )


series, series_file = chart_views(_series, "observatory/series.html")
