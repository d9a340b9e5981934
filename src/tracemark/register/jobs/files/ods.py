"""ODS, streamed: each cell says its kind, its value and the text it shows (OpenDocument 1.3 Part 3, 9 and 19.385)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from zipfile import ZipInfo

from tracemark.findings import Finding
from tracemark.formulas import restore
from tracemark.register.jobs.files.cells import EMPTY, Cell, Limits, Rows, Sheet, unreadable
from tracemark.register.jobs.files.notes import MOST_BLOCKS, SheetNotes, sheet_findings
from tracemark.register.jobs.files.numbers import plain_number
from tracemark.register.jobs.files.packed import damage_refused, open_part
from tracemark.register.jobs.files.xml_stream import BadXml, parse_stream, plain_attributes

MOST_ROW = 1_048_576
MOST_REPEATED = 1_000_000  # rows in all that are said once and counted often
FILLED = frozenset({"float", "percentage", "currency", "date", "time", "boolean", "string"})
ASIDE = frozenset({"annotation", "tracked-changes", "shapes", "forms", "dde-links"})


@dataclass(slots=True)
class _Table:
    """A sheet as it is met while reading: its name, its style (which may hide it), and what is noted of it."""

    name: str
    style: str
    notes: SheetNotes = field(default_factory=SheetNotes)
    columns: int = 0


def read_ods(
    path: Path, parts: Mapping[str, ZipInfo], limits: Limits
) -> tuple[tuple[Sheet, ...], int, tuple[Finding, ...]]:
    """The sheets of an ODS file, how many rows they have, and what was noticed."""
    content = parts["content.xml"]
    with damage_refused(path):
        _require_open_spreadsheet(path, parts, limits)
        listener = _Listener(path.name, limits, wanted=None)
        for _ in _events(path, content, listener, limits):
            listener.ready.clear()
    if not listener.tables:
        raise unreadable("archive_is_no_spreadsheet", name=path.name)
    sheets: list[Sheet] = []
    found: list[Finding] = []
    for index, table in enumerate(listener.tables):
        notes, is_hidden = table.notes, table.style in listener.hidden_styles
        rows = partial(_rows, path, content, index, limits)
        sheets.append(
            Sheet(table.name, rows, frozenset(notes.hidden_columns), is_hidden, tuple(notes.merged))
        )
        found.extend(sheet_findings(table.name, notes, is_hidden=is_hidden))
    return tuple(sheets), sum(table.notes.rows for table in listener.tables), tuple(found)


def _require_open_spreadsheet(path: Path, parts: Mapping[str, ZipInfo], limits: Limits) -> None:
    kind, manifest = parts.get("mimetype"), parts.get("META-INF/manifest.xml")
    if kind is not None:
        with open_part(path, kind, limits.unpacked_bytes) as source:
            if b"opendocument.spreadsheet" not in source.read(1000):
                raise unreadable("archive_is_no_spreadsheet", name=path.name)
    if manifest is not None:
        with open_part(path, manifest, limits.unpacked_bytes) as source:
            if b"encryption-data" in source.read(1_000_000):
                raise unreadable("file_is_encrypted", name=path.name)


def _events(path: Path, content: ZipInfo, listener: "_Listener", limits: Limits) -> Iterator[None]:
    with open_part(path, content, limits.ods_bytes) as source:
        yield from parse_stream(source, listener)


def _rows(path: Path, content: ZipInfo, index: int, limits: Limits) -> Rows:
    """The rows of one sheet that hold something; sheets before it are passed over."""
    with damage_refused(path):
        listener = _Listener(path.name, limits, wanted=index)
        for _ in _events(path, content, listener, limits):
            for first, repeated, cells in listener.ready:
                for number in range(first, first + repeated):
                    yield number, list(cells)
            listener.ready.clear()
            if len(listener.tables) > index and not listener.is_inside:
                return


class _Listener:
    """Collects rows from the events of ``content.xml``: of the ``wanted`` sheet, or only notes of all (None)."""

    def __init__(self, name: str, limits: Limits, *, wanted: int | None) -> None:
        self._name, self._limits, self._wanted = name, limits, wanted
        self.tables: list[_Table] = []
        self.hidden_styles: set[str] = set()
        self.ready: list[tuple[int, int, list[Cell]]] = []
        self.is_inside = False
        self._style = ""
        self._aside = 0
        self._row = self._repeat_row = 1
        self._is_hidden_row = False
        self._repeated = 0
        self._cells: list[Cell] = []
        self._cell: dict[str, str] = {}
        self._is_cell = False
        self._pieces: list[str] = []
        self._length = 0
        self._paragraphs = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or name in ASIDE or (name == "table" and self._is_cell):
            self._aside += 1
        elif self._is_cell:
            self._start_text(name, attributes)
        elif name in {"table-cell", "covered-table-cell"}:
            self._is_cell = True
            self._cell = plain_attributes(attributes)
        elif name == "table-row":
            self._start_row(plain_attributes(attributes))
        elif name == "table":
            self._start_table(plain_attributes(attributes))
        elif name == "table-column":
            self._column(plain_attributes(attributes))
        elif name == "style":
            self._style = plain_attributes(attributes).get("name", "")
        elif name == "table-properties" and plain_attributes(attributes).get("display") == "false":
            self.hidden_styles.add(self._style)
            if len(self.hidden_styles) > self._limits.entries:
                raise BadXml("too many styles")

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif self._is_cell:
            if name in {"table-cell", "covered-table-cell"}:
                self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self.is_inside = False

    def text(self, piece: str) -> None:
        if self._is_cell and self._paragraphs and not self._aside:
            self._add(piece)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > self._limits.cell_characters:
            raise unreadable(
                "cell_too_long", name=self._name, row=self._row, most=self._limits.cell_characters
            )

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            if self._paragraphs:
                self._add("\n")
            self._paragraphs += 1
        elif name == "s":
            self._add(" " * min(_count(plain_attributes(attributes).get("c")), 1000))
        elif name == "tab":
            self._add("\t")
        elif name == "line-break":
            self._add("\n")

    def _start_table(self, attributes: dict[str, str]) -> None:
        if self.is_inside:
            raise BadXml("a table in a table")
        self.is_inside = True
        self.tables.append(_Table(attributes.get("name", ""), attributes.get("style-name", "")))
        if len(self.tables) > self._limits.sheets:
            raise unreadable("too_many_sheets", name=self._name, most=self._limits.sheets)
        self._row = 1

    def _column(self, attributes: dict[str, str]) -> None:
        if self.tables:
            table, repeated = self.tables[-1], _count(attributes.get("number-columns-repeated"))
            if attributes.get("visibility") in {"collapse", "filter"}:
                last = min(table.columns + repeated, self._limits.columns)
                table.notes.hidden_columns.update(range(table.columns, last))
            table.columns = min(table.columns + repeated, MOST_ROW)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._repeat_row = _count(attributes.get("number-rows-repeated"))
        self._is_hidden_row = attributes.get("visibility") in {"collapse", "filter"}

    def _end_row(self) -> None:
        if not self.tables:
            raise BadXml("a row without a table")
        table, cells = self.tables[-1], self._cells
        while cells and cells[-1] is EMPTY:
            cells.pop()
        if cells:
            if self._row + self._repeat_row - 1 > MOST_ROW:
                raise unreadable("too_many_rows", name=self._name, most=MOST_ROW)
            self._repeated += self._repeat_row - 1
            if self._repeated > MOST_REPEATED:
                raise unreadable("archive_is_a_bomb", name=self._name)
            table.notes.rows += self._repeat_row
            table.notes.hidden_rows += self._is_hidden_row * self._repeat_row
            if self._wanted == len(self.tables) - 1:
                self.ready.append((self._row, self._repeat_row, cells))
        self._cells = []
        self._row += self._repeat_row

    def _end_cell(self) -> None:
        cell = _cell(self._cell, "".join(self._pieces))
        repeated = _count(self._cell.get("number-columns-repeated"))
        self._note_cell()
        if cell is EMPTY:
            repeated = min(repeated, max(self._limits.columns - len(self._cells), 0))
        elif len(self._cells) + repeated > self._limits.columns:
            raise unreadable("too_many_columns", name=self._name, row=self._row, most=self._limits.columns)
        self._cells.extend([cell] * repeated)
        self._is_cell = False
        self._pieces = []
        self._length = self._paragraphs = 0

    def _note_cell(self) -> None:
        if not self.tables:
            raise BadXml("a cell without a table")
        notes = self.tables[-1].notes
        notes.formulas += "formula" in self._cell
        rows = _count(self._cell.get("number-rows-spanned"))
        if rows > 1 and len(notes.merged) < MOST_BLOCKS:
            columns = _count(self._cell.get("number-columns-spanned"))
            first = len(self._cells)
            notes.merged.append((self._row, first, self._row + rows - 1, first + columns - 1))


def _count(text: str | None) -> int:
    """A repetition, at least 1. Raises BadXml when it is no number."""
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise BadXml("not a count")
    return max(int(text), 1)


def _cell(attributes: dict[str, str], shown: str) -> Cell:
    """The cell of a value and of the text it shows; what is shown keeps zeros in front."""
    kind = attributes.get("value-type", "")
    if kind == "error":
        return Cell(shown, "error")
    if kind not in FILLED:
        return Cell(restore(shown)) if shown else EMPTY
    if kind == "date":
        return _date_cell(attributes.get("date-value", ""), shown)
    if kind in {"float", "currency", "percentage"}:
        return _number_cell(attributes.get("value", ""), shown, kind)
    if kind == "boolean":
        return Cell("TRUE" if attributes.get("boolean-value") == "true" else "FALSE", "bool")
    text = shown or attributes.get("string-value", "")
    return Cell(restore(text)) if text else EMPTY


def _number_cell(value: str, shown: str, kind: str) -> Cell:
    number = float(value) if not value.isdigit() or len(value) > 15 else int(value)
    text = plain_number(number)
    if kind == "percentage":
        return Cell(f"{plain_number(float(number) * 100)}%", "number", None, "0%", was_number=True)
    digits = "".join(sign for sign in shown if sign.isdigit())
    is_code = text.isdigit() and not set(shown) & set(".,٫")
    if is_code and digits != text and digits.lstrip("0") == text.lstrip("0"):
        return Cell(shown, "number", None, "0" * len(digits))
    return Cell(text, "number", None, "", was_number=True)


def _date_cell(value: str, shown: str) -> Cell:
    """A date; its precision is the day unless a month or a year alone is shown."""
    day = date.fromisoformat(value[:10])
    text = value[:10]
    hours = value[11:16]
    if hours and value[11:] not in {"00:00:00", "00:00"}:
        text = f"{text} {hours}"
    elif shown == value[:4] and value[4:10] == "-01-01":
        text = shown
    return Cell(text, "date", day)
