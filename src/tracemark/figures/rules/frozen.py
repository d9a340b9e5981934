"""A figure as JSON text that can be frozen, hashed and read again years later by other rules."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

from tracemark.figures.rules.definitions import DEFINITIONS, Basis, Definition
from tracemark.figures.rules.facts import Exclusion, Obtained, Outcome
from tracemark.figures.rules.figure import Cell, Figure, FigureRow, Measure

SCHEMA = 1

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def figure_json(figure: Figure, *, state: str = "") -> dict[str, Json]:
    """The whole figure as JSON values: method, a value a base and cell, excluded, and every row.

    Per cents are strings (``"45.8"``) or null when there is no base; no floats anywhere.
    """
    return {
        "schema": SCHEMA,
        "figure": figure.definition.name,
        "state": state,
        "year": figure.year,
        "definition_version": figure.definition.version,
        "method": _method(figure.definition),
        "options": list(figure.options),
        "bases": {measure.basis.value: _measure(measure) for measure in figure.measures},
        "excluded": {reason.value: list(rows) for reason, rows in figure.excluded.items()},
        "rows": [_row(row) for _, row in sorted(figure.rows.items())],
    }


def canonical_text(document: Mapping[str, Json]) -> str:
    """``document`` in RFC 8785 canonical form (no floats, ASCII keys), so that its hash is stable."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def text_hash(text: str) -> str:
    """SHA-256 of ``text`` in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def percent_text(value: Decimal | None) -> str | None:
    """A per cent as it is written in every format of ours, or None."""
    return None if value is None else format(value, "f")


def _method(definition: Definition) -> dict[str, Json]:
    return {
        "code": definition.code,
        "series": definition.series,
        "period": definition.period,
        "unit": definition.unit,
        "rounding": definition.rounding,
        "blanks": definition.blanks,
        "empty_base": definition.empty_base,
        "numerator": [outcome.value for outcome in definition.numerator],
        "exclusions": [reason.value for reason in definition.exclusions],
        "sources": [
            {"rule": source.rule, "document": source.document, "place": source.place}
            for source in definition.sources
        ],
    }


def _measure(measure: Measure) -> dict[str, Json]:
    return {
        "numerator": measure.total.numerator,
        "denominator": measure.total.denominator,
        "percent": percent_text(measure.total.value),
        "cells": {how: _cell(cell) for how, cell in measure.cells.items()},
        "left_out": list(measure.left_out),
    }


def _cell(cell: Cell) -> dict[str, Json]:
    return {
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "percent": percent_text(cell.value),
        "outcomes": {outcome.value: len(rows) for outcome, rows in cell.rows_by_outcome.items()},
        "rows": {outcome.value: list(rows) for outcome, rows in cell.rows_by_outcome.items() if rows},
    }


def _row(row: FigureRow) -> dict[str, Json]:
    return {
        "row_id": row.row_id,
        "record_no": row.record_no,
        "weapon_id": row.weapon_id,
        "event_id": row.event_id,
        "sheet_row": row.sheet_row,
        "list_kind": row.list_kind,
        "how": row.how,
        "outcome": row.outcome.value,
        "occurred_on": _day(row.occurred_on),
        "traceable": row.traceable,
        "excluded": None if row.excluded is None else row.excluded.value,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


WAYS = (*Obtained, "total")
"""The order in which the ways of obtaining are shown, which JSON does not keep."""


def read_figure(document: Mapping[str, Json]) -> Figure:
    """The figure that ``figure_json`` wrote, with the numbers it had then. Raises KeyError when damaged."""
    definition = DEFINITIONS[str(document["figure"])]
    rows = [_read_row(row) for row in cast(list[dict[str, Json]], document["rows"])]
    bases = cast(dict[str, dict[str, Json]], document["bases"])
    excluded = cast(dict[str, list[str]], document["excluded"])
    return Figure(
        definition=replace(definition, version=str(document["definition_version"])),
        year=cast(int, document["year"]),
        measures=tuple(
            _read_measure(basis, bases[basis.value], definition) for basis in Basis if basis in bases
        ),
        excluded={reason: tuple(excluded[reason]) for reason in Exclusion if reason in excluded},
        rows={row.row_id: row for row in rows},
        options=tuple(cast(list[str], document["options"])),
    )


def without_rows(document: Mapping[str, Json]) -> dict[str, Json]:
    """The numbers alone: for readers who may see a figure but not the weapons behind it."""
    bases = cast(dict[str, dict[str, Json]], document["bases"])
    excluded = cast(dict[str, list[str]], document["excluded"])
    return {
        **{key: value for key, value in document.items() if key != "rows"},
        "bases": {basis: _numbers_only(measure) for basis, measure in bases.items()},
        "excluded": {reason: len(rows) for reason, rows in excluded.items()},
    }


def _numbers_only(measure: Mapping[str, Json]) -> dict[str, Json]:
    cells = cast(dict[str, dict[str, Json]], measure["cells"])
    plain: dict[str, Json] = {
        how: {key: value for key, value in cell.items() if key != "rows"} for how, cell in cells.items()
    }
    return {**measure, "cells": plain, "left_out": len(cast(list[str], measure["left_out"]))}


def _read_measure(basis: Basis, measure: Mapping[str, Json], definition: Definition) -> Measure:
    cells = cast(dict[str, dict[str, dict[str, list[str]]]], measure["cells"])
    return Measure(
        basis=basis,
        cells={how: _read_cell(how, cells[how]["rows"], definition) for how in WAYS if how in cells},
        left_out=tuple(cast(list[str], measure["left_out"])),
    )


def _read_cell(how: str, rows: Mapping[str, list[str]], definition: Definition) -> Cell:
    by_outcome = {outcome: tuple(rows.get(outcome, ())) for outcome in Outcome}
    return Cell(how=how, rows_by_outcome=by_outcome, numerator_outcomes=definition.numerator)


def _read_row(row: Mapping[str, Json]) -> FigureRow:
    day, excluded = row["occurred_on"], row["excluded"]
    return FigureRow(
        row_id=str(row["row_id"]),
        record_no=str(row["record_no"]),
        weapon_id=str(row["weapon_id"]),
        event_id=str(row["event_id"]),
        sheet_row=str(row["sheet_row"]),
        list_kind=str(row["list_kind"]),
        how=str(row["how"]),
        outcome=Outcome(str(row["outcome"])),
        occurred_on=None if day is None else date.fromisoformat(str(day)),
        traceable=bool(row["traceable"]),
        excluded=None if excluded is None else Exclusion(str(excluded)),
    )
