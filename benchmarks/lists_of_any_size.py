"""Writes an inventory of any size as CSV: the list on which import speed is measured. Every number is invented."""

import csv
import sys
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


def write_inventory(path: Path, rows: int, seed: int = 7) -> None:
    """``rows`` weapons under a header; the same seed gives the same file."""
    random = Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(1, rows + 1):
            kind, make, model, calibre, pattern = MODELS[number % len(MODELS)]
            since = f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{random.randint(1990, 2024)}"
            year = random.randint(1955, 2015)
            writer.writerow(
                (number, kind, make, model, calibre, _serial(random, pattern), year, 1, since, "")
            )


def _serial(random: Random, pattern: str) -> str:
    return "".join(
        random.choice(LETTERS) if sign == "A" else str(random.randint(0, 9)) if sign == "9" else sign
        for sign in pattern
    )


if __name__ == "__main__":
    write_inventory(Path(sys.argv[1]), int(sys.argv[2]))
