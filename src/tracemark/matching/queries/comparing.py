"""Two weapons side by side: how likely they are one, why, and their marks aligned."""

from dataclasses import dataclass
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.marks.rules import Comparison, compare
from tracemark.marks.rules.mark import Mark, Role
from tracemark.matching.queries.models import current_model
from tracemark.matching.queries.population import current_population
from tracemark.matching.queries.proposals import find_pair
from tracemark.matching.queries.records import calibre_grouper, record_of
from tracemark.matching.rules.explain import reasons_of
from tracemark.matching.rules.posterior import rank
from tracemark.reference.queries import get_tables
from tracemark.reference.rules.tables import Tables
from tracemark.register.queries.facts import WeaponFacts


@dataclass(frozen=True, slots=True)
class Pair:
    """Two weapons compared. ``probability`` weighs the second against all the node's other weapons being none."""

    first: WeaponFacts
    second: WeaponFacts
    probability: float
    reasons: tuple[Finding, ...]
    tables: Tables
    marks: tuple[Comparison, ...]


def compare_weapons(viewer: Viewer, first: UUID, second: UUID) -> Pair | None:
    """Compare two weapons; None when the viewer may not see both."""
    pair = find_pair(viewer, first, second)
    if pair is None:
        return None
    tables = get_tables()
    group = calibre_grouper(tables)
    one, other = (record_of(weapon, group) for weapon in pair)
    answer = rank(one.description, [other], current_population(), current_model())
    best = answer.candidates[0]
    return Pair(
        *pair, best.probability, reasons_of(best), tables, _aligned(*(weapon.facts.marks for weapon in pair))
    )


def _aligned(left: tuple[Mark, ...], right: tuple[Mark, ...]) -> tuple[Comparison, ...]:
    """Each number of the first beside the number of the second that is most like it."""
    others = [mark for mark in right if mark.role in (Role.SERIAL, Role.PART) and mark.normalized]
    numbers = [mark for mark in left if mark.role in (Role.SERIAL, Role.PART) and mark.normalized]
    return tuple(
        min((compare(mark, other) for other in others), key=lambda comparison: comparison.cost)
        for mark in numbers
        if others
    )
