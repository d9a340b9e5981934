"""What a dry run found, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracemark.findings import Finding
from tracemark.register.jobs.importing.results import (
    ColumnResult,
    ImportResult,
    SheetResult,
    finding_from_json,
    result_from_json,
)
from tracemark.register.queries.batches import RowNote
from tracemark.register.rules.lists import FIELDS, IGNORED
from tracemark.register.rules.rows import ListKind
from tracemark.register.tables.lists import CodeLine
from tracemark.ui.words import bare_word, word

UNSURE = 0.75
"""Below this confidence a column is pointed out."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a column's select."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column and what it was taken for. ``key`` names it in the form."""

    key: str
    letter: str
    name: str
    options: tuple[Option, ...]
    is_unsure: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet, how its columns were read, what it gave."""

    name: str
    header_row: int | None
    read: int
    accepted: int
    kept_aside: int
    columns: tuple[ColumnLine, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """A dry run, ready to show."""

    result: ImportResult
    kept_aside: tuple[CodeLine, ...]
    warnings: tuple[CodeLine, ...]
    alerts: tuple[CodeLine, ...]
    notes: tuple[Finding, ...]
    sheets: tuple[SheetLine, ...]
    examples: tuple[RowNote, ...]

    @property
    def kept_aside_total(self) -> int:
        """All rows kept aside."""
        return sum(line.count for line in self.kept_aside)

    @property
    def warnings_total(self) -> int:
        """All warnings."""
        return sum(line.count for line in self.warnings)


def show_dry_run(values: Mapping[str, Any]) -> DryRun:
    """A stored dry run in words."""
    kind = ListKind(values["kind"])
    result = result_from_json(values, kind, values["batch"])
    return DryRun(
        result=result,
        kept_aside=tuple(_lines(result.kept_aside)),
        warnings=tuple(_lines(result.warnings)),
        alerts=tuple(_lines(result.alerts)),
        notes=result.notes,
        sheets=tuple(_sheet_line(kind, number, sheet) for number, sheet in enumerate(result.sheets)),
        examples=tuple(
            RowNote(sheet or "", row, finding)
            for lines in result.examples.values()
            for sheet, row, finding in lines[:3]
        ),
    )


def stored_findings(values: Mapping[str, Any]) -> list[Finding]:
    """Findings written beside an upload."""
    return [finding_from_json(one) for one in values["findings"]]


def chosen_columns(posted: Mapping[str, str], run: DryRun) -> dict[str, str]:
    """What the officer changed: names of columns (or letters, for those without a name) with their field."""
    chosen = {}
    for sheet in run.sheets:
        for column in sheet.columns:
            value = posted.get(column.key, "")
            was = next((option.value for option in column.options if option.is_chosen), "")
            if value and value != was:
                chosen[column.name or column.letter] = value
    return chosen


def _lines(counts: Mapping[str, int]) -> Iterator[CodeLine]:
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield CodeLine(bare_word(code), count, "")


def _sheet_line(kind: ListKind, number: int, sheet: SheetResult) -> SheetLine:
    return SheetLine(
        name=sheet.name or "",
        header_row=sheet.header_row,
        read=sheet.read,
        accepted=sheet.accepted,
        kept_aside=sheet.kept_aside,
        columns=tuple(_column_line(kind, number, column) for column in sheet.columns),
        findings=sheet.findings,
    )


def _column_line(kind: ListKind, sheet: int, column: ColumnResult) -> ColumnLine:
    return ColumnLine(
        key=f"column-{sheet}-{column.letter}",
        letter=column.letter,
        name=column.name if column.name != column.letter else "",
        options=tuple(_options(kind, column.field)),
        is_unsure=bool(column.field) and column.field != IGNORED and column.confidence < UNSURE,
        is_hidden=column.is_hidden,
    )


def _options(kind: ListKind, field: str) -> Iterable[Option]:
    if not field:
        yield Option("", _("kept under its own name"), True)
    for name in FIELDS[kind]:
        yield Option(name, word(f"field_{name}"), name == field)
    yield Option(IGNORED, _("left out"), field == IGNORED)
