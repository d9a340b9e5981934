"""Several marks read of one weapon, together: each is looked up alone, a record's facts are counted once, and every
mark says how much likelier it was to be read of this record than of a weapon that is not on record.

A mark need not be on record: of a part it often is not, and parts are exchanged. So a record without any such number
loses nothing, and one with another number little.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, log1p
from typing import Any

from tracemark.matching.rules.description import Description
from tracemark.matching.rules.kernels.scoring import log_add
from tracemark.matching.rules.rows import RowCoder, reading_of
from tracemark.matching.rules.weighing import Weigher

NOTHING = -1e30
ANOTHER_SERIAL = 0.05
ANOTHER_PART = 0.1
NONE_ON_RECORD = 0.95
"""Chances that a number read is not the one on the record it is of: that has another, or none. Judgement."""


@dataclass(frozen=True, slots=True)
class MarkRead:
    """One mark that was read: log ``background`` (facts and number, a weapon not on record), log ``total`` of all rows
    found, and whether it is of a part."""

    background: float
    total: float
    is_part: bool

    def absent_from(self, description: Description) -> float:
        """The chance that it is not on the record of its weapon, which has these numbers."""
        if all(spelling.is_part != self.is_part for spelling in description.spellings):
            return NONE_ON_RECORD
        return ANOTHER_PART if self.is_part else ANOTHER_SERIAL


class FactsAlone:
    """What the facts of records say without any number, as log odds against a weapon that is not on record."""

    def __init__(self, query: Description, weigher: Weigher) -> None:
        reading = reading_of(query, None)
        self._background = weigher.ask(reading).background
        self._weigher, self._coder = weigher, RowCoder(weigher, reading)

    def odds(self, description: Description) -> float:
        """Of a record so described."""
        starts, chances = self._weigher.starts, self._weigher.chances
        numbers = self._coder.facts(description)
        return (
            sum(float(chances[starts[at] + number]) for at, number in enumerate(numbers)) - self._background
        )


def together(logs: Iterable[float]) -> float:
    """log of the sum."""
    total = NOTHING
    for each in logs:
        total = log_add(total, each)
    return total


def gain(facts: float, mark: MarkRead, weight: float | None, description: Description) -> float:
    """What one mark adds to the log odds ``facts`` of a record; ``weight`` is None where it was not found by it."""
    absent = mark.absent_from(description)
    if weight is None:
        return log(absent)
    return log_add(log1p(-absent) + weight - mark.background - facts, log(absent))


def joint_total(
    marks: Sequence[MarkRead], named: Sequence[Mapping[Any, float]], odds: Iterable[float]
) -> float:
    """Log odds of all records: those that were named, and the rest of what each mark found."""
    total = together(odds)
    for mark, weights in zip(marks, named, strict=True):
        left = _less(mark.total, together(weights.values()))
        total = log_add(total, left - mark.background + log(ANOTHER_SERIAL) * (len(marks) - 1))
    return total


def _less(total: float, part: float) -> float:
    """log of the difference."""
    left = 1.0 - exp(min(part - total, 0.0))
    return total + log(left) if left > 1e-12 else NOTHING
