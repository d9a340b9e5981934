"""The constructed set as the rules see it, without a database; and a way to load files in tests."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tracemark.accounts.rules import console
from tracemark.instruments.data import shipped_instruments
from tracemark.observatory.data.constructed import documents
from tracemark.observatory.data.constructed_beside import records_csv
from tracemark.observatory.jobs.documents import draft_of
from tracemark.observatory.jobs.loading import LoadResult, load
from tracemark.observatory.jobs.ways import Reading, reading_of
from tracemark.observatory.rules.drafts import ReadReport, read_report
from tracemark.observatory.rules.facts import Cell, Facts, ReportFacts
from tracemark.observatory.rules.lines import Given, read_record_table

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
CYCLES = (2016, 2018, 2020)


def never(*_: object) -> bool:
    return False


@cache
def constructed_reports() -> tuple[ReadReport, ...]:
    """All constructed reports, read as a load reads them."""
    reading = Reading(shipped_instruments(), lambda text: text, never)
    found = []
    for cycle in CYCLES:
        for document in documents(cycle):
            draft, findings = draft_of(document, None, reading, "")
            assert draft is not None and not findings
            found.append(read_report(draft, reading.editions[draft.edition]))
    return tuple(found)


@cache
def constructed_facts() -> Facts:
    """The constructed reports and records, ready to be counted."""
    editions = shipped_instruments()
    reports = []
    for read in constructed_reports():
        cells: dict[str, dict[str, Cell]] = {}
        for one in read.cells:
            cells.setdefault(one.key, {})[one.path] = Cell(one.value, one.number)
        asked = frozenset(editions[read.draft.edition].by_key)
        state, edition = read.draft.state, read.draft.edition
        reports.append(ReportFacts(f"{state}{read.cycle}", state, read.cycle, edition, asked, cells))
    lines = [line.split(",") for line in records_csv().splitlines()]
    rows = [(f"row {at}", line) for at, line in enumerate(lines[1:], 2)]
    records, wrong = read_record_table(lines[0], rows, state_of=lambda text: text)
    assert not wrong
    return Facts(tuple(reports), tuple(record for record, _, _ in records))


def document(state: str = "AA", years: tuple[int, ...] = (2018, 2019), **answers: Any) -> dict[str, Any]:
    """A report as a JSON document; ``__`` in a name stands for a point."""
    return {
        "kind": "national_report",
        "state": state,
        "years": list(years),
        "instrument": {"id": "poa-iti", "edition": "2020"},
        "answers": [{"key": key.replace("__", "."), "answer": value} for key, value in answers.items()],
    }


def write(folder: Path, name: str, held: object) -> Path:
    """A file with a text, or with JSON."""
    path = folder / name
    path.write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
    return path


def take_in(*paths: Path, given: Mapping[str, str] | None = None, **more: Any) -> LoadResult:
    """Load files as the command does."""
    reading = reading_of(console(), never, Given(**(given or {})))
    return load(paths, reading, **{"by": console(), "at": AT, **more})
