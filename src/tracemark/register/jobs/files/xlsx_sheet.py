"""The rows of one XLSX sheet, streamed: a cell is its value, its style and its place, whatever the sheet claims."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zipfile import ZipInfo

from tracemark.formulas import restore
from tracemark.register.jobs.files.cells import EMPTY, Cell, Limits, Rows, unreadable
from tracemark.register.jobs.files.numbers import Shows, date_cell, number_cell, shown_day
from tracemark.register.jobs.files.packed import damage_refused, open_part
from tracemark.register.jobs.files.xlsx_parts import SharedTexts, unescaped
from tracemark.register.jobs.files.xml_stream import BadXml, parse_stream

MOST_ROW = 1_048_576
MOST_KNOWN = 50_000
MOST_STYLE_DIGITS = 9
CLOCK = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,9})?)?")
MOST_DIGITS = 400  # of a number as written


class CellMaker:
    """Makes cells from what a sheet writes; those that recur are made once."""

    def __init__(
        self, texts: SharedTexts, formats: list[str], are_dates: list[bool], *, from_1904: bool
    ) -> None:
        self._texts, self._formats, self._are_dates = texts, formats, are_dates
        self._from_1904 = from_1904
        self._known: dict[tuple[str, str, str], Cell] = {}
        self._makers: dict[str, Callable[[str, str], Cell]] = {
            "s": self._shared, "str": self._plain, "inlineStr": self._plain, "b": self._bool, "e": self._error,
            "d": self._iso_date, "n": self._number,
        }  # fmt: skip

    def make(self, kind: str, style: str, value: str) -> Cell:
        """The cell of a value as written (``v`` or ``is``), with the kind (``t``) and style (``s``) of its tag."""
        key = (kind, style, value)
        cell = self._known.get(key)
        if cell is None:
            maker = self._makers.get(kind)
            if maker is None or len(style) > MOST_STYLE_DIGITS:
                raise BadXml("no such kind of cell")
            cell = maker(value, style)
            if len(self._known) < MOST_KNOWN and len(value) <= 24:
                self._known[key] = cell
        return cell

    def _shared(self, value: str, style: str) -> Cell:
        text = self._texts[int(value)]
        return Cell(restore(text)) if text else EMPTY

    def _plain(self, value: str, style: str) -> Cell:
        return Cell(restore(unescaped(value)))

    def _bool(self, value: str, style: str) -> Cell:
        return Cell("TRUE" if value in {"1", "true"} else "FALSE", "bool")

    def _error(self, value: str, style: str) -> Cell:
        return Cell(value, "error")

    def _iso_date(self, value: str, style: str) -> Cell:
        if CLOCK.fullmatch(value):
            return Cell(value)
        moment = datetime.fromisoformat(value.removesuffix("Z"))
        return shown_day(moment, Shows.DAY, self._format(style))

    def _number(self, value: str, style: str) -> Cell:
        if len(value) > MOST_DIGITS:
            raise BadXml("number too long")
        number_format = self._format(style)
        plain = value.isascii() and value.isdigit() and len(value) <= 18
        number = int(value) if plain else float(value)
        if not plain and (number != number or number in {float("inf"), float("-inf")}):
            raise BadXml("not a number")
        if self._is_date(style):
            cell = date_cell(number, number_format, from_1904=self._from_1904)
            if cell is not None:
                return cell
        return number_cell(number, number_format)

    def _format(self, style: str) -> str:
        index = int(style) if style else 0
        return self._formats[index] if 0 <= index < len(self._formats) else "General"

    def _is_date(self, style: str) -> bool:
        index = int(style) if style else 0
        return 0 <= index < len(self._are_dates) and self._are_dates[index]


class _SheetListener:
    """Collects rows from the events of a sheet; ``ready`` holds those that are whole."""

    def __init__(self, maker: CellMaker, limits: Limits, name: str) -> None:
        self._make, self._name = maker.make, name
        self._most_columns, self._most_characters = limits.columns, limits.cell_characters
        self.ready: list[tuple[int, list[Cell]]] = []
        self.is_done = False
        self._row = 0
        self._cells: list[Cell] = []
        self._column = -1
        self._kind = self._style = ""
        self._is_value = False
        self._pieces: list[str] = []
        self._length = 0
        self._sound = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            place = attributes.get("r")
            self._column = column_of(place) if place else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._pieces = []
            self._length = 0
        elif name == "v" or name == "t":
            self._is_value = not self._sound
        elif name == "row":
            self._start_row(attributes.get("r", ""))
        elif name == "rPh":
            self._sound = True

    def end(self, name: str) -> None:
        if name == "v" or name == "t":
            self._is_value = False
        elif name == "c":
            if self._pieces:
                self._end_cell()
        elif name == "row":
            if self._cells:
                self.ready.append((self._row, self._cells))
                self._cells = []
        elif name == "rPh":
            self._sound = False
        elif name == "sheetData":
            self.is_done = True

    def text(self, piece: str) -> None:
        if self._is_value:
            self._pieces.append(piece)
            self._length += len(piece)
            if self._length > self._most_characters:
                raise unreadable("cell_too_long", name=self._name, row=self._row, most=self._most_characters)

    def _start_row(self, number: str) -> None:
        """A row says its number; one that does not, or that goes back, follows the row before."""
        said = int(number) if number.isdigit() and len(number) < 10 else 0
        self._row = max(said, self._row + 1)
        self._column = -1
        if self._row > MOST_ROW:
            raise unreadable("too_many_rows", name=self._name, most=MOST_ROW)

    def _end_cell(self) -> None:
        cell = self._make(self._kind, self._style, "".join(self._pieces))
        if cell is EMPTY:
            return
        column, cells = self._column, self._cells
        if column >= self._most_columns:
            raise unreadable("too_many_columns", name=self._name, row=self._row, most=self._most_columns)
        if column > len(cells):
            cells.extend([EMPTY] * (column - len(cells)))
        if column == len(cells):
            cells.append(cell)
        else:
            cells[column] = cell


def column_of(place: str) -> int:
    """The index (from 0) of the column of a place such as ``AB12``. Raises BadXml when it has none."""
    return _column_of(place.rstrip("0123456789"))


@lru_cache(maxsize=1024)
def _column_of(letters: str) -> int:
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha():
        raise BadXml("no such place")
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def sheet_rows(path: Path, part: ZipInfo, maker: CellMaker, limits: Limits) -> Rows:
    """The rows of a sheet that hold something, each with its number."""
    with damage_refused(path):
        listener = _SheetListener(maker, limits, path.name)
        with open_part(path, part, limits.unpacked_bytes) as source:
            for _ in parse_stream(source, listener):
                yield from listener.ready
                listener.ready.clear()
                if listener.is_done:
                    return
