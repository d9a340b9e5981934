"""An answer as a value and as cells of text, so that a form, a spreadsheet and a phone say the same.

Values are JSON without floats: a code, a whole number, a decimal as text, a text, a list of codes, a table
``{"row.column": value}``, a list of lines ``[{"column": value}]``. None is a blank. Cells map a path within the
question to a text: ``""`` for simple kinds, an option, ``row.column`` or ``1.column``.
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import cast

from tracemark.findings import Finding, Severity
from tracemark.instruments.rules.questionnaire import (
    COUNT,
    DECIMAL_UNITS,
    INDEFINITE,
    OTHER,
    YEARS,
    Kind,
    Question,
)

Scalar = str | int
Answer = str | int | list[str] | list[dict[str, Scalar]] | dict[str, Scalar] | None
Cells = dict[str, str]

OTHER_TEXT = f"{OTHER}:text"
TICK = "x"
UNTICKED = frozenset({"", "0", "no", "false", "-"})
LONGEST_TEXT = 20_000
MOST_LINES = 2_000
GROUPING = re.compile(r"(?<=\d)[\s,'’\u00a0\u202f](?=\d{3}(?:\D|$))")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
YEARS_TEXT = re.compile(r"(\d{1,4})\s*[^\W\d_]*\.?")
FOR_EVER = frozenset(
    {
        *(INDEFINITE, "indefinitely", "forever", "for ever", "permanent", "permanently"),
        *("إلى أجل غير مسمى", "دائم", "دائماً"),
        *("无限期", "永久"),
        *("indéfiniment", "durée indéterminée", "permanente"),
        *("бессрочно", "постоянно"),
        *("indefinidamente", "tiempo indefinido", "por tiempo indefinido"),
    }
)
"""How people write that something is kept without end, in six languages."""
LINE_PATH = re.compile(r"([1-9]\d{0,3})\.(\w+)")


def value_cells(question: Question, value: Answer) -> Cells:
    """The cells that say ``value``; none for a blank."""
    if value is None:
        return {}
    if question.kind is Kind.MANY:
        return _many_cells(cast(list[str], value))
    if isinstance(value, list):
        lines = cast(list[dict[str, Scalar]], value)
        return {f"{at}.{name}": str(item) for at, line in enumerate(lines, 1) for name, item in line.items()}
    if isinstance(value, dict):
        return {path: str(item) for path, item in value.items()}
    if question.kind is Kind.CHOICE:
        code, colon, text = str(value).partition(":")
        return {"": code, **({OTHER_TEXT: text} if colon else {})}
    return {"": str(value)}


def _many_cells(codes: list[str]) -> Cells:
    cells = {code.partition(":")[0]: TICK for code in codes}
    texts = [code.partition(":")[2] for code in codes if code.startswith(f"{OTHER}:")]
    return {**cells, **({OTHER_TEXT: texts[0]} if texts else {})}


def read_cells(question: Question, cells: Mapping[str, str]) -> tuple[Answer, list[Finding]]:
    """The value that cells say, and what is wrong with them (then the value is None). All blank is None."""
    given = {path: clean(text) for path, text in cells.items()}
    given = {path: text for path, text in given.items() if text}
    wrong = [
        _finding("answer_control_character", question, path)
        for path, text in given.items()
        if CONTROL.search(text)
    ] + [
        _finding("answer_too_long", question, path, longest=LONGEST_TEXT)
        for path, text in given.items()
        if len(text) > LONGEST_TEXT
    ]
    if wrong or not given:
        return None, wrong
    match question.kind:
        case Kind.MANY:
            return _read_many(question, given)
        case Kind.TABLE:
            return _read_table(question, given)
        case Kind.ROWS:
            return _read_rows(question, given)
        case Kind.FILES:
            return _read_files(question, given)
    return _read_single(question, given)


def clean(text: str) -> str:
    """A text without spaces around it, one kind of line end, composed characters."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _read_single(question: Question, cells: Cells) -> tuple[Answer, list[Finding]]:
    text = cells.get("", "")
    if question.kind is Kind.TEXT:
        return text or None, []
    if question.kind is Kind.NUMBER:
        number = read_number(text, question.unit)
        return (number, []) if number is not None or not text else (None, [_bad_number(question, "", text)])
    if text and text not in question.choices:
        return None, [_finding("answer_not_an_option", question, "", given=text[:80])]
    other = cells.get(OTHER_TEXT, "")
    if other and text != OTHER:
        return None, [_finding("answer_other_not_chosen", question, OTHER_TEXT)]
    return (f"{text}:{other}" if other else text or None), []


