"""The shape of a counted figure: every number in it knows the rows it was counted from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from tracemark.figures.rules.definitions import Basis, Definition
from tracemark.figures.rules.facts import Exclusion, Outcome

TOTAL = "total"


def percent(numerator: int, denominator: int) -> Decimal | None:
    """``numerator`` in ``denominator`` as per cent, one decimal, halves up; None for an empty base."""
    if denominator == 0:
        return None
    return (Decimal(100) * numerator / denominator).quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line that was looked at, with what the figure took from it.

    ``row_id`` is the record number (``number/2`` for a second event of the same weapon), or the place in
    the list for a line that was kept aside. ``how`` is empty when it could not be told.
    ``excluded`` says why the line is not counted.
    """

    row_id: str
    record_no: str
    weapon_id: str
    event_id: str
    sheet_row: str
    list_kind: str
    how: str
    outcome: Outcome
    occurred_on: date | None
    traceable: bool
    excluded: Exclusion | None


@dataclass(frozen=True, slots=True)
class Cell:
    """Arms of one base obtained in one way (or all of them): rows by outcome; the rest follows from it."""

    how: str
    rows_by_outcome: Mapping[Outcome, tuple[str, ...]]
    numerator_outcomes: tuple[Outcome, ...]

    @property
    def denominator_rows(self) -> tuple[str, ...]:
        """Rows counted in the denominator, in order."""
        return tuple(sorted(row for rows in self.rows_by_outcome.values() for row in rows))

    @property
    def numerator_rows(self) -> tuple[str, ...]:
        """Rows counted in the numerator, in order."""
        counted = (self.rows_by_outcome.get(outcome, ()) for outcome in self.numerator_outcomes)
        return tuple(sorted(row for rows in counted for row in rows))

    @property
    def denominator(self) -> int:
        """How many arms."""
        return sum(len(rows) for rows in self.rows_by_outcome.values())

    @property
    def numerator(self) -> int:
        """For how many of them the illicit origin was established."""
        return sum(len(self.rows_by_outcome.get(outcome, ())) for outcome in self.numerator_outcomes)

    @property
    def value(self) -> Decimal | None:
        """Numerator in denominator, per cent; None when there is no arm."""
        return percent(self.numerator, self.denominator)

    def not_traced(self) -> Mapping[Outcome, tuple[str, ...]]:
        """Rows in the denominator alone, by the reason the officer gave."""
        return {
            outcome: rows
            for outcome, rows in self.rows_by_outcome.items()
            if outcome not in self.numerator_outcomes
        }


@dataclass(frozen=True, slots=True)
class Measure:
    """The figure on one base: a cell a way of obtaining and ``total``. ``left_out`` are counted arms
    that this base does not hold (on the base of the potentially traceable: those that are not)."""

    basis: Basis
    cells: Mapping[str, Cell]
    left_out: tuple[str, ...] = ()

    @property
    def total(self) -> Cell:
        """All ways of obtaining together."""
        return self.cells[TOTAL]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one year: the value on each base asked for, what was excluded and why, and all rows."""

    definition: Definition
    year: int
    measures: tuple[Measure, ...]
    excluded: Mapping[Exclusion, tuple[str, ...]]
    rows: Mapping[str, FigureRow]
    options: tuple[str, ...] = ()

    def measure(self, basis: Basis) -> Measure:
        """The measure on ``basis``. Raises KeyError when it was not counted."""
        for measure in self.measures:
            if measure.basis == basis:
                return measure
        raise KeyError(basis)

    @property
    def value(self) -> Decimal | None:
        """The headline: the total on the first base, per cent."""
        return self.measures[0].total.value

    @property
    def numerator(self) -> int:
        """Numerator of the headline."""
        return self.measures[0].total.numerator

    @property
    def denominator(self) -> int:
        """Denominator of the headline."""
        return self.measures[0].total.denominator


def group_rows(rows: Iterable[FigureRow]) -> dict[Outcome, tuple[str, ...]]:
    """Row ids by outcome, every outcome present, ids in order."""
    grouped: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    for row in rows:
        grouped[row.outcome].append(row.row_id)
    return {outcome: tuple(sorted(ids)) for outcome, ids in grouped.items()}
