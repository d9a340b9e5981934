"""Rows kept aside as the officer's own spreadsheet, each with the reason: to be corrected and loaded again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from django.utils import translation

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.register.jobs.files.writing import OutSheet, write_xlsx
from tracemark.register.models import Batch
from tracemark.register.queries.imports import iter_kept_aside
from tracemark.register.rules.lists import STILL_REPEATED, Plan, plan_from_json
from tracemark.register.rules.rows import KeptAside
from tracemark.ui.words import word

REPEATED = frozenset({"duplicate_row", STILL_REPEATED})
RIGHT_TO_LEFT = frozenset({"ar"})


def write_rejects(batch: Batch, path: Path, *, viewer: Viewer, language: str) -> int:
    """Write the kept-aside rows of a batch to an XLSX file in ``language``; returns how many."""
    kept = (
        KeptAside(row.sheet or None, row.row, tuple(row.cells), Finding(row.code, row.params))
        for row in iter_kept_aside(viewer, batch)
    )
    return write_kept_aside(path, plan_from_json(batch.mapping), kept, language)


def write_kept_aside(path: Path, plan: Plan, kept: Iterable[KeptAside], language: str) -> int:
    """Write rows to an XLSX file: the sheets, columns and header of the list, then reason and row number.

    ``kept`` comes sheet after sheet and is read once. When the file comes back, a repeated row stays aside as long as
    it bears our mark; the reason and the row number are not read.
    """
    with translation.override(language):
        return write_xlsx(path, _sheets(plan, kept, language))


def _sheets(plan: Plan, kept: Iterable[KeptAside], language: str) -> Iterator[OutSheet]:
    headers = {sheet.name: sheet.mapping.header.names for sheet in plan.sheets if sheet.mapping}
    widths = {sheet.name: len(sheet.mapping.fields) for sheet in plan.sheets if sheet.mapping}
    for name, rows in groupby(kept, key=lambda row: row.sheet):
        names, width = headers.get(name, ()), widths.get(name, 0)
        ours = (word("kept_aside_code"), word("kept_aside_reason"), word("kept_aside_row"))
        yield OutSheet(
            name=name,
            header=(*_filled(names, width), *ours),
            rows=(_row(row, width) for row in rows),
            widths=(*[14] * width, 16, 60, 10),
            right_to_left=language in RIGHT_TO_LEFT,
        )


def _row(row: KeptAside, width: int) -> list[str | int]:
    reason = word(row.reason.code, **row.reason.params)
    mark = STILL_REPEATED if row.reason.code in REPEATED else ""
    return [*_filled(row.cells, width), mark, reason, row.row]


def _filled(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]
