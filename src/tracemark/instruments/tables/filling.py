"""A section as fields to fill in: every cell of every question with its name, its kind and what stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracemark.instruments.models import Entry
from tracemark.instruments.queries.figures import Proposal
from tracemark.instruments.queries.reports import ReportView
from tracemark.instruments.rules.conditions import visible_keys
from tracemark.instruments.rules.progress import compare_answers
from tracemark.instruments.rules.questionnaire import (
    FIXED_OPTIONS,
    INDEFINITE,
    OTHER,
    YEARS,
    Evidence,
    Instrument,
    Kind,
    Question,
)
from tracemark.instruments.rules.sheet import paths_of
from tracemark.instruments.rules.values import OTHER_TEXT, Answer, value_cells
from tracemark.instruments.tables.written import WrittenAnswer, code_label, written_answer
from tracemark.ui.words import word

SPARE_LINES = 3
CELL, REASON = "a", "r"
PRESENT = "present"
"""The path of a hidden input that says: this question was on the page."""


@dataclass(frozen=True, slots=True)
class Field:
    """One input: its name in the form, its label, what stands in it, and its options (code, words, chosen)."""

    name: str
    label: str
    text: str
    kind: str
    options: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row of a table of inputs; ``label`` is its heading."""

    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question to fill in. ``fields`` or (for tables and lines) ``header`` and ``rows``."""

    key: str
    number: str
    text: str
    help: str
    kind: str
    basis: str
    is_unconfirmed: bool
    is_hidden: bool
    fields: tuple[Field, ...]
    header: tuple[str, ...]
    rows: tuple[FieldRow, ...]
    proposal: WrittenAnswer | None
    proposal_taken: bool
    before: WrittenAnswer | None
    may_carry: bool
    differs: bool
    jumped: bool
    entry: Entry | None
    reason_name: str
    reason: str
    files: tuple[str, ...]
    shown: WrittenAnswer


def cell_name(key: str, path: str) -> str:
    """The name of an input."""
    return f"{CELL}|{key}|{path}"


def form_questions(
    view: ReportView,
    section: str,
    language: str,
    *,
    proposals: Mapping[str, Proposal],
    before: Mapping[str, Answer],
    typed: Mapping[str, str] | None = None,
) -> list[FormQuestion]:
    """The questions of a section, filled with the answers, or with what was just typed and refused."""
    shown = visible_keys(view.instrument, view.answers)
    differences = compare_answers(view.instrument, before, view.answers) if before else ()
    changed = {
        one.question: any(other.jumped for other in differences if other.question == one.question)
        for one in differences
    }
    return [
        _form_question(
            view,
            question,
            language,
            proposals.get(question.key),
            before,
            typed,
            question.key in shown,
            changed,
        )
        for question in view.instrument.in_section(section)
    ]


def _form_question(
    view: ReportView,
    question: Question,
    language: str,
    proposal: Proposal | None,
    before: Mapping[str, Answer],
    typed: Mapping[str, str] | None,
    is_shown: bool,
    changed: Mapping[str, bool],
) -> FormQuestion:
    instrument, value = view.instrument, view.answers.get(question.key)
    cells = value_cells(question, value)
    if typed is not None:
        cells = {path: typed.get(cell_name(question.key, path), "") for path in _paths(question, value)}
    fields = (
        ()
        if question.kind in (Kind.TABLE, Kind.ROWS)
        else tuple(_fields(instrument, question, cells, language))
    )
    written = written_answer(instrument, question, value, language, view.years)
    entry = view.entries.get(question.key)
    return FormQuestion(
        key=question.key,
        number=question.number,
        text=written.question,
        help=written.help,
        kind=question.kind.value,
        basis=question.basis,
        is_unconfirmed=question.evidence is Evidence.UNCONFIRMED,
        is_hidden=not is_shown,
        fields=fields,
        header=_header(instrument, question, language, view.years),
        rows=tuple(_rows(instrument, question, cells, value, language, view.years)),
        proposal=_written(view, question, proposal.value if proposal else None, language),
        proposal_taken=proposal is not None and proposal.value == value,
        before=_written(view, question, before.get(question.key), language, before_years(view)),
        may_carry=value is None and not question.counts_its_years and not question.prefill,
        differs=question.key in changed and value is not None,
        jumped=changed.get(question.key, False),
        entry=entry,
        reason_name=f"{REASON}|{question.key}",
        reason=(typed or {}).get(f"{REASON}|{question.key}", ""),
        files=written.items if question.kind is Kind.FILES else (),
        shown=written,
    )


def _written(
    view: ReportView, question: Question, value: Answer, language: str, years: Sequence[int] = ()
) -> WrittenAnswer | None:
    if value is None:
        return None
    return written_answer(view.instrument, question, value, language, years or view.years)


def before_years(view: ReportView) -> tuple[int, ...]:
    """The years of the report before; this one's when there is none."""
    previous = view.report.previous
    return tuple(range(previous.first_year, previous.last_year + 1)) if previous else view.years


