"""XLS and ODS: the library reads a sheet whole, so it does so in a process of its own, bounded in memory and time."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tracemark.register.jobs.files.cells import EMPTY, Cell, Limits, Rows, Sheet, unreadable
from tracemark.register.jobs.files.numbers import number_cell
from tracemark.register.jobs.files.packed import check_archive

CHILD = Path(__file__).with_name("whole_child.py")


def read_whole(path: Path, size: int, limits: Limits, *, packed: bool) -> tuple[tuple[Sheet, ...], int]:
    """The sheets of an XLS or ODS file and how many rows they have."""
    if size > limits.whole_sheet_bytes:
        raise unreadable(
            "file_too_large_of_its_kind", name=path.name, megabytes=limits.whole_sheet_bytes // 10**6
        )
    if packed:
        content = {entry.filename: entry.file_size for entry in check_archive(path, limits)}
        if content.get("content.xml", 0) > limits.whole_sheet_bytes * 5:
            raise unreadable(
                "archive_unpacks_too_large", name=path.name, megabytes=limits.whole_sheet_bytes // 10**6
            )
    store = TemporaryFile("w+b")  # noqa: SIM115  [kept open for as long as the sheets are read]
    _run_child(path, store, limits)
    store.seek(0)
    index = json.loads(_last_line(store))
    sheets = tuple(
        Sheet(one["name"], lambda start=one["start"], count=one["rows"]: _rows(store, start, count))
        for one in index
    )
    return sheets, sum(one["rows"] for one in index)


def _run_child(path: Path, store: IO[bytes], limits: Limits) -> None:
    words = [str(path), str(limits.memory_bytes), str(limits.columns)]
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD), *words],
            stdout=store,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=limits.seconds + size_seconds(path),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise unreadable("file_takes_too_long", name=path.name) from error
    if done.returncode == 4:
        raise unreadable("too_many_columns", name=path.name, row=1, most=limits.columns)
    if done.returncode != 0:
        raise unreadable("archive_is_damaged", name=path.name)


def size_seconds(path: Path) -> int:
    """A large file may take longer: one second a megabyte."""
    return path.stat().st_size // 1_000_000


def _last_line(store: IO[bytes]) -> bytes:
    store.seek(0, 2)
    end = store.tell()
    store.seek(max(0, end - 1_000_000))
    return store.read().rstrip(b"\n").rsplit(b"\n", 1)[-1]


def _rows(store: IO[bytes], start: int, count: int) -> Rows:
    position = start
    for _ in range(count):
        store.seek(position)
        line = store.readline()
        position = store.tell()
        number, values = json.loads(line)
        cells = [_cell(value) for value in values]
        while cells and cells[-1] is EMPTY:
            cells.pop()
        if cells:
            yield number, cells


def _cell(value: str | float | bool | list[str] | None) -> Cell:
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "bool")
    if isinstance(value, list):
        return Cell(value[0], "date", date.fromisoformat(value[0]))
    if isinstance(value, int | float):
        return number_cell(value, "")
    return Cell(value)
