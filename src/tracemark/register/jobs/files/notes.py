"""What an officer should know of a sheet: nothing hidden is left out, no formula worked out, joined cells are one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracemark.findings import Finding, Param, Severity
from tracemark.register.jobs.files.cells import Block

MOST_BLOCKS = 10_000


@dataclass(slots=True)
class SheetNotes:
    """What was counted in one sheet; columns count from 0, rows are those that hold something."""

    rows: int = 0
    hidden_rows: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    formulas: int = 0
    formulas_without_value: int = 0
    merged: list[Block] = field(default_factory=list)


def sheet_findings(name: str, notes: SheetNotes, *, is_hidden: bool) -> Iterator[Finding]:
    """The notes of one sheet as findings."""
    if is_hidden:
        yield Finding("hidden_sheet_read", {"sheet": name}, Severity.INFO)
    with_value = notes.formulas - notes.formulas_without_value
    counted = (
        ("hidden_columns_read", len(notes.hidden_columns), Severity.INFO),
        ("hidden_rows_read", notes.hidden_rows, Severity.INFO),
        ("formulas_without_value", notes.formulas_without_value, Severity.WARNING),
        ("formulas_read_as_values", with_value, Severity.WARNING),
    )
    for code, count, severity in counted:
        if count > 0:
            yield Finding(code, {"sheet": name, "count": count}, severity)
    if notes.merged:
        params: dict[str, Param] = {"sheet": name, "count": len(notes.merged), "row": notes.merged[0][0]}
        yield Finding("merged_cells", params, Severity.WARNING)
