"""Items, lots as marked, what is found out about them, and bans. Items and lots are the same for the whole node."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.models import Ban, ItemChange, ItemType, Lot, LotEvent
from tracemark.ammunition.rules.catalogue import ItemWeights, check_item
from tracemark.ammunition.rules.divisions import read_hazard_code
from tracemark.ammunition.rules.ledger import LotCondition
from tracemark.findings import Finding, Refused, Severity


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as somebody writes it down; weights in kg for one."""

    code: str
    name: str
    hazard_code: str
    neq_kg: Decimal
    un_number: str = ""
    he_neq_kg: Decimal | None = None
    all_up_kg: Decimal | None = None
    packaging: str = ""
    per_package: int | None = None
    counted_in: str = "each"


@dataclass(frozen=True, slots=True)
class LotDraft:
    """A lot as marked."""

    lot_no: str
    maker: str = ""
    made_year: int | None = None
    condition: str = "A"
    shelf_life_until: date | None = None
    surveillance_due_on: date | None = None


@transaction.atomic
def keep_item(draft: ItemDraft, *, by: Viewer, at: datetime) -> ItemType:
    """Make an item, or bring what is known of it up to date; every change is kept.

    Raises Refused for a code that does not read, what is missing, or weights that cannot be.
    """
    by.require("ammunition.plan")
    hazard = read_hazard_code(draft.hazard_code)
    weights = ItemWeights(draft.neq_kg, draft.he_neq_kg, draft.all_up_kg)
    findings = check_item(draft.code, draft.name, draft.un_number, weights)
    if findings:
        raise Refused(*findings)
    values = {name: value for name, value in asdict(draft).items() if name not in ("code", "hazard_code")}
    values |= {"division": hazard.division, "group": hazard.group, "name": draft.name.strip()[:200]}
    values["un_number"] = draft.un_number.strip().upper()
    code = draft.code.strip()[:40]
    known = ItemType.objects.select_for_update().filter(code=code).first()
    if known is None:
        known = ItemType.objects.create(code=code, **values)
        _item_change(known, "item_added", values, by, at)
    elif changed := {name: value for name, value in values.items() if getattr(known, name) != value}:
        for name, value in changed.items():
            setattr(known, name, value)
        known.save(update_fields=list(changed))
        _item_change(known, "item_changed", changed, by, at)
    return known


@transaction.atomic
def add_item(draft: ItemDraft, *, by: Viewer, at: datetime) -> ItemType:
    """Make an item; refused when its code is taken, so that nobody changes one unawares."""
    if ItemType.objects.filter(code__iexact=draft.code.strip()).exists():
        raise Refused(Finding("item_code_taken", {"item": draft.code.strip()}, Severity.REFUSAL))
    return keep_item(draft, by=by, at=at)


@transaction.atomic
def keep_lot(item: ItemType, draft: LotDraft, *, by: Viewer, at: datetime) -> Lot:
    """The lot as marked, made when it is new; what is known of it already stays."""
    by.require("ammunition.move")
    if not draft.lot_no.strip() or draft.condition not in set(LotCondition):
        raise Refused(Finding("lot_incomplete", {"lot": draft.lot_no}, Severity.REFUSAL))
    values = asdict(draft)
    lot, is_new = Lot.objects.get_or_create(
        item=item,
        lot_no=values.pop("lot_no").strip()[:80],
        maker=values.pop("maker").strip()[:120],
        defaults=values,
    )
    if is_new:
        _lot_event(lot, "condition", lot.condition, at.date(), by, at)
    return lot


@transaction.atomic
def grade_lot(lot: Lot, *, condition: str, occurred_on: date, by: Viewer, at: datetime) -> None:
    """A lot's condition was found to be another."""
    by.require("ammunition.plan")
    if condition not in set(LotCondition):
        raise Refused(Finding("lot_incomplete", {"lot": lot.lot_no}, Severity.REFUSAL))
    _require_past(occurred_on, at)
    _lot_event(lot, "condition", condition, occurred_on, by, at)
    Lot.objects.filter(id=lot.id).update(condition=condition)


@transaction.atomic
def record_surveillance(
    lot: Lot, *, result: str, next_on: date, occurred_on: date, by: Viewer, at: datetime
) -> None:
    """A lot was examined; the next time is due on ``next_on``."""
    by.require("ammunition.plan")
    if next_on <= occurred_on:
        raise Refused(Finding("surveillance_dates_wrong", {}, Severity.REFUSAL))
    _require_past(occurred_on, at)
    _lot_event(lot, "surveillance", result.strip()[:200], occurred_on, by, at)
    Lot.objects.filter(id=lot.id).update(surveillance_due_on=next_on)


@transaction.atomic
def set_shelf_life(lot: Lot, *, until: date, reason: str, by: Viewer, at: datetime) -> None:
    """A lot's shelf life was found to end on another day, for a reason (a test, the maker's notice)."""
    by.require("ammunition.plan")
    if not reason.strip():
        raise Refused(Finding("reason_needed", {}, Severity.REFUSAL))
    _lot_event(lot, "shelf_life", f"{until.isoformat()} {reason.strip()}"[:200], at.date(), by, at)
    Lot.objects.filter(id=lot.id).update(shelf_life_until=until)


@transaction.atomic
def set_ban(
    *, reference: str, reason: str, from_on: date, by: Viewer, lot: Lot | None = None, item: ItemType | None = None,
    until_on: date | None = None,
) -> Ban:  # fmt: skip
    """Ban an item or a lot from use until lifted."""
    by.require("ammunition.plan")
    if not reference.strip() or not reason.strip() or (lot is None) == (item is None):
        raise Refused(Finding("ban_incomplete", {}, Severity.REFUSAL))
    if until_on is not None and until_on < from_on:
        raise Refused(Finding("ban_dates_wrong", {}, Severity.REFUSAL))
    return Ban.objects.create(
        lot=lot, item=item, reference=reference.strip()[:80], reason=reason.strip()[:500], scope="use",
        from_on=from_on, until_on=until_on, set_by_id=by.person_id,
    )  # fmt: skip


@transaction.atomic
def lift_ban(ban: Ban, *, by: Viewer, at: datetime) -> None:
    """Lift a ban; it stays on record."""
    by.require("ammunition.plan")
    Ban.objects.filter(id=ban.id, lifted_at=None).update(lifted_at=at, lifted_by_id=by.person_id)


def _require_past(day: date, at: datetime) -> None:
    """Nothing was found out tomorrow; a day of grace, for the other side of the world."""
    if (day - at.date()).days > 1:
        raise Refused(Finding("day_in_future", {"day": day.isoformat()}, Severity.REFUSAL))


def _lot_event(lot: Lot, kind: str, value: str, occurred_on: date, by: Viewer, at: datetime) -> None:
    LotEvent.objects.create(
        lot=lot, kind=kind, value=value, occurred_on=occurred_on, recorded_at=at, recorded_by_id=by.person_id
    )


def _item_change(item: ItemType, kind: str, values: Mapping[str, Any], by: Viewer, at: datetime) -> None:
    plain = {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in values.items()}
    ItemChange.objects.create(item=item, kind=kind, values=plain, at=at, by_id=by.person_id)
