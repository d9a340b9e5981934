"""Sections, differences and road maps in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracemark.instruments.models import Assignment
from tracemark.instruments.queries.reports import ReportStatus, ReportView
from tracemark.instruments.rules.progress import Difference, SectionProgress
from tracemark.instruments.rules.questionnaire import FIXED_OPTIONS, Kind, Question
from tracemark.instruments.rules.roadmap import propose_actions
from tracemark.instruments.rules.sheet import path_label
from tracemark.instruments.tables.lines import changed_keys
from tracemark.ui.words import word


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
