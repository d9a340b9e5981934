"""XLSX, read by our own stream: a number format of 00000000 is where leading zeros survive.

Not by openpyxl: its streaming mode pads a single cell in row 1,048,576 with a million rows, keeps what it likes of
hidden columns, and holds every shared text as an object. What we need of the format is small; see ECMA-376 Part 1, 18.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import ZipInfo

from tracemark.findings import Finding
from tracemark.register.jobs.files.cells import Limits, Sheet, unreadable
from tracemark.register.jobs.files.notes import SheetNotes, sheet_findings
from tracemark.register.jobs.files.packed import damage_refused
from tracemark.register.jobs.files.xlsx_notes import look_over
from tracemark.register.jobs.files.xlsx_parts import (
    Book,
    Relations,
    SharedTexts,
    SheetPlace,
    Styles,
    read_part,
)
from tracemark.register.jobs.files.xlsx_sheet import MOST_ROW, CellMaker, sheet_rows

MACROS = ("xl/vbaProject.bin", "xl/macrosheets/")
Parts = Mapping[str, ZipInfo]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A workbook's structure: its sheets with their parts, and what makes their cells."""

    sheets: list[tuple[SheetPlace, ZipInfo]]
    maker: CellMaker


def read_xlsx(path: Path, parts: Parts, limits: Limits) -> tuple[tuple[Sheet, ...], int, tuple[Finding, ...]]:
    """The sheets of an XLSX file, an estimate of its rows, and what was noticed."""
    if any(name.startswith(MACROS) for name in parts):
        raise unreadable("file_has_macros", name=path.name)
    with damage_refused(path):
        opened = _open(path, parts, limits)
        noted = list(_look_over_all(path, opened, limits))
    sheets: list[Sheet] = []
    found: list[Finding] = []
    for (place, part), notes in zip(opened.sheets, noted, strict=True):
        rows = partial(sheet_rows, path, part, opened.maker, limits)
        hidden = frozenset(notes.hidden_columns)
        sheets.append(Sheet(place.title, rows, hidden, place.is_hidden, tuple(notes.merged)))
        found.extend(sheet_findings(place.title, notes, is_hidden=place.is_hidden))
    return tuple(sheets), sum(notes.rows for notes in noted), tuple(found)


def _open(path: Path, parts: Parts, limits: Limits) -> _Opened:
    book_name = _book_name(path, parts)
    book, relations = Book(), _relations(path, parts, book_name)
    read_part(path, parts[book_name], book)
    if len(book.sheets) > limits.sheets:
        raise unreadable("too_many_sheets", name=path.name, most=limits.sheets)
    sheets = [
        (place, parts[relations.targets[place.relation]])
        for place in book.sheets
        if relations.kinds.get(place.relation) == "worksheet"
    ]
    if not sheets:
        raise unreadable("archive_is_no_spreadsheet", name=path.name)
    styles, texts = Styles(), SharedTexts(limits, path.name)
    for part in _parts_of(relations, "styles", parts):
        read_part(path, part, styles)
    for part in _parts_of(relations, "sharedStrings", parts):
        read_part(path, part, texts, limits.shared_text_bytes)
    maker = CellMaker(texts, styles.formats, styles.are_dates(), from_1904=book.from_1904)
    return _Opened(sheets, maker)


def _book_name(path: Path, parts: Parts) -> str:
    """The part that is the workbook, as the archive's own relations say."""
    relations = _relations(path, parts, "")
    for identity, kind in relations.kinds.items():
        target = relations.targets[identity]
        if (
            kind == "officeDocument"
            and target in parts
            and target.startswith("xl/")
            and target.endswith(".xml")
        ):
            return target
    if "xl/workbook.xml" in parts:
        return "xl/workbook.xml"
    raise unreadable("archive_is_no_spreadsheet", name=path.name)


def _relations(path: Path, parts: Parts, owner: str) -> Relations:
    """The relations of a part; those of the archive itself when ``owner`` is empty."""
    folder, _, name = owner.rpartition("/")
    relations = Relations(folder)
    part = parts.get(f"{folder}/_rels/{name}.rels" if folder else "_rels/.rels")
    if part is not None:
        read_part(path, part, relations)
    return relations


def _parts_of(relations: Relations, kind: str, parts: Parts) -> Iterator[ZipInfo]:
    """The first part that stands in this relation."""
    for identity, one in relations.kinds.items():
        if one == kind and relations.targets[identity] in parts:
            yield parts[relations.targets[identity]]
            return


def _look_over_all(path: Path, opened: _Opened, limits: Limits) -> Iterator[SheetNotes]:
    budget = limits.scanned_bytes
    for _, part in opened.sheets:
        notes, looked_at = look_over(path, part, budget, limits)
        budget -= looked_at
        if notes.rows > MOST_ROW:
            raise unreadable("too_many_rows", name=path.name, most=MOST_ROW)
        yield notes
