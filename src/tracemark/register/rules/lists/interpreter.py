"""The second reading of a list: row after row, to what is accepted, kept aside, or only adds up."""

from collections.abc import Mapping, Sequence

from tracemark.findings import Finding, Severity
from tracemark.reference.rules import Tables
from tracemark.register.rules.lists.cells import Cell, texts
from tracemark.register.rules.lists.columns_of_sheet import columns_of
from tracemark.register.rules.lists.headers import Header, repeats_header
from tracemark.register.rules.lists.items import ItemReader, Memory
from tracemark.register.rules.lists.plan import Plan
from tracemark.register.rules.lists.quantities import read_quantity
from tracemark.register.rules.lists.totals import RunningTotal, find_total, is_footer
from tracemark.register.rules.rows import KeptAside, ListKind, RowResult

SURELY_AN_ITEM = 3
"""A row that fills so many of the columns that describe a weapon needs no second look."""

FEW_CELLS = 2
"""A line of so few cells that describes nothing is a note."""


class Interpreter:
    """Reads the rows of one list in order. The same plan and rows always give the same results."""

    def __init__(self, plan: Plan, tables: Tables) -> None:
        self._plan = plan
        self._memory = Memory(plan, tables)

    def open_sheet(self, number: int) -> "SheetReader":
        """The reader of a sheet, counted from 0; sheets are read in order, each to its end."""
        return SheetReader(self._memory, number)

    @property
    def unknown(self) -> Mapping[tuple[str, str], int]:
        """Makers, calibres and types that the tables do not know: ``(kind, text)`` to the rows that name them."""
        return self._memory.descriptions.unknown


class SheetReader:
    """Reads the rows below the header of one sheet.

    ``findings`` are about lines that are no items: totals that differ, notes that were passed over.
    """

    def __init__(self, memory: Memory, number: int) -> None:
        sheet = memory.plan.sheets[number]
        if sheet.mapping is None:
            raise ValueError("a sheet without a header is not read")
        columns = columns_of(memory.plan.kind, sheet)
        self.findings: list[tuple[int, Finding]] = []
        self._header: Header = sheet.mapping.header
        self._name = sheet.name
        self._columns = columns
        self._items = ItemReader(memory, sheet.name, number, columns)
        self._types = memory.descriptions
        self._total = RunningTotal()
        counted = columns.permitted_quantity if memory.plan.kind is ListKind.IMPORTS else columns.quantity
        self._quantity = counted if counted < columns.width else None

    def read(self, number: int, cells: Sequence[Cell]) -> RowResult | None:
        """What a row gives; None for a total, a signature, a repeated header and a note."""
        if number <= self._header.row:
            return None
        filled = self._filled(cells)
        if filled < SURELY_AN_ITEM or self._starts_like_header(cells):
            other = self._read_other_line(number, cells, filled)
            if other is not _ITEM:
                return other
        self._total.add(self._as_written(cells))
        return self._items.read(number, cells)

    def _filled(self, cells: Sequence[Cell]) -> int:
        width = len(cells)
        return sum(1 for column in self._columns.described if column < width and cells[column].text)

    def _starts_like_header(self, cells: Sequence[Cell]) -> bool:
        column = self._columns.described[0] if self._columns.described else 0
        names = self._header.names
        return column < min(len(cells), len(names)) and cells[column].text == names[column]

    def _read_other_line(self, number: int, cells: Sequence[Cell], filled: int) -> RowResult | None:
        said = texts(cells)
        if repeats_header(self._header, said):
            return None
        if not self._names_a_type(cells):
            line = find_total(cells, self._quantity)
            if line is not None:
                if mismatch := self._total.close(line):
                    self.findings.append((number, mismatch))
                return None
            if is_footer(cells):
                return None
        if filled or self._has_quantity(cells):
            return _ITEM
        if sum(bool(text.strip()) for text in said) <= FEW_CELLS:
            text = " ".join(text.strip() for text in said if text.strip())
            self.findings.append((number, Finding("line_passed_over", {"text": text[:200]}, Severity.INFO)))
            return None
        return KeptAside(self._name, number, said, Finding("nothing_described"))

    def _names_a_type(self, cells: Sequence[Cell]) -> bool:
        column = self._columns.type
        text = cells[column].text.strip() if column < len(cells) else ""
        return bool(text) and self._types.read(text, "", "", "").type_code is not None

    def _has_quantity(self, cells: Sequence[Cell]) -> bool:
        column = self._quantity
        return column is not None and column < len(cells) and bool(cells[column].text.strip())

    def _as_written(self, cells: Sequence[Cell]) -> int:
        """What the row adds to a total: its quantity as written, one when it has none."""
        column = self._quantity
        if column is None or column >= len(cells) or not cells[column].text.strip():
            return 1
        return read_quantity(cells[column]) or 0


_ITEM = KeptAside(None, 0, (), Finding("item"))
"""Stands for "this line describes an item after all"; never leaves this module."""
