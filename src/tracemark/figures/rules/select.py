"""Which rows stand behind a number: the same choice for the screen, the command and the API."""

from dataclasses import dataclass

from tracemark.figures.rules.definitions import Basis
from tracemark.figures.rules.facts import Exclusion, Outcome
from tracemark.figures.rules.figure import TOTAL, Cell, Figure, FigureRow

NUMERATOR = "numerator"
DENOMINATOR = "denominator"
LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Choice:
    """Names one number of a figure. ``part`` is ``numerator``, ``denominator``, ``left_out`` (counted, but
    not on this base) or an outcome; with ``excluded`` the other names do not matter."""

    basis: Basis = Basis.ALL
    how: str = TOTAL
    part: str = DENOMINATOR
    excluded: Exclusion | None = None


def choose_rows(figure: Figure, choice: Choice) -> tuple[FigureRow, ...]:
    """The rows that the number named by ``choice`` counted, in order of their ids.

    Raises KeyError for a base, way of obtaining or part that the figure does not hold.
    """
    return tuple(figure.rows[row_id] for row_id in _ids(figure, choice))


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
    if part not in tuple(Outcome):
        raise KeyError(part)
    return cell.rows_by_outcome[Outcome(part)]
