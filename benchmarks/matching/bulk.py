"""A list of seizures against a register: ours, plain SQL in DuckDB, and Splink.

    python benchmarks/matching/bulk.py --size 1m --seizures 10000 --engines ours,duckdb,splink [--json FILE]

Needs `benchmarks/matching/requirements.txt` beside Tracemark, and ``PYTHONPATH=src:.``. Seconds to match leave out
making the tables; seconds to prepare are those of the index, and of learning where an engine learns.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from benchmarks.matching.measure import SURE, Figures, calibration_error, false_at, share, table
from benchmarks.matching.noise import Noise
from benchmarks.matching.ours import Tracemark
from benchmarks.matching.peers.bulk import BulkPeer, Linked
from benchmarks.matching.peers.duckdb_join import DuckdbJoin
from benchmarks.matching.peers.splink_link import SplinkLink
from benchmarks.matching.world import SIZES, TEST_SEED, TRAIN_SEED, Query, World

from tracemark.matching.rules.shelf import Columns

COLUMNS = {
    "engine": "engine", "seizures": "seizures", "prepare_s": "prepare s", "match_s": "match s",
    "per_second": "a second", "recall_1": "r@1", "recall_10": "r@10", "false_at_90": "FPR@90",
    "precision_sure": "right >.9", "none_sure": "none yet >.9", "calibration_error": "ECE",
}  # fmt: skip


class TracemarkList:
    """Ours, on one core, one reading after the other: the lead's parallel form enters here."""

    name, probable = "**Tracemark**, one core", True

    def link(self, register: Columns, train: Sequence[Query], queries: Sequence[Query]) -> Linked:
        """Index and learn, then find each."""
        engine = Tracemark()
        started = time.perf_counter()
        engine.build(register, train)
        engine.find(queries[0].reading)
        prepared = time.perf_counter()
        found = [engine.find(query.reading) for query in queries]
        spent = time.perf_counter() - prepared
        rows = [[row for row, _ in each] for each in found]
        return Linked(rows, [each[0][1] if each else 0.0 for each in found], prepared - started, spent)


ENGINES: dict[str, type[BulkPeer]] = {"ours": TracemarkList, "duckdb": DuckdbJoin, "splink": SplinkLink}


def main() -> None:
    """Link with each engine in turn, print, and write what was measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="1m")
    parser.add_argument("--seizures", type=int, default=10_000)
    parser.add_argument("--train", type=int, default=12_000)
    parser.add_argument("--world", type=int, default=0)
    parser.add_argument("--engines", default="ours,duckdb,splink", help="of these, with commas between")
    parser.add_argument("--json", default="")
    arguments = parser.parse_args()
    world, noise = World(arguments.world), Noise()
    register, drawn = world.register(SIZES[arguments.size], noise)
    train = list(world.queries(drawn, noise, arguments.train, TRAIN_SEED))
    queries = list(world.queries(drawn, noise, arguments.seizures, TEST_SEED))
    print(f"{len(register):,} records, {len(queries):,} seizures, world {arguments.world}\n", flush=True)
    rows = []
    for name in arguments.engines.split(","):
        engine = ENGINES[name]()
        rows.append(figures(engine, engine.link(register, train, queries), queries))
        print(f"{engine.name}: {rows[-1]}", file=sys.stderr, flush=True)
    print(table(rows, COLUMNS))
    if arguments.json:
        about = {"records": len(register), "world": arguments.world, "splink": version("splink")}
        Path(arguments.json).write_text(json.dumps(about | {"engines": rows}, indent=1), encoding="utf-8")


def figures(engine: BulkPeer, linked: Linked, queries: Sequence[Query]) -> Figures:
    """One row of the table."""
    pairs = zip(linked.rows, queries, strict=True)
    places = np.array([rows.index(query.row) if query.row in rows else -1 for rows, query in pairs])
    tops, known = np.array(linked.tops), np.array([query.row >= 0 for query in queries])
    right, sure = places == 0, tops > SURE
    return {
        "engine": engine.name, "seizures": len(queries), "prepare_s": linked.prepare_s, "match_s": linked.match_s,
        "per_second": len(queries) / linked.match_s, "recall_1": share(right[known]),
        "recall_10": share(places[known] >= 0), "false_at_90": false_at(tops[right], tops[~known]),
        "precision_sure": share(right[sure]) if engine.probable else None,
        "none_sure": share(sure[~known]) if engine.probable else None,
        "calibration_error": calibration_error(tops, right) if engine.probable else None,
    }  # fmt: skip


if __name__ == "__main__":
    main()
