"""A statistic: over time, on the map, region against region, and the States behind a number."""

from dataclasses import replace

from django.http import Http404

from tracemark.accounts.access import ViewerRequest
from tracemark.observatory.data import regions, states_in, world_of
from tracemark.observatory.queries.facts import home_world
from tracemark.observatory.queries.maps import get_map
from tracemark.observatory.queries.trends import PARTS, by_region, get_statistic, get_trend, rows_of
from tracemark.observatory.rules.statistics import Measure, Statistic
from tracemark.observatory.tables.chart import name_of_region, name_of_state, statistic_title
from tracemark.observatory.tables.comparisons import regions_chart
from tracemark.observatory.tables.maps import map_chart
from tracemark.observatory.tables.methods import method_lines
from tracemark.observatory.tables.states import point_title, rows_chart
from tracemark.observatory.tables.trends import trend_chart
from tracemark.observatory.views.shared import (
    Shown,
    chart_views,
    links_of,
    scope_of,
    tiles_here,
    year_or_404,
    years_of,
)
from tracemark.ui.words import word

LEVELS = ("region", "subregion")


def _statistic(request: ViewerRequest, code: str) -> Shown:
    trend = get_trend(request.viewer, code, scope_of(request))
    reading = request.GET.get("reading", "")
    chart = trend_chart(trend, links_of(request), reading)
    shown = reading if reading in trend.statistic.by_reading else trend.statistic.chosen.code
    readings = [
        (one.code, word(f"reading_{one.code}"), one.code == shown) for one in trend.statistic.readings
    ]
    years = years_of(request)
    context = {
        **_heading(trend.statistic),
        "readings": readings,
        "year": years[0] if years else None,
        "method": method_lines(trend.statistic),
    }
    return Shown(chart, context)


def _map(request: ViewerRequest, code: str, year: int) -> Shown:
    years = year_or_404(request, year)
    region = request.GET.get("region", "")
    if region and region not in regions():
        raise Http404
    found = get_map(request.viewer, code, year, scope_of(request))
    tiles = [tile for tile in tiles_here() if region in ("", tile.region, tile.subregion)]
    if not tiles:
        raise Http404
    chart = map_chart(found, tiles, links_of(request), world=home_world(), region=region)
    return Shown(chart, {**_heading(found.statistic), "years": years, "year": year, "region": region})


def _regions(request: ViewerRequest, code: str, year: int) -> Shown:
    years = year_or_404(request, year)
    level = request.GET.get("level", LEVELS[0])
    if level not in LEVELS:
        raise Http404
    points = by_region(request.viewer, code, year, level=level, scope=scope_of(request))
    statistic = get_statistic(code)
    levels = [(one, word(f"level_{one}"), one == level) for one in LEVELS]
    chart = regions_chart(statistic, year, points, links_of(request))
    return Shown(chart, {**_heading(statistic), "years": years, "year": year, "levels": levels})


def _rows(request: ViewerRequest, code: str, year: int) -> Shown:
    statistic = get_statistic(code)
    reading, region = request.GET.get("reading", ""), request.GET.get("region", "")
    part = request.GET.get("part", PARTS[0])
    if part not in PARTS:
        raise Http404
    state = request.GET.get("state", "")
    if state and world_of(state) is not home_world():
        raise Http404
    scope = replace(scope_of(request), states=(state,) if state else states_in(region) if region else ())
    rows = rows_of(request.viewer, code, year, reading=reading, part=part, scope=scope)
    title = point_title(code, year, part, reading)
    within = name_of_state(state) if state else name_of_region(region) if region else ""
    title = f"{title} · {within}" if within else title
    name = "-".join(one for one in (code, str(year), reading, part, region, state) if one)
    query = request.GET.copy()
    parts = []
    for one in PARTS:
        query["part"] = one
        parts.append((f"?{query.urlencode()}", word(f"side_{one}"), one == part))
    chart = rows_chart(title, name, rows, links_of(request))
    context = {"parts": parts, "states": len({row.state for row in rows}), "year": year}
    return Shown(chart, {**_heading(statistic), **context})


def _heading(statistic: Statistic) -> dict[str, object]:
    return {
        "statistic": statistic,
        "statistic_title": statistic_title(statistic.code),
        "has_map": statistic.chosen.measure not in (Measure.RECORDS, Measure.RECORD_SUM),
    }


statistic, statistic_file = chart_views(_statistic, "observatory/statistic.html")
state_map, state_map_file = chart_views(_map, "observatory/map.html")
regions_page, regions_file = chart_views(_regions, "observatory/regions.html")
rows, rows_file = chart_views(_rows, "observatory/rows.html", logged="read_observatory_rows")
