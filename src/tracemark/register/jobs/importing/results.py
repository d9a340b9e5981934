"""What an import did, or would do: counts by code, examples, and how every sheet was read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tracemark.findings import Finding, Severity
from tracemark.register.rules.lists import Plan, SheetPlan
from tracemark.register.rules.lists.cells import column_letter
from tracemark.register.rules.rows import KeptAside, ListKind, Row, RowResult

EXAMPLES = 10
"""So many rows of each code are shown; all of them are kept with the batch."""

Line = tuple[str | None, int, Finding]
"""Sheet, row and what is to be said about it."""


@dataclass(frozen=True, slots=True)
class ColumnResult:
    """How one column was read; ``field`` is empty for one that is kept under its own name."""

    letter: str
    name: str
    field: str
    confidence: float
    is_hidden: bool


@dataclass(slots=True)
class SheetResult:
    """One sheet: where its header stands, how its columns were read, and what its rows gave."""

    name: str | None
    header_row: int | None
    columns: tuple[ColumnResult, ...]
    findings: tuple[Finding, ...]
    read: int = 0
    accepted: int = 0
    kept_aside: int = 0


@dataclass(slots=True)
class ImportResult:
    """The result of a dry run or of a load.

    ``read`` counts rows that describe an item; ``accepted`` + all of ``kept_aside`` = ``read``. ``weapons`` counts a
    quantity row as often as it says. ``warnings`` and ``alerts`` count accepted rows and total lines by code.
    ``notes`` are about the file as a whole. ``batch_id`` is None after a dry run; ``is_repeated`` tells that the
    same list had been loaded before, and nothing was done.
    """

    kind: ListKind
    file_name: str
    sha256: str
    period: int | None = None
    read: int = 0
    accepted: int = 0
    weapons: int = 0
    kept_aside: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    alerts: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    notes: tuple[Finding, ...] = ()
    sheets: list[SheetResult] = field(default_factory=list)
    examples: dict[str, list[Line]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    batch_id: UUID | None = None
    is_repeated: bool = False

    @property
    def duplicates(self) -> int:
        """Rows that repeat an earlier row, and reports of an event that another agency reported too."""
        return self.kept_aside["duplicate_row"] + self.warnings["duplicate_event"]

    def count(self, sheet: int, result: RowResult) -> None:
        """Count one row of a sheet."""
        here = self.sheets[sheet]
        self.read += 1
        here.read += 1
        if isinstance(result, KeptAside):
            here.kept_aside += 1
            self.kept_aside[result.reason.code] += 1
            self._show((result.sheet, result.row, result.reason))
            return
        self._count_accepted(here, result)

    def _count_accepted(self, here: SheetResult, row: Row) -> None:
        here.accepted += 1
        self.accepted += 1
        self.weapons += row.quantity
        for finding in row.findings:
            self._count_finding((row.sheet, row.row, finding))

    def add_lines(self, sheet: str | None, findings: Iterable[tuple[int, Finding]]) -> None:
        """Count what was noticed about lines that are no items; they are few and all kept."""
        for row, finding in findings:
            self.lines.append((sheet, row, finding))
            self._count_finding((sheet, row, finding))

    def _count_finding(self, line: Line) -> None:
        finding = line[2]
        by_severity = {Severity.WARNING: self.warnings, Severity.ALERT: self.alerts}
        by_severity.get(finding.severity, self.remarks)[finding.code] += 1
        if finding.severity is not Severity.INFO:
            self._show(line)

    def _show(self, line: Line) -> None:
        shown = self.examples.setdefault(line[2].code, [])
        if len(shown) < EXAMPLES:
            shown.append(line)


def new_result(plan: Plan, file_name: str, sha256: str, notes: Iterable[Finding]) -> ImportResult:
    """A result with nothing counted yet."""
    return ImportResult(
        kind=plan.kind,
        file_name=file_name,
        sha256=sha256,
        period=plan.period,
        notes=(*notes, *plan.findings),
        sheets=[_sheet_result(sheet) for sheet in plan.sheets],
    )


def _sheet_result(sheet: SheetPlan) -> SheetResult:
    mapping = sheet.mapping
    if mapping is None:
        return SheetResult(sheet.name, None, (), sheet.findings)
    columns = tuple(
        ColumnResult(
            column_letter(column), mapping.name_of(column), name, confidence, column in sheet.hidden_columns
        )
        for column, (name, confidence) in enumerate(zip(mapping.fields, mapping.confidences, strict=True))
    )
    return SheetResult(sheet.name, mapping.header.row, columns, (*mapping.findings, *sheet.findings))


def result_to_json(result: ImportResult) -> dict[str, Any]:
    """The result as JSON values: what ``--json`` prints, what the API answers, what a batch keeps."""
    return {
        "file": result.file_name,
        "kind": result.kind.value,
        "sha256": result.sha256,
        "batch": str(result.batch_id) if result.batch_id else None,
        "repeated": result.is_repeated,
        "period": result.period,
        "read": result.read,
        "accepted": result.accepted,
        "weapons": result.weapons,
        "kept_aside": dict(sorted(result.kept_aside.items())),
        "warnings": dict(sorted(result.warnings.items())),
        "alerts": dict(sorted(result.alerts.items())),
        "remarks": dict(sorted(result.remarks.items())),
        "duplicates": result.duplicates,
        "notes": [finding_to_json(finding) for finding in result.notes],
        "sheets": [_sheet_to_json(sheet) for sheet in result.sheets],
        "examples": {
            code: [{"sheet": sheet, "row": row, **finding_to_json(finding)} for sheet, row, finding in lines]
            for code, lines in sorted(result.examples.items())
        },
    }


def result_from_json(values: Mapping[str, Any], kind: ListKind, batch_id: UUID) -> ImportResult:
    """The result that a batch keeps of its load."""
    return ImportResult(
        kind=kind,
        file_name=values["file"],
        sha256=values["sha256"],
        period=values["period"],
        read=values["read"],
        accepted=values["accepted"],
        weapons=values["weapons"],
        kept_aside=Counter(values["kept_aside"]),
        warnings=Counter(values["warnings"]),
        alerts=Counter(values["alerts"]),
        remarks=Counter(values["remarks"]),
        notes=tuple(map(finding_from_json, values["notes"])),
        sheets=[_sheet_from_json(sheet) for sheet in values["sheets"]],
        examples={
            code: [(line["sheet"], line["row"], finding_from_json(line)) for line in lines]
            for code, lines in values["examples"].items()
        },
        batch_id=batch_id,
    )


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """A finding as JSON values."""
    return {"code": finding.code, "params": dict(finding.params), "severity": finding.severity.value}


def finding_from_json(values: Mapping[str, Any]) -> Finding:
    """A finding from JSON values."""
    return Finding(values["code"], values["params"], Severity(values["severity"]))


def _sheet_to_json(sheet: SheetResult) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "header_row": sheet.header_row,
        "read": sheet.read,
        "accepted": sheet.accepted,
        "kept_aside": sheet.kept_aside,
        "findings": [finding_to_json(finding) for finding in sheet.findings],
        "columns": [
            {
                "letter": column.letter,
                "name": column.name,
                "field": column.field,
                "confidence": f"{column.confidence:.2f}",
                "hidden": column.is_hidden,
            }
            for column in sheet.columns
        ],
    }


def _sheet_from_json(values: Mapping[str, Any]) -> SheetResult:
    return SheetResult(
        name=values["name"],
        header_row=values["header_row"],
        columns=tuple(
            ColumnResult(
                column["letter"],
                column["name"],
                column["field"],
                float(column["confidence"]),
                column["hidden"],
            )
            for column in values["columns"]
        ),
        findings=tuple(map(finding_from_json, values["findings"])),
        read=values["read"],
        accepted=values["accepted"],
        kept_aside=values["kept_aside"],
    )
