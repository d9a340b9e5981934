"""What a rule needs to know of a cell; the files' own cells fit without being named here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Cell(Protocol):
    """One cell as it was read.

    ``text`` is what the sheet shows, with the zeros a number format shows; ``kind`` is ``text``, ``number``,
    ``date``, ``bool``, ``empty``, ``formula`` or ``error``; ``day`` is set for dates only; ``was_number``
    tells that the text was stored as a number.
    """

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def day(self) -> date | None: ...
    @property
    def number_format(self) -> str: ...
    @property
    def was_number(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PlainCell:
    """A cell of text; what a notebook or a test reads rows with."""

    text: str = ""
    kind: str = "text"
    day: date | None = None
    number_format: str = ""
    was_number: bool = False


EMPTY = PlainCell("", "empty")


def texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The texts of a row, without empty cells at its end."""
    values = [cell.text for cell in cells]
    while values and not values[-1].strip():
        values.pop()
    return tuple(values)


def shown(cell: Cell) -> str:
    """The text of a cell as an officer would type it: a date as ISO, anything else as it stands."""
    return cell.day.isoformat() if cell.day is not None and cell.kind == "date" else cell.text


def column_letter(column: int) -> str:
    """The letters a spreadsheet names a column with; 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
