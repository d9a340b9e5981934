"""Reading small lists in tests as an import reads files: survey, plan, interpretation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracemark.findings import Finding, Severity
from tracemark.reference.data import load_tables
from tracemark.register.rules.lists import Interpreter, PlainCell, Plan, Survey
from tracemark.register.rules.lists.cells import EMPTY
from tracemark.register.rules.rows import KeptAside, ListKind, Row

Value = str | int | date | None
Sheets = dict[str | None, Sequence[Sequence[Value]]]


@dataclass(slots=True)
class ReadList:
    """What a small list gave: rows by row number, reasons by row number, findings about lines."""

    plan: Plan
    rows: dict[int, Row] = field(default_factory=dict)
    aside: dict[int, Finding] = field(default_factory=dict)
    lines: list[tuple[int, Finding]] = field(default_factory=list)
    unknown: dict[tuple[str, str], int] = field(default_factory=dict)

    def reasons(self) -> dict[int, str]:
        """Row number to the code for which it was kept aside."""
        return {number: finding.code for number, finding in self.aside.items()}

    def warnings(self) -> list[tuple[int, str]]:
        """Row and code of all warnings and alerts about accepted rows and total lines."""
        found = [(number, finding) for number, row in self.rows.items() for finding in row.findings]
        return [
            (number, finding.code)
            for number, finding in found + self.lines
            if finding.severity is not Severity.INFO
        ]


def cell(value: Value) -> PlainCell:
    """A cell as a file would give it: a whole number as a number, a date as a date."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, date):
        return PlainCell(value.isoformat(), "date", value, "dd/mm/yyyy", True)
    if isinstance(value, int):
        return PlainCell(str(value), "number", None, "General", True)
    return PlainCell(value)


def numbered(rows: Iterable[Sequence[Value]]) -> list[tuple[int, list[PlainCell]]]:
    """Rows with the numbers a spreadsheet shows, without blank ones."""
    return [
        (number, [cell(value) for value in row])
        for number, row in enumerate(rows, start=1)
        if any(value not in ("", None) for value in row)
    ]


def read_list(
    kind: ListKind,
    rows: Sequence[Sequence[Value]] | Sheets,
    *,
    period: int | None = None,
    chosen: dict[str, str] | None = None,
) -> ReadList:
    """Read a list of one or more sheets."""
    sheets: Sheets = rows if isinstance(rows, dict) else {None: rows}
    survey = Survey(kind, load_tables(), lambda names: chosen or {})
    for name, values in sheets.items():
        survey.add_sheet(name, numbered(values))
    read = ReadList(survey.plan(period))
    interpreter = Interpreter(read.plan, load_tables())
    for place, values in enumerate(sheets.values()):
        if read.plan.sheets[place].is_read:
            _read_sheet(read, interpreter, place, values)
    read.unknown = dict(interpreter.unknown)
    return read


def _read_sheet(
    read: ReadList, interpreter: Interpreter, place: int, values: Sequence[Sequence[Value]]
) -> None:
    reader = interpreter.open_sheet(place)
    for number, cells in numbered(values):
        result = reader.read(number, cells)
        if isinstance(result, KeptAside):
            read.aside[number] = result.reason
        elif result is not None:
            read.rows[number] = result
    read.lines += reader.findings
