"""One seizure entered by two agencies: the same weapon, the same or the next day, the same place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from tracemark.marks.rules import compare, fold
from tracemark.marks.rules.comparing import ColumnKind
from tracemark.marks.rules.mark import Mark, Role

DEAREST_DIFFERENCE = 0.75
"""One look-alike, one missing sign or two neighbours swapped; two unlike signs are two weapons."""

FEWEST_SAME = 3
"""So many characters at least must be read alike by both."""


@dataclass(frozen=True, slots=True)
class Report:
    """What of a row is compared with the reports of other agencies."""

    place_in_list: str
    day: date
    place: str
    agency: str
    make: str
    marks: tuple[Mark, ...]


class _Likeness(IntEnum):
    NONE = 0
    NEARLY = 1
    SAME = 2


class Reports:
    """The reports of a list so far, found again by place and day."""

    def __init__(self) -> None:
        self._by_place_and_day: dict[tuple[str, date], list[Report]] = {}
        self._taken: set[tuple[str, str]] = set()

    def find_same(self, report: Report) -> str | None:
        """The place in the list of an earlier report of the same event by another agency; then keep this one.

        An earlier report is the same as one of each other agency only; of several the one read alike is taken.
        """
        best, likeness = None, _Likeness.NONE
        for earlier in self._near(report):
            found = _likeness(earlier, report)
            if found > likeness and (earlier.place_in_list, report.agency) not in self._taken:
                best, likeness = earlier, found
        if best is None:
            self._by_place_and_day.setdefault((report.place, report.day), []).append(report)
            return None
        self._taken.add((best.place_in_list, report.agency))
        return best.place_in_list

    def _near(self, report: Report) -> Iterator[Report]:
        for days in (0, -1, 1):
            yield from self._by_place_and_day.get((report.place, report.day + timedelta(days=days)), ())


def _likeness(one: Report, other: Report) -> _Likeness:
    if one.agency == other.agency:
        return _Likeness.NONE
    if one.make and other.make and one.make != other.make:
        return _Likeness.NONE
    return max(
        (
            _likeness_of_marks(left, right)
            for left in _readable(one.marks)
            for right in _readable(other.marks)
        ),
        default=_Likeness.NONE,
    )


def _readable(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    return (mark for mark in marks if mark.role is Role.SERIAL and mark.absent is None)


def _likeness_of_marks(left: Mark, right: Mark) -> _Likeness:
    if left.normalized == right.normalized and "?" not in left.normalized:
        return _Likeness.SAME
    if abs(len(left.normalized) - len(right.normalized)) > 1:
        return _Likeness.NONE
    if fold(left.normalized) == fold(right.normalized) and "?" not in left.normalized:
        return _Likeness.SAME
    comparison = compare(left, right)
    same = sum(column.kind is ColumnKind.SAME for column in comparison.columns)
    different = sum(column.kind is ColumnKind.DIFFERENT for column in comparison.columns)
    if different or same < FEWEST_SAME or comparison.cost > DEAREST_DIFFERENCE:
        return _Likeness.NONE
    return _Likeness.NEARLY
