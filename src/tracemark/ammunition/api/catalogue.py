"""Items, lots, bans, what lies where and what is due, for programs: the same actions as the screens."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.ammunition.actions import catalogue as actions
from tracemark.ammunition.api.numbers import Exact
from tracemark.ammunition.models import Ban, ItemType, Lot
from tracemark.ammunition.queries import catalogue as queries
from tracemark.ammunition.queries.holdings import find_lot, list_disposal
from tracemark.ammunition.tables.catalogue import HOLDING_COLUMNS, holding_cells
from tracemark.config.problems import ERRORS
from tracemark.oversight.actions import log_access

router = Router()

PLAIN = r"^[^\x00]*$"
Kilograms = Annotated[Decimal, Exact(5, 6)]
Condition = Literal["A", "B", "C", "D"]


class ItemIn(Schema):
    """A kind of ammunition; weights in kg for one, null is not known."""

    code: str = Field(min_length=1, max_length=40, pattern=PLAIN)
    name: str = Field(min_length=1, max_length=200, pattern=PLAIN)
    hazard_code: str = Field(max_length=8, pattern=PLAIN, examples=["1.1D"])
    neq_kg: Kilograms
    un_number: str = Field("", max_length=8, pattern=PLAIN)
    he_neq_kg: Kilograms | None = None
    all_up_kg: Kilograms | None = None
    packaging: str = Field("", max_length=200, pattern=PLAIN)
    per_package: int | None = Field(None, ge=1, le=1_000_000)
    counted_in: Literal["each", "kg", "m"] = "each"


class ItemOut(Schema):
    """An item, how many of its lots lie where the viewer sees them, and how much of it."""

    id: str
    code: str
    name: str
    hazard_code: str
    un_number: str
    neq_kg: str
    he_neq_kg: str | None
    all_up_kg: str | None
    packaging: str
    per_package: int | None
    counted_in: str
    lots: int
    quantity: str


class LotIn(Schema):
    """A lot as marked."""

    item_id: UUID
    lot_no: str = Field(min_length=1, max_length=80, pattern=PLAIN)
    maker: str = Field("", max_length=120, pattern=PLAIN)
    made_year: int | None = Field(None, ge=1850, le=2200)
    condition: Condition = "A"
    shelf_life_until: date | None = None
    surveillance_due_on: date | None = None


class LotOut(Schema):
    """A lot as it is known now."""

    id: str
    item_id: str
    lot_no: str
    maker: str
    made_year: int | None
    condition: str
    shelf_life_until: date | None
    surveillance_due_on: date | None


class GradeIn(Schema):
    """A lot's condition was found to be another."""

    condition: Condition
    occurred_on: date


class SurveillanceIn(Schema):
    """A lot was examined; the next time is due on ``next_on``."""

    result: str = Field(min_length=1, max_length=200, pattern=PLAIN)
    occurred_on: date
    next_on: date


class ShelfLifeIn(Schema):
    """A lot's shelf life ends on another day."""

    until: date
    reason: str = Field(min_length=1, max_length=180, pattern=PLAIN)


class BanIn(Schema):
    """A ban on an item (every lot) or on one lot: exactly one of the two."""

    item_id: UUID | None = None
    lot_id: UUID | None = None
    reference: str = Field(min_length=1, max_length=80, pattern=PLAIN)
    reason: str = Field(min_length=1, max_length=500, pattern=PLAIN)
    from_on: date
    until_on: date | None = None


class BanOut(Schema):
    """A ban, in force until its last day or until lifted."""

    id: str
    item_id: str | None
    lot_id: str | None
    reference: str
    reason: str
    from_on: date
    until_on: date | None
    is_lifted: bool


class HoldingsQuery(Schema):
    """What is asked of the holdings; empty asks for nothing."""

    text: str = Field("", max_length=100, pattern=PLAIN)
    site_id: UUID | None = None
    store_id: UUID | None = None
    division: str = Field("", pattern=r"^(1\.[1-6](\.[1-3])?)?$")
    condition: Literal["", "A", "B", "C", "D"] = ""


class DueOut(Schema):
    """A lot that is due, why and when."""

    lot_id: str
    lot_no: str
    item: str
    reason: Literal["surveillance", "shelf_life"]
    due_on: date


