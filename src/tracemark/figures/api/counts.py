"""Counts as programs see them: definitions, numbers broken down, and the rows behind any of them."""

import re
from typing import Any, Literal

from django.conf import settings
from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS
from tracemark.figures import queries
from tracemark.figures.queries.counts import get_tally
from tracemark.figures.rules.counts import COUNTS, Left, Tally, count_json
from tracemark.figures.rules.counts.lines import choose_count_rows, definition_json, read_count_choice
from tracemark.figures.rules.counts.tally import row_json
from tracemark.oversight.actions import log_access

router = Router()

YEAR = re.compile(r"(19|2[0-9])[0-9]{2}")
MOST_YEARS = 50
Breakdown = Literal["cell", "month", "list", "type"]


class CountQuery(Schema):
    """``to``: the last year, for a count over several. ``by``: the breakdown beside the count's own cells."""

    to: int | None = Field(None, ge=1900, le=2999)
    by: Breakdown = "cell"


class CountRowsQuery(CountQuery):
    """One number: a cell, a year (none: all), a group of the breakdown; or the reason for which rows were left out."""

    cell: str = Field("", max_length=60, pattern=r"^[a-z_]*$")
    in_year: int | None = Field(None, ge=1900, le=2999)
    group: str = Field("", max_length=60, pattern=r"^[\w-]*$")
    left_out: str = Field("", pattern=f"^({'|'.join(Left)})?$")


@router.get("/counts", response={200: list[dict[str, Any]], **ERRORS}, summary="Counts that can be had")
def counts(request: ApiRequest) -> list[dict[str, Any]]:
    """Every definition: kinds of event, cells, what is left out, sources, breakdowns."""
    require_permission(request.auth, queries.PERMISSION)
    return [dict(definition_json(count)) for _, count in sorted(COUNTS.items())]


@router.get("/counts/{name}/{year}", response={200: dict[str, Any], **ERRORS}, summary="A count, counted now")
def count(request: ApiRequest, name: str, year: str, query: Query[CountQuery]) -> dict[str, Any]:
    """What ``figure show NAME --format json`` prints: numbers by cell and year, and every row with its event."""
    tally = _tally(request, name, year, query)
    subject = f"{name} {year}-{tally.years[-1]} json"
    log_access(request.auth, verb="export_figure", subject=subject)
    return dict(count_json(tally, query.by, state=settings.NODE.state))


@router.get(
    "/counts/{name}/{year}/rows",
    response={200: list[dict[str, Any]], **ERRORS},
    summary="The rows of a number of a count",
)
def count_rows(
    request: ApiRequest, name: str, year: str, query: Query[CountRowsQuery]
) -> list[dict[str, Any]]:
    """The rows that the number counted, in order of their ids; 404 for a number that the count does not have."""
    tally = _tally(request, name, year, query)
    asked = {
        "cell": query.cell,
        "in": str(query.in_year or ""),
        "by": query.by,
        "group": query.group,
        "left": query.left_out,
    }
    try:
        choice = read_count_choice(tally, asked)
    except KeyError as error:
        raise Http404 from error
    log_access(request.auth, verb="export_figure_rows", subject=f"{name} {year} {query.model_dump_json()}")
    return [dict(row_json(row)) for row in choose_count_rows(tally, choice)]


def _tally(request: ApiRequest, name: str, year: str, query: CountQuery) -> Tally:
    require_permission(request.auth, queries.PERMISSION)
    if name not in COUNTS or not YEAR.fullmatch(year):
        raise Http404
    first, last = int(year), query.to or int(year)
    if not first <= last <= first + MOST_YEARS:
        raise Http404
    return get_tally(request.auth, name, range(first, last + 1))
