"""Lists that were taken in: what became of their rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Severity
from tracemark.register.models import Batch, KeptAsideRow, RowFinding, Weapon
from tracemark.register.rules.rows import ListKind


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows of a batch got one code."""

    code: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class RowNote:
    """What is said about one row of a list."""

    sheet: str
    row: int
    finding: Finding
    cells: tuple[str, ...] = ()


def list_batches(viewer: Viewer, permission: str = "list.import") -> QuerySet[Batch]:
    """The lists taken in for the viewer's units, the newest first."""
    units = viewer.units(permission)
    rows = Batch.objects.select_related("unit", "created_by").order_by("-accepted_at", "id")
    return rows if units is None else rows.filter(unit_id__in=units)


def find_batch(viewer: Viewer, batch_id: UUID, permission: str = "list.import") -> Batch | None:
    """One list the viewer may see, or None."""
    return list_batches(viewer, permission).filter(id=batch_id).first()


def count_weapons(batch: Batch) -> int:
    """How many weapons of the register came with the batch: as its end counted them, or as many as are in by now."""
    counted = batch.result.get("weapons")
    if isinstance(counted, int) and batch.kind != ListKind.IMPORTS.value:
        return counted
    return Weapon.objects.filter(batch=batch).count()


def count_kept_aside(batch: Batch) -> list[RowCount]:
    """How many rows were kept aside, by reason, the most frequent first."""
    rows = batch.kept_aside.values_list("code").annotate(number=Count("id")).order_by("-number", "code")
    return [RowCount(code, Severity.REFUSAL.value, number) for code, number in rows]


def count_findings(batch: Batch) -> list[RowCount]:
    """How many rows got a warning, by code, the most frequent first."""
    rows = batch.findings.values_list("code", "severity").annotate(number=Count("id"))
    return [RowCount(*row) for row in rows.order_by("-number", "code")]


def kept_aside_rows(batch: Batch) -> QuerySet[KeptAsideRow]:
    """The rows kept aside, in the order of the list."""
    return batch.kept_aside.order_by("sheet", "row")


def finding_rows(batch: Batch, code: str = "") -> QuerySet[RowFinding]:
    """Warnings about rows, in the order of the list; of one code, if given."""
    rows = batch.findings.order_by("sheet", "row", "id")
    return rows.filter(code=code) if code else rows


def notes(rows: list[KeptAsideRow] | list[RowFinding]) -> Iterator[RowNote]:
    """Stored rows as findings about rows."""
    for row in rows:
        severity = Severity(getattr(row, "severity", Severity.REFUSAL))
        cells = tuple(str(cell) for cell in getattr(row, "cells", ()))
        yield RowNote(row.sheet, row.row, Finding(row.code, row.params, severity), cells)


def kinds_taken_in(viewer: Viewer) -> frozenset[str]:
    """The kinds of list that were taken in for the units whose weapons the viewer may read."""
    rows = list_batches(viewer, "weapon.read").filter(stage="loaded").order_by()
    return frozenset(rows.values_list("kind", flat=True).distinct())
