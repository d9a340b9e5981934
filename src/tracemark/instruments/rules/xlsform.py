"""An edition as an XLSForm for phones (survey, choices, settings), and its submissions read back.

Names in a form may not hold dots: `cell_name` writes them with underscores. Conditions become ``relevant``.
"""

from collections.abc import Iterator, Mapping

from tracemark.findings import Finding
from tracemark.instruments.rules.conditions import Term, parse_condition
from tracemark.instruments.rules.questionnaire import (
    COUNT,
    LANGUAGES,
    OTHER,
    YEARS,
    Instrument,
    Kind,
    Question,
)
from tracemark.instruments.rules.sheet import path_label, read_lines
from tracemark.instruments.rules.values import OTHER_TEXT, TICK, Answer

Row = dict[str, str]

NAMES: Mapping[str, str] = {
    "en": "English (en)",
    "ar": "العربية (ar)",
    "zh-hans": "中文 (zh)",
    "fr": "Français (fr)",
    "ru": "Русский (ru)",
    "es": "Español (es)",
}
LINES = 5
"""Lines offered on a phone for a question of lines; more belong into a spreadsheet."""


def cell_name(key: str, path: str = "") -> str:
    """The name of a question, or of a cell, in a form: ``a.b`` and ``row.column`` → ``a__b___row__column``."""
    name = key.replace(".", "__")
    return f"{name}___{path.replace('.', '__').replace(':', '__')}" if path else name


def form_sheets(
    instrument: Instrument, version: str, fixed: Mapping[str, Mapping[str, str]]
) -> dict[str, list[Row]]:
    """The three sheets. ``fixed`` holds the words of yes, no, developing and other in each language."""
    survey: list[Row] = []
    choices: dict[str, list[Row]] = {}
    for section in instrument.sections:
        survey.append(
            {
                "type": "begin_group",
                "name": f"s_{section.key}",
                **_labels(instrument, f"section.{section.key}"),
            }
        )
        for question in instrument.in_section(section.key):
            survey.extend(_question_rows(instrument, question))
            if question.choices:
                choices[_list_of(question)] = list(_choice_rows(instrument, question, fixed))
        survey.append({"type": "end_group", "name": f"s_{section.key}"})
    settings: Row = {
        "form_title": instrument.text("title", "en"),
        "form_id": f"{instrument.id}-{instrument.edition}".replace("-", "_").replace(".", "_"),
        "version": version,
        "default_language": NAMES["en"],
    }
    return {
        "survey": survey,
        "choices": [row for rows in choices.values() for row in rows],
        "settings": [settings],
    }


def _labels(instrument: Instrument, name: str) -> Row:
    return {f"label::{NAMES[code]}": instrument.text(name, code) for code in LANGUAGES}


def _list_of(question: Question) -> str:
    return question.kind.value if question.kind in (Kind.YES_NO, Kind.DEVELOPING) else cell_name(question.key)


def _choice_rows(
    instrument: Instrument, question: Question, fixed: Mapping[str, Mapping[str, str]]
) -> Iterator[Row]:
    for code in question.choices:
        texts = {
            language: fixed[code][language]
            if code in fixed
            else instrument.code_text(question.key, code, language)
            for language in LANGUAGES
        }
        yield {
            "list_name": _list_of(question),
            "name": code,
            **{f"label::{NAMES[language]}": text for language, text in texts.items()},
        }


def _question_rows(instrument: Instrument, question: Question) -> Iterator[Row]:
    name, labels = cell_name(question.key), _labels(instrument, instrument.name_of(question.key))
    relevant = _relevant(instrument, question.when)
    match question.kind:
        case Kind.YES_NO | Kind.DEVELOPING | Kind.CHOICE:
            yield {"type": f"select_one {_list_of(question)}", "name": name, "relevant": relevant, **labels}
        case Kind.MANY:
            yield {
                "type": f"select_multiple {_list_of(question)}",
                "name": name,
                "relevant": relevant,
                **labels,
            }
        case Kind.TABLE | Kind.ROWS:
            yield {"type": "begin_group", "name": name, "relevant": relevant, **labels}
            for path in _group_paths(question):
                column = path.rpartition(".")[2]
                kind = "text" if column in question.text_columns else _number_type(question)
                yield {
                    "type": kind,
                    "name": cell_name(question.key, path),
                    **_path_labels(instrument, question, path),
                }
            yield {"type": "end_group", "name": name}
        case Kind.FILES:
            return
        case _:
            kind = _number_type(question) if question.kind is Kind.NUMBER else "text"
            yield {"type": kind, "name": name, "relevant": relevant, **labels}
    if OTHER in question.options:
        sign = f"selected(${{{name}}}, 'other')"
        yield {
            "type": "text",
            "name": cell_name(question.key, OTHER_TEXT),
            "relevant": sign,
            **_path_labels(instrument, question, OTHER_TEXT),
        }


def _number_type(question: Question) -> str:
    """What a phone lets people type: digits only, or, where "for ever" is an answer too, any text."""
    return {COUNT: "integer", YEARS: "text"}.get(question.unit, "decimal")


def _group_paths(question: Question) -> Iterator[str]:
    rows = question.rows or tuple(str(at) for at in range(1, LINES + 1))
    return (f"{row}.{column}" for row in rows for column in question.columns)


def _path_labels(instrument: Instrument, question: Question, path: str) -> Row:
    return {f"label::{NAMES[code]}": path_label(instrument, question, path, code) for code in LANGUAGES}


def _relevant(instrument: Instrument, when: str) -> str:
    groups = parse_condition(when)
    return " or ".join("(" + " and ".join(_term(term) for term in group) + ")" for group in groups)


def _term(term: Term) -> str:
    place = f"${{{cell_name(term.key)}}}"
    if term.sign == "!=":
        return f"({place} != '' and " + " and ".join(f"{place} != '{value}'" for value in term.values) + ")"
    joined = " or ".join(f"selected({place}, '{value}')" for value in term.values)
    return f"({joined})"


def read_submission(
    instrument: Instrument, values: Mapping[str, str]
) -> tuple[dict[str, Answer], list[Finding]]:
    """The answers in a submission: values by the names of the form, however deep they lay in groups."""
    lines: list[tuple[str, str, str]] = []
    for question in instrument.questions:
        lines.extend(_submitted(question, values))
    return read_lines(instrument, lines, instrument.by_key)


def _submitted(question: Question, values: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    text = values.get(cell_name(question.key), "")
    if question.kind is Kind.MANY:
        yield from ((question.key, code, TICK) for code in text.split())
    elif question.kind in (Kind.TABLE, Kind.ROWS):
        for path in _group_paths(question):
            if cell := values.get(cell_name(question.key, path), ""):
                yield question.key, path, cell
    elif text and question.kind is not Kind.FILES:
        yield question.key, "", text
    if other := values.get(cell_name(question.key, OTHER_TEXT), ""):
        yield question.key, OTHER_TEXT, other
