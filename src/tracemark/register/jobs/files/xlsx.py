"""XLSX, streamed: values with their number formats, because a format of 00000000 is where leading zeros survive."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from tracemark.findings import Finding, Severity
from tracemark.register.jobs.files.cells import EMPTY, Cell, Limits, Rows, Sheet, UnreadableList, unreadable
from tracemark.register.jobs.files.packed import NOT_LISTS, check_archive

ZERO_FORMAT = re.compile(r"0+")
COLS = re.compile(rb"<(?:\w+:)?cols>(.*?)</(?:\w+:)?cols>", re.DOTALL)
COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
HEAD = 200_000


def read_xlsx(path: Path, limits: Limits) -> tuple[tuple[Sheet, ...], int, tuple[Finding, ...]]:
    """The sheets of an XLSX file, an estimate of its rows, and what was noticed."""
    entries = check_archive(path, limits)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise unreadable("archive_is_no_spreadsheet", name=path.name)
    if names.intersection(NOT_LISTS):
        raise unreadable("file_has_macros", name=path.name)
    if _size(entries, "xl/sharedStrings.xml") > limits.shared_text_bytes:
        raise unreadable(
            "archive_unpacks_too_large", name=path.name, megabytes=limits.shared_text_bytes // 10**6
        )
    book = _guarded(path, lambda: load_workbook(path, read_only=True, data_only=True, keep_links=False))
    if len(book.worksheets) > limits.sheets:
        raise unreadable("too_many_sheets", name=path.name, most=limits.sheets)
    sheets, estimate = [], 0
    for sheet in book.worksheets:
        estimate += min(sheet.max_row or 0, limits.rows)
        hidden = _hidden_columns(path, sheet)
        title, state = sheet.title, sheet.sheet_state
        sheets.append(Sheet(title, _reader(path, title, limits), hidden, state != "visible"))
    book.close()
    return tuple(sheets), estimate, tuple(_formula_findings(path, entries))


def _size(entries: Iterable[ZipInfo], name: str) -> int:
    return sum(entry.file_size for entry in entries if entry.filename == name)


def _guarded(path: Path, read: Callable[[], Any]) -> Any:
    """Whatever a damaged file makes the library raise becomes one clear refusal."""
    try:
        return read()
    except UnreadableList:
        raise
    except MemoryError as error:
        raise unreadable("archive_unpacks_too_large", name=path.name, megabytes=0) from error
    except Exception as error:
        raise unreadable("archive_is_damaged", name=path.name) from error


def _reader(path: Path, title: str, limits: Limits) -> Callable[[], Rows]:
    """Rows of one sheet, from a workbook opened anew, so that a sheet can be read twice."""

    def rows() -> Rows:
        book = _guarded(path, lambda: load_workbook(path, read_only=True, data_only=True, keep_links=False))
        try:
            yield from _sheet_rows(path, book[title], limits)
        finally:
            book.close()

    return rows


def _sheet_rows(path: Path, sheet: ReadOnlyWorksheet, limits: Limits) -> Rows:
    sheet.reset_dimensions()
    source = iter(sheet.iter_rows(max_col=limits.columns + 1))
    number = 0
    while True:
        values = _guarded(path, lambda: next(source, None))
        if values is None:
            return
        number += 1
        if number > limits.rows:
            raise unreadable("too_many_rows", name=path.name, most=limits.rows)
        if len(values) > limits.columns and values[limits.columns].value is not None:
            raise unreadable("too_many_columns", name=path.name, row=number, most=limits.columns)
        cells = _guarded(path, lambda row=values: [_cell(one) for one in row])
        while cells and cells[-1] is EMPTY:
            cells.pop()
        if cells:
            yield number, cells


def _cell(source: Any) -> Cell:
    value = source.value
    if value is None or value == "":
        return EMPTY
    if isinstance(value, str):
        return Cell(value, "error" if source.data_type == "e" else "text")
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "bool")
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), "date", value.date(), source.number_format)
    if isinstance(value, date):
        return Cell(value.isoformat(), "date", value, source.number_format)
    if isinstance(value, time | timedelta):
        return Cell(str(value), "text")
    return number_cell(value, source.number_format or "")


def number_cell(value: float, number_format: str) -> Cell:
    """A number as its cell shows it: whole numbers without a point, with the zeros that the format shows."""
    text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if ZERO_FORMAT.fullmatch(number_format) and text.isdigit():
        return Cell(
            text.zfill(len(number_format)), "number", None, number_format, was_number=len(number_format) == 1
        )
    return Cell(text, "number", None, number_format, was_number=True)


def _hidden_columns(path: Path, sheet: ReadOnlyWorksheet) -> frozenset[int]:
    """Indexes (from 0) of hidden columns; the library's streaming mode does not tell them."""
    with ZipFile(path) as archive:
        try:
            with archive.open(sheet._worksheet_path) as part:
                head = part.read(HEAD)
        except Exception:
            return frozenset()
    found = COLS.search(head)
    hidden: set[int] = set()
    for column in COL.finditer(found.group(1)) if found else ():
        values = {key.decode(): value for key, value in ATTRIBUTE.findall(column.group(1))}
        if values.get("hidden") in {b"1", b"true"}:
            first, last = int(values.get("min", b"1")), int(values.get("max", b"1"))
            hidden.update(range(first - 1, min(last, first + 500)))
    return frozenset(hidden)


def _formula_findings(path: Path, entries: Iterable[ZipInfo]) -> Iterable[Finding]:
    """Formulas are read as the value that was last worked out; the reader must know."""
    with ZipFile(path) as archive:
        for entry in entries:
            if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                try:
                    with archive.open(entry) as part:
                        head = part.read(HEAD * 5)
                except Exception:
                    continue
                if b"<f>" in head or b"<f " in head:
                    yield Finding("formulas_read_as_values", {"part": entry.filename}, Severity.WARNING)
                    return
