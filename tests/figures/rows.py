"""Rows of seizure lists as a statistician writes them down: one line an arm."""

import uuid
from datetime import date

from tracemark.figures.rules import SeizureFact

SHORT = {"criminal": "seized_criminal", "admin": "seized_administrative"}
NAMESPACE = uuid.UUID("6d0c7f0e-2f7b-5e55-9a36-3f0f8d3f8a11")


def read_table(table: str) -> list[SeizureFact]:
    """Facts from lines of ``number | date | how | outcome | traceable | note``.

    The note may hold a scope (``antique``), ``voided``, ``receipt``, ``kept aside`` or ``same as A1``.
    """
    return [_fact(line) for line in table.strip().splitlines()]


def _fact(line: str) -> SeizureFact:
    number, day, how, outcome, traceable, note = (cell.strip() for cell in line.split("|"))
    aside = note.startswith("kept aside")
    scope = note.removeprefix("kept aside").strip()
    return SeizureFact(
        weapon_id=None if aside else uuid.uuid5(NAMESPACE, number),
        record_no="" if aside else number,
        how=SHORT.get(how, how),
        outcome=outcome or None,
        occurred_on=date.fromisoformat(day) if day else None,
        scope=scope if scope in {"antique", "replica", "part", "ammunition", "not_an_arm"} else "",
        traceable=traceable == "yes",
        duplicate_of=note.removeprefix("same as ") if note.startswith("same as ") else None,
        list_kind="receipts" if note == "receipt" else "seizures",
        voided=note == "voided",
        event_id=None if aside else uuid.uuid5(NAMESPACE, number + day),
        sheet_row=f"list:{number}",
    )