@router.get("/items", response={200: list[ItemOut], **ERRORS}, summary="Items of ammunition")
def items(request: ApiRequest, q: str = "") -> list[dict[str, Any]]:
    """The catalogue, with how much of each lies where the viewer sees it."""
    require_permission(request.auth, "ammunition.read")
    text = q.replace("\x00", "")[:100]
    log_access(request.auth, verb="read_items", subject=text)
    return [_item_out(line) for line in queries.search_items(request.auth, text)]


@router.post("/items", response={200: ItemOut, **ERRORS}, summary="Add an item")
def item(request: ApiRequest, body: ItemIn) -> dict[str, Any]:
    """Write down a kind of ammunition; a code that is taken is refused with 409."""
    require_permission(request.auth, "ammunition.read", "ammunition.plan")
    made = actions.add_item(actions.ItemDraft(**body.dict()), by=request.auth, at=timezone.now())
    return _item_out(queries.ItemLine(made, 0, Decimal(0)))


@router.put("/items/{item_id}", response={200: ItemOut, **ERRORS}, summary="Change an item")
def item_change(request: ApiRequest, item_id: str, body: ItemIn) -> dict[str, Any]:
    """Bring what is known of an item up to date; its code stays."""
    require_permission(request.auth, "ammunition.read", "ammunition.plan")
    found = _item(item_id)
    draft = actions.ItemDraft(**{**body.dict(), "code": found.code})
    made = actions.keep_item(draft, by=request.auth, at=timezone.now())
    return _item_out(queries.ItemLine(made, 0, Decimal(0)))


@router.get("/items/{item_id}/lots", response={200: list[LotOut], **ERRORS}, summary="Lots of an item")
def lots(request: ApiRequest, item_id: str) -> list[dict[str, Any]]:
    """By number."""
    require_permission(request.auth, "ammunition.read")
    found = _item(item_id)
    log_access(request.auth, verb="read_item", subject=found.code)
    return [_lot_out(one) for one in queries.list_lots(found.id)]


@router.post("/lots", response={200: LotOut, **ERRORS}, summary="Add a lot")
def lot(request: ApiRequest, body: LotIn) -> dict[str, Any]:
    """The lot as marked, made when it is new; what is known of it already stays."""
    require_permission(request.auth, "ammunition.read", "ammunition.move")
    found = _item(body.item_id.hex)
    draft = actions.LotDraft(**body.dict(exclude={"item_id"}))
    return _lot_out(actions.keep_lot(found, draft, by=request.auth, at=timezone.now()))


@router.post("/lots/{lot_id}/condition", response={200: LotOut, **ERRORS}, summary="Grade a lot")
def grade(request: ApiRequest, lot_id: str, body: GradeIn) -> dict[str, Any]:
    """A lot's condition was found to be another."""
    require_permission(request.auth, "ammunition.read", "ammunition.plan")
    actions.grade_lot(_lot(lot_id), by=request.auth, at=timezone.now(), **body.dict())
    return _lot_out(_lot(lot_id))


@router.post("/lots/{lot_id}/surveillance", response={200: LotOut, **ERRORS}, summary="Record surveillance")
def surveillance(request: ApiRequest, lot_id: str, body: SurveillanceIn) -> dict[str, Any]:
    """A lot was examined."""
    require_permission(request.auth, "ammunition.read", "ammunition.plan")
    actions.record_surveillance(_lot(lot_id), by=request.auth, at=timezone.now(), **body.dict())
    return _lot_out(_lot(lot_id))


@router.post("/lots/{lot_id}/shelf-life", response={200: LotOut, **ERRORS}, summary="Set a shelf life")
def shelf_life(request: ApiRequest, lot_id: str, body: ShelfLifeIn) -> dict[str, Any]:
    """A lot's shelf life ends on another day, for a reason."""
    require_permission(request.auth, "ammunition.read", "ammunition.plan")
    actions.set_shelf_life(_lot(lot_id), by=request.auth, at=timezone.now(), **body.dict())
    return _lot_out(_lot(lot_id))


@router.get("/bans", response={200: list[BanOut], **ERRORS}, summary="Bans and constraints")
def bans(request: ApiRequest) -> list[dict[str, Any]]:
    """All bans, those not lifted first."""
    require_permission(request.auth, "ammunition.read")
    log_access(request.auth, verb="read_bans")
    return [_ban_out(one) for one in queries.list_all_bans()]


