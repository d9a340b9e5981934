"""Weapons entered twice: how many pairs are found, and how many of those told are right.

    PYTHONPATH=src:. python benchmarks/matching/twins.py --size 100k [--share 0.01]

A register of the invented world, to which a share of its weapons is added a second time, misread and described as
readings are (half of them) or as they stand (the other half). Prints recall, and the share right of pairs stated at .1,
.5 and .9.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from benchmarks.matching.measure import Figures, share, table
from benchmarks.matching.noise import Noise
from benchmarks.matching.world import SIZES, TEST_SEED, World

from tracemark.matching.jobs.cores import spread
from tracemark.matching.jobs.shelves import open_places, open_shelf, write_shelf
from tracemark.matching.rules.duplicates import Pair, PairFinder, each_once, reading_at
from tracemark.matching.rules.lists import columns_of
from tracemark.matching.rules.shelf import build_shelf
from tracemark.matching.rules.weighing import Reading

ROWS_A_LOT = 5_000
COLUMNS = {
    "least": "stated at least", "pairs": "pairs told", "right": "right", "misread": "found, misread",
    "as_is": "found, as they stand",
}  # fmt: skip


def main() -> None:
    """Find, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="100k")
    parser.add_argument("--share", type=float, default=0.01)
    arguments = parser.parse_args()
    world, noise = World(0), replace(Noise(), not_on_record=0.0)
    columns, drawn = world.register(SIZES[arguments.size], noise)
    shelf = build_shelf(columns)
    places = np.argsort(shelf.order)
    records = [reading_at(shelf, int(place)) for place in places]
    chance, size = Random(3), len(records)
    again = list(world.queries(drawn, noise, int(size * arguments.share), TEST_SEED))
    misread = [chance.random() < 0.5 for _ in again]
    records += [
        query.reading if bad else records[query.row] for query, bad in zip(again, misread, strict=True)
    ]
    true = {
        (query.row, size + number): bad
        for number, (query, bad) in enumerate(zip(again, misread, strict=True))
    }
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        write_shelf(build_shelf(columns_of(whole(records))), folder)
        lots = [range(at, min(at + ROWS_A_LOT, len(records))) for at in range(0, len(records), ROWS_A_LOT)]
        started = time.perf_counter()
        pairs = each_once(pair for lot in spread(partial(pairs_of, folder), lots) for pair in lot)
        spent = time.perf_counter() - started
    print(
        f"{len(records):,} records, {len(true):,} entered twice; {spent:.0f} s, {len(records) / spent:,.0f} a second\n"
    )
    print(table([figures(pairs, true, least) for least in (0.1, 0.5, 0.9)], COLUMNS))


def whole(records: list[Reading]) -> Iterator[Reading]:
    """Records as a list holds them."""
    return (replace(each, serial=each.serial.replace("*", "?")) for each in records)


def pairs_of(folder: Path, rows: range) -> list[Pair]:
    """Pairs of a lot."""
    return finder(folder).pairs(rows)


@lru_cache(maxsize=1)
def finder(folder: Path) -> PairFinder:
    """The one of this process."""
    return PairFinder(open_shelf(folder), open_places(folder))


def figures(pairs: list[Pair], true: dict[tuple[int, int], bool], least: float) -> Figures:
    """One row of the table. Two second entries of one weapon are a pair too, which is right."""
    told = {(pair.first, pair.second) for pair in pairs if pair.probability >= least}
    owner = {second: first for first, second in true}
    right = [owner.get(one, one) == owner.get(other, other) for one, other in told]
    found = {pair: pair in told for pair in true}
    return {
        "least": f"{least}", "pairs": f"{len(told):,}", "right": share(np.array(right)),
        "misread": share(np.array([found[pair] for pair, bad in true.items() if bad])),
        "as_is": share(np.array([found[pair] for pair, bad in true.items() if not bad])),
    }  # fmt: skip


if __name__ == "__main__":
    main()
