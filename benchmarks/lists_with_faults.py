"""Three lists as officers send them, with every fault that leaves a trace: repeated rows, impossible dates, quantities,
missing and double numbers, unknown makers, persons, totals that differ, permits delivered beyond what was permitted.
Every number and name is invented.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import xlsxwriter

SEED = 2025
ARMS = (
    ("Assault rifle", "Izhmash", "AKM", "7.62x39"),
    ("Pistol", "Beretta", "92FS", "9x19"),
    ("Shot gun", "Remington", "870", "12 ga"),
    ("Pistol", "Zzyzx Works", "P1", "9x19"),
)
INVENTORY = [
    "No.",
    "Type",
    "Make",
    "Model",
    "Calibre",
    "Serial no.",
    "Year",
    "Qty",
    "On charge since",
    "Remarks",
]
REGISTER = ["Reg no", "Date", "Type", "Make", "Model", "Calibre", "Serial number", "Owner", "Sex", "Remarks"]
PERMITS = ["Permit no", "Issued", "Exporter", "Type", "Make", "Permitted qty", "Delivered qty"]

Cells = Sequence[object]


def write_lists(folder: Path, rows: int) -> list[tuple[str, Path]]:
    """An inventory, a register of two sheets and a list of permits; pairs of kind and file."""
    chance = Random(SEED)
    inventory, register, permits = (folder / name for name in ("army.csv", "police.xlsx", "permits.csv"))
    _write_csv(inventory, [INVENTORY, *_inventory(chance, rows), ["Total", "", "", "", "", "", "", rows * 9]])
    with xlsxwriter.Workbook(register, {"constant_memory": True}) as book:
        for name in ("North", "South"):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate([REGISTER, *_register(chance, rows // 2, name)]):
                sheet.write_row(number, 0, cells)
    _write_csv(permits, [PERMITS, *_permits(chance, rows)])
    return [("inventory", inventory), ("register", register), ("imports", permits)]


def _inventory(chance: Random, rows: int) -> Iterator[Cells]:
    for number in range(1, rows + 1):
        serial = _serial(chance, rows)
        quantity = 1 if serial or chance.random() < 0.7 else chance.randint(2, 40)
        yield [number, *chance.choice(ARMS), serial, 1990, quantity, _day(chance), ""]


def _register(chance: Random, rows: int, sheet: str) -> Iterator[Cells]:
    for number in range(1, rows + 1):
        person = f"{chance.choice('ABCDEF')}. Invented {number}"
        sex = chance.choice(("male", "female", ""))
        serial = _serial(chance, rows)
        yield [f"{sheet[0]}-{number}", _day(chance), *chance.choice(ARMS), serial, person, sex, ""]


def _permits(chance: Random, rows: int) -> Iterator[Cells]:
    for number in range(1, rows + 1):
        kind, make, _, _ = chance.choice(ARMS)
        permitted = chance.randint(1, 400)
        yield [f"IP-{number}", _day(chance), "Nearland", kind, make, permitted, chance.randint(0, 420)]


def _serial(chance: Random, rows: int) -> str:
    """A number that now and then is another row's, is missing, is two, or is not fully legible."""
    number = f"AB{chance.randrange(rows * 6):06}"
    faults = {0: "", 1: "none", 2: f"{number} / {chance.randrange(10**6)}", 3: f"{number[:-2]}??"}
    return faults.get(chance.randrange(60), number)


def _day(chance: Random) -> str:
    """A day; the 31st of a short month is one that never was."""
    return f"{chance.randint(1, 31):02}/{chance.randint(1, 12):02}/{chance.randint(1990, 2020)}"


def _write_csv(path: Path, rows: Sequence[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
