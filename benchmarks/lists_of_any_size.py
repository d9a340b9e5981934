"""Writes lists of any size as CSV: those on which speed is measured. Every number is invented."""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

MODELS = (
    ("Assault rifle", "Izhmash", "AKM", "7.62x39", "AA9999999"),
    ("Assault rifle", "Zastava", "M70", "7.62x39", "99999999"),
    ("Assault rifle", "FN", "FAL", "7.62x51", "99999999"),
    ("SMG", "Heckler & Koch", "MP5A3", "9x19", "A9999999"),
    ("Pistol", "Beretta", "92FS", "9 mm Para", "A9999999Z"),
    ("Pistol", "Glock", "17", "9x19", "AAA9999"),
    ("Shotgun", "Mossberg", "500", "12 ga", "A9999999"),
)
HEADER = (
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
)
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


LIST_HEADER = ("Ref no", "Date", "Type", "Make", "Model", "Calibre", "Serial no.", "Year")
MORE_COLUMNS = {
    "register": {"Holder": ("private", "private", "private", "private", "dealer", "police stock")},
    "seizures": {
        "How obtained": (
            "Seized - criminal offence",
            "Seized (administrative)",
            "Found",
            "Handed in voluntarily",
        ),
        "Agency": ("Police", "Customs"),
        "Trace outcome": ("Traced at home", "Pending", "Not tried", ""),
    },
    "losses": {"Lost or stolen": ("lost", "stolen")},
    "destruction": {"Method": ("Melted",)},
}
"""What lists of a kind say besides, and the words they use for it."""


def write_inventory(path: Path, rows: int, seed: int = 7) -> None:
    """``rows`` weapons of an inventory under a header; the same seed gives the same file."""
    random = Random(seed)
    _write(path, HEADER, (_inventory_row(random, number) for number in range(1, rows + 1)))


def write_list(path: Path, kind: str, rows: int, seed: int) -> None:
    """``rows`` weapons of a list of another kind (a key of ``MORE_COLUMNS``)."""
    random, more = Random(seed), MORE_COLUMNS[kind]
    lines = (
        (f"R{number:07}", _day(random, kind), *_arm(random, number), *map(random.choice, more.values()))
        for number in range(1, rows + 1)
    )
    _write(path, (*LIST_HEADER, *more), lines)


def _inventory_row(random: Random, number: int) -> tuple[object, ...]:
    since = _day(random, "inventory")
    *description, year = _arm(random, number)
    return (number, *description, year, 1, since, "")


def _arm(random: Random, number: int) -> tuple[object, ...]:
    kind, make, model, calibre, pattern = MODELS[number % len(MODELS)]
    return kind, make, model, calibre, _serial(random, pattern), random.randint(1955, 2015)


def _day(random: Random, kind: str) -> str:
    year = 2025 if kind == "seizures" else random.randint(1990, 2024)
    return f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{year}"


def _write(path: Path, header: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def _serial(random: Random, pattern: str) -> str:
    return "".join(
        random.choice(LETTERS) if sign == "A" else str(random.randint(0, 9)) if sign == "9" else sign
        for sign in pattern
    )


if __name__ == "__main__":
    write_inventory(Path(sys.argv[1]), int(sys.argv[2]))
