"""What a keeper chooses from in a movement: lots as cards, quantities by one tap, stores with their room."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tracemark.ammunition.models import Holding, Lot
from tracemark.ammunition.queries.standing import StoreStanding
from tracemark.ui.sentences import isolate

PACKAGES = (1, 2, 5)
"""So many packages are one tap."""


@dataclass(frozen=True, slots=True)
class LotCard:
    """A lot to tap on: its stack and quantity when it lies in the store, and whether a ban speaks against using it."""

    key: str
    lot: Lot
    stack: str
    quantity: Decimal | None
    is_banned: bool

    @property
    def label(self) -> str:
        """What it is called where there is only one line."""
        return f"{self.lot.item.name} · {self.lot.lot_no}" + (f" · {self.stack}" if self.stack else "")


def cards_of_holdings(rows: Iterable[Holding], banned: Collection[UUID]) -> list[LotCard]:
    """What lies in a store, to tap on."""
    return [
        LotCard(f"{row.lot_id}:{row.stack}", row.lot, row.stack, row.quantity, row.lot_id in banned)
        for row in rows
    ]


def cards_of_lots(lots: Iterable[Lot]) -> list[LotCard]:
    """Lots that can come in, to tap on."""
    return [LotCard(str(lot.id), lot, "", None, False) for lot in lots]


def amounts_of(card: LotCard) -> list[tuple[str, Decimal, str]]:
    """Quantities by one tap: all that is there, and whole packages that fit into it."""
    found = []
    if card.quantity is not None:
        found.append(("all", card.quantity, _("all: %(count)s") % {"count": _written(card.quantity)}))
    each = card.lot.item.per_package
    for packages in PACKAGES if each else ():
        quantity = Decimal(packages * (each or 0))
        if card.quantity is None or quantity < card.quantity:
            words = _("packages: %(packages)s (%(count)s)") % {
                "packages": number_format(packages),
                "count": _written(quantity),
            }
            found.append((f"packages-{packages}", quantity, words))
    return found


def targets_of(card: LotCard, stores: Iterable[StoreStanding], source_site: object) -> list[tuple[str, str]]:
    """Stores to move to, those of the same site and with most room first, each with how many still fit."""
    neq, division = card.lot.item.neq_kg, card.lot.item.division
    found = []
    for one in stores:
        usage = next((each for each in one.usages if each.division == division), None)
        room = max(Decimal(0), Decimal(usage.room_kg) - usage.held_kg) if usage else Decimal(0)
        items = int(room / neq) if neq else None
        near = one.store.site_id != source_site
        found.append(((near, -(items or 0), one.store.name), str(one.store.id), _target(one, items)))
    return [(key, label) for _order, key, label in sorted(found)]


def _target(one: StoreStanding, items: int | None) -> str:
    name = isolate(f"{one.store.site.name} · {one.store.name}")
    if items is None:
        return f"✓ {name}"
    if not items:
        return f"! {name}: {_('no room')}"
    return f"✓ {name}: {_('room for %(count)s') % {'count': number_format(items, force_grouping=True)}}"


def _written(quantity: Decimal) -> str:
    return number_format(quantity.normalize() if quantity % 1 else int(quantity), force_grouping=True)
