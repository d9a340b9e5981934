"""Weapons, their lives, acts and reports, as programs see them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.accounts.rules import Viewer
from tracemark.config.problems import ERRORS
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access
from tracemark.register.actions import acts
from tracemark.register.models import Event, Weapon
from tracemark.register.queries import weapons as queries
from tracemark.register.rules.decisions import possible_acts
from tracemark.register.rules.events import EventKind, PartialDate, Precision
from tracemark.register.rules.record_no import parse_record_no

router = Router()

PLAIN = r"^[^\x00]*$"
CODE = r"^[a-z0-9_]*$"


class WeaponQuery(Schema):
    """What the list is narrowed by; ``after`` is the last record number of the page before."""

    list_kind: str = Field("", max_length=20, pattern=CODE)
    custody: str = Field("", max_length=20, pattern=CODE)
    condition: str = Field("", max_length=20, pattern=CODE)
    standing: str = Field("", max_length=20, pattern=CODE)
    serial: str = Field("", max_length=60, pattern=PLAIN)
    after: str = Field("", max_length=20, pattern=PLAIN)


class WeaponOut(Schema):
    """A weapon as lists show it."""

    record_no: str
    list_kind: str
    custody: str
    condition: str
    standing: str
    type_text: str
    type_code: str
    make_text: str
    make_code: str
    model_text: str
    calibre_text: str
    calibre_code: str
    country_code: str
    year: int | None
    serial: str
    serial_absent: str
    occurred_on: date | None
    occurred_precision: str
    outcome: str
    is_voided: bool


class WeaponPageOut(Schema):
    """One page; ``next_after`` continues it, null at the end."""

    items: list[WeaponOut]
    next_after: str | None


class EventOut(Schema):
    """One event of a weapon's life, with the hashes that chain it."""

    id: str
    seq: int
    kind: str
    occurred_on: date | None
    occurred_precision: str
    recorded_at: datetime
    recorded_by: str | None
    document: str
    payload: dict[str, Any]
    voided: bool
    waiting: bool
    prev_hash: str
    hash: str


class LifeOut(Schema):
    """A weapon, its events, the records linked to it, and the acts possible now."""

    weapon: WeaponOut
    events: list[EventOut]
    linked: list[str]
    possible_acts: list[str]
    contradictions: list[str]


class HappeningIn(Schema):
    """An act or a report. ``id`` is made by the client, so that a retry is harmless."""

    id: UUID | None = None
    kind: str = Field(max_length=30, pattern=CODE)
    occurred_on: date | None = None
    precision: Precision = Precision.DAY
    details: dict[str, str] = Field(default_factory=dict, max_length=20)
    document: str = Field("", max_length=200, pattern=PLAIN)


class VoidIn(Schema):
    """Which event to void, and why."""

    id: UUID | None = None
    event: UUID
    reason: str = Field(min_length=1, max_length=1000, pattern=PLAIN)


class DecisionIn(Schema):
    """The second officer's decision on a request."""

    id: UUID | None = None
    accept: bool
    reason: str = Field("", max_length=1000, pattern=PLAIN)


class RequestOut(Schema):
    """A request that waits for a second officer."""

    record_no: str
    request: str
    act: str
    recorded_at: datetime


@router.get("/weapons", response={200: WeaponPageOut, **ERRORS}, summary="Weapons I may read")
def weapons(request: ApiRequest, query: Query[WeaponQuery]) -> WeaponPageOut:
    """Fifty a page, by record number."""
    require_permission(request.auth, "weapon.read")
    filters = queries.WeaponFilters(
        list_kind=query.list_kind,
        custody=query.custody,
        condition=query.condition,
        standing=query.standing,
        text=query.serial,
    )
    log_access(request.auth, verb="list_weapons", subject=query.serial)
    page = queries.list_weapons(request.auth, filters, after=query.after)
    return WeaponPageOut(
        items=[WeaponOut.from_orm(weapon) for weapon in page.weapons], next_after=page.next_after
    )


@router.get("/weapons/{record_no}", response={200: LifeOut, **ERRORS}, summary="A weapon's life")
def weapon(request: ApiRequest, record_no: str) -> LifeOut:
    """The weapon with all its events; the read is logged with the purpose stated."""
    require_permission(request.auth, "weapon.read")
    found = _weapon(request.auth, record_no)
    log_access(request.auth, verb="read_weapon", subject=found.record_no)
    life = queries.get_life(request.auth, found)
    return LifeOut(
        weapon=WeaponOut.from_orm(found),
        events=[_event_out(line) for line in life.events],
        linked=[other.record_no for other in life.linked],
        possible_acts=[kind.value for kind in possible_acts(life.view, timezone.now().date())],
        contradictions=[finding.code for finding in life.view.contradictions],
    )


