"""Lists written for officers: XLSX row by row in constant memory, with nothing in it that runs."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from tracemark.formulas import neutralize

__all__ = ["OutSheet", "Value", "neutralize", "write_xlsx"]

Value = str | int | float | Decimal | date | bool | None

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
MOST_DIGITS = 10**15
NAME_LENGTH = 31
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


@dataclass(frozen=True, slots=True)
class OutSheet:
    """One sheet to write. ``header`` stands bold in the first row and is repeated when the rows need another sheet.

    ``widths`` are in characters, column by column. ``right_to_left`` mirrors the sheet for Arabic.
    """

    name: str | None
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[int] = ()
    right_to_left: bool = False


def write_xlsx(path: Path, sheets: Iterable[OutSheet]) -> int:
    """Write the sheets to ``path`` (replaced only when all is written); the number of rows without headers.

    Text stays text (``00123`` keeps its zeros, also after editing); what could run as a formula is neutralised.
    Raises ValueError for a row wider or a text longer than the format holds, rather than lose a part of it.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with xlsxwriter.Workbook(part, OPTIONS) as book:
            count = _write_sheets(book, sheets)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write_sheets(book: Any, sheets: Iterable[OutSheet]) -> int:
    formats = {
        "text": book.add_format({"num_format": "@"}),
        "header": book.add_format({"num_format": "@", "bold": True, "bottom": 1}),
    }
    names: set[str] = set()
    count = 0
    for sheet in sheets:
        rows = iter(sheet.rows)
        while True:
            target = _add_sheet(book, sheet, formats, names)
            written = _write_rows(target, rows, formats["text"])
            count += written
            if written < MOST_ROWS - 1:
                break
    if not names:
        book.add_worksheet()
    return count


def _add_sheet(book: Any, sheet: OutSheet, formats: dict[str, Any], names: set[str]) -> Any:
    target = book.add_worksheet(_sheet_name(sheet.name or "", names))
    for column, width in enumerate(sheet.widths):
        target.set_column(column, column, width)
    if sheet.right_to_left:
        target.right_to_left()
    target.freeze_panes(1, 0)
    for column, title in enumerate(sheet.header):
        _write_text(target, 0, column, title, formats["header"])
    return target


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name the format allows: at most 31 characters, none of ``[]:*?/\\``, different from all before."""
    plain = "".join("_" if sign in "[]:*?/\\" or ord(sign) < 32 else sign for sign in _encodable(wanted))
    base = _cut(plain.strip("' ") or "1", NAME_LENGTH).strip("' ")
    name, number = base, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        ending = f" ({number})"
        name = _cut(base, NAME_LENGTH - len(ending)) + ending
    taken.add(name.casefold())
    return name


def _cut(text: str, length: int) -> str:
    """The beginning of ``text`` in ``length`` units of UTF-16, which is how the format counts."""
    return text.encode("utf-16-le")[: length * 2].decode("utf-16-le", "ignore")


def _encodable(text: str) -> str:
    """``text`` with ``?`` for halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _write_rows(target: Any, rows: Iterator[Sequence[Value]], text_format: Any) -> int:
    """Write rows below the header until they or the sheet end; how many were written."""
    written = 0
    for values in _at_most(rows, MOST_ROWS - 1):
        written += 1
        if len(values) > MOST_COLUMNS:
            raise ValueError(f"row {written} has {len(values)} columns; a sheet holds {MOST_COLUMNS}")
        for column, value in enumerate(values):
            _write_value(target, written, column, value, text_format)
    return written


def _at_most(rows: Iterator[Sequence[Value]], most: int) -> Iterator[Sequence[Value]]:
    for _, values in zip(range(most), rows, strict=False):
        yield values


def _write_value(target: Any, row: int, column: int, value: Value, text_format: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        target.write_boolean(row, column, value)
    elif isinstance(value, datetime):
        _write_text(target, row, column, value.isoformat(" ", "seconds"), text_format)
    elif isinstance(value, date):
        _write_date(target, row, column, value, text_format)
    elif isinstance(value, int | float | Decimal):
        _write_number(target, row, column, value, text_format)
    else:
        _write_text(target, row, column, value, text_format)


def _write_date(target: Any, row: int, column: int, value: date, text_format: Any) -> None:
    """A day; as text before March 1900, where spreadsheets count wrongly."""
    if value < date(1900, 3, 1):
        _write_text(target, row, column, value.isoformat(), text_format)
    else:
        target.write_datetime(row, column, value)


def _write_number(target: Any, row: int, column: int, value: int | float | Decimal, text_format: Any) -> None:
    """A number; as text when a spreadsheet would round it (it keeps 15 digits)."""
    if math.isfinite(value) and -MOST_DIGITS < value < MOST_DIGITS:
        target.write_number(row, column, value)
    else:
        _write_text(target, row, column, str(value), text_format)


def _write_text(target: Any, row: int, column: int, text: str, text_format: Any) -> None:
    safe = neutralize(_encodable(text))
    if len(safe) > MOST_CHARACTERS:
        raise ValueError(
            f"row {row + 1} has a text of {len(safe)} characters; a cell holds {MOST_CHARACTERS}"
        )
    target.write_string(row, column, safe, text_format)
