"""Sections as a spreadsheet to fill in offline: one line a cell of a question, names in hidden columns."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from tracemark.instruments.rules.questionnaire import FIXED_OPTIONS, YEARS, Instrument, Kind, Question
from tracemark.instruments.rules.sheet import SheetLine, path_label, sheet_lines
from tracemark.instruments.rules.values import OTHER_TEXT, Answer
from tracemark.ui.words import word

KEY_COLUMN, PATH_COLUMN, ANSWER_COLUMN = 0, 1, 5
COLUMNS = (
    "key",
    "cell",
    "sheet_number",
    "sheet_question",
    "sheet_cell",
    "sheet_answer",
    "sheet_allowed",
    "sheet_basis",
)
WIDTHS = (18, 18, 10, 60, 40, 36, 34, 26)
TITLE_ROWS = 3
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_sections(
    path: Path,
    instrument: Instrument,
    answers: Mapping[str, Answer],
    sections: Iterable[str],
    *,
    number: str,
    language: str,
    is_right_to_left: bool,
) -> int:
    """Write sections to fill in, with the answers they have; the number of lines. Words in the active language.

    Every answer is a text, so that nothing turns into a date or loses a zero, and nothing runs as a formula.
    """
    count = 0
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        look = _look(book)
        for section in instrument.sections:
            if section.key not in set(sections):
                continue
            sheet = book.add_worksheet(f"{section.number or section.key}"[:31])
            if is_right_to_left:
                sheet.right_to_left()
            title = instrument.text(f"section.{section.key}", language)
            sheet.write_string(0, 2, f"{number} · {section.number} {title}", look["title"])
            sheet.write_string(1, 2, word("sheet_how_to"), look["wrapped"])
            _head(sheet, look)
            lines = list(sheet_lines(instrument.in_section(section.key), answers))
            for row, line in enumerate(lines, TITLE_ROWS + 1):
                _line(sheet, look, row, instrument, line, language)
            count += len(lines)
    return count


def _look(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "header": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "answer": book.add_format(
            {
                "num_format": "@",
                "bg_color": "#FFF8DC",
                "border": 1,
                "text_wrap": True,
                "locked": False,
                "valign": "top",
            }
        ),
        "quiet": book.add_format({"font_color": "#555555", "text_wrap": True, "valign": "top"}),
    }


def _head(sheet: Any, look: Mapping[str, Any]) -> None:
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        hidden = column in (KEY_COLUMN, PATH_COLUMN)
        sheet.set_column(column, column, width, None, {"hidden": hidden})
        sheet.write_string(TITLE_ROWS, column, name if hidden else word(name), look["header"])
    sheet.freeze_panes(TITLE_ROWS + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _line(
    sheet: Any, look: Mapping[str, Any], row: int, instrument: Instrument, line: SheetLine, language: str
) -> None:
    question = instrument.by_key[line.key]
    texts = (
        line.key,
        line.path,
        line.number if line.is_first else "",
        instrument.question_text(line.key, language) if line.is_first else "",
        path_label(instrument, question, line.path, language),
    )
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, look["wrapped"])
    sheet.write_string(row, ANSWER_COLUMN, line.text, look["answer"])
    sheet.write_string(
        row, ANSWER_COLUMN + 1, allowed_text(instrument, question, line.path, language), look["quiet"]
    )
    sheet.write_string(row, ANSWER_COLUMN + 2, question.basis if line.is_first else "", look["quiet"])
    choices = _choices(question, line.path)
    if choices:
        sheet.data_validation(
            row, ANSWER_COLUMN, row, ANSWER_COLUMN, {"validate": "list", "source": list(choices)}
        )


def _choices(question: Question, path: str) -> tuple[str, ...]:
    if question.kind is Kind.MANY and path != OTHER_TEXT:
        return ("x",)
    short = sum(len(code) + 1 for code in question.choices) < 250
    return question.choices if path == "" and short else ()


def allowed_text(instrument: Instrument, question: Question, path: str, language: str) -> str:
    """What may be written in a cell, in words."""
    if question.kind is Kind.MANY and path != OTHER_TEXT:
        return word("sheet_tick")
    if path == "" and question.choices:
        fixed = question.kind in FIXED_OPTIONS
        texts = (
            f"{code} = {word(f'answer_{code}') if fixed else instrument.code_text(question.key, code, language)}"
            for code in question.choices
        )
        return " · ".join(texts)
    is_text = (
        question.kind is Kind.TEXT or path == OTHER_TEXT or path.rpartition(".")[2] in question.text_columns
    )
    if is_text:
        return word("sheet_text")
    return word("sheet_years" if question.unit == YEARS else "sheet_number_only")
