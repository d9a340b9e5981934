"""The quality of matching on a folder of real-looking lists with their right answers.

Run: ``python benchmarks/cases_matching.py FOLDER``. The folder holds the seven lists of a State and ``expected.json``;
it is not part of the project. A small reader of this folder's layout stands here, so that matching can be measured
without a database; nothing in it is tuned to single rows.
"""

import argparse
import csv
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
from synthetic_lists import calibration

from tracemark.marks.rules import read_cell
from tracemark.marks.rules.mark import Mark
from tracemark.matching.rules.description import Record, describe
from tracemark.matching.rules.linking import Linking, Row, link_lists
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.matching.rules.posterior import Answer
from tracemark.reference.data import load_tables
from tracemark.reference.rules import find_calibre, find_maker, find_weapon_type, model_key
from tracemark.register.rules.events import PartialDate
from tracemark.register.rules.rows import Facts

LIST_KINDS = {
    "army_inventory.xlsx": ("inventory", "army"),
    "police_register.csv": ("register", "police"),
    "seizures_2025.xlsx": ("seizures", ""),
    "losses_thefts.csv": ("losses", ""),
    "destruction_2025.xlsx": ("destruction", ""),
    "amnesty_receipts.csv": ("receipts", ""),
}
RowId = tuple[str, str | None, int]
SERIAL_COLUMNS = ("Serial no.", "Serial number", "Serial", "Marks as read")
DATE_COLUMNS = ("Date of loss", "Date")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list as matching needs it."""

    id: RowId
    facts: Facts
    on: PartialDate | None


def raw_rows(path: Path) -> Iterator[tuple[str | None, int, dict[str, object]]]:
    """Rows below the header as dictionaries, with their sheet and number."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader)
            for number, cells in enumerate(reader, 2):
                yield None, number, dict(zip(header, cells, strict=False))
        return
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        header: list[str] = []
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if "Model" in cells:
                header = [str(cell) for cell in cells]
            elif header:
                yield sheet.title, number, dict(zip(header, cells, strict=False))


def as_date(value: object) -> PartialDate | None:
    """A date cell, or a text in one of the ways these lists write it."""
    if isinstance(value, datetime):
        return PartialDate(value.date())
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %b %Y"):
        try:
            return PartialDate(datetime.strptime(str(value), form).date())
        except ValueError:
            continue
    return None


def read_lines(path: Path, kept_aside: set[tuple[str | None, int]]) -> Iterator[Line]:
    """The accepted rows of a list."""
    tables = load_tables()
    for sheet, number, cells in raw_rows(path):
        kind = find_weapon_type(tables, str(cells.get("Type") or ""))
        if (sheet, number) in kept_aside or not cells.get("Type"):
            continue
        make = str(cells.get("Make") or "")
        model = str(cells.get("Model") or "")
        calibre = str(cells.get("Calibre") or "")
        serial = next((cells[name] for name in SERIAL_COLUMNS if name in cells), None)
        maker = find_maker(tables, make, model)
        year = cells.get("Year")
        facts = Facts(
            type_text=str(cells.get("Type")),
            type_code=kind.code,
            make_text=make if maker.how != "absent" else "",
            make_code=maker.code,
            model_text=model,
            model_key=model_key(maker.code, model, tables),
            calibre_text=calibre,
            calibre_code=find_calibre(tables, calibre).code,
            year=year if isinstance(year, int) else None,
            marks=marks_of(serial),
        )
        on = next((as_date(cells[name]) for name in DATE_COLUMNS if name in cells), None)
        yield Line((path.name, sheet, number), facts, on)


def marks_of(cell: object) -> tuple[Mark, ...]:
    """The marks of a cell."""
    return read_cell(re.sub(r"\.0$", "", str(cell))).marks if cell not in (None, "") else ()


def calibre_group(code: str, text: str) -> str:
    """The coarse group of a calibre."""
    tables = load_tables()
    return tables.calibres[code].coarse if code else find_calibre(tables, text).coarse


def row_id(place: dict[str, object]) -> RowId:
    """A row as ``expected.json`` names it."""
    return str(place["file"]), place["sheet"], int(str(place["row"]))


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print the rows that were not found first")
    options = parser.parse_args()
    expected = json.loads((options.folder / "expected.json").read_text(encoding="utf-8"))
    lists = {}
    begun = time.perf_counter()
    for name, facts in expected["files"].items():
        if name != "import_permits.csv":
            aside = {
                (row["sheet"], row["row"])
                for row in facts["kept_aside_rows"]
                if row["reason"] != "outside_period"
            }
            lists[name] = list(read_lines(options.folder / name, aside))
    print(f"read {sum(map(len, lists.values()))} rows in {time.perf_counter() - begun:.1f} s")
    report_seizures(lists, expected, show=options.misses)
    report_contradictions(lists, expected)


def records(lines: list[Line]) -> list[Record[RowId]]:
    """Lines as matching compares them."""
    return [Record(line.id, describe(line.facts, calibre_group), line.id[0]) for line in lines]


