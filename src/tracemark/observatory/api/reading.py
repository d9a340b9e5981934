"""Reading figures, series and answers: the same documents as the commands print."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Query, Router

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS
from tracemark.observatory.api.schemas import (
    AskQuery,
    Document,
    RegionsQuery,
    ReportRowsQuery,
    ReportsQuery,
    SeriesFileQuery,
    SeriesQuery,
    Where,
    log_reading,
    parts_of,
    uuid_of,
    year_of,
)
from tracemark.observatory.data import world_of
from tracemark.observatory.queries.asking import ask
from tracemark.observatory.queries.facts import INSIDE, home_world
from tracemark.observatory.queries.reports import find_report, find_scan, get_profile, list_reports
from tracemark.observatory.queries.series import (
    NAMES,
    get_series,
    list_values,
    observations_of,
    revisions_of,
)
from tracemark.observatory.queries.trends import (
    by_region,
    compare_cycles,
    get_trends,
    needs_and_offers,
    rows_of,
    who_stopped,
)
from tracemark.observatory.rules.definitions import STATISTICS
from tracemark.observatory.rules.series.values import Series, Thresholds
from tracemark.observatory.rules.series.writing import write_series
from tracemark.observatory.tables import documents, lines
from tracemark.oversight.actions import log_access

router = Router(tags=["observatory"])


@router.get("/trends/{year}", response={200: Document, **ERRORS}, summary="Every statistic up to a year")
def trends(request: ApiRequest, year: str, where: Query[Where]) -> Document:
    """As ``tracemark observatory trends --year … --json``."""
    cycle, scope = year_of(year), where.scope()
    log_reading(request, where, f"trends {cycle}")
    found = get_trends(request.auth, cycle, scope)
    return documents.trends_json(cycle, found, scope.world or home_world())


@router.get("/compare/{first}/{second}", response={200: Document, **ERRORS}, summary="Two years")
def comparison(request: ApiRequest, first: str, second: str, where: Query[Where]) -> Document:
    """As a whole, and among the States that reported both times."""
    pair, scope = (year_of(first), year_of(second)), where.scope()
    log_reading(request, where, f"compare {pair[0]} {pair[1]}")
    found = compare_cycles(request.auth, *pair, scope)
    return documents.comparison_json(found, scope.world or home_world())


@router.get("/rows/{code}/{year}", response={200: list[Document], **ERRORS}, summary="Behind a number")
def rows(request: ApiRequest, code: str, year: str, query: Query[ReportRowsQuery]) -> list[Document]:
    """The States on one side of a number, with the answers that decided."""
    cycle = _known(code, year)
    log_reading(request, query, f"rows {code} {cycle} {query.part}")
    found = rows_of(request.auth, code, cycle, reading=query.reading, part=query.part, scope=query.scope())
    return documents.rows_json(found)


@router.get("/regions/{code}/{year}", response={200: Document, **ERRORS}, summary="Region against region")
def regions(request: ApiRequest, code: str, year: str, query: Query[RegionsQuery]) -> Document:
    """A statistic in every region or subregion."""
    cycle, scope = _known(code, year), query.scope()
    log_reading(request, query, f"regions {code} {cycle}")
    found = by_region(request.auth, code, cycle, level=query.level, scope=scope)
    return documents.regions_json(code, cycle, found, scope.world or home_world())


def _known(code: str, year: str) -> int:
    if code not in STATISTICS:
        raise Http404
    return year_of(year)


@router.get("/needs/{year}", response={200: Document, **ERRORS}, summary="Needs against offers")
def needs(request: ApiRequest, year: str, where: Query[Where]) -> Document:
    """Theme by theme, the most needed first."""
    cycle, scope = year_of(year), where.scope()
    log_reading(request, where, f"needs {cycle}")
    found = needs_and_offers(request.auth, cycle, scope)
    return documents.gaps_json(cycle, found, scope.world or home_world())


@router.get("/stopped/{year}", response={200: Document, **ERRORS}, summary="Who stopped reporting")
def stopped(request: ApiRequest, year: str, where: Query[Where]) -> Document:
    """States that reported before and not for this cycle, with the last cycle they reported for."""
    cycle, scope = year_of(year), where.scope()
    log_reading(request, where, f"stopped {cycle}")
    return documents.stopped_json(cycle, who_stopped(request.auth, cycle, scope), scope.world or home_world())


@router.get("/reports", response={200: Document, **ERRORS}, summary="Reports taken in")
def reports(request: ApiRequest, query: Query[ReportsQuery]) -> Document:
    """The newest revision of each."""
    scope = query.scope(instrument=query.instrument, cycles=(query.year,) if query.year else ())
    log_reading(request, query, f"reports {query.year or ''}".strip())
    return documents.reports_json(list_reports(request.auth, scope), scope.world or home_world())


@router.get("/reports/{report_id}", response={200: Document, **ERRORS}, summary="One report")
def report(request: ApiRequest, report_id: str, where: Query[Where]) -> Document:
    """Every answer as given and as read, with its place, file and who took it in; and the report's revisions."""
    known = uuid_of(report_id)
    log_reading(request, where, f"report {known}")
    found = find_report(request.auth, known, where.scope().audience)
    if found is None:
        raise Http404
    return documents.report_json(found, world_of(found.line.state) or home_world())


