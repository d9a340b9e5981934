"""How near the index comes to scoring every record: the same kernels, the same numbers, nothing left out.

    PYTHONPATH=src:. python benchmarks/matching/ceiling.py --size 1m --queries 400 [--train 6000]

Prints recall of the answer of the index, of the index never stopping early, and of every record weighed; and of how
many readings the first of the index is that of the exhaustive score. Learnt and calibrated as in `run.py`.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
from benchmarks.matching.measure import Figures, share, table
from benchmarks.matching.noise import Noise
from benchmarks.matching.ours import Tracemark
from benchmarks.matching.world import SIZES, TEST_SEED, TRAIN_SEED, World

from tracemark.matching.rules.engine import EXHAUSTIVE, Matcher, Tally
from tracemark.matching.rules.kernels.searching import search_open
from tracemark.matching.rules.weighing import Reading

COLUMNS = {
    "engine": "answer", "readings": "readings", "mean_ms": "mean ms", "recall_1": "r@1", "recall_10": "r@10",
    "as_every_1": "first as of every record",
}  # fmt: skip
MOST = 10


class EveryRecord:
    """Weighs every record: one of less than e^-12 of the total, and less than the sixty-four best by its facts alone,
    is not aligned, for it could not come among them."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher, self._tally = matcher, Tally()
        self._ends = np.zeros(0, np.uint8), np.zeros(0, np.uint8)

    def find(self, reading: Reading) -> list[int]:
        """The best rows."""
        weigher, tally = self._matcher.weigher, self._tally
        asked = weigher.ask(reading)
        count = search_open(
            asked.read, asked.signs, asked.prefix, weigher.starts, weigher.chances, self._ends, self._matcher.index,
            self._matcher.compared, weigher.channel, tally.room, tally.rows, tally.weights, tally.noted, tally.told,
        )  # fmt: skip
        return [int(row) for row in tally.rows[: min(int(count), MOST)]]


def main() -> None:
    """Ask all three, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="1m")
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--train", type=int, default=6000)
    parser.add_argument("--world", type=int, default=0)
    arguments = parser.parse_args()
    world, noise = World(arguments.world), Noise()
    register, drawn = world.register(SIZES[arguments.size], noise)
    engine = Tracemark()
    engine.build(register, list(world.queries(drawn, noise, arguments.train, TRAIN_SEED)))
    matcher, every = engine.matcher, EveryRecord(engine.matcher)
    asks: dict[str, Callable[[Reading], list[int]]] = {
        "every record weighed": every.find,
        "index": lambda reading: [hit.row for hit in matcher.find(reading).hits],
        "index, never stopping early": lambda reading: [
            hit.row for hit in matcher.find(reading, enough=EXHAUSTIVE).hits
        ],
    }
    queries = [query for query in world.queries(drawn, noise, arguments.queries, TEST_SEED) if query.row >= 0]
    found: dict[str, list[list[int]]] = {}
    rows: list[Figures] = []
    for name, ask in asks.items():
        ask(queries[0].reading)
        started = time.perf_counter()
        found[name] = [ask(query.reading) for query in queries]
        spent = (time.perf_counter() - started) * 1000 / len(queries)
        pairs = list(zip(found[name], queries, strict=True))
        rows.append({
            "engine": name, "readings": len(queries), "mean_ms": spent,
            "recall_1": share(np.array([answer[:1] == [query.row] for answer, query in pairs])),
            "recall_10": share(np.array([query.row in answer[:MOST] for answer, query in pairs])),
            "as_every_1": share(np.array([
                one[:1] == other[:1] for one, other in zip(found[name], found["every record weighed"], strict=True)
            ])),
        })  # fmt: skip
    print(f"{len(register):,} records\n")
    print(table(rows, COLUMNS))


if __name__ == "__main__":
    main()
