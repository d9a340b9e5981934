"""Batches as their screens show them: one import of one list each."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Severity
from tracemark.register.models import Batch, KeptAsideRow, RowFinding, Weapon

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class RowNote:
    """A finding with the row of the list it is about; ``cells`` only for rows kept aside."""

    sheet: str
    row: int
    finding: Finding
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many rows have one code, with the first of them as examples."""

    code: str
    severity: str
    count: int
    examples: tuple[RowNote, ...]


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """What came of a batch."""

    weapons: int
    kept_aside: tuple[CodeCount, ...]
    warnings: tuple[CodeCount, ...]

    @property
    def kept_aside_count(self) -> int:
        """Rows that were not accepted."""
        return sum(one.count for one in self.kept_aside)


def list_batches(viewer: Viewer) -> QuerySet[Batch]:
    """Lists taken in by the viewer's units, the newest first."""
    batches = Batch.objects.select_related("unit", "created_by").order_by("-accepted_at", "id")
    units = viewer.units("weapon.read")
    return batches if units is None else batches.filter(unit_id__in=units)


def find_batch(viewer: Viewer, batch_id: UUID) -> Batch | None:
    """One of ``list_batches``, or None."""
    return list_batches(viewer).filter(id=batch_id).first()


def batches_to_void(viewer: Viewer) -> QuerySet[Batch]:
    """Lists whose voiding waits for a second officer of the viewer's units, the oldest first."""
    asked = Batch.objects.select_related("unit", "void_asked_by").filter(stage="void_asked")
    units = viewer.units("weapon.accept")
    return (asked if units is None else asked.filter(unit_id__in=units)).order_by("accepted_at", "id")


def batch_summary(batch: Batch) -> BatchSummary:
    """Counts by code with examples: a fixed number of queries a code."""
    aside = KeptAsideRow.objects.filter(batch=batch)
    findings = RowFinding.objects.filter(batch=batch)
    return BatchSummary(
        weapons=Weapon.objects.filter(batch=batch, is_voided=False).count(),
        kept_aside=tuple(
            CodeCount(code, Severity.REFUSAL, count, _examples(kept_aside_rows(batch, code)[:EXAMPLES]))
            for code, count in _counts(aside, "code")
        ),
        warnings=tuple(
            CodeCount(code, severity, count, _examples(findings_of(batch, code)[:EXAMPLES]))
            for code, severity, count in _counts(findings, "code", "severity")
        ),
    )


def kept_aside_rows(batch: Batch, code: str = "") -> QuerySet[KeptAsideRow]:
    """Rows kept aside, in the order of the list."""
    rows = KeptAsideRow.objects.filter(batch=batch).order_by("sheet", "row")
    return rows.filter(code=code) if code else rows


def findings_of(batch: Batch, code: str = "") -> QuerySet[RowFinding]:
    """Warnings about rows, in the order of the list."""
    rows = RowFinding.objects.filter(batch=batch).order_by("sheet", "row", "id")
    return rows.filter(code=code) if code else rows


def row_note(row: KeptAsideRow | RowFinding) -> RowNote:
    """A stored row of either table as the screens show it."""
    params: Mapping[str, str | int | bool | None] = row.params
    if isinstance(row, KeptAsideRow):
        finding = Finding(row.code, params, Severity.REFUSAL)
        return RowNote(row.sheet, row.row, finding, tuple(str(cell) for cell in row.cells))
    return RowNote(row.sheet, row.row, Finding(row.code, params, Severity(row.severity)))


def _examples(rows: QuerySet[KeptAsideRow] | QuerySet[RowFinding]) -> tuple[RowNote, ...]:
    return tuple(row_note(row) for row in rows)


def _counts(rows: QuerySet[KeptAsideRow] | QuerySet[RowFinding], *by: str) -> list[tuple[str, ...]]:
    counted = rows.order_by().values_list(*by).annotate(number=Count("id")).order_by("-number", *by)
    return list(counted)