def _paths(question: Question, value: Answer) -> tuple[str, ...]:
    if question.kind is not Kind.ROWS:
        return paths_of(question, value)
    lines = (len(value) if isinstance(value, list) else 0) + SPARE_LINES
    return tuple(f"{at}.{column}" for at in range(1, lines + 1) for column in question.columns)


def _fields(
    instrument: Instrument, question: Question, cells: Mapping[str, str], language: str
) -> list[Field]:
    def field(path: str, kind: str, label: str = "", options: Sequence[tuple[str, str, bool]] = ()) -> Field:
        return Field(cell_name(question.key, path), label, cells.get(path, ""), kind, tuple(options))

    other = instrument.code_text(question.key, OTHER, language) if OTHER in question.options else ""
    beside = [field(OTHER_TEXT, "line", other)] if other else []
    match question.kind:
        case Kind.YES_NO | Kind.DEVELOPING | Kind.CHOICE:
            return [
                field("", "choice", options=_options(instrument, question, cells.get("", ""), language)),
                *beside,
            ]
        case Kind.MANY:
            ticks = [
                field(code, "tick", instrument.code_text(question.key, code, language))
                for code in question.options
            ]
            return [*ticks, *beside]
        case Kind.NUMBER:
            return [field("", "number")]
        case Kind.TEXT:
            return [field("", "text")]
    return []


def _options(
    instrument: Instrument, question: Question, given: str, language: str
) -> list[tuple[str, str, bool]]:
    fixed = question.kind in FIXED_OPTIONS
    options = [
        (
            code,
            word(f"answer_{code}") if fixed else instrument.code_text(question.key, code, language),
            code == given,
        )
        for code in question.choices
    ]
    return [*options, ("", word("answer_none"), not given)]


def _header(
    instrument: Instrument, question: Question, language: str, years: Sequence[int]
) -> tuple[str, ...]:
    if question.kind not in (Kind.TABLE, Kind.ROWS):
        return ()
    return tuple(code_label(instrument, question, column, language, years) for column in question.columns)


def _rows(
    instrument: Instrument,
    question: Question,
    cells: Mapping[str, str],
    value: Answer,
    language: str,
    years: Sequence[int],
) -> list[FieldRow]:
    if question.kind not in (Kind.TABLE, Kind.ROWS):
        return []
    rows: dict[str, list[Field]] = {}
    for path in _paths(question, value):
        row, _, column = path.partition(".")
        label = row if question.kind is Kind.ROWS else code_label(instrument, question, row, language, years)
        heading = code_label(instrument, question, column, language, years)
        text, kind = cells.get(path, ""), "number"
        if column in question.text_columns:
            kind = "line"
        elif question.unit == YEARS:
            kind, text = "line", word("answer_indefinite") if text == INDEFINITE else text
        rows.setdefault(row, []).append(
            Field(cell_name(question.key, path), f"{label}: {heading}", text, kind)
        )
    return [
        FieldRow(
            row if question.kind is Kind.ROWS else code_label(instrument, question, row, language, years),
            tuple(fields),
        )
        for row, fields in rows.items()
    ]


def typed_cells(question: Question, typed: Mapping[str, str]) -> dict[str, str] | None:
    """What was typed for a question, by path; None when the form did not hold it.

    Boxes that are not ticked are not sent: a question with boxes sends a mark of its own along.
    """
    start = cell_name(question.key, "")
    found = {name.removeprefix(start): text for name, text in typed.items() if name.startswith(start)}
    if not found:
        return None
    return {path: text for path, text in found.items() if path != PRESENT}
