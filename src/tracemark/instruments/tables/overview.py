"""Sections, differences and road maps in words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracemark.findings import Finding
from tracemark.instruments.models import Assignment
from tracemark.instruments.queries.reports import ReportStatus, ReportView
from tracemark.instruments.rules.conditions import parse_condition
from tracemark.instruments.rules.progress import Difference, SectionProgress
from tracemark.instruments.rules.questionnaire import FIXED_OPTIONS, Kind, Question
from tracemark.instruments.rules.roadmap import propose_actions
from tracemark.instruments.rules.sheet import path_label
from tracemark.instruments.tables.lines import changed_keys
from tracemark.instruments.tables.written import option_text
from tracemark.ui.sentences import sentence
from tracemark.ui.words import word

CELL = re.compile(r"(?:(?P<key>[a-z][\w.]*)#)?(?P<path>[a-z_]+\.[a-z_]+)")
"""A cell in an equation: ``row.column``, of another question behind its key."""


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section on the report's page."""

    key: str
    number: str
    title: str
    owner: str
    progress: SectionProgress
    assignment: Assignment | None
    changed: int = 0
    jumped: int = 0


def section_lines(
    status: ReportStatus, assignments: Mapping[str, Assignment], language: str
) -> list[SectionLine]:
    """The sections in order, with their progress and who answers them."""
    instrument = status.view.instrument
    lines = []
    for section, progress in zip(instrument.sections, status.sections, strict=True):
        changed, jumped = changed_keys(status, section.key)
        lines.append(
            SectionLine(
                key=section.key,
                number=section.number,
                title=instrument.text(f"section.{section.key}", language),
                owner=word(f"owner_{section.owner}") if section.owner else "",
                progress=progress,
                assignment=assignments.get(section.key),
                changed=len(changed),
                jumped=len(jumped),
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding about an answer in words: the question as people know it, not by its key."""

    key: str
    text: str


def finding_lines(view: ReportView, findings: Iterable[Finding], language: str) -> list[FindingLine]:
    """Findings with questions, cells and conditions in words."""
    lines = []
    for finding in findings:
        params = dict(finding.params)
        key = str(params.get("question", ""))
        question = view.instrument.by_key.get(key)
        if question is not None:
            params["question"] = _question_name(view, question, language)
            params["cell"] = path_label(view.instrument, question, str(params.get("cell") or ""), language)
            params["check"] = _check_text(view, question, str(params.get("check", "")), language)
            params["when"] = _condition_text(view, str(params.get("when", "")), language)
        lines.append(FindingLine(key, sentence(finding.code, params)))
    return lines


def _question_name(view: ReportView, question: Question, language: str) -> str:
    return f"{question.number} “{view.instrument.question_text(question.key, language)}”".strip()


def _check_text(view: ReportView, question: Question, check: str, language: str) -> str:
    """An equation with its cells in words."""

    def label(match: re.Match[str]) -> str:
        other = view.instrument.by_key.get(match["key"] or "", question)
        return f"“{path_label(view.instrument, other, match['path'], language)}”"

    return CELL.sub(label, check)


def _condition_text(view: ReportView, when: str, language: str) -> str:
    """A condition with its questions and answers in words."""
    groups = []
    for group in parse_condition(when):
        terms = []
        for term in group:
            question = view.instrument.by_key[term.key]
            values = (option_text(view.instrument, question, code, language) for code in term.values)
            sign = "≠" if term.sign == "!=" else "="
            terms.append(f"{_question_name(view, question, language)} {sign} {' / '.join(values)}")
        groups.append(" + ".join(terms))
    return " | ".join(groups)


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One cell that differs, in words."""

    key: str
    question: str
    cell: str
    before: str
    after: str
    jumped: bool


def difference_lines(
    view: ReportView, differences: Iterable[Difference], language: str
) -> list[DifferenceLine]:
    """Differences in words, in order."""
    lines = []
    for one in differences:
        question = view.instrument.by_key[one.question]
        lines.append(
            DifferenceLine(
                key=one.question,
                question=view.instrument.question_text(one.question, language),
                cell=path_label(view.instrument, question, one.path, language),
                before=_cell_text(view, question, one.before, language),
                after=_cell_text(view, question, one.after, language),
                jumped=one.jumped,
            )
        )
    return lines


def _cell_text(view: ReportView, question: Question, text: str | None, language: str) -> str:
    if text is None:
        return "–"
    if question.kind in FIXED_OPTIONS:
        return word(f"answer_{text}")
    return view.instrument.code_text(question.key, text, language) if question.kind is Kind.CHOICE else text


@dataclass(frozen=True, slots=True)
class RoadMapLine:
    """One proposed action in words."""

    section: str
    question: str
    what: str
    because: str
    owner: str
    months: int
    need: str


def road_map_lines(view: ReportView, language: str) -> list[RoadMapLine]:
    """The proposed actions in words."""
    instrument = view.instrument
    return [
        RoadMapLine(
            section=instrument.text(f"section.{one.section}", language),
            question=instrument.question_text(one.question, language),
            what=instrument.text(instrument.action_name(instrument.by_key[one.question]), language),
            because=word(f"answer_{one.answer}"),
            owner=word(f"owner_{one.owner}") if one.owner else "",
            months=one.months,
            need=word(f"need_{one.need}") if one.need else "",
        )
        for one in propose_actions(instrument, view.answers)
    ]
