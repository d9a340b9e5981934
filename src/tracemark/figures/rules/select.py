"""Which rows stand behind a number: the same choice for the screen, the command and the API."""

from dataclasses import dataclass
from typing import TypeVar

from tracemark.figures.rules.definitions import Basis
from tracemark.figures.rules.facts import Exclusion, Obtained, Outcome
from tracemark.figures.rules.figure import TOTAL, Cell, Figure, FigureRow

T = TypeVar("T", Basis, Exclusion)

NUMERATOR = "numerator"
DENOMINATOR = "denominator"
LEFT_OUT = "left_out"
PARTS = (DENOMINATOR, NUMERATOR, LEFT_OUT, *(outcome.value for outcome in Outcome))
HOWS = (TOTAL, *(how.value for how in Obtained))


@dataclass(frozen=True, slots=True)
class Choice:
    """Names one number of a figure. ``part`` is ``numerator``, ``denominator``, ``left_out`` (counted, but
    not on this base) or an outcome; with ``excluded`` the other names do not matter."""

    basis: Basis = Basis.ALL
    how: str = TOTAL
    part: str = DENOMINATOR
    excluded: Exclusion | None = None


def read_choice(*, basis: str = "", how: str = "", part: str = "", excluded: str = "") -> Choice:
    """A choice from texts; what is empty is the whole. Raises KeyError for a name that does not exist."""
    choice = Choice(
        basis=_named(Basis, basis or Basis.ALL),
        how=how or TOTAL,
        part=part or DENOMINATOR,
        excluded=_named(Exclusion, excluded) if excluded else None,
    )
    if choice.how not in HOWS or choice.part not in PARTS:
        raise KeyError(f"{choice.how} {choice.part}")
    return choice


def choose_rows(figure: Figure, choice: Choice) -> tuple[FigureRow, ...]:
    """The rows that the number named by ``choice`` counted, in order of their ids.

    Raises KeyError for a base, way of obtaining or part that the figure does not hold.
    """
    return tuple(figure.rows[row_id] for row_id in _ids(figure, choice))


def _named(kind: type[T], name: str) -> T:
    try:
        return kind(name)
    except ValueError as error:
        raise KeyError(name) from error


def _ids(figure: Figure, choice: Choice) -> tuple[str, ...]:
    if choice.excluded is not None:
        return figure.excluded.get(choice.excluded, ())
    measure = figure.measure(choice.basis)
    if choice.part == LEFT_OUT:
        return measure.left_out
    return _part(measure.cells[choice.how], choice.part)


def _part(cell: Cell, part: str) -> tuple[str, ...]:
    if part == DENOMINATOR:
        return cell.denominator_rows
    if part == NUMERATOR:
        return cell.numerator_rows
    return cell.rows_by_outcome[Outcome(part)]
