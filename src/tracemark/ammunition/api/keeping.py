"""Stores, what is wrong with them, and movements, for programs."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from ninja import Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.ammunition.actions.moving import Line, Voucher, move
from tracemark.ammunition.api.calculating import SafetyFindingOut
from tracemark.ammunition.api.numbers import Exact
from tracemark.ammunition.queries.holdings import list_holdings
from tracemark.ammunition.queries.licences import find_licence
from tracemark.ammunition.queries.standing import list_standings
from tracemark.ammunition.rules.ledger import MovementKind
from tracemark.ammunition.tables.answers import finding_answer
from tracemark.ammunition.tables.documents import licence_document
from tracemark.ammunition.tables.papers import DOCX, PDF, licence_docx, licence_pdf
from tracemark.ammunition.tables.reports import check_answer, standing_answer
from tracemark.config.problems import ERRORS
from tracemark.oversight.actions import log_access
from tracemark.stockpiles.queries import find_store, get_site_plan

router = Router()

PLAIN = r"^[^\x00]*$"
Quantity = Annotated[Decimal, Exact(9, 3)]
LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")


class UsageOut(Schema):
    """One division of a store. ``licensed_kg`` is null when no licence holds."""

    division: str
    held_kg: str
    licensed_kg: int | None
    limit_kg: int
    binding: str
    distance_m: float
    is_over: bool


class StandingOut(Schema):
    """A store: what it holds, may hold, and what is wrong."""

    id: str
    site: str
    store: str
    tone: str
    licence: str | None
    usages: list[UsageOut]
    findings: list[SafetyFindingOut]


class CheckOut(Schema):
    """Everything out of licence, incompatible or overdue."""

    on: date
    findings: list[SafetyFindingOut]
    balances_that_differ: int


class HoldingOut(Schema):
    """What lies in a stack. ``lot_id`` names the lot in a movement."""

    lot_id: str
    item: str
    lot: str
    stack: str
    hazard_code: str
    condition: str
    quantity: str


class LineIn(Schema):
    """So much of a lot; a store of null is the world outside."""

    lot_id: UUID
    quantity: Quantity
    from_store: UUID | None = None
    to_store: UUID | None = None
    from_stack: str = Field("", max_length=40, pattern=PLAIN)
    to_stack: str = Field("", max_length=40, pattern=PLAIN)


class MovementIn(Schema):
    """A voucher. ``id`` is made by the client, so that sending it twice is harmless."""

    id: UUID
    kind: MovementKind
    voucher: str = Field(max_length=60, pattern=PLAIN)
    occurred_on: date
    giver: str = Field(max_length=120, pattern=PLAIN)
    receiver: str = Field(max_length=120, pattern=PLAIN)
    remark: str = Field("", max_length=500, pattern=PLAIN)
    lines: list[LineIn] = Field(min_length=1, max_length=200)


class MovedOut(Schema):
    """What was recorded, with the alerts of a report."""

    id: str
    findings: list[SafetyFindingOut]


@router.get("/stores", response={200: list[StandingOut], **ERRORS}, summary="Stores at a glance")
def stores(request: ApiRequest) -> list[dict[str, Any]]:
    """All stores the viewer may see, the worst first."""
    require_permission(request.auth, "ammunition.read")
    log_access(request.auth, verb="read_stores")
    return [standing_answer(one) for one in list_standings(request.auth, timezone.localdate())]


@router.get("/check", response={200: CheckOut, **ERRORS}, summary="What wants attention")
def check(request: ApiRequest) -> dict[str, Any]:
    """The same as ``tracemark ammo check --json``."""
    require_permission(request.auth, "ammunition.read")
    log_access(request.auth, verb="read_stores")
    return check_answer(request.auth, timezone.localdate())


@router.get(
    "/stores/{store_id}/holdings", response={200: list[HoldingOut], **ERRORS}, summary="What lies in a store"
)
def store_holdings(request: ApiRequest, store_id: str) -> list[HoldingOut]:
    """By stack, item and lot."""
    require_permission(request.auth, "ammunition.read")
    try:
        store = find_store(request.auth, UUID(store_id))
    except ValueError as error:
        raise Http404 from error
    if store is None:
        raise Http404
    log_access(request.auth, verb="read_store", subject=f"{store.site.name} / {store.name}")
    return [
        HoldingOut(
            lot_id=row.lot_id.hex,
            item=row.lot.item.name,
            lot=row.lot.lot_no,
            stack=row.stack,
            hazard_code=f"{row.lot.item.division}{row.lot.item.group}",
            condition=row.lot.condition,
            quantity=f"{row.quantity:f}",
        )
        for row in list_holdings(request.auth, store.id)
    ]


@router.post("/movements", response={200: MovedOut, **ERRORS}, summary="Record a movement")
def movement(request: ApiRequest, body: MovementIn) -> MovedOut:
    """An act that may not be is refused with 409; a report is recorded and its alerts are told."""
    require_permission(request.auth, "ammunition.read", "ammunition.move")
    voucher = Voucher(
        kind=body.kind,
        number=body.voucher,
        occurred_on=body.occurred_on,
        lines=[Line(**one.dict()) for one in body.lines],
        signatories=(body.giver, body.receiver),
        id=body.id,
        remark=body.remark,
    )
    alerts = move(voucher, by=request.auth, at=timezone.now())
    return MovedOut(id=body.id.hex, findings=[SafetyFindingOut(**finding_answer(one)) for one in alerts])


@router.get("/licences/{number}/document", summary="A licence as PDF or DOCX", include_in_schema=False)
def document(request: ApiRequest, number: str, lang: str = "en", ending: str = "pdf") -> HttpResponse:
    """The same file as ``tracemark ammo licence``."""
    require_permission(request.auth, "ammunition.read")
    found = find_licence(request.auth, number, timezone.localdate())
    if found is None or lang not in LANGUAGES:
        raise Http404
    log_access(request.auth, verb="export_licence", subject=number)
    content = licence_document(found, get_site_plan(found.licence.store.site), lang)
    with translation.override(lang):
        body, kind = (licence_docx(content), DOCX) if ending == "docx" else (licence_pdf(content), PDF)
    return HttpResponse(body, content_type=kind)
