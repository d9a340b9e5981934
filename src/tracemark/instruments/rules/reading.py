"""An edition from the texts of its folder: ``instrument.toml``, ``questions.csv`` and ``words.csv``.

An edition may extend another one (``extends = "poa-iti/2018"``): its lines then replace those with the same key,
a number of ``-`` takes a question out and ``?`` says that no copy shows one, and what it does not say it takes over.
"""

import csv
import io
import tomllib
from collections.abc import Mapping
from typing import Any

from tracemark.findings import Finding, Param, Severity
from tracemark.instruments.rules.questionnaire import (
    COUNT,
    LANGUAGES,
    Evidence,
    Instrument,
    Kind,
    Period,
    Question,
    Section,
    Standing,
)

FILES = ("instrument.toml", "questions.csv", "words.csv")
KNOWN_KEYS = frozenset(
    {"id", "edition", "extends", "standing", "period", "sources", "own_words", "assessment", "section"}
)
KNOWN_COLUMNS = (
    "key",
    "after",
    "section",
    "number",
    "kind",
    "options",
    "rows",
    "columns",
    "text_columns",
    "when",
    "unit",
    "basis",
    "prefill",
    "checks",
    "evidence",
    "need",
    "optional",
)
OMITTED = "-"
NOT_SEEN = "?"
"""A number that the extended edition has and this one may have otherwise."""
MOST_QUESTIONS = 2_000

Texts = Mapping[str, str]
Line = dict[str, str]


def read_instrument(texts: Texts, bases: Mapping[str, Texts]) -> tuple[Instrument | None, list[Finding]]:
    """The edition in ``texts`` (by file name), and what is wrong with the way it is written.

    ``bases`` holds the folders that may be extended, by ``id/edition``. The instrument is None when a file is
    missing or cannot be read at all; `checking.check_instrument` looks at what it says.
    """
    findings = [_wrong("edition_file_missing", file=name) for name in FILES if name not in texts]
    if findings:
        return None, findings
    try:
        head, lines, words = _layers(texts, bases, ())
        return _build(head, lines, words)
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        return None, [_wrong("edition_unreadable", problem=_problem(error))]


def _problem(error: Exception) -> str:
    return f"missing: {error}" if isinstance(error, KeyError) else str(error)


def _layers(
    texts: Texts, bases: Mapping[str, Texts], above: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, Line], dict[str, Line]]:
    """Head, questions and words with those of the extended editions beneath."""
    head = tomllib.loads(texts["instrument.toml"])
    lines = {line["key"]: line for line in _table(texts["questions.csv"], "questions.csv")}
    words = {line["name"]: line for line in _table(texts["words.csv"], "words.csv")}
    base = head.get("extends", "")
    if not base:
        return head, lines, words
    if base not in bases or base in above:
        raise ValueError(f"extends {base}")
    base_head, base_lines, base_words = _layers(bases[base], bases, (*above, base))
    for key, line in lines.items():
        own = {name: text for name, text in line.items() if text}
        base_lines[key] = {**base_lines.get(key, {}), **own}
        if line.get("after"):
            base_lines = _placed_after(base_lines, key, line["after"])
    kept = {key: line for key, line in base_lines.items() if line.get("number") != OMITTED}
    return {**base_head, **head}, kept, {**base_words, **words}


def _placed_after(lines: dict[str, Line], key: str, place: str) -> dict[str, Line]:
    """The lines with that of ``key`` behind that of ``place``; at the end when there is no such place."""
    others = [one for one in lines if one != key]
    at = others.index(place) + 1 if place in others else len(others)
    return {one: lines[one] for one in (*others[:at], key, *others[at:])}


def _table(text: str, name: str) -> list[Line]:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    lines: list[Line] = []
    for row in rows:
        if None in row or None in row.values():
            raise ValueError(f"{name} line {rows.line_num}: {len(rows.fieldnames or ())} columns expected")
        lines.append({column: cell.strip() for column, cell in row.items()})
    if len(lines) > MOST_QUESTIONS:
        raise ValueError(f"{name}: more than {MOST_QUESTIONS} lines")
    return lines


def _build(
    head: dict[str, Any], lines: dict[str, Line], words: dict[str, Line]
) -> tuple[Instrument | None, list[Finding]]:
    findings = [_wrong("edition_unknown_key", key=key) for key in sorted(set(head) - KNOWN_KEYS)]
    columns = {column for line in lines.values() for column in line}
    findings += [_wrong("edition_unknown_key", key=name) for name in sorted(columns - set(KNOWN_COLUMNS))]
    languages = {column for line in words.values() for column in line} - {"name"}
    findings += [_wrong("edition_unknown_key", key=name) for name in sorted(languages - set(LANGUAGES))]
    instrument = Instrument(
        id=str(head["id"]),
        edition=str(head["edition"]),
        standing=Standing(head["standing"]),
        period=Period(head["period"]),
        sections=tuple(_section(one) for one in head["section"]),
        questions=tuple(_question(line) for line in lines.values()),
        words={name: {code: line.get(code, "") for code in LANGUAGES} for name, line in words.items()},
        sources=tuple(str(one) for one in head.get("sources", ())),
        own_words=bool(head.get("own_words", True)),
        assessment=bool(head.get("assessment", False)),
    )
    return instrument, findings


def _section(table: dict[str, Any]) -> Section:
    return Section(
        key=str(table["key"]), number=str(table.get("number", "")), owner=str(table.get("owner", ""))
    )


def _question(line: Line) -> Question:
    def split(name: str, sign: str = " ") -> tuple[str, ...]:
        return tuple(part.strip() for part in line.get(name, "").split(sign) if part.strip())

    try:
        return Question(
            key=line["key"],
            section=line["section"],
            kind=Kind(line["kind"]),
            number=line.get("number", "").replace(NOT_SEEN, ""),
            options=split("options"),
            rows=split("rows"),
            columns=split("columns"),
            text_columns=split("text_columns"),
            when=line.get("when", ""),
            unit=line.get("unit", "") or COUNT,
            basis=line.get("basis", ""),
            prefill=line.get("prefill", ""),
            checks=split("checks", ";"),
            evidence=Evidence(line.get("evidence", "") or Evidence.UNCONFIRMED),
            need=line.get("need", ""),
            optional=line.get("optional", "") == "yes",
        )
    except (ValueError, KeyError) as error:
        raise ValueError(f"{line.get('key', '?')}: {_problem(error)}") from error


def _wrong(code: str, **params: Param) -> Finding:
    return Finding(code, params, Severity.REFUSAL)
