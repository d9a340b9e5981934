"""Read the marks of a folder of lists with right answers: agreement and speed.

    PYTHONPATH=src python benchmarks/marks_cases.py FOLDER

``FOLDER`` holds ``seizures_2025.xlsx`` (column "Marks as read"), ``expected.json`` (``seizures[].row``,
``reading``, ``traceable``) and ``police_register.csv`` (column "Serial number").
"""

import csv
import json
import sys
import time
from collections import Counter
from pathlib import Path

import openpyxl

from tracemark.marks.rules import Absent, CellReading, is_readable, read_cell

ABSENCES = {
    "none": {Absent.NONE, Absent.NOT_STATED},
    "illegible": {Absent.ILLEGIBLE},
    "removed": {Absent.REMOVED},
    "import_mark_only": {Absent.NOT_STATED},
}
UNREADABLE = {"one_unreadable": 1, "two_unreadable": 2}
OTHER_MARKS = {"several_numbers": ["part"], "with_import_mark": ["import"], "import_mark_only": ["import"]}


def agrees(reading: CellReading, kind: str) -> bool:
    """True when the reading is of the kind the answers name."""
    serial, *others = reading.marks
    if serial.absent:
        is_right = serial.absent in ABSENCES.get(kind, set())
    else:
        is_right = kind not in ABSENCES and serial.normalized.count("?") == UNREADABLE.get(kind, 0)
    return is_right and [mark.role.value for mark in others] == OTHER_MARKS.get(kind, [])


def main(folder: Path) -> None:
    """Print agreement by kind of reading, and microseconds a cell."""
    answers = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["seizures"]
    rows = list(openpyxl.load_workbook(folder / "seizures_2025.xlsx").active.iter_rows(values_only=True))
    column = rows[0].index("Marks as read")
    right: Counter[str] = Counter()
    for answer in answers:
        typed = rows[answer["row"] - 1][column]
        reading = read_cell("" if typed is None else str(typed))
        right[answer["reading"]] += agrees(reading, answer["reading"])
        if answer["traceable"] and not is_readable(reading.marks[0]):
            print(f"row {answer['row']}: traceable, but {typed!r} was not readable")
    for kind, total in Counter(answer["reading"] for answer in answers).items():
        print(f"{kind:18} {right[kind]:4} of {total}")
    with (folder / "police_register.csv").open(encoding="utf-8-sig") as file:
        serials = [row["Serial number"] for row in csv.DictReader(file)]
    start = time.perf_counter()
    for serial in serials:
        read_cell(serial)
    print(
        f"{(time.perf_counter() - start) / len(serials) * 1e6:.1f} µs a cell over {len(serials)} cells, cold"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
