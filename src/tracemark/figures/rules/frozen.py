"""A figure as JSON text that can be frozen, hashed and read again years later by other rules."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tracemark.figures.rules.definitions import Basis, Definition
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


def bases_of(document: Mapping[str, Json]) -> tuple[Basis, ...]:
    """The bases that a frozen figure holds, in the order of the definition."""
    held = document.get("bases")
    return tuple(basis for basis in Basis if isinstance(held, dict) and basis.value in held)
