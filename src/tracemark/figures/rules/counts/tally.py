"""A counted number that knows its rows: by cell and year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracemark.figures.rules.counts.definitions import Count, Left
from tracemark.figures.rules.frozen import Json


@dataclass(frozen=True, slots=True)
class CountRow:
    """One event that was looked at: the cells it counts in, or why it counts in none."""

    row_id: str
    record_no: str
    weapon_id: str
    event_id: str
    sheet_row: str
    list_kind: str
    kind: str
    day: date | None
    cells: tuple[str, ...]
    left_out: Left | None
    type_code: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A count over some years: all rows, and from them every number."""

    count: Count
    years: tuple[int, ...]
    rows: tuple[CountRow, ...]

    def rows_of(self, cell: str, years: Iterable[int] = ()) -> tuple[CountRow, ...]:
        """The rows counted in ``cell`` in these years (all, when none is named). KeyError for no such cell."""
        if cell not in self.count.cells:
            raise KeyError(cell)
        wanted = set(years) or set(self.years)
        return tuple(row for row in self.rows if cell in row.cells and row.day and row.day.year in wanted)

    def value(self, cell: str, years: Sequence[int] = ()) -> int | None:
        """How many; None when the register holds no such event of one of the years: a blank is not zero."""
        wanted = set(years) or set(self.years)
        count = len(self.rows_of(cell, wanted))
        if not wanted <= self.told_years() or (count == 0 and cell in self.count.zero_not_told):
            return None
        return count

    def told_years(self) -> frozenset[int]:
        """The years of which the register holds such an event that was not voided."""
        return frozenset(row.day.year for row in self.rows if row.day and row.left_out is not Left.VOIDED)

    def left_out(self) -> Mapping[Left, tuple[CountRow, ...]]:
        """The rows that count nowhere, by reason."""
        reasons = sorted({row.left_out for row in self.rows if row.left_out}, key=list(Left).index)
        return {reason: tuple(row for row in self.rows if row.left_out is reason) for reason in reasons}


def tally_json(tally: Tally, *, state: str = "") -> dict[str, Json]:
    """The tally as JSON values: a number a cell and year (null: no value), what is left out, and every row."""
    return {
        "schema": 1,
        "figure": tally.count.name,
        "state": state,
        "years": list(tally.years),
        "definition_version": tally.count.version,
        "unit": tally.count.unit,
        "blanks": tally.count.blanks,
        "sources": [{"rule": s.rule, "document": s.document, "place": s.place} for s in tally.count.sources],
        "cells": {
            cell: {
                **{str(year): tally.value(cell, (year,)) for year in tally.years},
                "all": tally.value(cell),
            }
            for cell in tally.count.cells
        },
        "left_out": {reason.value: len(rows) for reason, rows in tally.left_out().items()},
        "rows": [row_json(row) for row in tally.rows],
    }


def row_json(row: CountRow) -> dict[str, Json]:
    """A row as JSON values."""
    return {
        "row_id": row.row_id,
        "record_no": row.record_no,
        "event_id": row.event_id,
        "sheet_row": row.sheet_row,
        "list_kind": row.list_kind,
        "kind": row.kind,
        "occurred_on": row.day.isoformat() if row.day else None,
        "type_code": row.type_code,
        "cells": list(row.cells),
        "left_out": row.left_out.value if row.left_out else None,
    }
