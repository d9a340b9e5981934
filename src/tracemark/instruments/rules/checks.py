"""Sums that must add up: ``{row}.both = {row}.first + {row}.second``, ``col.actions#destroyed.both <= …``.

A reference without ``#`` is a cell of the question itself, ``key`` alone a number, ``key#row.column`` a cell of
another question. ``*`` stands for every row or column. ``{row}`` and ``{column}`` make one check of each. A check
with a blank in it says nothing: a blank is not zero.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tracemark.findings import Finding, Severity
from tracemark.instruments.rules.questionnaire import INDEFINITE, Instrument, Kind, Question
from tracemark.instruments.rules.values import Answer

EQUATION = re.compile(r"(?P<left>.+?)\s*(?P<sign><=|>=|=)\s*(?P<right>.+)")
REFERENCE = re.compile(r"(?:(?P<key>[a-z][\w.]*)#)?(?P<path>[\w*{}]+\.[\w*{}]+|[a-z][\w.]*)")


@dataclass(frozen=True, slots=True)
class Check:
    """One equation over references, of the question ``key``."""

    key: str
    left: tuple[str, ...]
    sign: str
    right: tuple[str, ...]
    text: str


def expand_checks(question: Question) -> tuple[Check, ...]:
    """The checks of a question, one for each row or column they are written for. Raises ValueError."""
    return tuple(check for text in question.checks for check in _expand(question, text))


def _expand(question: Question, text: str) -> Iterator[Check]:
    for row in question.rows if "{row}" in text else ("",):
        for column in question.columns if "{column}" in text else ("",):
            filled = text.replace("{row}", row).replace("{column}", column)
            match = EQUATION.fullmatch(filled)
            if match is None:
                raise ValueError(text)
            yield Check(question.key, _parts(match["left"]), match["sign"], _parts(match["right"]), filled)


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(" + "))
    for part in parts:
        if not REFERENCE.fullmatch(part):
            raise ValueError(part)
    return parts


def unknown_references(check: Check, by_key: Mapping[str, Question]) -> tuple[str, ...]:
    """References of a check that lead to no number of the instrument."""
    return tuple(part for part in (*check.left, *check.right) if not _is_known(part, check.key, by_key))


def _is_known(part: str, own: str, by_key: Mapping[str, Question]) -> bool:
    if part in by_key:
        return by_key[part].kind is Kind.NUMBER
    key, mark, path = part.rpartition("#")
    question = by_key.get(key if mark else own)
    row, _, column = path.partition(".")
    return (
        question is not None
        and question.kind is Kind.TABLE
        and row in (*question.rows, "*")
        and column in (*question.columns, "*")
    )


def check_sums(instrument: Instrument, answers: Mapping[str, Answer]) -> list[Finding]:
    """A finding with both numbers for every sum that does not add up."""
    findings = []
    for question in instrument.questions:
        for check in expand_checks(question):
            left, right = (
                _total(instrument, check.key, parts, answers) for parts in (check.left, check.right)
            )
            if left is None or right is None or _is_true(left, check.sign, right):
                continue
            params = {"question": check.key, "check": check.text, "left": f"{left:f}", "right": f"{right:f}"}
            findings.append(
                Finding("sum_differs" if check.sign == "=" else "sum_exceeds", params, Severity.WARNING)
            )
    return findings


def _is_true(left: Decimal, sign: str, right: Decimal) -> bool:
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[sign]


def _total(
    instrument: Instrument, own: str, parts: tuple[str, ...], answers: Mapping[str, Answer]
) -> Decimal | None:
    """The sum of references; None as soon as one of them is blank."""
    values = [_value(instrument, own, part, answers) for part in parts]
    if any(value is None for value in values):
        return None
    return sum((value for value in values if value is not None), Decimal(0))


def _value(instrument: Instrument, own: str, part: str, answers: Mapping[str, Answer]) -> Decimal | None:
    if part in instrument.by_key:
        return _decimal(answers.get(part))
    key, mark, path = part.rpartition("#")
    question = instrument.by_key[key if mark else own]
    held = answers.get(question.key)
    row, _, column = path.partition(".")
    rows = question.rows if row == "*" else (row,)
    columns = question.columns if column == "*" else (column,)
    cells = [
        _decimal(held.get(f"{r}.{c}")) if isinstance(held, dict) else None for r in rows for c in columns
    ]
    return (
        None if any(cell is None for cell in cells) else sum((c for c in cells if c is not None), Decimal(0))
    )


def _decimal(value: Answer) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | str) and value != INDEFINITE else None
