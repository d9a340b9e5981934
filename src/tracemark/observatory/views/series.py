"""SDG 16.4.2 of many States."""

from tracemark.accounts.access import ViewerRequest
from tracemark.observatory.queries.series import get_series
from tracemark.observatory.tables.series import regions_sheet, series_chart
from tracemark.observatory.views.shared import Shown, chart_views, links_of, scope_of


def _series(request: ViewerRequest, name: str) -> Shown:
    found = get_series(request.viewer, name, scope=scope_of(request))
    return Shown(series_chart(found, links_of(request)), {"regions": regions_sheet(found)})


series, series_file = chart_views(_series, "observatory/series.html")
