"""A report written out in one language: what every page, PDF and DOCX of it shows, in the same order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.formats import number_format
from django.utils.translation import get_language_info, override

from tracemark.figures.rules.frozen import Json
from tracemark.instruments.rules.conditions import visible_keys
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
from tracemark.instruments.rules.values import Answer, Scalar
from tracemark.ui.words import word

YEAR_CODES = ("first", "second")


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """One question with its answer in words. A grid has a header; items are a list; else there is a text.

    ``is_blank``: nobody answered. ``numeric`` says which columns of the grid hold numbers.
    """

    key: str
    number: str
    question: str
    help: str
    text: str = ""
    items: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    grid: tuple[tuple[str, ...], ...] = ()
    numeric: tuple[bool, ...] = ()
    is_blank: bool = False
    is_unconfirmed: bool = False

    @property
    def lines(self) -> tuple[tuple[tuple[str, bool], ...], ...]:
        """The grid's cells with whether each holds a number."""
        return tuple(tuple(zip(line, self.numeric, strict=True)) for line in self.grid)

    @property
    def head(self) -> tuple[tuple[str, bool], ...]:
        """The header's cells with whether numbers stand below."""
        return tuple(zip(self.header, self.numeric, strict=True))


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A section with the questions that are asked (or answered all the same)."""

    key: str
    number: str
    title: str
    answers: tuple[WrittenAnswer, ...]


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A whole report in one language. ``facts`` are pairs of label and text for its front page."""

    language: str
    is_right_to_left: bool
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    sections: tuple[WrittenSection, ...]
    words: Mapping[str, str]


def written_report(
    document: Mapping[str, Json], instrument: Instrument, language: str, *, state_name: str, sha256: str = ""
) -> WrittenReport:
    """A report document written out in ``language``; ``sha256`` is that of a submitted one."""
    lines = cast(list[dict[str, Json]], document["answers"])
    answers = {str(line["key"]): cast(Answer, line["answer"]) for line in lines if line["answer"] is not None}
    with override(language):
        return WrittenReport(
            language=language,
            is_right_to_left=bool(get_language_info(language)["bidi"]),
            title=instrument.text("title", language),
            subtitle=state_name,
            facts=_facts(document, sha256),
            notes=_notes(instrument),
            sections=tuple(
                written_sections(instrument, answers, language, cast(list[int], document["years"]))
            ),
            words={code: word(code) for code in ("report_contents", "report_question_ours", "report_pages")},
        )


def _facts(document: Mapping[str, Json], sha256: str) -> tuple[tuple[str, str], ...]:
    years = [str(year) for year in cast(list[int], document["years"])]
    edition = cast(dict[str, str], document["instrument"])
    signed = [str(one["name"]) for one in cast(list[dict[str, Json]], document["signatures"])]
    facts = [
        (word("report_fact_number"), str(document["id"])),
        (word("report_fact_years"), "–".join(dict.fromkeys((years[0], years[-1])))),
        (
            word("report_fact_edition"),
            f"{edition['id']} {edition['edition']} · {word('standing_' + edition['standing'])}",
        ),
        (word("report_fact_signed"), ", ".join(signed) or word("report_not_signed")),
    ]
    return (*facts, *(((word("report_fact_hash"), sha256),) if sha256 else ()))


def _notes(instrument: Instrument) -> tuple[str, ...]:
    notes = [word("report_note_own_words")] if instrument.own_words else []
    if instrument.standing.value == "draft":
        notes.append(word("report_note_draft"))
    return (*notes, word("report_note_blank"))


def written_sections(
    instrument: Instrument, answers: Mapping[str, Answer], language: str, years: Sequence[int]
) -> Sequence[WrittenSection]:
    """Every section with what is asked, given these answers, and what was answered without being asked."""
    shown = visible_keys(instrument, answers) | {key for key, value in answers.items() if value is not None}
    return [
        WrittenSection(
            key=section.key,
            number=section.number,
            title=instrument.text(f"section.{section.key}", language),
            answers=tuple(
                written_answer(instrument, question, answers.get(question.key), language, years)
                for question in instrument.in_section(section.key)
                if question.key in shown
            ),
        )
        for section in instrument.sections
    ]