def _read_many(question: Question, cells: Cells) -> tuple[Answer, list[Finding]]:
    unknown = [path for path in cells if path not in question.options and path != OTHER_TEXT]
    if unknown:
        return None, [_finding("answer_not_an_option", question, "", given=path[:80]) for path in unknown]
    ticked = {path for path, text in cells.items() if text.casefold() not in UNTICKED}
    other = cells.get(OTHER_TEXT, "")
    if other and OTHER not in ticked:
        return None, [_finding("answer_other_not_chosen", question, OTHER_TEXT)]
    codes = [
        f"{OTHER}:{other}" if code == OTHER and other else code for code in question.options if code in ticked
    ]
    return codes or None, []


def _read_table(question: Question, cells: Cells) -> tuple[Answer, list[Finding]]:
    known = [f"{row}.{column}" for row in question.rows for column in question.columns]
    findings = [_finding("answer_no_such_cell", question, path) for path in cells if path not in known]
    value: dict[str, Scalar] = {}
    for path in known:
        if path in cells:
            item, wrong = _read_item(question, path.rpartition(".")[2], path, cells[path])
            findings += wrong
            if item is not None:
                value[path] = item
    return (None, findings) if findings else (value or None, [])


def _read_rows(question: Question, cells: Cells) -> tuple[Answer, list[Finding]]:
    lines: dict[int, dict[str, Scalar]] = {}
    findings: list[Finding] = []
    for path, text in cells.items():
        match = LINE_PATH.fullmatch(path)
        if match is None or match[2] not in question.columns or int(match[1]) > MOST_LINES:
            findings.append(_finding("answer_no_such_cell", question, path))
            continue
        item, wrong = _read_item(question, match[2], path, text)
        findings += wrong
        if item is not None:
            lines.setdefault(int(match[1]), {})[match[2]] = item
    if findings:
        return None, findings
    ordered = [
        {column: lines[at][column] for column in question.columns if column in lines[at]}
        for at in sorted(lines)
    ]
    return ordered or None, []


def _read_files(question: Question, cells: Cells) -> tuple[Answer, list[Finding]]:
    lines: dict[str, dict[str, Scalar]] = {}
    for path, text in cells.items():
        at, _, name = path.partition(".")
        if not at.isdecimal() or name not in {"name", "sha256"}:
            return None, [_finding("answer_no_such_cell", question, path)]
        lines.setdefault(at, {})[name] = text
    return [lines[at] for at in sorted(lines, key=int)], []


def _read_item(question: Question, column: str, path: str, text: str) -> tuple[Scalar | None, list[Finding]]:
    if column in question.text_columns:
        return text, []
    number = read_number(text, question.unit)
    return (number, []) if number is not None else (None, [_bad_number(question, path, text)])


def read_number(text: str, unit: str = COUNT) -> Scalar | None:
    """A count as a whole number, another unit as a decimal text; None for what is neither, or below zero.

    Digits of any script and groups of three are read. ``1.234`` is refused for a count rather than guessed.
    """
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    if unit == YEARS:
        return read_years(plain)
    plain = GROUPING.sub("", plain)
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0 or number >= 10**15:
        return None
    if unit not in DECIMAL_UNITS:
        return int(plain) if plain.isdecimal() else None
    return format(number.normalize() if number else Decimal(0), "f")


def read_years(text: str) -> Scalar | None:
    """A time of keeping: a whole number of years (a word may follow it), or `INDEFINITE`; None for anything else."""
    if text.casefold() in FOR_EVER:
        return INDEFINITE
    match = YEARS_TEXT.fullmatch(text)
    return int(match[1]) if match else None


def check_answer(question: Question, value: Answer) -> list[Finding]:
    """Why ``value`` is no answer to the question; empty for a blank and for what may be stored."""
    try:
        read, findings = read_cells(question, value_cells(question, value))
    except (AttributeError, TypeError, IndexError, ValueError):
        return [_finding("answer_of_another_kind", question, "")]
    if not findings and read != value:
        return [_finding("answer_of_another_kind", question, "")]
    return findings


def _bad_number(question: Question, path: str, text: str) -> Finding:
    code = "answer_not_years" if question.unit == YEARS else "answer_not_a_number"
    return _finding(code, question, path, given=text[:80])


def _finding(code: str, question: Question, path: str, **params: str | int) -> Finding:
    return Finding(code, {"question": question.key, "cell": path, **params}, Severity.REFUSAL)