def report_seizures(lists: dict[str, list[Line]], expected: dict[str, object], *, show: bool) -> None:
    """Seizures against the army's inventory and the police register."""
    begun = time.perf_counter()
    home = records(lists["army_inventory.xlsx"]) + records(lists["police_register.csv"])
    register = MemorySearch(home)
    print(f"indexed {len(home)} weapons in {time.perf_counter() - begun:.1f} s")
    begun = time.perf_counter()
    truths = {row["row"]: row for row in expected["seizures"]}
    answers = [
        (
            truths[record.id[2]],
            register.answer(record.description),
        )
        for record in records(lists["seizures_2025.xlsx"])
    ]
    print(f"matched {len(answers)} seizures in {time.perf_counter() - begun:.1f} s")
    first = in_ten = listed = wrong = 0
    stated = []
    for truth, answer in answers:
        right = {row_id(place) for place in ([truth["match"]] if truth["match"] else []) + truth["also"]}
        named = [{candidate.id, *candidate.also} for candidate in answer.candidates[:10]]
        is_first = bool(named and named[0] & right)
        listed += bool(right)
        first += is_first
        in_ten += any(ids & right for ids in named)
        probability = answer.best.probability if answer.best else 0.0
        stated.append((probability, is_first))
        wrong += not right and probability > 0.9
        if show and ((right and not is_first) or (not right and probability > 0.5)):
            print_miss(truth, answer, right)
    print(f"listed {listed}: first {first} ({first / listed:.3f}), in ten {in_ten} ({in_ten / listed:.3f})")
    print(f"without a weapon in the lists {len(answers) - listed}: answered with p > 0.9: {wrong}")
    sure = [is_right for probability, is_right in stated if probability > 0.9]
    print(f"p > 0.9: {len(sure)}, right {sum(sure) / len(sure):.4f}")
    print("\n".join(calibration(stated)))


def report_contradictions(lists: dict[str, list[Line]], expected: dict[str, object]) -> None:
    """Alerts that are raised, against those that should be."""
    begun = time.perf_counter()
    owned, seen = [], []
    for name, (kind, custodian) in LIST_KINDS.items():
        for line, record in zip(lists[name], records(lists[name]), strict=True):
            (owned if custodian else seen).append(Row(record, kind, line.on, custodian))
    linking = link_lists(owned, seen, DEFAULT_MODEL, lambda step, done, total: None)
    print(f"contradictions in {time.perf_counter() - begun:.1f} s")
    raised = {(each.kind, each.first, each.second): each for each in linking.contradictions}
    right = set(expected_alerts(expected))
    for kind in sorted({key[0] for key in right}):
        ours, theirs = {key for key in raised if key[0] == kind}, {key for key in right if key[0] == kind}
        print(f"{kind}: raised {len(ours)}, right {len(ours & theirs)} of {len(theirs)}")
    for key in sorted(raised.keys() - right, key=str):
        print(f"  too many: {key} {raised[key].probability:.3f}")
    for key in sorted(right - raised.keys(), key=str):
        print(f"  missing: {key}")
    report_links(linking, expected)


def expected_alerts(expected: dict[str, object]) -> Iterator[tuple[str, RowId, RowId]]:
    """The alerts that the lists should raise."""
    for alert in expected["alerts"]["two_custodians"]:
        yield "two_custodians", row_id(alert["army"]), row_id(alert["police"])
    for kind, column, name, sheet in (
        ("lost_then_seized", "loss_row", "losses_thefts.csv", None),
        ("seized_after_destruction", "destruction_row", "destruction_2025.xlsx", "2024-25"),
    ):
        for alert in expected["alerts"][kind]:
            seizure = ("seizures_2025.xlsx", "2025", alert["seizure_row"])
            yield kind, seizure, (name, sheet, alert[column])


def report_links(linking: Linking[RowId], expected: dict[str, object]) -> None:
    """Losses and destruction traced to the lists."""
    for name, links in expected["links"].items():
        right = {link["row"]: row_id(link["match"]) for link in links if link["match"]}
        ours = {key[2]: answer for key, answer in linking.answers.items() if key[0] == name and answer.best}
        if not ours:
            continue
        first = sum(right[row] in (ours[row].best.id, *ours[row].best.also) for row in right if row in ours)
        wrong = sum(row not in right and answer.best.probability > 0.9 for row, answer in ours.items())
        print(
            f"{name}: {len(right)} stand in the lists, first {first}; others answered with p > 0.9: {wrong}"
        )


def print_miss(truth: dict[str, object], answer: Answer[RowId], right: set[RowId]) -> None:
    """One row that was not answered well."""
    query = answer.query
    numbers = [spelling.text for spelling in query.spellings]
    print(
        f"  row {truth['row']} {truth['reading']}: {numbers} {query.make} {query.model} -> {sorted(right, key=str)[:1]}"
    )
    for candidate in answer.candidates[:3]:
        print(f"     {candidate.probability:.3f} {candidate.id} {candidate.serial.recorded}")


if __name__ == "__main__":
    main()
