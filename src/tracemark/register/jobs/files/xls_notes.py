"""What the reader of XLS does not tell: number formats with zeros in front, hidden parts, joined cells, formulas.

Only the records that say so are looked at (MS-XLS 2.4; the container is MS-CFB 2.2 to 2.6). When a file is built in a
way that this does not know, the answer is None and the officer is told that number formats were not read.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tracemark.register.jobs.files.notes import MOST_BLOCKS, SheetNotes
from tracemark.register.jobs.files.numbers import BUILT_IN, Shows, what_shows

LAST_SECTOR = 0xFFFFFFFA  # numbers above it are marks, not sectors
MOST_FORMATS = 1_000_000  # cells
MOST_RECORDS = 6_000_000
ENTRY, NAME = 128, 64
BOF, EOF, SHEET, FORMAT, XF, COLUMNS, ROW, MERGED = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x7D, 0x208, 0xE5
NUMBER, RK, MANY_RK, FORMULA = 0x203, 0x27E, 0xBD, 0x06
BIFF8 = 0x600


@dataclass(slots=True)
class XlsSheet:
    """The notes of one sheet, and the formats with zeros of its cells by ``place_of`` them."""

    notes: SheetNotes = field(default_factory=SheetNotes)
    formats: dict[int, str] = field(default_factory=dict)


def place_of(row: int, column: int) -> int:
    """A cell as one number; row and column count from 0."""
    return row << 16 | column


def look_over_xls(content: bytes) -> Mapping[str, XlsSheet] | None:
    """The sheets of an XLS file by name; None when it is built in a way that is not known here."""
    try:
        return _Look().sheets_of(_workbook(content))
    except (struct.error, LookupError, ValueError):
        return None


def _workbook(content: bytes) -> bytes:
    """The stream that holds the workbook. Raises ValueError or LookupError when there is none of some size."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise ValueError("no such size of sectors")
    table = _sector_table(content, size)
    directory = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
    for place in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, start, stream = _entry(directory, place)
        name = directory[place : place + min(max(length - 2, 0), NAME)].decode("utf-16-le", "replace")
        if (
            name in {"Workbook", "Book"} and stream >= 4096
        ):  # smaller ones lie elsewhere, and no program writes one
            return _chain(content, table, start, size)[:stream]
    raise LookupError("no workbook")


def _entry(directory: bytes, place: int) -> tuple[int, int, int]:
    (length,) = struct.unpack_from("<H", directory, place + NAME)
    start, stream = struct.unpack_from("<II", directory, place + 116)
    return length, start, stream


def _sector_table(content: bytes, size: int) -> list[int]:
    """The table that names, for each sector, the one that follows."""
    listed = list(struct.unpack_from("<109I", content, 76))
    (more,) = struct.unpack_from("<I", content, 68)
    each = size // 4
    while more < LAST_SECTOR and len(listed) * size <= len(content):
        sector = struct.unpack_from(f"<{each}I", content, (more + 1) * size)
        listed.extend(sector[:-1])
        more = sector[-1]
    table: list[int] = []
    for sector in listed:
        if sector < LAST_SECTOR:
            table.extend(struct.unpack_from(f"<{each}I", content, (sector + 1) * size))
        if len(table) * size > len(content) + each * size:
            break
    return table


def _chain(content: bytes, table: list[int], sector: int, size: int) -> bytes:
    """The sectors from ``sector`` on, one after the other. Raises ValueError for a chain without end."""
    out: list[bytes] = []
    while sector < LAST_SECTOR:
        out.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
        if len(out) * size > len(content):
            raise ValueError("a chain without end")
    return b"".join(out)


def _records(stream: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each record: where it begins, its code, where its content begins, and how long that is."""
    place, end, count = 0, len(stream), 0
    while place + 4 <= end:
        count += 1
        if count > MOST_RECORDS:
            raise ValueError("too many records")
        code, length = struct.unpack_from("<HH", stream, place)
        yield place, code, place + 4, length
        place += 4 + length


class _Look:
    """Goes through the records of a workbook once."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._own: dict[int, str] = {}
        self._styles: list[str] = []
        self._cells = 0

    def sheets_of(self, stream: bytes) -> Mapping[str, XlsSheet]:
        """The sheets by name. Raises ValueError when the stream is not of Excel 97 or later."""
        if len(stream) < 8 or struct.unpack_from("<HHH", stream)[::2] != (BOF, BIFF8):
            raise ValueError("not BIFF8")
        sheets: dict[str, XlsSheet] = {}
        current: XlsSheet | None = None
        depth = 0
        for place, code, start, length in _records(stream):
            if code == BOF:
                depth += 1
                if depth == 1 and place in self._names:
                    current = sheets.setdefault(self._names[place], XlsSheet())
            elif code == EOF:
                depth -= 1
                current = current if depth else None
            elif current is None:
                self._globals(code, stream, start, length)
            elif depth == 1:
                self._sheet(current, code, stream, start, length)
        return sheets

    def _globals(self, code: int, stream: bytes, start: int, length: int) -> None:
        if code == SHEET:
            (offset,) = struct.unpack_from("<I", stream, start)
            self._names[offset] = _text(stream, start + 7, stream[start + 6])
        elif code == FORMAT:
            number, count = struct.unpack_from("<HH", stream, start)
            self._own[number] = _text(stream, start + 4, min(count, 255))
        elif code == XF:
            number = struct.unpack_from("<H", stream, start + 2)[0]
            shown = self._own.get(number) or BUILT_IN.get(number, "")
            self._styles.append(shown if what_shows(shown) is Shows.CODE else "")

    def _sheet(self, sheet: XlsSheet, code: int, stream: bytes, start: int, length: int) -> None:
        if code in (NUMBER, RK, FORMULA):
            sheet.notes.formulas += code == FORMULA
            row, column, style = struct.unpack_from("<HHH", stream, start)
            self._cell(sheet, row, column, style)
        elif code == MANY_RK:
            row, first = struct.unpack_from("<HH", stream, start)
            for index in range((length - 6) // 6):
                (style,) = struct.unpack_from("<H", stream, start + 4 + index * 6)
                self._cell(sheet, row, first + index, style)
        elif code == COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<5H", stream, start)
            if flags & 1:
                sheet.notes.hidden_columns.update(range(first, min(last, 255) + 1))
        elif code == ROW:
            sheet.notes.hidden_rows += bool(stream[start + 12] & 0x20)
        elif code == MERGED:
            self._merged(sheet, stream, start)

    def _cell(self, sheet: XlsSheet, row: int, column: int, style: int) -> None:
        shown = self._styles[style] if style < len(self._styles) else ""
        if shown:
            self._cells += 1
            if self._cells > MOST_FORMATS:
                raise ValueError("too many cells")
            sheet.formats[place_of(row, column)] = shown

    def _merged(self, sheet: XlsSheet, stream: bytes, start: int) -> None:
        (count,) = struct.unpack_from("<H", stream, start)
        for index in range(count):
            top, bottom, left, right = struct.unpack_from("<4H", stream, start + 2 + index * 8)
            if bottom > top and len(sheet.notes.merged) < MOST_BLOCKS:
                sheet.notes.merged.append((top + 1, left, bottom + 1, right))


def _text(stream: bytes, place: int, count: int) -> str:
    """A text that is led by its flags: one byte or two for each sign."""
    if stream[place] & 1:
        return stream[place + 1 : place + 1 + count * 2].decode("utf-16-le", "replace")
    return stream[place + 1 : place + 1 + count].decode("latin-1")
