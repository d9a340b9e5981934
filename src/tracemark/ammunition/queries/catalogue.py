"""The catalogue: items and lots with what is known of them, and bans. The same for the whole node."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.models import Ban, Holding, ItemChange, ItemType, Lot, LotEvent
from tracemark.ammunition.queries.holdings import visible_holdings

MOST = 500


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item, how many of its lots lie where the viewer sees them, and how much of it that is."""

    item: ItemType
    lots: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class HoldingFilters:
    """What is asked of the holdings; empty fields ask for nothing."""

    text: str = ""
    site_id: UUID | None = None
    store_id: UUID | None = None
    division: str = ""
    condition: str = ""


def search_items(viewer: Viewer, text: str = "", most: int = MOST) -> list[ItemLine]:
    """Items by name whose name, code or UN number has ``text``, with what the viewer may see of them."""
    found = ItemType.objects.order_by("name", "code")
    if text.strip():
        wanted = text.strip()
        found = found.filter(
            Q(name__icontains=wanted) | Q(code__icontains=wanted) | Q(un_number__icontains=wanted)
        )
    items = list(found[:most])
    held: dict[UUID, list[tuple[UUID, Decimal]]] = {item.id: [] for item in items}
    rows = visible_holdings(viewer).filter(lot__item__in=items).order_by()
    for item_id, lot_id, total in rows.values_list("lot__item_id", "lot_id").annotate(total=Sum("quantity")):
        held[item_id].append((lot_id, total))
    return [
        ItemLine(item, len(held[item.id]), sum((total for _, total in held[item.id]), Decimal(0)))
        for item in items
    ]


def find_item_by_id(item_id: UUID) -> ItemType | None:
    """The item with this id, or None."""
    return ItemType.objects.filter(id=item_id).first()


def list_lots(item_id: UUID, most: int = MOST) -> list[Lot]:
    """The lots of an item, by number."""
    return list(Lot.objects.filter(item_id=item_id).select_related("item").order_by("lot_no", "maker")[:most])


def list_item_changes(item: ItemType, most: int = 50) -> list[ItemChange]:
    """The last changes of an item, the newest first."""
    return list(item.changes.select_related("by").order_by("-at", "id")[:most])


def list_lot_events(lot: Lot, most: int = 100) -> list[LotEvent]:
    """What was found out about a lot, the newest first."""
    return list(lot.events.select_related("recorded_by").order_by("-recorded_at", "id")[:most])


def holdings_of_lot(viewer: Viewer, lot_id: UUID) -> list[Holding]:
    """Where a lot lies, as far as the viewer may see."""
    rows = visible_holdings(viewer).filter(lot_id=lot_id)
    return list(rows.order_by("store__site__name", "store__name", "stack"))


def filtered_holdings(viewer: Viewer, filters: HoldingFilters) -> QuerySet[Holding]:
    """Holdings by site, store and stack that fit the filter."""
    rows = visible_holdings(viewer).order_by(
        "store__site__name", "store__name", "stack", "lot__item__name", "lot__lot_no", "id"
    )
    if filters.text.strip():
        wanted = filters.text.strip()
        rows = rows.filter(
            Q(lot__item__name__icontains=wanted)
            | Q(lot__item__code__icontains=wanted)
            | Q(lot__lot_no__icontains=wanted)
        )
    exact = {
        "store__site_id": filters.site_id,
        "store_id": filters.store_id,
        "lot__condition": filters.condition,
        "lot__item__division": filters.division,
    }
    return rows.filter(**{name: value for name, value in exact.items() if value})


def list_all_bans(most: int = MOST) -> list[Ban]:
    """All bans, those not lifted first, the newest first."""
    rows = Ban.objects.select_related("item", "lot__item", "set_by", "lifted_by")
    return sorted(rows.order_by("-from_on", "reference")[:most], key=lambda one: one.lifted_at is not None)


def bans_of(*, item: ItemType, lot: Lot | None = None) -> list[Ban]:
    """Bans of an item, or of one lot and its item, those not lifted first."""
    wanted = Q(item=item) | (Q(lot=lot) if lot else Q(lot__item=item))
    rows = Ban.objects.filter(wanted).select_related("lot__item", "item", "set_by", "lifted_by")
    return sorted(rows.order_by("-from_on", "reference"), key=lambda one: one.lifted_at is not None)


def find_ban(ban_id: UUID) -> Ban | None:
    """The ban with this id, or None."""
    return Ban.objects.filter(id=ban_id).select_related("item", "lot__item").first()


@dataclass(frozen=True, slots=True)
class DueLine:
    """A lot that is due, why, when, and how much of it lies where."""

    lot: Lot
    reason: str
    due_on: date
    holdings: Sequence[Holding]

    def is_overdue(self, day: date) -> bool:
        """Whether the day has passed."""
        return self.due_on <= day


def list_due(viewer: Viewer, day: date, within_days: int = 90) -> list[DueLine]:
    """Lots in visible stores whose surveillance or shelf life is due within so many days, the soonest first."""
    last = day + timedelta(days=within_days)
    due = Q(lot__surveillance_due_on__lte=last) | Q(lot__shelf_life_until__lte=last)
    held: dict[Lot, list[Holding]] = {}
    for row in visible_holdings(viewer).filter(due).order_by("store__site__name", "store__name", "stack"):
        held.setdefault(row.lot, []).append(row)
    found = []
    for lot, holdings in held.items():
        for reason, due_on in (
            ("surveillance", lot.surveillance_due_on),
            ("shelf_life", lot.shelf_life_until),
        ):
            if due_on and due_on <= last:
                found.append(DueLine(lot, reason, due_on, tuple(holdings)))
    return sorted(found, key=lambda one: (one.due_on, one.lot.lot_no, one.reason))