def written_answer(
    instrument: Instrument, question: Question, value: Answer, language: str, years: Sequence[int]
) -> WrittenAnswer:
    """One question and its answer in words of the active language (which must be ``language``)."""
    shown: dict[str, object] = (
        _shown(instrument, question, value, language, years) if value is not None else {}
    )
    return WrittenAnswer(
        key=question.key,
        number=question.number,
        question=instrument.question_text(question.key, language),
        help=instrument.text(f"{question.key}:help", language)
        if f"{question.key}:help" in instrument.words
        else "",
        is_blank=value is None,
        is_unconfirmed=question.evidence is Evidence.UNCONFIRMED,
        **{"text": word("answer_none"), **shown} if value is None else shown,  # type: ignore[arg-type]  # [shown-fields]
    )


def _shown(
    instrument: Instrument, question: Question, value: Answer, language: str, years: Sequence[int]
) -> dict[str, object]:
    match question.kind:
        case Kind.MANY:
            codes = cast(list[str], value)
            return {"items": tuple(option_text(instrument, question, code, language) for code in codes)}
        case Kind.TABLE:
            return _table(instrument, question, cast(dict[str, Scalar], value), language, years)
        case Kind.ROWS:
            return _lines(instrument, question, cast(list[dict[str, Scalar]], value), language)
        case Kind.FILES:
            return {
                "items": tuple(str(line.get("name", "")) for line in cast(list[dict[str, Scalar]], value))
            }
        case Kind.NUMBER:
            return {"text": quantity_text(question, cast(Scalar, value))}
        case Kind.TEXT:
            return {"text": str(value)}
    return {"text": option_text(instrument, question, str(value), language)}


def option_text(instrument: Instrument, question: Question, code: str, language: str) -> str:
    """An option in words; what was typed beside "other" follows it."""
    option, colon, typed = code.partition(":")
    if question.kind in FIXED_OPTIONS:
        return word(f"answer_{option}")
    text = instrument.code_text(question.key, option, language)
    return f"{text}: {typed}" if colon and option == OTHER else text


def number_text(value: Scalar) -> str:
    """A number as the active language writes it, in groups of three."""
    return number_format(value, force_grouping=True)


def _cell(question: Question, column: str, value: Scalar | None) -> str:
    if value is None:
        return "–"
    return str(value) if column in question.text_columns else quantity_text(question, value)


def quantity_text(question: Question, value: Scalar) -> str:
    """A number of the question's unit as the active language writes it."""
    if question.unit == YEARS:
        return word("answer_indefinite") if value == INDEFINITE else str(value)
    return number_text(value)


def code_label(
    instrument: Instrument, question: Question, code: str, language: str, years: Sequence[int]
) -> str:
    """A row or column in words; the first and second year of the period by their numbers."""
    if len(years) > 1 and code in YEAR_CODES and question.prefill:
        return str(years[0] if code == YEAR_CODES[0] else years[-1])
    return instrument.code_text(question.key, code, language)


def _table(
    instrument: Instrument, question: Question, value: dict[str, Scalar], language: str, years: Sequence[int]
) -> dict[str, object]:
    def text(code: str) -> str:
        return code_label(instrument, question, code, language, years)

    return {
        "header": ("", *map(text, question.columns)),
        "grid": tuple(
            (
                text(row),
                *(_cell(question, column, value.get(f"{row}.{column}")) for column in question.columns),
            )
            for row in question.rows
        ),
        "numeric": (False, *(column not in question.text_columns for column in question.columns)),
    }


def _lines(
    instrument: Instrument, question: Question, value: list[dict[str, Scalar]], language: str
) -> dict[str, object]:
    return {
        "header": tuple(instrument.code_text(question.key, column, language) for column in question.columns),
        "grid": tuple(
            tuple(_cell(question, column, line.get(column)) for column in question.columns) for line in value
        ),
        "numeric": tuple(column not in question.text_columns for column in question.columns),
    }
