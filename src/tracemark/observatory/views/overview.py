"""The first page: every statistic with its newest numbers, and the ways on from there."""

from tracemark.accounts.access import ViewerRequest
from tracemark.observatory.queries.trends import get_trend, get_trends
from tracemark.observatory.rules.definitions import NEED, OFFER
from tracemark.observatory.tables.chart import years_text
from tracemark.observatory.tables.overview import overview_chart
from tracemark.observatory.tables.trends import trend_chart
from tracemark.observatory.views.shared import Shown, chart_views, links_of, scope_of, years_of


def _overview(request: ViewerRequest) -> Shown:
    years, links = years_of(request), links_of(request)
    if not years:
        return Shown(overview_chart((), 0, links), {"years": years})
    scope = scope_of(request)
    trends = [
        one for one in get_trends(request.viewer, years[0], scope) if one.statistic.group not in (NEED, OFFER)
    ]
    reports = trend_chart(get_trend(request.viewer, "reports-received", scope), links)
    context = {
        "years": years,
        "year": years[0],
        "covered": years_text(years[0]),
        "before": years[1] if len(years) > 1 else None,
        "reports": reports,
    }
    return Shown(overview_chart(trends, years[0], links), context)


overview, overview_file = chart_views(_overview, "observatory/overview.html")
