"""An answer explained: its history, the figure behind it, and each number's rows, in words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse

from tracemark.instruments.models import Entry
from tracemark.instruments.queries.explaining import ROWS_SHOWN, ExplainedCell, Explanation
from tracemark.instruments.queries.reports import ReportView
from tracemark.instruments.rules.sheet import path_label
from tracemark.instruments.tables.written import WrittenAnswer, number_text, written_answer
from tracemark.ui.words import word


@dataclass(frozen=True, slots=True)
class RowLine:
    """One counted row: the record, its page, the day, what happened, and where it was written."""

    record_no: str
    url: str
    day: date | None
    what: str
    source: str


@dataclass(frozen=True, slots=True)
class CellLine:
    """One number of a figure with the rows behind it; ``hidden`` more are not shown."""

    label: str
    years: str
    value: str
    rows: tuple[RowLine, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One answer that was given."""

    at: datetime
    by: str
    way: str
    reason: str
    answer: WrittenAnswer


def history_lines(view: ReportView, entries: Iterable[Entry], language: str) -> list[HistoryLine]:
    """Every answer that was ever given to a question, the newest first."""
    lines = []
    for entry in entries:
        question = view.instrument.by_key[entry.key]
        written = written_answer(view.instrument, question, json.loads(entry.value), language, view.years)
        by = entry.by.name if entry.by else "console"
        lines.append(HistoryLine(entry.at, by, word(f"way_{entry.way}"), entry.reason, written))
    return lines[::-1]


def explained_cells(view: ReportView, explanation: Explanation, language: str) -> list[CellLine]:
    """Each number the register gives, with its rows."""
    return [_cell_line(view, explanation, cell, language) for cell in explanation.cells]


def _cell_line(view: ReportView, explanation: Explanation, cell: ExplainedCell, language: str) -> CellLine:
    rows = [
        *(
            RowLine(row.record_no, _row_url(row.kind, row.record_no), row.day, _what(row.kind), row.sheet_row)
            for row in cell.rows[:ROWS_SHOWN]
        ),
        *(
            RowLine(
                row.record_no,
                _weapon_url(row.record_no),
                row.occurred_on,
                word(f"obtained_{row.how}"),
                row.sheet_row,
            )
            for row in cell.sdg_rows[:ROWS_SHOWN]
        ),
    ]
    count = len(cell.rows) + len(cell.sdg_rows)
    label = path_label(view.instrument, explanation.question, cell.ask.path, language)
    return CellLine(
        label=label or word(f"count_cell_{cell.ask.cell}"),
        years="–".join(dict.fromkeys((str(cell.years[0]), str(cell.years[-1])))),
        value=word("no_value") if cell.value is None else number_text(cell.value),
        rows=tuple(rows),
        hidden=count - len(rows),
    )


def _row_url(kind: str, number: str) -> str:
    """The page behind a row: a case of tracing, or a weapon."""
    if not kind.startswith("trace_"):
        return _weapon_url(number)
    try:
        return reverse("tracing:case", args=[number])
    except NoReverseMatch:
        return ""


def _what(kind: str) -> str:
    """What happened: an event of a weapon, or a request for a trace."""
    trace = {
        "trace_sent": "count_cell_sent",
        "trace_received": "count_cell_received",
        "trace_diversion": "count_cell_diverted",
    }
    return word(trace.get(kind, f"event_{kind}"))


def _weapon_url(record_no: str) -> str:
    try:
        return reverse("register:weapon", args=[record_no])
    except NoReverseMatch:
        return ""


def method_of(explanation: Explanation) -> list[str]:
    """How the figure is counted, sentence by sentence, and its sources."""
    count = explanation.count
    if count is None:
        return [word("figure_sdg-16.4.2")]
    return [word(f"figure_{count.name}"), word(f"method_{count.blanks}")]


def left_out_lines(explanation: Explanation) -> list[tuple[str, int]]:
    """Why rows were not counted, and how many."""
    return [(word(f"excluded_{reason}"), number) for reason, number in explanation.left_out]
