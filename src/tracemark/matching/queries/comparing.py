"""Two weapons side by side: how likely they are one, why, what else it may be, and their marks aligned."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.marks.rules import Comparison, compare
from tracemark.marks.rules.mark import Mark, Role
from tracemark.matching.queries.lookup import TableSearch, current_weigher
from tracemark.matching.queries.proposals import find_pair
from tracemark.matching.queries.records import OWNED, calibre_grouper, record_of
from tracemark.matching.rules.differing import chances_of
from tracemark.matching.rules.explain import reasons_of
from tracemark.matching.rules.model import Model
from tracemark.matching.rules.posterior import Answer, Candidate, rank
from tracemark.reference.queries import get_tables
from tracemark.reference.rules.tables import Tables
from tracemark.register.queries.facts import WeaponFacts, facts_by_ids


@dataclass(frozen=True, slots=True)
class MarkPair:
    """A number of each weapon, aligned; ``chances`` say how likely each column is, None where nothing is to be said."""

    comparison: Comparison
    chances: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two weapons compared: ``first`` as what was read, ``second`` as what is on record.

    ``evidence`` weighs the second alone; ``answer`` is what the reading may be among all that the viewer may search,
    the second included, and ``probability`` that of the second there. ``weapons`` are the facts of its candidates.
    """

    first: WeaponFacts
    second: WeaponFacts
    probability: float
    evidence: Candidate[UUID]
    answer: Answer[UUID]
    weapons: dict[UUID, WeaponFacts]
    tables: Tables
    marks: tuple[MarkPair, ...]

    @property
    def is_reading(self) -> bool:
        """Whether the first is a row of what happened to a weapon, and not of where weapons are at home."""
        return self.first.list_kind not in OWNED

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """All that speaks for and against."""
        return reasons_of(self.evidence)


def compare_weapons(viewer: Viewer, first: UUID, second: UUID) -> Pair | None:
    """Compare two weapons; None when the viewer may not see both.

    A row of what happened to a weapon is the reading, and a row of where weapons are at home the record, whichever was
    named first.
    """
    pair = find_pair(viewer, first, second)
    if pair is None:
        return None
    read, other = sorted(pair, key=lambda weapon: weapon.list_kind in OWNED)
    tables = get_tables()
    group = calibre_grouper(tables)
    weigher = current_weigher()
    query, record = record_of(read, group).description, record_of(other, group)
    evidence = rank(query, [record], weigher)
    register = TableSearch(viewer, OWNED, weigher, without=read.weapon_id, always=[record])
    answer = register.answer(query)
    named = [each for candidate in answer.candidates for each in (candidate.id, *candidate.also)]
    return Pair(
        first=read,
        second=other,
        probability=_probability_of(other.weapon_id, answer, evidence),
        evidence=evidence.candidates[0],
        answer=answer,
        weapons=facts_by_ids(viewer, named) | {other.weapon_id: other},
        tables=tables,
        marks=_aligned(read.facts.marks, other.facts.marks, weigher.model),
    )


def _probability_of(weapon_id: UUID, answer: Answer[UUID], alone: Answer[UUID]) -> float:
    """The weapon's probability among all; one left off the answer has its odds against "none" all the same."""
    for candidate in answer.candidates:
        if weapon_id == candidate.id or weapon_id in candidate.also:
            return candidate.probability
    return answer.none_probability * alone.candidates[0].probability / alone.none_probability


def _aligned(left: tuple[Mark, ...], right: tuple[Mark, ...], model: Model) -> tuple[MarkPair, ...]:
    """Each number of the first beside the number of the second that is most like it."""
    others = [mark for mark in right if _is_number(mark)]
    return tuple(_nearest(mark, others, model) for mark in left if others and _is_number(mark))


def _is_number(mark: Mark) -> bool:
    return mark.role in (Role.SERIAL, Role.PART) and bool(mark.normalized)


def _nearest(mark: Mark, others: Sequence[Mark], model: Model) -> MarkPair:
    comparison = min((compare(mark, other) for other in others), key=lambda each: each.cost)
    certainty = mark.certainty if comparison.left == mark.normalized else ""
    return MarkPair(comparison, chances_of(comparison, certainty, model))
