"""Reads one XLS file and prints its rows as JSON lines; run as a program of its own by ``xls.py``.

Imports nothing of Tracemark: it must start fast and may be killed at any moment.
"""

import contextlib
import datetime
import importlib
import json
import sys
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

ENCRYPTED, TOO_WIDE, TOO_LARGE, TOO_MANY_SHEETS = 3, 4, 5, 6


def main() -> int:
    """Rows of all sheets, each a list of row number and values; last a line that says where each sheet begins."""
    path, memory, most_columns, most_bytes, most_sheets = sys.argv[1], *(int(word) for word in sys.argv[2:6])
    limit_memory(memory)
    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError:
        return ENCRYPTED
    if len(book.sheets_metadata) > most_sheets:
        return TOO_MANY_SHEETS
    index, place = [], 0
    for about in book.sheets_metadata:
        sheet = book.get_sheet_by_name(about.name)
        if sheet.end and sheet.end[1] >= most_columns:
            return TOO_WIDE
        start, count = place, 0
        for line in lines(sheet):
            place += sys.stdout.buffer.write(line)
            count += 1
            if place > most_bytes:
                return TOO_LARGE
        is_hidden = about.visible != SheetVisibleEnum.Visible
        index.append({"name": about.name, "start": start, "rows": count, "hidden": is_hidden})
    sys.stdout.buffer.write((json.dumps(index) + "\n").encode())
    return 0


def lines(sheet: CalamineSheet) -> Iterator[bytes]:
    """A line for each row that holds something; empty rows and columns before the first are counted in."""
    first_row, first_column = sheet.start or (0, 0)
    before = [""] * first_column
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1):
        if any(value != "" for value in row):
            values = before + [plain(value) for value in row]
            yield json.dumps([number, values], ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def limit_memory(most: int) -> None:
    """Let the system refuse more memory than ``most`` bytes, where it can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        resource = importlib.import_module("resource")  # not on Windows; time and size still bound the child
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def plain(value: Any) -> Any:
    """A value as JSON can hold it; a date or moment becomes a list of one text."""
    if isinstance(value, datetime.datetime | datetime.date):
        return [value.isoformat()]
    if isinstance(value, datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return str(value)
    return value


if __name__ == "__main__":
    sys.exit(main())
