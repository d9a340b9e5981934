"""Import permits as programs see them."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS, finding_json
from tracemark.oversight.actions import log_access
from tracemark.transfers import actions, queries
from tracemark.transfers.models import Permit
from tracemark.transfers.queries import PermitFilters, PermitLife

router = Router(tags=["transfers"])

PLAIN = r"^[^\x00]*$"


class PermitOut(Schema):
    """An import permit as it stands. A quantity of null is not known, which is not zero."""

    id: str
    permit_no: str
    euc_no: str
    issued_on: date | None
    issued_precision: str
    exporter: str
    importer: str
    make_text: str
    make_code: str
    model_text: str
    permitted_quantity: int | None
    delivered_quantity: int | None
    delivered_on: date | None
    is_voided: bool


class PermitPageOut(Schema):
    """One page in order of permit number; ``next`` is the ``after`` of the following page, or null."""

    items: list[PermitOut]
    next: str | None


class PermitQuery(Schema):
    """Which permits; ``after`` is the id of the last one seen."""

    text: str = Field("", max_length=100, pattern=PLAIN)
    importer: str = Field("", max_length=200, pattern=PLAIN)
    stage: Literal["", "over", "complete", "partly", "not_known"] = ""
    with_voided: bool = False
    after: UUID | None = None


class PermitEventOut(Schema):
    """One event, with the hashes that chain it; ``payload`` is the text that was hashed."""

    id: str
    seq: int
    kind: str
    recorded_at: datetime
    payload: str
    voids: str | None
    prev_hash: str
    hash: str


class PermitFindingOut(Schema):
    """Something the rules noticed, with its words."""

    code: str
    params: dict[str, str | int | bool | None]
    severity: str
    words: str


class PermitLifeOut(Schema):
    """A permit with its events and what they contradict."""

    permit: PermitOut
    events: list[PermitEventOut]
    findings: list[PermitFindingOut]


class DeliveryIn(Schema):
    """What was delivered in all. ``id`` is made by the client, so that sending it twice is harmless."""

    id: UUID
    quantity: int = Field(ge=0, le=999_999_999)
    delivered_on: date | None = None


@router.get("/permits", response={200: PermitPageOut, **ERRORS}, summary="Import permits")
def permits(request: ApiRequest, query: Query[PermitQuery]) -> PermitPageOut:
    """Those the viewer may see, 50 a page."""
    require_permission(request.auth, queries.PERMISSION)
    filters = PermitFilters(query.text, query.importer, query.stage, query.with_voided)
    page = queries.list_permits(request.auth, filters, after=query.after)
    log_access(request.auth, verb="export_permits", subject=query.model_dump_json(exclude_defaults=True))
    after = page.next_after.hex if page.next_after else None
    return PermitPageOut(items=[_permit_out(permit) for permit in page.permits], next=after)


@router.get("/permits/{permit_id}", response={200: PermitLifeOut, **ERRORS}, summary="One import permit")
def permit(request: ApiRequest, permit_id: str) -> PermitLifeOut:
    """The permit with its events."""
    require_permission(request.auth, queries.PERMISSION)
    life = _life(request, permit_id)
    log_access(request.auth, verb="read_permit", subject=life.permit.permit_no)
    return _life_out(life)


@router.post(
    "/permits/{permit_id}/deliveries", response={200: PermitLifeOut, **ERRORS}, summary="Report a delivery"
)
def report_delivery(request: ApiRequest, permit_id: str, body: DeliveryIn) -> PermitLifeOut:
    """Appends what was delivered in all; more than permitted is recorded and raises an alert."""
    viewer = request.auth
    require_permission(viewer, queries.PERMISSION, "weapon.report")
    life = _life(request, permit_id)
    if not viewer.may_at("weapon.report", life.permit.unit_id):
        raise PermissionDenied
    actions.report_delivery(
        life.permit,
        quantity=body.quantity,
        delivered_on=body.delivered_on,
        by=viewer,
        at=timezone.now(),
        event_id=body.id,
    )
    return _life_out(_life(request, permit_id))


def _life(request: ApiRequest, permit_id: str) -> PermitLife:
    try:
        life = queries.find_life(request.auth, UUID(permit_id))
    except ValueError as error:
        raise Http404 from error
    if life is None:
        raise Http404
    return life


def _permit_out(permit: Permit) -> PermitOut:
    values = {name: getattr(permit, name) for name in PermitOut.model_fields if name != "id"}
    return PermitOut(id=permit.id.hex, **values)


def _life_out(life: PermitLife) -> PermitLifeOut:
    return PermitLifeOut(
        permit=_permit_out(life.permit),
        events=[
            PermitEventOut(
                id=event.id.hex,
                seq=event.seq,
                kind=event.kind.value,
                recorded_at=event.recorded_at,
                payload=event.payload_text,
                voids=event.voids.hex if event.voids else None,
                prev_hash=event.prev_hash,
                hash=event.hash,
            )
            for event in life.events
        ],
        findings=[PermitFindingOut(**finding_json(finding)) for finding in life.findings],
    )
