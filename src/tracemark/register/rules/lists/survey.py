"""The first reading of a list: where its headers stand, what its columns are, and what the whole list shows."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice

from tracemark.findings import Finding, Severity
from tracemark.reference.rules import Tables
from tracemark.register.rules.lists.cells import Cell, column_letter, texts
from tracemark.register.rules.lists.date_order import DateEvidence, decide_order
from tracemark.register.rules.lists.dates import DateOrder, read_date
from tracemark.register.rules.lists.descriptions import Descriptions
from tracemark.register.rules.lists.fields import DATE_FIELDS
from tracemark.register.rules.lists.headers import SEARCHED_ROWS, find_header
from tracemark.register.rules.lists.mapping import SheetMapping, propose_mapping
from tracemark.register.rules.lists.plan import Plan, SheetPlan
from tracemark.register.rules.lists.serials import SerialLengths
from tracemark.register.rules.rows import ListKind

SAMPLED_ROWS = 40
CLEAR_MAJORITY = 0.8
"""A list is about one year when so large a part of its dates lie in it."""

Rows = Iterable[tuple[int, Sequence[Cell]]]
Chosen = Callable[[Sequence[str]], Mapping[str, str]]
"""Names of a header to the fields that a person, or an accepted list before, gave its columns."""


class Survey:
    """Reads every sheet of a list once and then says how the list is to be read."""

    def __init__(self, kind: ListKind, tables: Tables, chosen: Chosen = lambda names: {}) -> None:
        self._kind = kind
        self._chosen = chosen
        self._descriptions = Descriptions(tables)
        self._lengths = SerialLengths()
        self._years: Counter[int] = Counter()
        self._sheets: list[tuple[SheetPlan, dict[int, DateEvidence]]] = []

    def add_sheet(self, name: str | None, rows: Rows, hidden_columns: Iterable[int] = ()) -> None:
        """Read a sheet. One without a header is refused by itself; the others go on."""
        all_rows = iter(rows)
        first = list(islice(all_rows, SEARCHED_ROWS + SAMPLED_ROWS))
        shown = [(number, texts(cells)) for number, cells in first]
        header = find_header(self._kind, shown)
        if header is None:
            self._sheets.append((_without_header(name, bool(first)), {}))
            return
        samples = [cells for number, cells in shown if number > header.row][:SAMPLED_ROWS]
        mapping = propose_mapping(self._kind, header, samples, chosen=self._chosen(header.names))
        hidden = tuple(sorted(hidden_columns))
        if mapping.is_refused:
            self._sheets.append((SheetPlan(name, mapping, {}, 0, hidden), {}))
            return
        below = (row for row in chain(first, all_rows) if row[0] > header.row)
        evidence, count = self._read_rows(mapping, below)
        findings = _hidden(mapping, hidden)
        self._sheets.append((SheetPlan(name, mapping, {}, count, hidden, findings), evidence))

    def plan(self, period: int | None = None) -> Plan:
        """How the list is to be read. ``period`` is a year that a person named; else the list's own dates say."""
        file = DateEvidence()
        for _, evidence in self._sheets:
            for own in evidence.values():
                file = file.plus(own)
        year, findings = (period, ()) if period else self._period()
        return Plan(
            kind=self._kind,
            sheets=tuple(_decided(sheet, evidence, file) for sheet, evidence in self._sheets),
            period=year,
            lengths=self._lengths.fixed(),
            findings=findings,
        )

    def _read_rows(self, mapping: SheetMapping, rows: Rows) -> tuple[dict[int, DateEvidence], int]:
        evidence = {
            column: DateEvidence() for column, field in enumerate(mapping.fields) if field in DATE_FIELDS
        }
        dates = list(evidence.items())
        occurred = mapping.column_of("occurred_on") if self._kind is ListKind.SEIZURES else None
        serial = mapping.column_of("serial")
        count = 0
        for _, cells in rows:
            count += 1
            width = len(cells)
            for column, counted in dates:
                if column < width and cells[column].text:
                    counted.add(cells[column])
            if occurred is not None and occurred < width:
                self._count_year(cells[occurred])
            if serial is not None and serial < width:
                self._learn_length(mapping, cells, cells[serial])
        return evidence, count

    def _count_year(self, cell: Cell) -> None:
        value = read_date(cell, DateOrder.DAY_FIRST).value if cell.text else None
        if value is not None:
            self._years[value.day.year] += 1

    def _learn_length(self, mapping: SheetMapping, cells: Sequence[Cell], cell: Cell) -> None:
        text = cell.text
        if text.isdecimal() and text.isascii() and not cell.was_number:
            make, model = (_text(cells, mapping.column_of(field)) for field in ("make", "model"))
            self._lengths.add(self._descriptions.read("", make, model, "").key, text)

    def _period(self) -> tuple[int | None, tuple[Finding, ...]]:
        total = self._years.total()
        if not total:
            return None, ()
        year, times = max(self._years.items(), key=lambda item: (item[1], item[0]))
        params = {"year": year, "count": times, "total": total}
        if times < CLEAR_MAJORITY * total:
            return None, (Finding("period_not_clear", params),)
        return year, (Finding("period_from_dates", params, Severity.INFO),)


def _without_header(name: str | None, has_rows: bool) -> SheetPlan:
    code, severity = ("header_not_found", Severity.REFUSAL) if has_rows else ("sheet_empty", Severity.INFO)
    return SheetPlan(name, None, {}, findings=(Finding(code, {"sheet": name or ""}, severity),))


def _hidden(mapping: SheetMapping, hidden: Sequence[int]) -> tuple[Finding, ...]:
    width = len(mapping.fields)
    return tuple(
        Finding(
            "hidden_column", {"column": column_letter(column), "name": mapping.name_of(column)}, Severity.INFO
        )
        for column in hidden
        if column < width
    )


def _decided(sheet: SheetPlan, evidence: Mapping[int, DateEvidence], file: DateEvidence) -> SheetPlan:
    if sheet.mapping is None:
        return sheet
    orders: dict[int, DateOrder] = {}
    findings = list(sheet.findings)
    for column, own in evidence.items():
        orders[column], found = decide_order(sheet.mapping.name_of(column), own, file)
        findings += found
    return SheetPlan(sheet.name, sheet.mapping, orders, sheet.rows, sheet.hidden_columns, tuple(findings))


def _text(cells: Sequence[Cell], column: int | None) -> str:
    return cells[column].text.strip() if column is not None and column < len(cells) else ""
