"""Kills an import with SIGKILL at random moments, resumes it, and compares the register with an unbroken one.

Usage: ``PYTHONPATH=src python benchmarks/kill_and_resume.py [--kills 50] [--rows 8000]``. Works in a temporary
folder on SQLite. Each trial begins with an empty node, is killed once at a random moment, and resumed to the end. Exit
code 1 when the heads of the chains, the rows kept aside, the findings, the marks or the result differ.
"""

import argparse
import csv
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 2025
HEADER = [
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
ARMS = (
    ("Assault rifle", "Izhmash", "AKM", "7.62x39"),
    ("Pistol", "Beretta", "92FS", "9x19"),
    ("Shot gun", "Remington", "870", "12 ga"),
)
LOAD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from tracemark.accounts.models import Unit
from tracemark.accounts.rules import console
from tracemark.register.jobs.importing import load
from tracemark.register.rules.rows import ListKind
unit = Unit.objects.get(parent=None)
at = datetime(2025, 6, 1, 12, tzinfo=UTC)
load(Path(sys.argv[1]), ListKind.INVENTORY, unit_id=unit.id, by=console(), accepted_at=at)
"""
COMPARED = (
    "SELECT record_no, head_seq, head_hash FROM register_weapon ORDER BY record_no",
    "SELECT sheet, row, code, cells FROM register_keptasiderow ORDER BY row",
    "SELECT sheet, row, code, params FROM register_rowfinding ORDER BY row, code",
    "SELECT verbatim, normalized FROM register_mark ORDER BY id",
    "SELECT stage, rows_done, result FROM register_batch",
)


def write_list(path: Path, rows: int) -> None:
    """An inventory with repeated rows, missing serials and impossible dates among its rows."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(1, rows + 1):
            serial = f"AB{chance.randrange(rows * 4):06}" if chance.random() > 0.01 else ""
            day = f"{chance.randint(1, 31):02}/{chance.randint(1, 12):02}/{chance.randint(1990, 2020)}"
            writer.writerow([number, *chance.choice(ARMS), serial, 1990, 1, day, ""])


def environment(home: Path) -> dict[str, str]:
    """The environment of a child that works on the node in ``home``."""
    return {**os.environ, "TRACEMARK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tracemark.config.settings"}


def start(home: Path, path: Path) -> subprocess.Popen[bytes]:
    """A process that loads the list."""
    return subprocess.Popen([sys.executable, "-c", LOAD, str(path)], env=environment(home))


def digest(home: Path) -> str:
    """One hash over everything that the load brought."""
    found = hashlib.sha256()
    with sqlite3.connect(home / "tracemark.sqlite3") as database:
        for statement in COMPARED:
            for row in database.execute(statement):
                found.update(repr(row).encode())
    return found.hexdigest()


def position(home: Path) -> int:
    """Rows that are in."""
    with sqlite3.connect(home / "tracemark.sqlite3") as database:
        row = database.execute("SELECT rows_done FROM register_batch").fetchone()
    return row[0] if row else 0


def killed_at(home: Path, path: Path, moment: float) -> int | None:
    """Load and kill after ``moment`` seconds; the rows that were in, None when the load was quicker."""
    process = start(home, path)
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return position(home)
    return None


def main(kills: int, rows: int) -> int:
    """Compare; 1 when a resumed register differs from the unbroken one."""
    chance, different, reached = random.Random(SEED), 0, []
    with tempfile.TemporaryDirectory(prefix="tracemark-kill-") as folder:
        empty, path = Path(folder) / "empty", Path(folder) / "list.csv"
        write_list(path, rows)
        init = [sys.executable, "-m", "tracemark.config.cli", "init", "--state", "XF"]
        subprocess.run(init, env=environment(empty), check=True, stdout=subprocess.DEVNULL)
        unbroken = Path(shutil.copytree(empty, Path(folder) / "unbroken"))
        began = time.monotonic()
        start(unbroken, path).wait()
        seconds, right = time.monotonic() - began, digest(unbroken)
        for trial in range(kills):
            home = Path(shutil.copytree(empty, Path(folder) / f"trial-{trial}"))
            done = killed_at(home, path, chance.uniform(0.3 * seconds, seconds))
            start(home, path).wait()
            different += digest(home) != right
            reached.append(done)
            shutil.rmtree(home)
    inside = [done for done in reached if done is not None and 0 < done < rows]
    print(f"{rows:,} rows, unbroken in {seconds:.1f} s; {len(inside)} of {kills} kills fell inside the list")
    print(f"positions: {sorted(inside)}")
    print(f"registers that differ: {different}")
    return 1 if different else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rows", type=int, default=8000)
    arguments = parser.parse_args()
    sys.exit(main(arguments.kills, arguments.rows))
