"""Answers that come back in files: a spreadsheet made by us, a submission of a phone form."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.actions.answers import Change, record_answers
from tracemark.instruments.models import Report
from tracemark.instruments.queries.reports import view_of
from tracemark.instruments.rules.sheet import read_lines
from tracemark.instruments.rules.values import Answer
from tracemark.instruments.rules.xlsform import cell_name, read_submission
from tracemark.register.jobs.files import open_list
from tracemark.register.jobs.files.cells import Limits

LIMITS = Limits(file_bytes=20_000_000, unpacked_bytes=100_000_000, rows=100_000, columns=60)
MOST_SUBMISSION_BYTES = 20_000_000
HEADER = ("key", "cell")
ANSWER_COLUMN = 5


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a file changed, and what in it was passed over with a warning."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def fill_from_sheet(
    report: Report, path: Path, *, section: str = "", reason: str = "", by: Viewer, at: datetime
) -> ReadBack:
    """Record the answers of a spreadsheet made by `tables.sheets`; all of it or nothing. Raises Refused.

    With ``section`` (key or number) only its lines count. Cells left empty take an answer back.
    """
    instrument = view_of(report).instrument
    sections = list(instrument.sections)
    if section:
        found = instrument.find_section(section)
        if found is None:
            raise Refused(Finding("section_unknown", {"section": section}, Severity.REFUSAL))
        sections = [found]
    keys = [question.key for one in sections for question in instrument.in_section(one.key)]
    lines = list(read_lines_of(path))
    if not any(key in instrument.by_key for key, _, _ in lines):
        raise Refused(Finding("sheet_not_ours", {"name": path.name}, Severity.REFUSAL))
    answers, findings = read_lines(instrument, lines, keys)
    return _record(report, answers, findings, way="sheet", reason=reason, by=by, at=at)


def read_lines_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Key, path and answer of every line of a spreadsheet made by us."""
    for sheet in open_list(path, limits=LIMITS).sheets:
        is_body = False
        for _, cells in sheet.rows():
            texts = [cell.text for cell in cells] + [""] * (ANSWER_COLUMN + 1 - len(cells))
            if tuple(texts[:2]) == HEADER:
                is_body = True
            elif is_body and texts[0]:
                yield texts[0], texts[1], texts[ANSWER_COLUMN]


def fill_from_submission(
    report: Report, content: bytes, *, reason: str = "", by: Viewer, at: datetime
) -> ReadBack:
    """Record the answers of a phone form's submission (JSON, XML or CSV with one line). Raises Refused.

    Questions the submission does not name keep their answers.
    """
    instrument = view_of(report).instrument
    values = read_values(content)
    answers, findings = read_submission(instrument, values)
    known = {cell_name(key) for key in instrument.by_key}
    if not any(name.partition("___")[0] in known for name in values):
        raise Refused(Finding("submission_not_ours", {}, Severity.REFUSAL))
    given = {key: value for key, value in answers.items() if value is not None}
    return _record(report, given, findings, way="form", reason=reason, by=by, at=at)


def read_values(content: bytes) -> dict[str, str]:
    """A submission's values by name, however deep in groups they lie. Raises Refused for what cannot be read."""
    if len(content) > MOST_SUBMISSION_BYTES:
        raise Refused(Finding("submission_unreadable", {"problem": "too long"}, Severity.REFUSAL))
    try:
        text = content.decode("utf-8-sig")
        start = text.lstrip()[:1]
        if start in {"{", "["}:
            return dict(_flat_json(json.loads(text)))
        if start == "<":
            return dict(_flat_xml(text))
        (line,) = csv.DictReader(io.StringIO(text))
        return {name.rpartition("/")[2].rpartition("-")[2]: cell or "" for name, cell in line.items() if name}
    except (ValueError, ET.ParseError, RecursionError, csv.Error) as error:
        raise Refused(
            Finding("submission_unreadable", {"problem": str(error)[:200]}, Severity.REFUSAL)
        ) from error


def _flat_json(held: object) -> Iterator[tuple[str, str]]:
    if isinstance(held, list):
        for one in held:
            yield from _flat_json(one)
    elif isinstance(held, Mapping):
        for name, value in held.items():
            if isinstance(value, Mapping | list):
                yield from _flat_json(value)
            elif value is not None:
                yield str(name).rpartition("/")[2], str(value)


def _flat_xml(text: str) -> Iterator[tuple[str, str]]:
    """Leaves of an XML submission. A document type is refused: it is how parsers are made to explode."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("document type")
    for element in ET.fromstring(text).iter():
        if len(element) == 0 and element.text:
            yield element.tag.rpartition("}")[2], element.text


def _record(
    report: Report,
    answers: Mapping[str, Answer],
    findings: list[Finding],
    *,
    way: str,
    reason: str,
    by: Viewer,
    at: datetime,
) -> ReadBack:
    refusals = [finding for finding in findings if finding.severity is Severity.REFUSAL]
    if refusals:
        raise Refused(*refusals)
    changes = record_answers(report, answers=answers, way=way, reason=reason, by=by, at=at)
    return ReadBack(tuple(changes), tuple(findings))
