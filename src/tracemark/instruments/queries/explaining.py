"""From an answer down to the rows that were counted for it, and the events behind a row."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracemark.accounts.rules import Viewer
from tracemark.figures.rules import SDG_16_4_2, FigureRow
from tracemark.figures.rules.counts import COUNTS, Count, CountRow, Left
from tracemark.figures.rules.counts.tally import row_json
from tracemark.figures.rules.frozen import Json
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.queries.figures import LISTINGS, Register
from tracemark.instruments.queries.reports import ReportView
from tracemark.instruments.rules.prefill import Ask, asks_of, years_of
from tracemark.instruments.rules.questionnaire import Question

ROWS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class ExplainedCell:
    """One number the register gives for one cell: how many, over which years, and its rows."""

    ask: Ask
    years: tuple[int, ...]
    value: str | int | None
    rows: tuple[CountRow, ...] = ()
    sdg_rows: tuple[FigureRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the register gives for a question: the definition, each cell with rows, and what was left out."""

    question: Question
    figure: str
    count: Count | None
    cells: tuple[ExplainedCell, ...]
    left_out: tuple[tuple[Left, int], ...] = ()


def explain(viewer: Viewer, view: ReportView, key: str) -> Explanation | None:
    """How the register answers the question ``key``; None when it asks for no figure. Raises Refused."""
    question = view.instrument.by_key.get(key)
    if question is None:
        raise Refused(Finding("question_unknown", {"question": key}, Severity.REFUSAL))
    asks = asks_of(question)
    if not asks or asks[0].figure in LISTINGS:
        return None
    register = Register(viewer, view.years)
    name = asks[0].figure
    cells = tuple(_explained(register, ask) for ask in asks)
    if name == SDG_16_4_2.name:
        return Explanation(question, name, None, cells)
    left = tuple((reason, len(rows)) for reason, rows in register.tally(name).left_out().items())
    return Explanation(question, name, COUNTS[name], cells, left)


def _explained(register: Register, ask: Ask) -> ExplainedCell:
    years = years_of(ask.years, register.years)
    found = register.find(ask)
    if ask.figure == SDG_16_4_2.name:
        return ExplainedCell(ask, years, found.value, sdg_rows=register.sdg_rows(years[-1], found.rows))
    return ExplainedCell(ask, years, found.value, rows=register.tally(ask.figure).rows_of(ask.cell, years))


def explanation_values(explanation: Explanation) -> dict[str, Json]:
    """An explanation as JSON values: definition, cells, rows."""
    count = explanation.count
    return {
        "figure": explanation.figure,
        "definition": None
        if count is None
        else {
            "version": count.version,
            "unit": count.unit,
            "base": count.base,
            "blanks": count.blanks,
            "kinds": list(count.kinds),
            "left_out": [reason.value for reason in count.left_out],
            "sources": [f"{source.document}: {source.place}" for source in count.sources],
        },
        "cells": [_cell_json(cell) for cell in explanation.cells],
        "left_out": {reason.value: number for reason, number in explanation.left_out},
    }


def _cell_json(cell: ExplainedCell) -> Json:
    rows: Sequence[Json] = [row_json(row) for row in cell.rows] or [
        {"row_id": row.row_id, "record_no": row.record_no, "event_id": row.event_id, "how": row.how}
        for row in cell.sdg_rows
    ]
    return {
        "path": cell.ask.path,
        "cell": cell.ask.cell,
        "years": list(cell.years),
        "value": cell.value,
        "rows": list(rows),
    }