@router.post("/bans", response={200: BanOut, **ERRORS}, summary="Ban an item or a lot")
def ban(request: ApiRequest, body: BanIn) -> dict[str, Any]:
    """From its first day, issues and uses are refused."""
    require_permission(request.auth, "ammunition.read", "ammunition.plan")
    made = actions.set_ban(
        item=_item(body.item_id.hex) if body.item_id else None,
        lot=_lot(body.lot_id.hex) if body.lot_id else None,
        by=request.auth,
        **body.dict(exclude={"item_id", "lot_id"}),
    )
    return _ban_out(made)


@router.post("/bans/{ban_id}/lift", response={200: BanOut, **ERRORS}, summary="Lift a ban")
def ban_lift(request: ApiRequest, ban_id: str) -> dict[str, Any]:
    """It stays on record. Lifting twice is harmless."""
    require_permission(request.auth, "ammunition.read", "ammunition.plan")
    found = queries.find_ban(_uuid(ban_id))
    if found is None:
        raise Http404
    actions.lift_ban(found, by=request.auth, at=timezone.now())
    return {**_ban_out(found), "is_lifted": True}


@router.get("/holdings", response={200: list[dict[str, str]], **ERRORS}, summary="What lies where")
def holdings(request: ApiRequest, query: Query[HoldingsQuery]) -> list[dict[str, str]]:
    """By site, store and stack: the columns of the CSV."""
    require_permission(request.auth, "ammunition.read")
    log_access(request.auth, verb="read_holdings", subject=query.text)
    rows = queries.filtered_holdings(request.auth, queries.HoldingFilters(**query.dict()))
    return [dict(zip(HOLDING_COLUMNS, holding_cells(row), strict=True)) for row in rows[:10_000]]


@router.get("/due", response={200: list[DueOut], **ERRORS}, summary="Surveillance and shelf life due")
def due(request: ApiRequest, days: Annotated[int, Field(ge=0, le=3650)] = 90) -> list[dict[str, Any]]:
    """The soonest first."""
    require_permission(request.auth, "ammunition.read")
    log_access(request.auth, verb="read_due")
    return [
        {
            "lot_id": one.lot.id.hex,
            "lot_no": one.lot.lot_no,
            "item": one.lot.item.name,
            "reason": one.reason,
            "due_on": one.due_on,
        }
        for one in queries.list_due(request.auth, timezone.localdate(), days)
    ]


@router.get("/disposal", response={200: list[dict[str, str]], **ERRORS}, summary="What awaits disposal")
def disposal(request: ApiRequest) -> list[dict[str, str]]:
    """The columns of the CSV."""
    require_permission(request.auth, "ammunition.read")
    log_access(request.auth, verb="read_disposal")
    rows = list_disposal(request.auth)
    return [dict(zip(HOLDING_COLUMNS, holding_cells(row), strict=True)) for row in rows]


def _item_out(line: queries.ItemLine) -> dict[str, Any]:
    one = line.item
    return {
        **{
            name: getattr(one, name) for name in ItemOut.model_fields if hasattr(one, name) and name != "lots"
        },
        "id": one.id.hex,
        "hazard_code": f"{one.division}{one.group}",
        "neq_kg": f"{one.neq_kg:f}",
        "he_neq_kg": None if one.he_neq_kg is None else f"{one.he_neq_kg:f}",
        "all_up_kg": None if one.all_up_kg is None else f"{one.all_up_kg:f}",
        "lots": line.lots,
        "quantity": f"{line.quantity.normalize():f}",
    }


def _lot_out(one: Lot) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in LotOut.model_fields}
    return {**values, "id": one.id.hex, "item_id": one.item_id.hex}


def _ban_out(one: Ban) -> dict[str, Any]:
    return {
        "id": one.id.hex,
        "item_id": one.item_id.hex if one.item_id else None,
        "lot_id": one.lot_id.hex if one.lot_id else None,
        "reference": one.reference,
        "reason": one.reason,
        "from_on": one.from_on,
        "until_on": one.until_on,
        "is_lifted": one.lifted_at is not None,
    }


def _item(item_id: str) -> ItemType:
    found = queries.find_item_by_id(_uuid(item_id))
    if found is None:
        raise Http404
    return found


def _lot(lot_id: str) -> Lot:
    found = find_lot(_uuid(lot_id))
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
