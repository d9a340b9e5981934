"""What is wrong with an edition: unknown names, conditions that can never hold, cycles, missing languages."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tracemark.findings import Finding, Param, Severity
from tracemark.instruments.rules.checks import expand_checks, unknown_references
from tracemark.instruments.rules.conditions import cyclic_keys, is_dead, unknown_values
from tracemark.instruments.rules.prefill import check_asks
from tracemark.instruments.rules.questionnaire import LANGUAGES, Instrument, Kind, Question

KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
CODE = re.compile(r"[a-z][a-z0-9_]*")
NAME = re.compile(r"[a-z][a-z0-9-]*/[\w.-]+")
SHAPES: Mapping[Kind, tuple[bool, bool, bool]] = {
    Kind.CHOICE: (True, False, False),
    Kind.MANY: (True, False, False),
    Kind.TABLE: (False, True, True),
    Kind.ROWS: (False, False, True),
}
"""Whether a kind has options, rows and columns of its own; the kinds not named have none."""


def check_instrument(instrument: Instrument, figures: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Everything wrong with what an edition says; empty when it can be used.

    ``figures`` maps the name of each figure that may be asked for to its cells.
    """
    findings = [*_check_names(instrument), *_check_words(instrument)]
    readable = []
    for question in instrument.questions:
        wrong = list(_check_question(question, instrument, figures))
        findings += wrong
        if not wrong:
            readable.append(question)
    if len(readable) < len(instrument.questions):
        return findings
    cyclic = cyclic_keys(instrument.questions)
    findings += [_wrong("edition_cycle", question=key) for key in cyclic]
    if not cyclic:
        dead = [one.key for one in instrument.questions if is_dead(one, instrument.by_key)]
        findings += [_wrong("edition_dead_condition", question=key) for key in dead]
    return findings


def _check_names(instrument: Instrument) -> Iterator[Finding]:
    if not NAME.fullmatch(instrument.name):
        yield _wrong("edition_bad_name", name=instrument.name)
    sections = [section.key for section in instrument.sections]
    for name in {*_twice(sections), *_twice(list(instrument.by_key))}:
        yield _wrong("edition_twice", name=name)
    for question in instrument.questions:
        if question.section not in sections:
            yield _wrong("edition_no_such_section", question=question.key, section=question.section)


def _twice(names: Sequence[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


def _check_question(
    question: Question, instrument: Instrument, figures: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    codes = (*question.options, *question.rows, *question.columns)
    if not KEY.fullmatch(question.key) or not all(CODE.fullmatch(code) for code in codes):
        yield _wrong("edition_bad_name", name=question.key)
    given = tuple(bool(one) for one in (question.options, question.rows, question.columns))
    if given != SHAPES.get(question.kind, (False, False, False)) or set(question.text_columns) - set(
        question.columns
    ):
        yield _wrong("edition_shape", question=question.key, kind=question.kind.value)
    yield from _check_references(question, instrument, figures)


def _check_references(
    question: Question, instrument: Instrument, figures: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    try:
        unknown = [
            *unknown_values(question, instrument.by_key),
            *(
                part
                for check in expand_checks(question)
                for part in unknown_references(check, instrument.by_key)
            ),
            *check_asks(question, instrument.period, figures),
        ]
    except ValueError as error:
        yield _wrong("edition_cannot_parse", question=question.key, text=str(error))
        return
    for name in unknown:
        yield _wrong("edition_unknown_reference", question=question.key, name=name)


def words_needed(instrument: Instrument) -> Iterator[str]:
    """The names of all words an edition needs, each once; codes by the name under which they are found."""
    needed = ["title", *(f"section.{section.key}" for section in instrument.sections)]
    for question in instrument.questions:
        needed.append(instrument.name_of(question.key))
        for code in (*question.options, *question.rows, *question.columns):
            own = f"{question.key}/{code}"
            needed.append(own if own in instrument.words else f"/{code}")
    yield from dict.fromkeys(needed)


def _check_words(instrument: Instrument) -> Iterator[Finding]:
    needed = set(words_needed(instrument))
    for name in sorted(needed):
        held = instrument.words.get(name, {})
        missing = [language for language in LANGUAGES if not held.get(language)]
        if missing:
            yield _wrong("edition_words_missing", name=name, languages=" ".join(missing))
    for name, texts in instrument.words.items():
        stem = name.partition(":")[0]
        if (
            name not in needed
            and stem not in instrument.by_key
            and not name.endswith("/action")
            and stem not in needed
        ):
            yield Finding("edition_words_unused", {"name": name}, Severity.WARNING)
        elif name not in needed and not all(texts.get(language) for language in LANGUAGES):
            yield _wrong("edition_words_missing", name=name, languages="")


def _wrong(code: str, **params: Param) -> Finding:
    return Finding(code, params, Severity.REFUSAL)
