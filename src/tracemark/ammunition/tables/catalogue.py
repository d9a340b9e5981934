"""The catalogue in words, and holdings as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from tracemark.ammunition.models import Holding, ItemChange, LotEvent
from tracemark.formulas import neutralize
from tracemark.ui.words import word

HOLDING_COLUMNS = (
    "site", "store", "stack", "code", "item", "hazard_code", "un_number", "lot", "maker", "condition", "quantity",
    "counted_in", "neq_kg", "shelf_life_until", "surveillance_due_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that happened to an item or a lot, in words."""

    words: str
    facts: tuple[tuple[str, str], ...]
    on: date | datetime
    by: str


def change_lines(changes: Iterable[ItemChange]) -> list[HistoryLine]:
    """Changes of an item: what became what."""
    return [
        HistoryLine(word(one.kind), tuple(_facts(one.values)), one.at, one.by.name if one.by else "")
        for one in changes
    ]


def event_lines(events: Iterable[LotEvent]) -> list[HistoryLine]:
    """What was found out about a lot."""
    return [
        HistoryLine(
            word(f"lot_event_{one.kind}"),
            (("", _value(one)),),
            one.occurred_on,
            one.recorded_by.name if one.recorded_by else "",
        )
        for one in events
    ]


def holdings_csv(rows: Iterable[Holding]) -> str:
    """Holdings with their site, store and stack; what a spreadsheet would take for a formula is neutralized."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HOLDING_COLUMNS)
    for row in rows:
        writer.writerow([neutralize(cell) for cell in holding_cells(row)])
    return out.getvalue()


def holding_cells(row: Holding) -> tuple[str, ...]:
    """One holding as plain texts, in the order of ``HOLDING_COLUMNS``."""
    lot, item, store = row.lot, row.lot.item, row.store
    neq = (row.quantity * item.neq_kg).normalize()
    return (
        store.site.name, store.name, row.stack, item.code, item.name, f"{item.division}{item.group}", item.un_number,
        lot.lot_no, lot.maker, lot.condition, f"{row.quantity.normalize():f}", item.counted_in, f"{neq:f}",
        _iso(lot.shelf_life_until), _iso(lot.surveillance_due_on),
    )  # fmt: skip


def _facts(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if value not in (None, ""):
            yield word(f"item_field_{name}"), str(value)


def _value(event: LotEvent) -> str:
    if event.kind == "condition":
        return word(f"lot_condition_{event.value}")
    if event.kind == "shelf_life":
        day, _sep, reason = event.value.partition(" ")
        return f"{date_format(date.fromisoformat(day), 'SHORT_DATE_FORMAT')} · {reason}"
    return event.value


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
