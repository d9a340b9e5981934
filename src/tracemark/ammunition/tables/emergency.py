"""For every store: the fire sign at its door, signs that may hang beside it, and how far people withdraw."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tracemark.ammunition.data import rows
from tracemark.ammunition.queries.holdings import groups_in
from tracemark.ammunition.queries.standing import StoreStanding
from tracemark.ammunition.rules.emergency import (
    FireSign,
    SupplementarySign,
    fire_sign,
    supplementary_signs,
    withdrawal_m,
)
from tracemark.stockpiles.queries import Store


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A store with what hangs at its door; the filling of its items decides which of ``beside``."""

    store: Store
    contents: dict[str, Decimal]
    sign: FireSign | None
    beside: tuple[SupplementarySign, ...]
    withdrawal_m: int


def door_lines(standings: Iterable[StoreStanding]) -> list[DoorLine]:
    """All stores that hold anything, by site and name."""
    full = [one for one in standings if any(one.contents.values())]
    groups = groups_in([one.store.id for one in full])
    divisions, beside, distances = rows("fire_divisions.csv"), rows("fire_signs.csv"), rows("withdrawal.csv")
    found = []
    for one in full:
        held = {division: kg for division, kg in one.contents.items() if kg > 0}
        found.append(
            DoorLine(
                store=one.store,
                contents=held,
                sign=fire_sign(divisions, held),
                beside=supplementary_signs(beside, groups[one.store.id]),
                withdrawal_m=max(
                    withdrawal_m(distances, division, float(kg)) for division, kg in held.items()
                ),
            )
        )
    return sorted(found, key=lambda line: (line.store.site.name, line.store.name))
