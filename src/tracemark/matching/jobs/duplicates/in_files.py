"""Pairs of rows of a file, or of a register kept in a folder, that may be one weapon.

On all cores; what was found so far is kept in the folder, a file a lot, so that the job can be stopped and go on. Knows
nothing of the node, so that other processes start at once.
"""

import csv
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from tracemark.matching.jobs.cores import spread
from tracemark.matching.jobs.keeping import Aside, Progress, load_register, open_folder, write_whole
from tracemark.matching.jobs.lists import mark_file
from tracemark.matching.jobs.shelves import ABOUT, Ids, open_places, open_shelf, open_weapons
from tracemark.matching.rules.duplicates import LEAST, Pair, PairFinder, each_once, reading_at
from tracemark.matching.rules.errors import errors_of
from tracemark.matching.rules.explaining import Explainer
from tracemark.matching.rules.model import DEFAULT_MODEL, Model

HEADER = ("first", "second", "probability", "none_probability", "others_that_fit", "reasons")
FORMAT = 1
ROWS_A_LOT = 5_000


@dataclass(frozen=True, slots=True)
class FoundTwins:
    """How many weapons were looked at, the pairs found, and the rows kept aside: file, row number, text of the year."""

    records: int
    pairs: int
    kept_aside: tuple[tuple[str, int, str], ...] = ()
    changed: int = 0


@dataclass(frozen=True, slots=True)
class PairJob:
    register: str
    least: float
    rows_a_lot: int
    model: str = DEFAULT_MODEL.name
    format: int = FORMAT


def find_in_file(
    against: Path,
    out: Path,
    *,
    progress: Progress,
    least: float = LEAST,
    rows_a_lot: int = ROWS_A_LOT,
) -> FoundTwins:
    """Pairs of rows of ``against`` that may be one weapon, written to ``out`` (CSV), each pair once."""
    mark = mark_file(against)
    folder = out.with_name(f"{out.name}.part")
    open_folder(folder, asdict(PairJob(mark.digest, least, rows_a_lot)))
    shelf = folder / "register"
    if not (shelf / ABOUT).exists():
        load_register(against, shelf, mark.rows, progress)
    told = json.loads((shelf / "told.json").read_text(encoding="utf-8"))
    pairs = find_pairs(folder, told["records"], DEFAULT_MODEL, least, rows_a_lot, progress)
    whole = folder / "whole.csv"
    with whole.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_lines(shelf, pairs))
    whole.replace(out)
    shutil.rmtree(folder)
    aside: list[Aside] = told["aside"]
    return FoundTwins(told["records"], len(pairs), tuple((against.name, row, text) for row, text in aside))


def find_pairs(
    folder: Path, count: int, model: Model, least: float, rows_a_lot: int, progress: Progress
) -> list[Pair]:
    """All pairs of the register in a folder; lots that are kept there are not looked at again."""
    lots = -(-count // rows_a_lot)
    tasks = [
        (lot, range(lot * rows_a_lot, min((lot + 1) * rows_a_lot, count)))
        for lot in range(lots)
        if not (folder / f"{lot:08d}.json").exists()
    ]
    done = count - sum(len(rows) for _, rows in tasks)
    progress("duplicates", done, count)
    work = partial(_pairs_of_lot, folder / "register", model, least)
    try:
        for lot, pairs in spread(work, tasks):
            write_whole(folder / f"{lot:08d}.json", json.dumps([astuple(pair) for pair in pairs]))
            done += min(rows_a_lot, count - lot * rows_a_lot)
            progress("duplicates", done, count)
    finally:
        _finder.cache_clear()
    kept = (json.loads((folder / f"{lot:08d}.json").read_text(encoding="utf-8")) for lot in range(lots))
    return each_once((Pair(*pair) for lot in kept for pair in lot), open_weapons(folder / "register"))


def _pairs_of_lot(shelf: Path, model: Model, least: float, task: tuple[int, range]) -> tuple[int, list[Pair]]:
    lot, rows = task
    return lot, _finder(shelf, model).pairs(rows, least)


@lru_cache(maxsize=1)
def _finder(shelf: Path, model: Model) -> PairFinder:
    """The one of this process."""
    return PairFinder(open_shelf(shelf), open_places(shelf), open_weapons(shelf), model)


def _lines(folder: Path, pairs: Sequence[Pair]) -> Iterator[tuple[str, str, str, str, int, str]]:
    """Pairs as lines of the output; a reason says what the first has where the second has something else."""
    shelf, places, ids = open_shelf(folder), open_places(folder), Ids(folder)
    explainer = Explainer(shelf, errors_of(DEFAULT_MODEL))
    for pair in pairs:
        first, second = int(places[pair.first]), places[pair.second : pair.second + 1].astype(np.int64)
        why = explainer.reasons(reading_at(shelf, first), second)[0]
        chances = f"{pair.probability:.6f}", f"{pair.none_probability:.6f}"
        yield ids[pair.first], ids[pair.second], *chances, pair.others_that_fit, why
