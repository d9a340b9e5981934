"""Entries of the reference lists as CSV."""

import csv
import io
from collections.abc import Iterable

from tracemark.reference.queries import Entry
from tracemark.ui.words import word

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def entries_csv(entries: Iterable[Entry]) -> str:
    """The entries as CSV with a header; a cell that a spreadsheet would take for a formula gets a quote."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(["code", "name", "detail", "aliases", "marks", "source"])
    for entry in entries:
        detail = word(entry.detail) if entry.detail_code else entry.detail
        cells = (entry.code, entry.name, detail, " | ".join(entry.aliases), " | ".join(entry.marks))
        writer.writerow([_harmless(cell) for cell in (*cells, entry.source)])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