@router.post("/weapons/{record_no}/acts", response={200: EventOut, **ERRORS}, summary="Do an act")
def act(request: ApiRequest, record_no: str, body: HappeningIn) -> EventOut:
    """Issue, return, move, destroy …; an act that needs a second officer becomes a request. 409 says why not."""
    require_permission(request.auth, "weapon.act")
    return _happen(request.auth, record_no, body, acts.perform_act)


@router.post(
    "/weapons/{record_no}/reports", response={200: EventOut, **ERRORS}, summary="Report something seen"
)
def report(request: ApiRequest, record_no: str, body: HappeningIn) -> EventOut:
    """Lost, stolen, found, seized …: always recorded; a contradiction raises an alert."""
    require_permission(request.auth, "weapon.report")
    return _happen(request.auth, record_no, body, acts.make_report)


@router.post("/weapons/{record_no}/voids", response={200: EventOut, **ERRORS}, summary="Ask to void an event")
def void(request: ApiRequest, record_no: str, body: VoidIn) -> EventOut:
    """A second officer must accept; the event stays, marked as voided."""
    require_permission(request.auth, "weapon.void")
    event = acts.request_void(
        weapon_id=_weapon(request.auth, record_no).id,
        event_id=body.id or uuid4(),
        voids=body.event,
        reason=body.reason,
        by=request.auth,
        at=timezone.now(),
    )
    return _plain_event(event)


@router.get("/requests", response={200: list[RequestOut], **ERRORS}, summary="Requests that wait for me")
def requests(request: ApiRequest) -> list[RequestOut]:
    """What a second officer of my units has to accept or reject, oldest first."""
    require_permission(request.auth, "weapon.accept")
    return [
        RequestOut(
            record_no=weapon.record_no,
            request=str(row.id),
            act=queries.requested_act(row),
            recorded_at=row.recorded_at,
        )
        for weapon, row in queries.waiting_approvals(request.auth)
    ]


@router.post(
    "/weapons/{record_no}/requests/{request_id}",
    response={200: EventOut, **ERRORS},
    summary="Accept or reject",
)
def decide(request: ApiRequest, record_no: str, request_id: str, body: DecisionIn) -> EventOut:
    """Nobody decides a request of their own."""
    require_permission(request.auth, "weapon.accept")
    event = acts.decide_request(
        weapon_id=_weapon(request.auth, record_no).id,
        event_id=body.id or uuid4(),
        request_id=_uuid(request_id),
        accept=body.accept,
        reason=body.reason,
        by=request.auth,
        at=timezone.now(),
    )
    return _plain_event(event)


def _happen(viewer: Viewer, record_no: str, body: HappeningIn, door: Any) -> EventOut:
    if body.kind not in set(EventKind):
        raise Refused(Finding("kind_unknown", {"kind": body.kind}, Severity.REFUSAL))
    event = door(
        weapon_id=_weapon(viewer, record_no).id,
        event_id=body.id or uuid4(),
        kind=EventKind(body.kind),
        occurred=PartialDate(body.occurred_on, body.precision) if body.occurred_on else None,
        payload=dict(body.details),
        by=viewer,
        at=timezone.now(),
        document=body.document,
    )
    return _plain_event(event)


def _weapon(viewer: Viewer, record_no: str) -> Weapon:
    number = parse_record_no(record_no)
    found = queries.find_weapon(viewer, number) if number else None
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _plain_event(row: Event) -> EventOut:
    return _event_out(queries.plain_line(row))


def _event_out(line: queries.EventLine) -> EventOut:
    row = line.row
    return EventOut(
        id=str(row.id),
        seq=row.seq,
        kind=row.kind,
        occurred_on=row.occurred_on,
        occurred_precision=row.occurred_precision,
        recorded_at=row.recorded_at,
        recorded_by=str(row.recorded_by_id) if row.recorded_by_id else None,
        document=row.document,
        payload=line.payload,
        voided=line.voided_by is not None,
        waiting=line.is_waiting,
        prev_hash=row.prev_hash,
        hash=row.hash,
    )
