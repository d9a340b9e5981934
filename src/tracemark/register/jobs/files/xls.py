"""XLS: the library reads a sheet whole, so it does so in a process of its own, bounded in memory and time.

It tells values but not number formats; those are looked up in the file by ``xls_notes.py``.
"""

import json
import subprocess
import sys
import weakref
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tracemark.findings import Finding, Severity
from tracemark.formulas import restore
from tracemark.register.jobs.files.cells import EMPTY, Cell, Limits, Rows, Sheet, unreadable
from tracemark.register.jobs.files.notes import sheet_findings
from tracemark.register.jobs.files.numbers import Shows, number_cell, shown_day
from tracemark.register.jobs.files.xls_notes import XlsSheet, look_over_xls, place_of

CHILD = Path(__file__).with_name("xls_child.py")
WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
REFUSALS = {
    3: "file_is_encrypted",
    4: "sheet_too_wide",
    5: "archive_unpacks_too_large",
    6: "too_many_sheets",
}
SECONDS_A_MEGABYTE = 1
BLOCK = 1 << 18


class _Store:
    """The rows as the child wrote them, in a file without a name that goes when nobody reads it any more."""

    def __init__(self) -> None:
        self.file: IO[bytes] = TemporaryFile("w+b")  # noqa: SIM115  [closed by the finalizer below]
        weakref.finalize(self, self.file.close)

    def lines(self, start: int, count: int) -> Iterator[bytes]:
        """``count`` lines from byte ``start`` on; several readers may take turns."""
        rest, place = b"", start
        while count > 0:
            self.file.seek(place)
            block = self.file.read(BLOCK)
            place += len(block)
            lines = (rest + block).split(b"\n")
            rest = lines.pop()
            yield from lines[:count]
            count = count - len(lines) if block else 0

    def last_line(self) -> bytes:
        """The last line: where each sheet begins."""
        end = self.file.seek(0, 2)
        self.file.seek(max(0, end - 1_000_000))
        return self.file.read().rstrip(b"\n").rpartition(b"\n")[2]


def read_xls(path: Path, size: int, limits: Limits) -> tuple[tuple[Sheet, ...], int, tuple[Finding, ...]]:
    """The sheets of an XLS file, how many rows they have, and what was noticed."""
    if size > limits.xls_bytes:
        raise unreadable("file_too_large_of_its_kind", name=path.name, megabytes=limits.xls_bytes // 10**6)
    content = path.read_bytes()
    _require_plain_workbook(content, path)
    store = _Store()
    _run_child(path, size, store, limits)
    try:
        index = json.loads(store.last_line())
        places = [(one["name"], one["start"], one["rows"], one["hidden"]) for one in index]
    except (ValueError, LookupError, TypeError) as error:
        raise unreadable("archive_is_damaged", name=path.name) from error
    looked = look_over_xls(content)
    sheets: list[Sheet] = []
    found: list[Finding] = []
    if looked is None:
        found.append(Finding("number_formats_not_read", {"name": path.name}, Severity.WARNING))
    for name, start, count, is_hidden in places:
        more = (looked or {}).get(name) or XlsSheet()
        rows = partial(_rows, path, store, start, count, more.formats)
        columns, merged = frozenset(more.notes.hidden_columns), tuple(more.notes.merged)
        sheets.append(Sheet(name, rows, columns, is_hidden, merged))
        found.extend(sheet_findings(name, more.notes, is_hidden=is_hidden))
    return tuple(sheets), sum(place[2] for place in places), tuple(found)


def _require_plain_workbook(content: bytes, path: Path) -> None:
    """Refuse what the container says it is: encrypted, with macros, or no workbook at all."""
    if ENCRYPTED in content:
        raise unreadable("file_is_encrypted", name=path.name)
    if MACROS in content:
        raise unreadable("file_has_macros", name=path.name)
    if not any(name in content for name in WORKBOOKS):
        raise unreadable("file_is_not_a_list", name=path.name)


def _run_child(path: Path, size: int, store: _Store, limits: Limits) -> None:
    numbers = (limits.memory_bytes, limits.columns, limits.unpacked_bytes // 4, limits.sheets)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD), str(path), *map(str, numbers)],
            stdout=store.file,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=limits.seconds + size // 10**6 * SECONDS_A_MEGABYTE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise unreadable("file_takes_too_long", name=path.name) from error
    if done.returncode != 0:
        code = REFUSALS.get(done.returncode, "archive_is_damaged")
        most = limits.sheets if code == "too_many_sheets" else limits.columns
        raise unreadable(code, name=path.name, most=most)


def _rows(path: Path, store: _Store, start: int, count: int, formats: Mapping[int, str]) -> Rows:
    for line in store.lines(start, count):
        try:
            number, values = json.loads(line)
            cells = [
                _cell(value, formats.get(place_of(number - 1, column), ""))
                for column, value in enumerate(values)
            ]
        except (ValueError, TypeError) as error:
            raise unreadable("archive_is_damaged", name=path.name) from error
        while cells and cells[-1] is EMPTY:
            cells.pop()
        if cells:
            yield number, cells


def _cell(value: str | float | bool | list[str] | None, number_format: str) -> Cell:
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "bool")
    if isinstance(value, list):
        return shown_day(datetime.fromisoformat(value[0]), Shows.DAY)
    if isinstance(value, int | float):
        return number_cell(value, number_format)
    return Cell(restore(value))
