"""A report as one JSON document: what is frozen, hashed, signed, exported and read again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import cast

from tracemark.figures.rules.frozen import Json
from tracemark.findings import Finding, Severity
from tracemark.instruments.rules.checking import words_needed
from tracemark.instruments.rules.questionnaire import (
    LANGUAGES,
    Evidence,
    Instrument,
    Kind,
    Period,
    Question,
    Section,
    Standing,
)
from tracemark.instruments.rules.values import Answer, check_answer

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What a report says of itself. ``years`` are one or two; ``language`` is the one it was filled in."""

    id: str
    state: str
    years: tuple[int, ...]
    language: str


def instrument_json(instrument: Instrument) -> dict[str, Json]:
    """The whole edition as JSON values: what a report keeps, so that no later release changes its questions."""
    return {
        "schema": SCHEMA,
        "id": instrument.id,
        "edition": instrument.edition,
        "standing": instrument.standing.value,
        "period": instrument.period.value,
        "sources": list(instrument.sources),
        "own_words": instrument.own_words,
        "assessment": instrument.assessment,
        "sections": [cast(Json, asdict(section)) for section in instrument.sections],
        "questions": [_question_json(question) for question in instrument.questions],
        "words": {name: dict(texts) for name, texts in instrument.words.items()},
    }


def _question_json(question: Question) -> Json:
    values = {
        name: list(item) if isinstance(item, tuple) else item for name, item in asdict(question).items()
    }
    return cast(
        Json,
        {name: str(item) if isinstance(item, Kind | Evidence) else item for name, item in values.items()},
    )


def read_instrument_json(document: Mapping[str, Json]) -> Instrument:
    """The edition that `instrument_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    sections = cast(list[dict[str, str]], document["sections"])
    return Instrument(
        id=str(document["id"]),
        edition=str(document["edition"]),
        standing=Standing(str(document["standing"])),
        period=Period(str(document["period"])),
        sections=tuple(Section(**section) for section in sections),
        questions=tuple(_read_question(one) for one in cast(list[dict[str, Json]], document["questions"])),
        words=cast(Mapping[str, Mapping[str, str]], document["words"]),
        sources=tuple(str(one) for one in cast(list[Json], document["sources"])),
        own_words=bool(document["own_words"]),
        assessment=bool(document["assessment"]),
    )


def _read_question(values: Mapping[str, Json]) -> Question:
    plain = {name: tuple(item) if isinstance(item, list) else item for name, item in values.items()}
    question = Question(**plain)  # type: ignore[arg-type]  # [json-fields]
    return replace(question, kind=Kind(question.kind), evidence=Evidence(question.evidence))


def report_json(
    head: ReportHead,
    instrument: Instrument,
    answers: Mapping[str, Answer],
    sources: Mapping[str, Json],
    signatures: list[Json],
) -> dict[str, Json]:
    """The report: questions in order with their answers, whence each number, and who signed.

    A question without an answer has ``null``: it was asked and left blank. ``sources`` maps a question's key to
    where its proposal came from.
    """
    return {
        "schema": SCHEMA,
        "kind": "national_report",
        "id": head.id,
        "state": head.state,
        "years": list(head.years),
        "language": head.language,
        "instrument": {
            "id": instrument.id,
            "edition": instrument.edition,
            "standing": instrument.standing.value,
        },
        "answers": [
            {
                "key": question.key,
                "number": question.number,
                "section": question.section,
                "answer": cast(Json, answers.get(question.key)),
                "source": sources.get(question.key),
            }
            for question in instrument.questions
        ],
        "signatures": signatures,
    }


def read_answers(
    document: Mapping[str, Json], instrument: Instrument
) -> tuple[dict[str, Answer], list[Finding]]:
    """The answers of a report document, and what does not fit the instrument."""
    answers: dict[str, Answer] = {}
    findings: list[Finding] = []
    for line in cast(list[dict[str, Json]], document["answers"]):
        key, value = str(line["key"]), cast(Answer, line["answer"])
        question = instrument.by_key.get(key)
        if question is None:
            findings.append(Finding("question_unknown", {"question": key}, Severity.REFUSAL))
            continue
        wrong = check_answer(question, value)
        findings += wrong
        if value is not None and not wrong:
            answers[key] = value
    return answers, findings


def report_schema() -> dict[str, Json]:
    """The JSON schema (2020-12) of a report document."""
    text: Json = {"type": "string"}
    scalar: Json = {"type": ["string", "integer"]}
    line: Json = {"type": "object", "additionalProperties": scalar}
    answer: Json = {
        "description": "null: left blank, which is neither no nor zero. No floating-point numbers anywhere.",
        "anyOf": [
            {"type": ["null", "string", "integer"]},
            {"type": "array", "items": {"anyOf": [text, line]}},
            line,
        ],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tracemark:national-report:1",
        "title": "National report under an instrument on small arms and light weapons",
        "type": "object",
        "required": [
            "schema",
            "kind",
            "id",
            "state",
            "years",
            "language",
            "instrument",
            "answers",
            "signatures",
        ],
        "additionalProperties": False,
        "properties": {
            "schema": {"const": SCHEMA},
            "kind": {"const": "national_report"},
            "id": text,
            "state": {"type": "string", "pattern": "^[A-Z]{2}$"},
            "years": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 2},
            "language": {"enum": list(LANGUAGES)},
            "instrument": {
                "type": "object",
                "required": ["id", "edition", "standing"],
                "properties": {"id": text, "edition": text, "standing": {"enum": list(Standing)}},
            },
            "answers": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["key", "number", "section", "answer", "source"],
                    "additionalProperties": False,
                    "properties": {
                        "key": text,
                        "number": text,
                        "section": text,
                        "answer": answer,
                        "source": {"type": ["object", "null"]},
                    },
                },
            },
            "signatures": {"type": "array", "items": {"type": "object"}},
        },
    }


def all_words(instrument: Instrument, language: str) -> dict[str, str]:
    """Every text of an edition in one language, by name."""
    return {name: instrument.text(name, language) for name in words_needed(instrument)}
