"""What all screens of the observatory have in common: what is looked at, where links lead, pages and files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from tracemark.accounts.access import View, ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.observatory.data.world import load_world
from tracemark.observatory.queries.facts import INSIDE, READ, Scope, cycles_of, home_world
from tracemark.observatory.rules.drawing.world import Tile
from tracemark.observatory.rules.facts import Audience, World
from tracemark.observatory.tables.chart import SVG, Chart
from tracemark.observatory.tables.links import NodeLinks
from tracemark.observatory.tables.sheet import CSV, XLSX, sheet_csv, sheet_xlsx
from tracemark.oversight.actions import log_access

ENDINGS = ("csv", "xlsx", "svg")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: its chart, and what else its template needs."""

    chart: Chart
    context: dict[str, Any] = field(default_factory=dict)


Build = Callable[..., Shown]


def is_inside(request: ViewerRequest) -> bool:
    """Whether the viewer asked for, and may see, what States keep back."""
    return request.GET.get("inside") == "1" and request.viewer.may(INSIDE)


def scope_of(request: ViewerRequest) -> Scope:
    """What the page counts: what anyone may see, unless the viewer may see and asked for more."""
    return Scope(audience=Audience.INTERNAL if is_inside(request) else Audience.PUBLIC)


def links_of(request: ViewerRequest) -> NodeLinks:
    """Where marks and numbers of the page lead."""
    return NodeLinks(inside=is_inside(request))


def tiles_here() -> tuple[Tile, ...]:
    """The squares of this node's world."""
    return load_world(home_world())


def chart_views(build: Build, template: str, *, logged: str = "") -> tuple[View[...], View[...]]:
    """The page of a chart, and its table and picture as files. ``logged``: the verb under which a look is logged."""

    @require_safe
    @requires(READ)
    def page(request: ViewerRequest, /, **asked: Any) -> HttpResponseBase:
        shown = _built(build, request, asked)
        if logged:
            log_access(request.viewer, verb=logged, subject=shown.chart.sheet.name)
        return render(request, template, {**frame(request, shown.chart), **shown.context})

    @require_safe
    @requires(READ)
    def file(request: ViewerRequest, /, ending: str, **asked: Any) -> HttpResponseBase:
        chart = _built(build, request, asked).chart
        if ending not in ENDINGS or (ending == "svg" and not chart.saved):
            raise Http404
        log_access(request.viewer, verb="export_chart", subject=f"{chart.sheet.name}.{ending}")
        return chart_file(chart, ending)

    return page, file


def _built(build: Build, request: ViewerRequest, asked: dict[str, Any]) -> Shown:
    """The page, or 404 for a statistic, year, region or State that is not there."""
    try:
        return build(request, **asked)
    except Refused as refusal:
        raise Http404 from refusal


def frame(request: ViewerRequest, chart: Chart) -> dict[str, Any]:
    """What the template of every chart shows."""
    return {
        "chart": chart,
        "files": file_links(request, chart),
        "is_constructed": home_world() is World.CONSTRUCTED,
        "is_inside": is_inside(request),
        "inside_link": _inside_link(request),
    }


def file_links(request: HttpRequest, chart: Chart) -> list[tuple[str, str]]:
    """The files of the page, each with its address: permanent, since it says everything that was asked."""
    query = request.GET.urlencode()
    wanted = [ending for ending in ENDINGS if ending != "svg" or chart.saved]
    return [(one.upper(), f"{request.path}file.{one}" + (f"?{query}" if query else "")) for one in wanted]


def _inside_link(request: ViewerRequest) -> str:
    """Where the same page stands with (or again without) what States keep back; empty for whoever may not."""
    if not request.viewer.may(INSIDE):
        return ""
    query = request.GET.copy()
    if query.pop("inside", None) is None:
        query["inside"] = "1"
    return f"{request.path}?{query.urlencode()}" if query else request.path


def chart_file(chart: Chart, ending: str) -> HttpResponse:
    """A chart's table or picture, to be saved."""
    content: str | bytes = chart.saved
    if ending != "svg":
        sheet = chart.sheet
        content = (
            sheet_csv(sheet) if ending == "csv" else sheet_xlsx(sheet, is_right_to_left=get_language_bidi())
        )
    kinds = {"csv": CSV, "xlsx": XLSX, "svg": SVG}
    headers = {"Content-Disposition": f'attachment; filename="{chart.sheet.name}.{ending}"'}
    return HttpResponse(content, content_type=kinds[ending], headers=headers)


def years_of(request: ViewerRequest) -> tuple[int, ...]:
    """The years of which there are reports, newest first."""
    return tuple(reversed(cycles_of(request.viewer, scope_of(request))))


def year_or_404(request: ViewerRequest, year: int) -> tuple[int, ...]:
    """The years there are, or 404 when ``year`` is none of them."""
    years = years_of(request)
    if year not in years:
        raise Http404
    return years