@router.get(
    "/reports/{report_id}/scan",
    response={200: bytes, **ERRORS},
    openapi_extra={"responses": {200: {"content": {"application/octet-stream": {}}}}},
    summary="The paper a report was keyed in from",
)
def scan(request: ApiRequest, report_id: str) -> HttpResponse:
    """As a file to keep, for who may see what States keep back."""
    known = uuid_of(report_id)
    require_permission(request.auth, INSIDE)
    log_access(request.auth, verb="read_observatory", subject=f"scan {known}")
    found = find_scan(request.auth, known)
    if found is None:
        raise Http404
    answer = HttpResponse(found[2], content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, found[0]) or "attachment"
    return answer


@router.get("/profiles/{state}", response={200: Document, **ERRORS}, summary="One State")
def profile(request: ApiRequest, state: str, where: Query[Where]) -> Document:
    """Every statistic, cycle by cycle."""
    scope = where.scope()
    log_reading(request, where, f"profile {state}")
    found = get_profile(request.auth, state[:4], scope)
    return documents.profile_json(found, scope.world or home_world())


@router.get("/series/{name}", response={200: Document, **ERRORS}, summary="A series of ours")
def series(request: ApiRequest, name: str, query: Query[SeriesQuery]) -> Document:
    """Country values with every source, regions as ratios of sums."""
    found = _series(request, name, query)
    return documents.series_json(found, query.scope().world or home_world())


FILES = {"csv": "text/csv", "sdmx-csv": "text/csv", "sdmx-csv-2": "text/csv", "sdmx-ml": "application/xml"}
"""Formats of a series as a file, and their types."""
AS_FILES: dict[str, Any] = {
    "responses": {200: {"content": {kind: {} for kind in sorted(set(FILES.values()))}}}
}


@router.get(
    "/series/{name}/file", response={200: str, **ERRORS}, openapi_extra=AS_FILES, summary="A series as a file"
)
def series_file(request: ApiRequest, name: str, query: Query[SeriesFileQuery]) -> HttpResponse:
    """As ``tracemark observatory series … --format …``: our flat table, SDMX-CSV or SDMX-ML."""
    found = _series(request, name, query)
    text = (
        lines.series_csv(found)
        if query.format == "csv"
        else write_series(
            observations_of(found),
            query.format,
            prepared_at=timezone.now(),
            sender="TRACEMARK",
            message_id=f"OBSERVATORY-{name}",
        )
    )
    return HttpResponse(text, content_type=f"{FILES[query.format]}; charset=utf-8")


def _series(request: ApiRequest, name: str, query: SeriesQuery) -> Series:
    if name not in NAMES:
        raise Http404
    log_reading(request, query, f"series {name}")
    return get_series(
        request.auth,
        name,
        years=tuple(sorted(int(year) for year in parts_of(query.years))),
        scope=query.scope(),
        thresholds=Thresholds(query.threshold_share, query.threshold_states),
    )


@router.get("/series/{name}/published", response={200: Document, **ERRORS}, summary="As the UN publishes it")
def published(request: ApiRequest, name: str, where: Query[Where]) -> Document:
    """Published values as they stand."""
    if name not in NAMES:
        raise Http404
    scope = where.scope()
    log_reading(request, where, f"series {name} published")
    return documents.published_json(
        list_values(request.auth, NAMES[name], scope), scope.world or home_world()
    )


@router.get("/series/{name}/revisions", response={200: Document, **ERRORS}, summary="What was revised")
def revisions(request: ApiRequest, name: str, where: Query[Where]) -> Document:
    """Every row of every published value that was revised or withdrawn."""
    if name not in NAMES:
        raise Http404
    scope = where.scope()
    log_reading(request, where, f"series {name} revisions")
    return documents.published_json(
        revisions_of(request.auth, NAMES[name], scope), scope.world or home_world()
    )


@router.get("/ask", response={200: Document, **ERRORS}, summary="A question of one's own")
def asked(request: ApiRequest, query: Query[AskQuery]) -> Document:
    """As ``tracemark observatory ask … --json``. 409 for a question that no report was ever asked."""
    scope, question = query.scope(), query.question()
    log_reading(request, query, f"ask {question.key} by {question.by}")
    return documents.ask_json(ask(request.auth, question, scope), scope.world or home_world())
