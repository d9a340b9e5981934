"""The figure of SDG 16.4.2: counted now, as published, and the rows behind any number."""

import re
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS
from tracemark.figures import actions, queries
from tracemark.figures.models import Publication
from tracemark.figures.rules import DEFINITIONS, Exclusion, FigureRow
from tracemark.figures.rules.frozen import figure_json
from tracemark.figures.rules.select import PARTS, choose_rows, read_choice
from tracemark.oversight.actions import log_access

router = Router()

YEAR = re.compile(r"(19|2[0-9])[0-9]{2}")

BasisName = Literal["both", "all", "traceable"]


class DefinitionOut(Schema):
    """A figure that can be counted."""

    name: str
    code: str
    series: str
    version: str


class FigureQuery(Schema):
    """Which bases, and whether receipts of collection campaigns count as surrendered arms."""

    basis: BasisName = "both"
    receipts: bool = False


class RowsQuery(Schema):
    """Names one number of a figure. With ``excluded`` the other names do not matter."""

    basis: Literal["all", "traceable"] = "all"
    how: Literal["total", "seized", "found", "surrendered"] = "total"
    part: str = Field("denominator", pattern=f"^({'|'.join(PARTS)})$")
    excluded: str = Field("", pattern=f"^({'|'.join(Exclusion)})?$")
    receipts: bool = False


class RowOut(Schema):
    """One row behind a number. ``excluded`` is the reason for which it is not counted, or null."""

    row_id: str
    record_no: str
    event_id: str
    sheet_row: str
    list_kind: str
    how: str
    outcome: str
    occurred_on: date | None
    traceable: bool
    excluded: str | None


class PublicationOut(Schema):
    """A published figure; its document is at its own address."""

    id: str
    name: str
    year: int
    bases: list[str]
    definition_version: str
    sha256: str
    note: str
    published_at: datetime


class ComparisonOut(Schema):
    """What would differ if a published figure were counted again now."""

    is_same: bool
    numbers: list[dict[str, Any]]
    rows: list[dict[str, Any]]


class PublishIn(Schema):
    """What to freeze. ``id`` is made by the client, so that sending it twice is harmless."""

    id: UUID
    basis: BasisName = "both"
    receipts: bool = False
    note: str = Field("", max_length=500, pattern=r"^[^\x00]*$")


@router.get("/", response={200: list[DefinitionOut], **ERRORS}, summary="Figures that can be counted")
def definitions(request: ApiRequest) -> list[DefinitionOut]:
    """All definitions, by name."""
    require_permission(request.auth, queries.PERMISSION)
    return [
        DefinitionOut(name=one.name, code=one.code, series=one.series, version=one.version)
        for _, one in sorted(DEFINITIONS.items())
    ]


@router.get(
    "/published/{publication_id}", response={200: dict[str, Any], **ERRORS}, summary="A published figure"
)
def published(request: ApiRequest, publication_id: str) -> dict[str, Any]:
    """The document as it was frozen; without its rows for who sees some units only."""
    row = _publication(request, publication_id)
    log_access(request.auth, verb="export_publication", subject=f"{row.id} json")
    return queries.published_document(request.auth, row)


@router.get(
    "/published/{publication_id}/comparison",
    response={200: ComparisonOut, **ERRORS},
    summary="What would differ now",
)
def comparison(request: ApiRequest, publication_id: str) -> ComparisonOut:
    """Number by number and row by row; 409 for who sees some units only."""
    found = queries.compare_with_published(request.auth, _publication(request, publication_id))
    return ComparisonOut(
        is_same=found.is_same,
        numbers=[
            {"basis": one.basis, "how": one.how, "published": one.published, "now": one.now}
            for one in found.numbers
        ],
        rows=[
            {
                "row_id": row.row_id,
                "difference": row.difference.value,
                "fields": [
                    {"field": one.field, "published": one.published, "now": one.now} for one in row.fields
                ],
            }
            for row in found.rows
        ],
    )


@router.get("/{name}/{year}", response={200: dict[str, Any], **ERRORS}, summary="A figure counted now")
def figure(request: ApiRequest, name: str, year: str, query: Query[FigureQuery]) -> dict[str, Any]:
    """Method, a value a base and cell, what is excluded and why, and every row with its event."""
    require_permission(request.auth, queries.PERMISSION)
    known, number = _known(name, year)
    counted = queries.get_figure(request.auth, known, number, query.basis, include_receipts=query.receipts)
    log_access(request.auth, verb="export_figure", subject=f"{known} {number} json")
    return figure_json(counted, state=settings.NODE.state)


@router.get("/{name}/{year}/rows", response={200: list[RowOut], **ERRORS}, summary="The rows of a number")
def rows(request: ApiRequest, name: str, year: str, query: Query[RowsQuery]) -> list[RowOut]:
    """The rows that the number named by the query counted, in order of their ids."""
    require_permission(request.auth, queries.PERMISSION)
    known, number = _known(name, year)
    counted = queries.get_figure(request.auth, known, number, include_receipts=query.receipts)
    choice = read_choice(basis=query.basis, how=query.how, part=query.part, excluded=query.excluded)
    log_access(request.auth, verb="export_figure_rows", subject=f"{known} {number} {query.model_dump_json()}")
    return [_row_out(row) for row in choose_rows(counted, choice)]


@router.get(
    "/{name}/{year}/published",
    response={200: list[PublicationOut], **ERRORS},
    summary="What was published for a year",
)
def publications(request: ApiRequest, name: str, year: str) -> list[PublicationOut]:
    """The newest first."""
    require_permission(request.auth, queries.PERMISSION)
    known, number = _known(name, year)
    return [_publication_out(row) for row in queries.list_publications(request.auth, known, number)]


@router.post("/{name}/{year}/published", response={200: PublicationOut, **ERRORS}, summary="Publish a figure")
def publish(request: ApiRequest, name: str, year: str, body: PublishIn) -> PublicationOut:
    """Counts the figure now and freezes it with its rows."""
    require_permission(request.auth, "figure.publish")
    known, number = _known(name, year)
    row = actions.publish_figure(
        name=known,
        year=number,
        state=settings.NODE.state,
        by=request.auth,
        at=timezone.now(),
        basis=body.basis,
        include_receipts=body.receipts,
        note=body.note,
        publication_id=body.id,
    )
    return _publication_out(row)


def _known(name: str, year: str) -> tuple[str, int]:
    """A figure's name and a year out of a path; what is neither names nothing that exists."""
    if name not in DEFINITIONS or not YEAR.fullmatch(year):
        raise Http404
    return name, int(year)


def _publication(request: ApiRequest, publication_id: str) -> Publication:
    require_permission(request.auth, queries.PERMISSION)
    try:
        row = queries.find_publication(request.auth, UUID(publication_id))
    except ValueError as error:
        raise Http404 from error
    if row is None:
        raise Http404
    return row


def _publication_out(row: Publication) -> PublicationOut:
    return PublicationOut(
        id=str(row.id),
        name=row.name,
        year=row.year,
        bases=row.bases.split(","),
        definition_version=row.definition_version,
        sha256=row.sha256,
        note=row.note,
        published_at=row.published_at,
    )


def _row_out(row: FigureRow) -> RowOut:
    return RowOut(
        row_id=row.row_id,
        record_no=row.record_no,
        event_id=row.event_id,
        sheet_row=row.sheet_row,
        list_kind=row.list_kind,
        how=row.how,
        outcome=row.outcome.value,
        occurred_on=row.occurred_on,
        traceable=row.traceable,
        excluded=None if row.excluded is None else row.excluded.value,
    )
