"""How a list is to be read: decided once from the whole list, kept with its batch, the same after a restart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracemark.findings import Finding, Severity
from tracemark.register.rules.lists.dates import DateOrder
from tracemark.register.rules.lists.headers import Header
from tracemark.register.rules.lists.mapping import SheetMapping
from tracemark.register.rules.lists.serials import WeaponKey
from tracemark.register.rules.rows import ListKind


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """How one sheet is to be read. ``mapping`` is None for a sheet that is refused or empty.

    ``orders`` holds the decided order of each column of dates; ``rows`` counts the lines below the header;
    ``hidden_columns`` are read all the same.
    """

    name: str | None
    mapping: SheetMapping | None
    orders: Mapping[int, DateOrder]
    rows: int = 0
    hidden_columns: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether rows of this sheet are read."""
        return self.mapping is not None and not self.mapping.is_refused


@dataclass(frozen=True, slots=True)
class Plan:
    """How a list is to be read. ``period`` is the year that a list of seizures is about, None for no limit."""

    kind: ListKind
    sheets: tuple[SheetPlan, ...]
    period: int | None
    lengths: Mapping[WeaponKey, int]
    findings: tuple[Finding, ...] = ()

    @property
    def rows(self) -> int:
        """Lines below the headers of all sheets that are read."""
        return sum(sheet.rows for sheet in self.sheets if sheet.is_read)


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON values, as it is kept with a batch."""
    return {
        "kind": plan.kind.value,
        "period": plan.period,
        "lengths": [[make, model, length] for (make, model), length in plan.lengths.items()],
        "findings": [_finding_to_json(finding) for finding in plan.findings],
        "sheets": [_sheet_to_json(sheet) for sheet in plan.sheets],
    }


def plan_from_json(values: Mapping[str, Any]) -> Plan:
    """The plan that was kept with a batch."""
    kind = ListKind(values["kind"])
    return Plan(
        kind=kind,
        sheets=tuple(_sheet_from_json(kind, sheet) for sheet in values["sheets"]),
        period=values["period"],
        lengths={(make, model): length for make, model, length in values["lengths"]},
        findings=_findings(values["findings"]),
    )


def _sheet_to_json(sheet: SheetPlan) -> dict[str, Any]:
    mapping = sheet.mapping
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "hidden": list(sheet.hidden_columns),
        "orders": {str(column): order.value for column, order in sheet.orders.items()},
        "findings": [_finding_to_json(finding) for finding in sheet.findings],
        "mapping": mapping
        and {
            "row": mapping.header.row,
            "first_row": mapping.header.first_row,
            "names": list(mapping.header.names),
            "fields": list(mapping.fields),
            "confidences": [f"{confidence:.2f}" for confidence in mapping.confidences],
            "findings": [_finding_to_json(finding) for finding in mapping.findings],
        },
    }


def _sheet_from_json(kind: ListKind, values: Mapping[str, Any]) -> SheetPlan:
    held = values["mapping"]
    mapping = held and SheetMapping(
        kind=kind,
        header=Header(held["row"], tuple(held["names"]), held["first_row"]),
        fields=tuple(held["fields"]),
        confidences=tuple(float(confidence) for confidence in held["confidences"]),
        findings=_findings(held["findings"]),
    )
    return SheetPlan(
        name=values["name"],
        mapping=mapping,
        orders={int(column): DateOrder(order) for column, order in values["orders"].items()},
        rows=values["rows"],
        hidden_columns=tuple(values["hidden"]),
        findings=_findings(values["findings"]),
    )


def _finding_to_json(finding: Finding) -> list[Any]:
    return [finding.code, dict(finding.params), finding.severity.value]


def _findings(values: Sequence[Sequence[Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(code, params, Severity(severity)) for code, params, severity in values)
