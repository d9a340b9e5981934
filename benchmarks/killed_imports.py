"""Kills imports with SIGKILL at random moments, resumes them, and compares the registers with unbroken ones.

Run: ``python benchmarks/killed_imports.py [--kills 50] [--rows 6000] [--postgresql URL]``

Every trial begins with an empty node, starts ``tracemark import`` and kills the process at a moment drawn evenly from
the whole time that an unbroken import takes: while Python starts, before the first chunk, inside one, while the batch
is closed. The same command then resumes it; two resumes in five are killed as well. At the end every column of every
row that an import writes must be what the unbroken import wrote. Three lists take turns (see ``lists_with_faults``).
Exit code 1 when a register differs. ``--postgresql`` names a database that may be emptied; others beside it are made
from it, ``NAME_trial`` and so on, and dropped.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from lists_with_faults import write_lists
from nodes import BenchNode, make_node

SEED = 2025
ACCEPTED_AT = "2025-06-01T12:00:00+00:00"
KILLED_AGAIN = 0.4
MOST_KILLS = 4
VERIFIED_EVERY = 5
COMPARED = {
    "register_weapon": (),
    "register_event": (),
    "register_mark": (),
    "matching_markkey": ("id",),
    "register_holder": (),
    "register_keptasiderow": ("id",),
    "register_rowfinding": ("id",),
    "register_batch": (),
    "transfers_permit": (),
    "transfers_permitevent": (),
    "reference_unknownvalue": ("id",),
}
"""Every table that an import fills, with the columns that number rows as they come: those may differ."""

STAGES = (
    "before the batch was opened",
    "before the first chunk was in",
    "among the chunks",
    "all rows in, batch not closed",
)


@dataclass(frozen=True)
class List:
    """A list with the register that an unbroken import of it gives, and the seconds that took."""

    kind: str
    path: Path
    seconds: float
    digests: dict[str, str]
    rows: int


@dataclass
class Outcome:
    """What became of the trials of one list."""

    trials: int = 0
    kills: int = 0
    too_late: int = 0
    different: int = 0
    stages: Counter[str] = field(default_factory=Counter)


def digests(node: BenchNode) -> dict[str, str]:
    """SHA-256 of the rows of every compared table, each row with all its columns, in an order of their own."""
    found = {}
    for table, numbering in COMPARED.items():
        names, rows = node.rows(f"SELECT * FROM {table}")
        kept = [place for place, name in enumerate(names) if name not in numbering]
        lines = sorted(repr([row[place] for place in kept]) for row in rows)
        found[table] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return found


def start(node: BenchNode, kind: str, path: Path) -> subprocess.Popen[bytes]:
    """Begin to import the list, or go on with it."""
    return node.start("import", path, "--kind", kind, "--accepted-at", ACCEPTED_AT, "--json")


def unbroken(empty: BenchNode, folder: Path, kind: str, path: Path) -> List:
    """Import the list without a kill, check the register it gives, and keep its digests."""
    node = empty.copy(folder / "unbroken")
    began = time.monotonic()
    if start(node, kind, path).wait():
        raise RuntimeError(f"the unbroken import of {path.name} failed")
    seconds = time.monotonic() - began
    node.run("verify", "--rebuild")
    _, [(rows,)] = node.rows("SELECT rows_done FROM register_batch")
    whole = List(kind, path, seconds, digests(node), rows)
    node.remove()
    return whole


def stage_of(node: BenchNode, rows: int) -> str:
    """How far the import of a list of so many results had come."""
    _, batches = node.rows("SELECT rows_done FROM register_batch")
    if not batches:
        return STAGES[0]
    done = batches[0][0]
    return STAGES[1] if not done else STAGES[2] if done < rows else STAGES[3]


def is_killed(process: subprocess.Popen[bytes], moment: float) -> bool:
    """Kill the process ``moment`` seconds after it began; False when it had ended by itself."""
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def try_once(node: BenchNode, whole: List, chance: Random, outcome: Outcome) -> bool:
    """One trial on an empty node; False when the first kill came too late."""
    kills = 0
    while kills == 0 or (kills < MOST_KILLS and chance.random() < KILLED_AGAIN):
        if not is_killed(start(node, whole.kind, whole.path), chance.uniform(0, whole.seconds)):
            break
        kills += 1
        outcome.stages[stage_of(node, whole.rows)] += 1
    if not kills:
        outcome.too_late += 1
        return False
    if start(node, whole.kind, whole.path).wait():
        raise RuntimeError("the resumed import failed")
    found = digests(node)
    differing = [table for table in found if found[table] != whole.digests[table]]
    if differing:
        print(f"{whole.path.name}: differs in {', '.join(differing)}", file=sys.stderr)
    if outcome.trials % VERIFIED_EVERY == 0:
        node.run("verify", "--rebuild")
    outcome.trials += 1
    outcome.kills += kills
    outcome.different += bool(differing)
    return True


def measure(folder: Path, kills: int, rows: int, url: str, seed: int) -> list[tuple[List, Outcome]]:
    """All trials, list after list in turn."""
    chance = Random(seed)
    empty = make_node(folder / "empty", url)
    measured = [(unbroken(empty, folder, kind, path), Outcome()) for kind, path in write_lists(folder, rows)]
    trial = 0
    while trial < kills:
        whole, outcome = measured[trial % len(measured)]
        node = empty.copy(folder / "trial")
        trial += try_once(node, whole, chance, outcome)
        node.remove()
        print(f"\r{trial} of {kills}", end="\r", file=sys.stderr, flush=True)
    return measured


def show(measured: list[tuple[List, Outcome]], database: str) -> None:
    """The table, in Markdown."""
    print(f"| database | list | rows | unbroken, s | trials | kills | {' | '.join(STAGES)} | differ |")
    print("|---|---|---|---|---|---|" + "---|" * (len(STAGES) + 1))
    for whole, outcome in measured:
        stages = " | ".join(str(outcome.stages[stage]) for stage in STAGES)
        print(
            f"| {database} | {whole.path.name} | {whole.rows:,} | {whole.seconds:.1f} | {outcome.trials} |"
            f" {outcome.kills} | {stages} | {outcome.different} |"
        )


def main() -> int:
    """0 when every resumed register is the unbroken one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50, help="imports that are killed")
    parser.add_argument("--rows", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--postgresql", default="", metavar="URL")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tracemark-killed-") as folder:
        measured = measure(
            Path(folder), arguments.kills, arguments.rows, arguments.postgresql, arguments.seed
        )
    show(measured, "PostgreSQL" if arguments.postgresql else "SQLite")
    return 1 if any(outcome.different for _, outcome in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
