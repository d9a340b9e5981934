"""Random pairs of a number read and a number on record: the kernels against their plain references.

    PYTHONPATH=src:. python benchmarks/matching/equal_pairs.py --pairs 1000000 [--seed 1] [--processes 2]

Compares log P(read | recorded) of `kernels.aligning` with that of `reading.explain`, and the errors that
`kernels.explaining` names with those of the reference. Prints how many pairs were compared, the greatest distance, and
how many errors were named differently; ends with 1 if there is any.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from random import Random

import numpy as np

from tracemark.matching.rules.codes import WIDTH, encode
from tracemark.matching.rules.errors import errors_of, prefix_chances
from tracemark.matching.rules.explain import EDIT_CODES
from tracemark.matching.rules.explaining import Explainer
from tracemark.matching.rules.kernels.aligning import align
from tracemark.matching.rules.lists import columns_of
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.matching.rules.reading import explain
from tracemark.matching.rules.shelf import build_shelf
from tracemark.matching.rules.weighing import Reading

DIGITS, SIGNS = "0123456789", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ERRORS = errors_of(DEFAULT_MODEL)
NEAR = 1e-9
A_PART = 2_000


def main() -> None:
    """Compare, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    started = time.perf_counter()
    parts = range(-(-arguments.pairs // A_PART))
    greatest, named, done = 0.0, 0, 0
    with ProcessPoolExecutor(arguments.processes) as pool:
        for apart, otherwise in pool.map(compare, (f"{arguments.seed}/{part}" for part in parts)):
            greatest, named, done = max(greatest, apart), named + otherwise, done + A_PART
    seconds = time.perf_counter() - started
    print(
        f"{done:,} pairs: greatest distance {greatest:.2e}, errors named otherwise {named}; {seconds:.0f} s"
    )
    sys.exit(1 if greatest > NEAR or named else 0)


def compare(seed: str) -> tuple[float, int]:
    """The greatest distance in a part, and how many pairs have errors named otherwise."""
    chance, room = Random(seed), np.zeros((2 * WIDTH + 4, WIDTH + 4))
    records = [Reading(number(chance)) for _ in range(A_PART)]
    readings = [spoilt(each.serial, chance) for each in records]
    shelf = build_shelf(columns_of(records))
    explainer, places = Explainer(shelf, ERRORS), np.argsort(shelf.order)
    greatest, named = 0.0, 0
    for row, (read, record) in enumerate(zip(readings, records, strict=True)):
        signs = np.array([sign == "~" for sign in read.certainty] or [0] * len(read.serial), np.uint8)
        at = int(places[row])
        found = align(
            encode(read.serial), signs, prefix_chances(read.serial, ERRORS), shelf.codes[at], len(record.serial),
            ERRORS.subs, ERRORS.costs, room,
        )  # fmt: skip
        plain = explain(read.serial, read.certainty, record.serial, ERRORS)
        greatest = max(greatest, abs(found - plain.log_chance))
        edits = [f"{EDIT_CODES[each.kind]}:{each.place}:{each.recorded}>{each.read}" for each in plain.edits]
        same = "serial_same" if read.serial == record.serial else "serial_fits"
        named += explainer.reasons(read, places[row : row + 1])[0] != ";".join(edits or [same])
    return greatest, named


def number(chance: Random) -> str:
    """A number of one to twelve characters, digits or letters too, now and then with zeros in front or one unread."""
    signs = chance.choice((DIGITS, DIGITS, SIGNS, SIGNS + "?"))
    front = chance.choice(("", "", "00", "0000", "AB", "N"))
    return front + "".join(chance.choice(signs) for _ in range(chance.randint(1, 12)))


def spoilt(recorded: str, chance: Random) -> Reading:
    """The number with none to four errors of any kind, or another number altogether; doubts in one of three."""
    read = list(recorded if chance.random() < 0.95 else number(chance))
    for _ in range(chance.randint(0, 4)):
        _spoil(read, chance)
    text = "".join(read)[:WIDTH] or "0"
    doubts = "".join(chance.choice("==~") for _ in text) if chance.random() < 0.33 else ""
    return Reading(text, certainty=doubts)


def _spoil(read: list[str], chance: Random) -> None:
    at, kind = chance.randrange(len(read) + 1), chance.randrange(7)
    if kind == 0:
        read.insert(at, chance.choice(SIGNS))
    elif kind == 1 and len(read) > 1:
        del read[min(at, len(read) - 1)]
    elif kind == 2 and read:
        read[min(at, len(read) - 1)] = chance.choice(SIGNS + "??*")
    elif kind == 3:
        del read[: min(at, len(read) - 1)]
    elif kind == 4:
        del read[max(at, 1) :]
    elif kind == 5 and at + 1 < len(read):
        read[at], read[at + 1] = read[at + 1], read[at]
    else:
        read[:0] = chance.choice(("NO", "S", "XQ", "0"))


if __name__ == "__main__":
    main()
