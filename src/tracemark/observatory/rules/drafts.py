"""A report as a file gives it, before anything is stored: checked cell by cell, refused with place and reason."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tracemark.findings import Finding, Param, Severity
from tracemark.instruments.rules.checks import check_sums
from tracemark.instruments.rules.progress import hidden_answers
from tracemark.instruments.rules.questionnaire import Instrument, Kind, Period, Question
from tracemark.instruments.rules.values import Answer, read_cells, value_cells

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_DIGITS = 18

WORDS_OF_ANSWERS: Mapping[str, str] = {
    **dict.fromkeys(("yes", "y", "oui", "o", "sí", "si", "да", "نعم", "是", "1", "true"), "yes"),
    **dict.fromkeys(("no", "n", "non", "нет", "لا", "否", "0", "false"), "no"),
    **dict.fromkeys(
        ("developing", "in development", "being developed", "under development", "in progress"), "developing"
    ),
}
"""How older collections write yes, no and being developed, in six languages."""

NO_RESPONSE = frozenset(
    {"", "-", "–", "—", "n/a", "na", "no response", "no answer", "not answered", "blank", "..", "…"}
)
"""How older collections write that there is no answer."""


@dataclass(frozen=True, slots=True)
class GivenCell:
    """One cell as it was given, and where. ``is_public`` is what the State said of it."""

    key: str
    path: str
    raw: str
    place: str
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """One State's report as a file gives it. ``edition`` is its name, such as ``poa-iti/2020``."""

    state: str
    edition: str
    first_year: int
    last_year: int
    cells: tuple[GivenCell, ...]
    place: str = ""
    received_on: date | None = None
    is_public: bool = True
    signed_key: str = ""

    @property
    def period(self) -> tuple[str, str, int, int]:
        """What a load may hold once: instrument, State, years."""
        return (self.edition.partition("/")[0], self.state, self.first_year, self.last_year)


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell that was read: ``value`` in our form, ``number`` when it is a whole one."""

    key: str
    path: str
    raw: str
    value: str
    number: int | None
    place: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report that was read: its cells in order, its cycle, its hash, and what was noticed."""

    draft: ReportDraft
    cycle: int
    cells: tuple[ReadCell, ...]
    sha256: str
    findings: tuple[Finding, ...] = field(default=())

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """What keeps it from being taken in."""
        return tuple(one for one in self.findings if one.severity is Severity.REFUSAL)


def read_report(draft: ReportDraft, instrument: Instrument) -> ReadReport:
    """The report as it would be stored, with every refusal and warning, each with its place."""
    findings = list(_check_period(draft, instrument))
    by_key: dict[str, dict[str, GivenCell]] = {}
    for cell in draft.cells:
        if cell.key not in instrument.by_key:
            findings.append(refusal("question_unknown", cell.place, question=cell.key[:80]))
        elif cell.path in by_key.setdefault(cell.key, {}):
            findings.append(refusal("cell_twice", cell.place, question=cell.key, cell=cell.path[:80]))
        else:
            by_key[cell.key][cell.path] = cell
    cells: list[ReadCell] = []
    answers: dict[str, Answer] = {}
    for key, given in by_key.items():
        read, value, wrong = _read_question(instrument.by_key[key], given)
        cells += read
        findings += wrong
        if value is not None:
            answers[key] = value
    if not any(one.severity is Severity.REFUSAL for one in findings):
        findings += _warnings(draft, instrument, answers)
    cycle = draft.last_year + (1 if instrument.period is Period.TWO_YEARS else 0)
    return ReadReport(draft, cycle, tuple(cells), _hash(draft, cells), tuple(findings))


def _check_period(draft: ReportDraft, instrument: Instrument) -> Iterable[Finding]:
    years = {"first": draft.first_year, "last": draft.last_year}
    if not FIRST_YEAR <= draft.first_year <= draft.last_year <= LAST_YEAR:
        yield refusal("report_years_wrong", draft.place, **years)
    elif instrument.period is Period.TWO_YEARS and draft.last_year - draft.first_year != 1:
        yield refusal("report_covers_two_years", draft.place, **years)
    elif instrument.period is Period.YEAR and draft.last_year != draft.first_year:
        yield refusal("report_covers_one_year", draft.place, **years)


def _read_question(
    question: Question, given: Mapping[str, GivenCell]
) -> tuple[list[ReadCell], Answer, list[Finding]]:
    texts = {path: plain_text(question, cell.raw) for path, cell in given.items()}
    value, wrong = read_cells(question, texts)
    if wrong:
        return [], None, [_placed(one, given) for one in wrong]
    cells = []
    findings = []
    for path, text in value_cells(question, value).items():
        cell = given.get(path) or next(iter(given.values()))
        number = int(text) if text.isdecimal() and _is_number(question, path) else None
        if number is not None and len(text) > MOST_DIGITS:
            findings.append(refusal("number_too_large", cell.place, question=question.key, given=text[:40]))
            continue
        is_public = all(one.is_public for one in given.values())
        cells.append(ReadCell(question.key, path, cell.raw, text, number, cell.place, is_public))
    return cells, value, findings


def plain_text(question: Question, raw: str) -> str:
    """A text of an older collection in the words of the form: yes, no, being developed, or blank."""
    text = " ".join(raw.split())
    if text.casefold() in NO_RESPONSE and question.kind is not Kind.TEXT:
        return ""
    if question.kind in (Kind.YES_NO, Kind.DEVELOPING):
        return WORDS_OF_ANSWERS.get(text.casefold(), text)
    return raw


def _is_number(question: Question, path: str) -> bool:
    if question.kind is Kind.NUMBER:
        return True
    return question.kind in (Kind.TABLE, Kind.ROWS) and path.rpartition(".")[2] not in question.text_columns


def _placed(finding: Finding, given: Mapping[str, GivenCell]) -> Finding:
    cell = given.get(str(finding.params.get("cell", ""))) or next(iter(given.values()))
    return replace(finding, params={**finding.params, "place": cell.place})


def _warnings(draft: ReportDraft, instrument: Instrument, answers: Mapping[str, Answer]) -> list[Finding]:
    """Sums that do not add up, answers to questions that should not have been asked: taken in, and said."""
    found = (*check_sums(instrument, answers), *hidden_answers(instrument, answers))
    return [replace(one, params={**one.params, "place": draft.place, "state": draft.state}) for one in found]


def _hash(draft: ReportDraft, cells: Iterable[ReadCell]) -> str:
    """SHA-256 of what a report says, in canonical form: the same report again is known by it."""
    said = {
        "state": draft.state,
        "edition": draft.edition,
        "years": [draft.first_year, draft.last_year],
        "public": draft.is_public,
        "cells": sorted([one.key, one.path, one.value, one.is_public] for one in cells),
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def refusal(code: str, place: str, **params: Param) -> Finding:
    """A refusal with the place in the file it is about."""
    return Finding(code, {**params, "place": place}, Severity.REFUSAL)


def in_file(finding: Finding, name: str) -> Finding:
    """The finding with the name of the file it is about."""
    return replace(finding, params={**finding.params, "file": name})


def repeated(drafts: Iterable[ReportDraft]) -> list[Finding]:
    """Reports of the same State and period within one load: which of them holds cannot be guessed."""
    first: dict[tuple[str, str, int, int], ReportDraft] = {}
    findings = []
    for draft in drafts:
        known = first.setdefault(draft.period, draft)
        if known is not draft:
            findings.append(
                refusal(
                    "report_twice",
                    draft.place,
                    state=draft.state,
                    first=draft.first_year,
                    last=draft.last_year,
                    other=known.place,
                )
            )
    return findings
