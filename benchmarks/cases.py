"""Reads the seven lists of a folder of cases and compares every answer with its ``expected.json``.

Usage: ``PYTHONPATH=src python benchmarks/cases.py FOLDER``. Loads nothing and needs no database. Prints a
table and every difference with its row; exit code 1 when there is one.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracemark.figures.rules.sdg_16_4_2 import is_potentially_traceable
from tracemark.findings import Finding, Severity
from tracemark.reference.data import load_tables
from tracemark.register.jobs.files import open_list
from tracemark.register.rules.lists import Interpreter, Survey
from tracemark.register.rules.rows import KeptAside, ListKind, Row

KINDS = {
    "army_inventory.xlsx": ListKind.INVENTORY,
    "police_register.csv": ListKind.REGISTER,
    "seizures_2025.xlsx": ListKind.SEIZURES,
    "losses_thefts.csv": ListKind.LOSSES,
    "destruction_2025.xlsx": ListKind.DESTRUCTION,
    "import_permits.csv": ListKind.IMPORTS,
    "amnesty_receipts.csv": ListKind.RECEIPTS,
}
SCOPES = ("antique", "replica")
Place = tuple[str | None, int]


@dataclass(slots=True)
class Answers:
    """What reading one list gave."""

    rows: dict[Place, Row] = field(default_factory=dict)
    aside: dict[Place, Finding] = field(default_factory=dict)
    findings: list[tuple[Place, Finding]] = field(default_factory=list)
    seconds: float = 0.0

    def counted(self, severity: Severity) -> dict[str, int]:
        """Findings of one severity by code."""
        return dict(Counter(finding.code for _, finding in self.findings if finding.severity is severity))


def read(path: Path, kind: ListKind) -> Answers:
    """Read a list as a dry run does."""
    began, answers = time.perf_counter(), Answers()
    book, tables = open_list(path), load_tables()
    survey = Survey(kind, tables)
    for sheet in book.sheets:
        survey.add_sheet(sheet.name, sheet.rows(), sheet.hidden_columns)
    interpreter = Interpreter(survey.plan(), tables)
    for number, sheet in enumerate(book.sheets):
        reader = interpreter.open_sheet(number)
        for row, cells in sheet.rows():
            result = reader.read(row, cells)
            if isinstance(result, KeptAside):
                answers.aside[sheet.name, row] = result.reason
            elif result is not None:
                answers.rows[sheet.name, row] = result
                answers.findings += [((sheet.name, row), finding) for finding in result.findings]
        answers.findings += [((sheet.name, row), finding) for row, finding in reader.findings]
    answers.seconds = time.perf_counter() - began
    return answers


def differences(answers: Answers, expected: Mapping[str, Any]) -> Iterator[str]:
    """Where counts, kept-aside rows and alerts are not those expected."""
    counts = {
        "data_rows": len(answers.rows) + len(answers.aside),
        "accepted": len(answers.rows),
        "kept_aside": dict(Counter(reason.code for reason in answers.aside.values())),
        "warnings": answers.counted(Severity.WARNING),
        "alerts": answers.counted(Severity.ALERT),
        "weapons_accepted": sum(row.quantity for row in answers.rows.values()),
    }
    for name, value in counts.items():
        if name in expected and value != expected[name]:
            yield f"{name}: {value}, expected {expected[name]}"
    wanted = {(row["sheet"], row["row"]): row for row in expected["kept_aside_rows"]}
    for place in sorted(wanted.keys() | answers.aside.keys(), key=str):
        yield from _aside_difference(place, answers.aside.get(place), wanted.get(place))
    alerts = sorted(place[1] for place, finding in answers.findings if finding.severity is Severity.ALERT)
    if "alert_rows" in expected and alerts != expected["alert_rows"]:
        yield f"alert rows: {alerts}, expected {expected['alert_rows']}"


def _aside_difference(place: Place, ours: Finding | None, wanted: Mapping[str, Any] | None) -> Iterator[str]:
    if ours is None or wanted is None or ours.code != wanted["reason"]:
        yield f"{place}: {ours and ours.code}, expected {wanted and wanted['reason']}"
    elif wanted.get("first_row") and ours.params["first_row"] != wanted["first_row"]:
        yield f"{place}: repeats {ours.params['first_row']}, expected {wanted['first_row']}"


def seizure_differences(answers: Answers, expected: list[Mapping[str, Any]]) -> Iterator[str]:
    """Where the reading of a seizure row is not the one expected: how, outcome, scope, traceable, same event."""
    rows = {number: row for (_, number), row in answers.rows.items()}
    for wanted in expected:
        row = rows.get(wanted["row"])
        if row is None:
            continue
        for name, ours, right in _pairs(row, wanted):
            if ours != right:
                yield f"seizure row {wanted['row']}: {name} {ours}, expected {right}"


def _pairs(row: Row, wanted: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    named = bool(row.facts.make_text) and "make_absent" not in row.extra
    first = row.extra.get("duplicate_of", ":").rpartition(":")[2]
    why = wanted["why_not"] if wanted["why_not"] in SCOPES else None
    yield "how", row.extra.get("how"), wanted["how"]
    yield "outcome", row.extra.get("outcome"), wanted["outcome"]
    yield "scope", row.extra.get("scope"), why
    yield "traceable", is_potentially_traceable(row.facts.marks, has_named_make=named), wanted["traceable"]
    yield "same event", int(first) if first else None, wanted.get("same_event_as_row")


def main(folder: Path) -> int:
    """Print the table and the differences; 1 when there are any."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = 0
    for name, kind in KINDS.items():
        answers = read(folder / name, kind)
        lines = list(differences(answers, expected["files"][name]))
        if kind is ListKind.SEIZURES:
            lines += seizure_differences(answers, expected["seizures"])
        read_rows = len(answers.rows) + len(answers.aside)
        rate = read_rows / answers.seconds
        print(
            f"{name:24} {read_rows:6} rows {answers.seconds:6.2f} s {rate:8.0f} rows/s  {len(lines)} differences"
        )
        for line in lines:
            print(f"    {line}")
        found += len(lines)
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
