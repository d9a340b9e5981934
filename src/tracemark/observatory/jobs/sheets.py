"""Spreadsheets and CSV: forms of ours that were filled in, tables of older collections, tables of records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tracemark.findings import Finding, Severity
from tracemark.observatory.jobs.ways import Reading
from tracemark.observatory.rules.drafts import GivenCell, ReportDraft, refusal
from tracemark.observatory.rules.facts import RecordFacts
from tracemark.observatory.rules.lines import (
    is_record_table,
    is_report_table,
    read_record_table,
    read_report_table,
)
from tracemark.register.jobs.files import open_list
from tracemark.register.jobs.files.cells import Limits

LIMITS = Limits(file_bytes=400_000_000, unpacked_bytes=800_000_000, rows=2_000_000, columns=2_000)
SHEET_HEADER = ("key", "cell")
SHEET_ANSWER = 5


@dataclass(slots=True)
class TableFile:
    """What the sheets of a file hold."""

    reports: list[ReportDraft] = field(default_factory=list)
    records: list[tuple[RecordFacts, str, bool]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    filled: list[GivenCell] = field(default_factory=list)


def read_tables(path: Path, reading: Reading) -> TableFile:
    """Every sheet of a file. Raises UnreadableList for one that is no spreadsheet and no text table."""
    book = open_list(path, limits=LIMITS)
    found = TableFile(findings=[one for one in book.findings if one.severity is Severity.REFUSAL])
    for sheet in book.sheets:
        lines = [(_place(sheet.name, at), [cell.text for cell in cells]) for at, cells in sheet.rows()]
        if any(any(texts) for _, texts in lines):
            _read_sheet(lines, reading, found)
    if found.filled:
        drafts, wrong = _draft_of_form(found.filled, reading)
        found.reports += drafts
        found.findings += wrong
    return found


def _read_sheet(lines: list[tuple[str, list[str]]], reading: Reading, found: TableFile) -> None:
    head = next((at for at, (_, texts) in enumerate(lines) if _is_header(texts)), None)
    if head is None:
        found.findings.append(refusal("table_without_header", lines[0][0]))
        return
    _, header = lines[head]
    body = lines[head + 1 :]
    if tuple(header[:2]) == SHEET_HEADER and len(header) > SHEET_ANSWER:
        found.filled += _filled(body)
    elif is_record_table(header):
        records, wrong = read_record_table(header, body, state_of=reading.state)
        found.records += records
        found.findings += wrong
    else:
        drafts, wrong = read_report_table(
            header, body, given=reading.given, state_of=reading.state, edition_of=reading.edition
        )
        found.reports += drafts
        found.findings += wrong


def _place(sheet: str | None, row: int) -> str:
    return f"{sheet}, row {row}"[:80] if sheet else f"row {row}"


def _is_header(texts: Sequence[str]) -> bool:
    return tuple(texts[:2]) == SHEET_HEADER or is_record_table(texts) or is_report_table(texts)


def _filled(body: Iterable[tuple[str, list[str]]]) -> Iterator[GivenCell]:
    for place, texts in body:
        padded = [*texts, *[""] * (SHEET_ANSWER + 1 - len(texts))]
        answer = padded[SHEET_ANSWER].removeprefix("'")
        if padded[0] and answer.strip():
            yield GivenCell(padded[0], padded[1], answer, place)


def _draft_of_form(cells: list[GivenCell], reading: Reading) -> tuple[list[ReportDraft], list[Finding]]:
    """One report from a form: State, edition and years are said beside it."""
    line = {"state": reading.given.state, "edition": reading.given.edition, "years": reading.given.years}
    header = ("state", "edition", "years", "key", "cell", "answer")
    rows = [(one.place, [*line.values(), one.key, one.path, one.raw]) for one in cells]
    return read_report_table(
        header, rows, given=reading.given, state_of=reading.state, edition_of=reading.edition
    )
