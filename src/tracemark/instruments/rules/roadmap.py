"""From an assessment to a road map: every gap becomes a proposed action, as data that planning can pick up."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracemark.figures.rules.frozen import Json
from tracemark.instruments.rules.conditions import visible_keys
from tracemark.instruments.rules.questionnaire import Instrument, Kind
from tracemark.instruments.rules.values import Answer

SCHEMA = 1
TERMS: Mapping[str, tuple[str, int]] = {"no": ("medium", 24), "developing": ("short", 12)}
"""When a gap of each grade should be closed, and in how many months; proposals, for people to change."""


@dataclass(frozen=True, slots=True)
class ProposedAction:
    """One thing to do about one gap: what (the words ``QUESTION:action``), who, by when, which help it needs."""

    question: str
    section: str
    answer: str
    owner: str
    term: str
    months: int
    need: str
    basis: str


def propose_actions(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[ProposedAction, ...]:
    """An action for each question of an assessment answered "no" or "developing", in its order."""
    if not instrument.assessment:
        return ()
    shown = visible_keys(instrument, answers)
    owners = {section.key: section.owner for section in instrument.sections}
    found = []
    for question in instrument.questions:
        grade = answers.get(question.key)
        if question.kind not in (Kind.YES_NO, Kind.DEVELOPING) or question.key not in shown:
            continue
        if isinstance(grade, str) and grade in TERMS and instrument.action_name(question):
            term, months = TERMS[grade]
            found.append(
                ProposedAction(
                    question=question.key,
                    section=question.section,
                    answer=grade,
                    owner=owners[question.section],
                    term=term,
                    months=months,
                    need=question.need,
                    basis=question.basis,
                )
            )
    return tuple(found)


def road_map_json(
    instrument: Instrument, answers: Mapping[str, Answer], *, state: str, language: str
) -> dict[str, Json]:
    """The road map as JSON values: each proposed action with its words in ``language``."""
    return {
        "schema": SCHEMA,
        "kind": "road_map",
        "instrument": instrument.name,
        "state": state,
        "actions": [
            {
                "question": one.question,
                "section": one.section,
                "what": instrument.text(instrument.action_name(instrument.by_key[one.question]), language),
                "because": one.answer,
                "who": one.owner,
                "term": one.term,
                "within_months": one.months,
                "need": one.need,
                "basis": one.basis,
            }
            for one in propose_actions(instrument, answers)
        ],
    }
