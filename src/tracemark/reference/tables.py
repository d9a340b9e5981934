"""Entries of the reference lists as CSV."""

import csv
import io
from collections.abc import Iterable

from tracemark.formulas import neutralize
from tracemark.reference.queries import Entry
from tracemark.ui.words import word


def entries_csv(entries: Iterable[Entry]) -> str:
    """The entries as CSV with a header; a cell that a spreadsheet would take for a formula gets a quote."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(["code", "name", "detail", "aliases", "marks", "source"])
    for entry in entries:
        detail = word(entry.detail) if entry.detail_code else entry.detail
        cells = (entry.code, entry.name, detail, " | ".join(entry.aliases), " | ".join(entry.marks))
        writer.writerow([neutralize(cell) for cell in (*cells, entry.source)])
    return out.getvalue()
