"""Alerts, the access log and the seals, as programs see them."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS
from tracemark.oversight import actions, queries
from tracemark.oversight.models import AccessLog, Seal
from tracemark.oversight.queries import AlertView

router = Router(tags=["oversight"])
PAGE = 100


class AlertOut(Schema):
    """A contradiction somebody must look at, or has settled."""

    id: str
    kind: str
    severity: str
    params: dict[str, str | int | bool | None]
    raised_at: datetime
    weapon_ids: list[str]
    settled_at: datetime | None
    settled_by: str
    why: str


class AlertPage(Schema):
    """One page of alerts; ``total`` counts all pages."""

    total: int
    items: list[AlertOut]


class AlertQuery(Schema):
    """Which alerts, and which page of 100 (from 1)."""

    settled: bool | None = None
    kind: str = Field("", max_length=60, pattern=r"^[a-z0-9_]*$")
    page: int = Field(1, ge=1, le=100_000)


class SettleIn(Schema):
    """Why the alert needs no more attention."""

    why: str = Field(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")


class AccessQuery(Schema):
    """Which lines of the access log: 100 after this number."""

    after: int = Field(0, ge=0, le=2**62)


class SealQuery(Schema):
    """Which page of 100 seals (from 1)."""

    page: int = Field(1, ge=1, le=100_000)


class AccessOut(Schema):
    """One line of the access log, with the hashes that chain it."""

    seq: int
    at: datetime
    person_id: str | None
    unit_id: str | None
    address: str
    verb: str
    subject: str
    purpose: str
    prev_hash: str
    hash: str


class AccessPage(Schema):
    """Lines from ``after`` on, in their order; ``next`` is the ``after`` of the following page, or null."""

    items: list[AccessOut]
    next: int | None


class SealOut(Schema):
    """The signed digest of one day."""

    day: date
    sealed_at: datetime
    heads_count: int
    digest: str
    access_seq: int
    access_hash: str
    signature: str
    key_id: str


@router.get("/alerts", response={200: AlertPage, **ERRORS}, summary="Alerts about weapons I may read")
def alerts(request: ApiRequest, query: Query[AlertQuery]) -> AlertPage:
    """The newest first, 100 a page."""
    require_permission(request.auth, "weapon.read")
    found = queries.list_alerts(request.auth, settled=query.settled, kind=query.kind)
    first = (query.page - 1) * PAGE
    page = queries.show_alerts(request.auth, list(found[first : first + PAGE]))
    return AlertPage(total=found.count(), items=[_alert_out(view) for view in page])


@router.post("/alerts/{alert_id}/settle", response={200: AlertOut, **ERRORS}, summary="Settle an alert")
def settle(request: ApiRequest, alert_id: str, body: SettleIn) -> AlertOut:
    """Settles once, with a reason; a second time is refused with 409."""
    viewer = request.auth
    require_permission(viewer, "alert.settle")
    view = queries.find_alert(viewer, _uuid(alert_id))
    if view is None:
        raise Http404
    if view.settled_at is None and not view.may_settle:
        raise PermissionDenied
    actions.log_access(viewer, verb="settle_alert", subject=view.key)
    actions.settle_alert(view.key, by=viewer.person_id, why=body.why)
    settled = queries.find_alert(viewer, view.id)
    return _alert_out(settled or view)


@router.get("/access-log", response={200: AccessPage, **ERRORS}, summary="The access log, for checking")
def access_log(request: ApiRequest, query: Query[AccessQuery]) -> AccessPage:
    """Lines in order, 100 at a time, so that an auditor can recompute the chain."""
    require_permission(request.auth, "oversight.read")
    rows = list(queries.access_after(request.auth, query.after)[:PAGE])
    return AccessPage(
        items=[_access_out(row) for row in rows], next=rows[-1].seq if len(rows) == PAGE else None
    )


@router.get("/seals", response={200: list[SealOut], **ERRORS}, summary="Daily seals")
def seals(request: ApiRequest, query: Query[SealQuery]) -> list[Seal]:
    """The newest first, 100 a page."""
    require_permission(request.auth, "oversight.read")
    first = (query.page - 1) * PAGE
    return list(queries.list_seals(request.auth)[first : first + PAGE])


def _uuid(text: str) -> UUID:
    """An id out of a path; what is not one names nothing that exists."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _alert_out(view: AlertView) -> AlertOut:
    return AlertOut(
        id=str(view.id),
        kind=view.kind,
        severity=view.severity,
        params=dict(view.params),
        raised_at=view.raised_at,
        weapon_ids=[str(weapon_id) for weapon_id in view.weapon_ids],
        settled_at=view.settled_at,
        settled_by=view.settled_by,
        why=view.why,
    )


def _access_out(row: AccessLog) -> AccessOut:
    return AccessOut(
        seq=row.seq,
        at=row.at,
        person_id=str(row.person_id) if row.person_id else None,
        unit_id=str(row.unit_id) if row.unit_id else None,
        address=row.address,
        verb=row.verb,
        subject=row.subject,
        purpose=row.purpose,
        prev_hash=row.prev_hash,
        hash=row.hash,
    )
