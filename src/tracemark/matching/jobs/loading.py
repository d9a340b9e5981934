"""Lists of the register brought into memory for bulk matching."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.matching.queries.records import OWNED, iter_rows
from tracemark.matching.rules.linking import Progress, Row
from tracemark.register.queries.facts import WeaponFacts
from tracemark.register.rules.rows import ListKind

REPORT_EVERY = 5000


@dataclass(slots=True)
class Loaded:
    """Rows of weapons at home in a list and of those seen elsewhere, with the facts of each by id."""

    owned: list[Row[UUID]] = field(default_factory=list)
    seen: list[Row[UUID]] = field(default_factory=list)
    weapons: dict[UUID, WeaponFacts] = field(default_factory=dict)


def load_lists(
    viewer: Viewer, kinds: Sequence[ListKind], progress: Progress, *, year: int | None = None
) -> Loaded:
    """All inventories and registers, and the lists of ``kinds`` (of ``year`` only, when given)."""
    loaded = Loaded()
    for weapon, row in iter_rows(viewer, OWNED):
        loaded.owned.append(row)
        loaded.weapons[weapon.weapon_id] = weapon
        if len(loaded.owned) % REPORT_EVERY == 0:
            progress("loading", len(loaded.owned), 0)
    for weapon, row in iter_rows(viewer, kinds, year=year):
        loaded.seen.append(row)
        loaded.weapons[weapon.weapon_id] = weapon
    return loaded
