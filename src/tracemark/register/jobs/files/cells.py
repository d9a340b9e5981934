"""What a list file is read into: a workbook of sheets of rows of cells. Every file, whatever its kind, becomes this."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from tracemark.findings import Finding, Param, Refused, Severity


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may ask of this machine. The defaults hold a list of some millions of rows."""

    file_bytes: int = 2_000_000_000
    unpacked_bytes: int = 2_000_000_000
    unpacked_ratio: int = 200
    entries: int = 5_000
    shared_text_bytes: int = 120_000_000
    scanned_bytes: int = 250_000_000
    line_bytes: int = 4_000_000
    columns: int = 500
    rows: int = 20_000_000
    cell_characters: int = 32_767
    sheets: int = 200
    ods_bytes: int = 150_000_000
    xls_bytes: int = 60_000_000
    seconds: int = 8
    memory_bytes: int = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. ``text`` of a number has no needless ``.0``, and has the zeros that its number format shows.

    ``kind`` is ``text``, ``number``, ``date``, ``bool``, ``empty`` or ``error``. The text of a date is as precise
    as what is shown: ``2021``, ``2021-03``, ``2021-03-15`` or ``2021-03-15 14:30``; ``day`` is its first day.
    ``was_number`` means that zeros in front may have been lost.
    """

    text: str
    kind: str = "text"
    day: date | None = None
    number_format: str = ""
    was_number: bool = False


EMPTY = Cell("", "empty")
Rows = Iterator[tuple[int, list[Cell]]]
Block = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``name`` is None for a text file. ``rows()`` may be called more than once and streams.

    ``rows()`` gives the number that a spreadsheet shows and the cells up to the last that holds something; rows
    that hold nothing are counted but not given. ``merged`` are the blocks of cells joined over several rows, as
    first row, first column (from 0), last row, last column; only their first cell holds the value.
    """

    name: str | None
    rows: Callable[[], Rows]
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    merged: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that can be read: its sheets, what was noticed, and what identifies it."""

    sheets: tuple[Sheet, ...]
    sha256: str
    size: int
    rows_estimate: int
    findings: tuple[Finding, ...] = field(default=())


class UnreadableList(Refused):
    """A file that cannot be read as a list; the finding says why and what to do."""


def unreadable(code: str, **params: Param) -> UnreadableList:
    """An ``UnreadableList`` with one finding."""
    return UnreadableList(Finding(code, params, Severity.REFUSAL))
