"""What lies in stores, and the lots it is of."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.models import (
    Ban,
    Holding,
    ItemType,
    Lot,
    Movement,
    MovementLine,
    MovementSignature,
)
from tracemark.ammunition.rules.divisions import HazardCode
from tracemark.ammunition.rules.ledger import SUSPECT, BanFacts, LotCondition, Stock

PERMISSION = "ammunition.read"


def visible_holdings(viewer: Viewer) -> QuerySet[Holding]:
    """All holdings above zero that the viewer may see."""
    units = viewer.units(PERMISSION)
    rows = Holding.objects.filter(quantity__gt=0).select_related("lot__item", "store__site")
    return rows if units is None else rows.filter(store__site__unit_id__in=units)


def list_holdings(viewer: Viewer, store_id: UUID) -> list[Holding]:
    """What the viewer may see of a store, by stack, item and lot."""
    rows = visible_holdings(viewer).filter(store_id=store_id)
    return list(rows.order_by("stack", "lot__item__name", "lot__lot_no"))


def stocks_of(store_ids: Collection[UUID]) -> dict[UUID, list[Stock]]:
    """The stock of these stores as the rules see it, in one query."""
    found: dict[UUID, list[Stock]] = {store_id: [] for store_id in store_ids}
    rows = Holding.objects.filter(store_id__in=store_ids, quantity__gt=0).select_related("lot__item")
    for row in rows.order_by("id"):
        found[row.store_id].append(stock_of(row.lot, row.quantity))
    return found


def groups_in(store_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """The compatibility groups that lie in these stores."""
    found: dict[UUID, set[str]] = {store_id: set() for store_id in store_ids}
    rows = Holding.objects.filter(store_id__in=store_ids, quantity__gt=0).order_by()
    for store_id, group in rows.values_list("store_id", "lot__item__group").distinct():
        found[store_id].add(group)
    return found


def stock_of(lot: Lot, quantity: Decimal) -> Stock:
    """So many of a lot as the rules see it."""
    item = lot.item
    return Stock(
        item=item.code,
        hazard=HazardCode(item.division, item.group),
        neq_kg=item.neq_kg,
        quantity=quantity,
        is_suspect=LotCondition(lot.condition) in SUSPECT,
    )


def bans_on(lots: Iterable[Lot]) -> list[BanFacts]:
    """Bans on these lots or their items that were not lifted."""
    known = list(lots)
    rows = Ban.objects.filter(lifted_at=None).filter(
        Q(lot_id__in=[lot.id for lot in known]) | Q(item_id__in=[lot.item_id for lot in known])
    )
    return [
        BanFacts(row.reference, row.scope, row.from_on, row.until_on) for row in rows.order_by("reference")
    ]


def lots_banned(lots: Iterable[Lot], day: date) -> set[UUID]:
    """Of these lots those that a ban, on them or on their item, keeps from use on a day."""
    known = list(lots)
    rows = Ban.objects.filter(lifted_at=None, from_on__lte=day).filter(
        Q(until_on=None) | Q(until_on__gte=day)
    )
    lot_ids = set(rows.filter(lot__in=known).values_list("lot_id", flat=True))
    item_ids = set(rows.filter(item__lots__in=known).values_list("item_id", flat=True))
    return {lot.id for lot in known if lot.id in lot_ids or lot.item_id in item_ids}


def list_bans(day: date) -> list[Ban]:
    """All bans in force."""
    rows = Ban.objects.filter(lifted_at=None, from_on__lte=day).filter(
        Q(until_on=None) | Q(until_on__gte=day)
    )
    return list(rows.select_related("item", "lot__item").order_by("reference"))


def list_lots_due(viewer: Viewer, day: date) -> list[Lot]:
    """Lots in stores the viewer may see whose surveillance or shelf life is due by ``day``."""
    lots = visible_holdings(viewer).values("lot_id")
    due = Q(surveillance_due_on__lte=day) | Q(shelf_life_until__lte=day)
    return list(
        Lot.objects.filter(due, id__in=lots).select_related("item").order_by("surveillance_due_on", "lot_no")
    )


def list_disposal(viewer: Viewer) -> list[Holding]:
    """Holdings of lots that await disposal."""
    rows = visible_holdings(viewer).filter(lot__condition=LotCondition.DISPOSAL)
    return list(rows.order_by("store__name", "lot__lot_no"))


def find_lot(lot_id: UUID) -> Lot | None:
    """The lot with this id, or None. Lots and items are the same for the whole node."""
    return Lot.objects.filter(id=lot_id).select_related("item").first()


def list_items() -> list[ItemType]:
    """The catalogue of items."""
    return list(ItemType.objects.order_by("name", "code"))


def list_movements(viewer: Viewer, store_id: UUID, most: int = 30) -> list[Movement]:
    """The last movements of a store, the newest first."""
    units = viewer.units(PERMISSION)
    lines = MovementLine.objects.filter(Q(from_store_id=store_id) | Q(to_store_id=store_id))
    rows = Movement.objects.filter(id__in=lines.values("movement_id"))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    rows = rows.prefetch_related("lines__lot__item", "lines__from_store", "lines__to_store")
    return list(rows.order_by("-recorded_at", "id")[:most])


def vouchers_since(store_id: UUID, moment: datetime, most: int = 10) -> list[str]:
    """Vouchers that moved stock of a store and were recorded after a moment, the first of them first."""
    lines = MovementLine.objects.filter(Q(from_store_id=store_id) | Q(to_store_id=store_id))
    rows = Movement.objects.filter(id__in=lines.values("movement_id"), recorded_at__gt=moment)
    return list(rows.order_by("recorded_at", "id").values_list("voucher", flat=True)[:most])


def next_voucher(unit_id: UUID, day: date) -> str:
    """A voucher number to begin with, which the keeper may change: the day, and how many the unit wrote on it."""
    written = Movement.objects.filter(unit_id=unit_id, occurred_on=day).count()
    return f"V-{day:%Y%m%d}-{written + 1:02}"


def recent_names(viewer: Viewer, store_id: UUID, most: int = 8) -> list[str]:
    """Who signed the last movements of a store, the latest first: so that a name need not be typed again."""
    moved = [movement.id for movement in list_movements(viewer, store_id)]
    rows = MovementSignature.objects.filter(movement_id__in=moved).order_by("-movement__recorded_at", "role")
    return list(dict.fromkeys(rows.values_list("name", flat=True)))[:most]


def check_balances() -> list[tuple[UUID, str, UUID, Decimal, Decimal]]:
    """Holdings that are not the sum of their lines: (store, stack, lot, held, summed); empty when all is well."""
    sums: dict[tuple[UUID, str, UUID], Decimal] = {}
    for end, sign in (("to", 1), ("from", -1)):
        rows = MovementLine.objects.exclude(**{f"{end}_store": None})
        for store, stack, lot, total in rows.values_list(
            f"{end}_store_id", f"{end}_stack", "lot_id"
        ).annotate(total=Sum("quantity")):
            key = (store, stack, lot)
            sums[key] = sums.get(key, Decimal(0)) + sign * total
    held = {(row.store_id, row.stack, row.lot_id): row.quantity for row in Holding.objects.all()}
    return [
        (*key, held.get(key, Decimal(0)), sums.get(key, Decimal(0)))
        for key in sorted({*sums, *held}, key=str)
        if held.get(key, Decimal(0)) != sums.get(key, Decimal(0))
    ]


def list_known_lots(text: str = "", most: int = 500) -> list[Lot]:
    """Lots of the catalogue by item, whose number or item has ``text``; the same for the whole node."""
    wanted = Q(lot_no__icontains=text) | Q(item__name__icontains=text) | Q(item__code__icontains=text)
    rows = Lot.objects.filter(wanted) if text else Lot.objects.all()
    return list(rows.select_related("item").order_by("item__name", "lot_no")[:most])


def find_item(code: str, name: str) -> ItemType | None:
    """The item of this code or, without a code, of this name; or None."""
    rows = ItemType.objects.filter(code__iexact=code) if code else ItemType.objects.filter(name__iexact=name)
    return rows.order_by("code").first()
