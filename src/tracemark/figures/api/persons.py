"""Tables of persons as programs see them: what may be shown, publishing, and what was published."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS
from tracemark.figures import actions, queries
from tracemark.figures.api.counts import YEAR
from tracemark.figures.queries.persons import (
    find_persons_publication,
    persons_document,
    persons_to_publish,
)
from tracemark.figures.rules.persons import PERSON_TABLES
from tracemark.oversight.actions import log_access

router = Router()


class PersonTableOut(Schema):
    """A table of persons. Without ``count`` an authority gives its numbers."""

    name: str
    rows: list[str]
    columns: list[str]
    unit: str
    count: str
    version: str


class PersonCountIn(Schema):
    """One number that an authority gives."""

    sex: str = Field(max_length=40, pattern=r"^[a-z_]*$")
    group: str = Field(max_length=40, pattern=r"^[a-z0-9+_-]*$")
    persons: int = Field(ge=0, le=10**7)


class PersonsIn(Schema):
    """What to publish. ``id`` is made by the client, so that sending it twice is harmless."""

    id: UUID
    counts: list[PersonCountIn] | None = Field(None, max_length=200)
    note: str = Field("", max_length=500, pattern=r"^[^\x00]*$")


class PublishedPersonsOut(Schema):
    """A published table; ``document`` holds what may be shown."""

    id: str
    sha256: str
    document: dict[str, Any]


@router.get("/persons", response={200: list[PersonTableOut], **ERRORS}, summary="Tables of persons")
def tables(request: ApiRequest) -> list[PersonTableOut]:
    """All definitions."""
    require_permission(request.auth, queries.PERMISSION)
    return [
        PersonTableOut(
            name=one.name,
            rows=list(one.rows),
            columns=list(one.columns),
            unit=one.unit,
            count=one.count,
            version=one.version,
        )
        for one in PERSON_TABLES.values()
    ]


@router.get(
    "/persons/published/{publication_id}",
    response={200: PublishedPersonsOut, **ERRORS},
    summary="A published table of persons",
)
def published(request: ApiRequest, publication_id: str) -> PublishedPersonsOut:
    """The document as it was frozen."""
    require_permission(request.auth, queries.PERMISSION)
    try:
        row = find_persons_publication(request.auth, UUID(publication_id))
    except ValueError as error:
        raise Http404 from error
    if row is None:
        raise Http404
    log_access(request.auth, verb="export_publication", subject=f"{row.id} json")
    return PublishedPersonsOut(id=str(row.id), sha256=row.sha256, document=persons_document(row))


@router.get(
    "/persons/{name}/{year}", response={200: dict[str, Any], **ERRORS}, summary="What may be shown now"
)
def table(request: ApiRequest, name: str, year: str) -> dict[str, Any]:
    """Counted now from the register; null where a number is hidden. 409 where an authority gives the numbers."""
    require_permission(request.auth, queries.PERMISSION)
    known, number = _known(name, year)
    document = persons_to_publish(request.auth, known, number, state=settings.NODE.state)
    log_access(request.auth, verb="export_figure", subject=f"{known} {number} json")
    return dict(document)


@router.post(
    "/persons/{name}/{year}/published",
    response={200: PublishedPersonsOut, **ERRORS},
    summary="Publish a table of persons",
)
def publish(request: ApiRequest, name: str, year: str, body: PersonsIn) -> PublishedPersonsOut:
    """Freezes what may be shown; the counts sent are not kept."""
    require_permission(request.auth, "figure.publish")
    known, number = _known(name, year)
    counts = None if body.counts is None else {(one.sex, one.group): one.persons for one in body.counts}
    row = actions.publish_persons(
        name=known,
        year=number,
        state=settings.NODE.state,
        counts=counts,
        note=body.note,
        publication_id=body.id,
        by=request.auth,
        at=timezone.now(),
    )
    return PublishedPersonsOut(id=str(row.id), sha256=row.sha256, document=persons_document(row))


def _known(name: str, year: str) -> tuple[str, int]:
    if name not in PERSON_TABLES or not YEAR.fullmatch(year):
        raise Http404
    return name, int(year)
