"""Ours and the peers on the same readings in one process, in alternating blocks of 100.

    python -m benchmarks.matching.run --records 1000000 --queries 4000 [--slow 200] [--postgres ADDRESS]

Needs the peers of ``benchmarks/matching/requirements.txt``. Slow peers answer the first ``--slow`` readings.
"""

import argparse
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from benchmarks.matching.peers import (
    Peer,
    duckdb_peer,
    postgres_peer,
    ranked,
    rapidfuzz_peer,
    sqlite_peer,
    symspell_peer,
    tantivy_peers,
)
from benchmarks.matching.world import Noise, Query, World

from tracemark.matching.rules.calibration import calibration_error, fit
from tracemark.matching.rules.engine import EXHAUSTIVE, Matcher, Reading, example
from tracemark.matching.rules.shelf import Columns, build_shelf

BLOCK = 100
SLOW = ("SQLite", "rapidfuzz", "DuckDB", "PostgreSQL")


@dataclass
class Measured:
    """What an engine answered: time a reading in ms, and where the true row stood (-1 nowhere)."""

    times: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def line(self, name: str) -> str:
        """A row of the table."""
        times, places = np.array(self.times), np.array(self.places)
        p50, p99 = np.percentile(times, [50, 99])
        first, ten = (places == 0).mean(), ((places >= 0) & (places < 10)).mean()
        return f"| {name} | {len(times)} | {p50:.3f} | {p99:.2f} | {times.mean():.3f} | {first:.4f} | {ten:.4f} |"


class Records:
    """Records by row, made when asked for."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def __getitem__(self, row: int) -> Reading:
        columns = self._columns
        named = {
            name: columns.texts[name][columns.coded[name][row] - 1] if columns.coded[name][row] else ""
            for name in ("make", "model", "calibre", "country")
        }
        return Reading(columns.serials[row].decode(), year=int(columns.years[row]) or None, **named)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=4000)
    parser.add_argument("--slow", type=int, default=200)
    parser.add_argument("--postgres", default="")
    parser.add_argument("--fast-only", action="store_true")
    parser.add_argument("--world", type=int, default=0, help="seed of the world")
    arguments = parser.parse_args()
    world, noise = World(arguments.world), Noise()
    columns, drawn = world.register(arguments.records, noise)
    started = time.perf_counter()
    matcher = Matcher(build_shelf(columns))
    built = time.perf_counter() - started
    learnt = [
        example(matcher, query.reading, None if query.row < 0 else query.row)
        for query in world.queries(drawn, noise, 12_000, seed=5)
    ]
    matcher.calibration = fit(learnt)
    queries = list(world.queries(drawn, noise, arguments.queries, seed=7))
    serials = [serial.decode() for serial in columns.serials.tolist()]
    print(f"{arguments.records:,} records; {platform.machine()}, {noise}\n")
    print(f"Ours: built in {built:.1f} s, {matcher.shelf.bytes_held / 1e6:.0f} MB\n")
    with tempfile.TemporaryDirectory() as folder:
        peers = tantivy_peers(serials, folder)
        if not arguments.fast_only:
            peers += [
                symspell_peer(serials),
                rapidfuzz_peer(serials),
                duckdb_peer(serials),
                sqlite_peer(serials),
            ]
        if arguments.postgres:
            peers.append(postgres_peer(serials, arguments.postgres))
        _compare(matcher, peers, queries, Records(columns), arguments.slow)
    _calibration(matcher, queries)


def _compare(
    matcher: Matcher, peers: Sequence[Peer], queries: Sequence[Query], records: Records, slow: int
) -> None:
    engines: dict[str, Callable[[Reading], list[int]]] = {
        "**Tracemark**": lambda read: [hit.row for hit in matcher.find(read).hits],
        "Tracemark, exhaustive": lambda read: [hit.row for hit in matcher.find(read, enough=EXHAUSTIVE).hits],
    }
    engines |= {peer.name: partial(_ask, peer, records) for peer in peers}
    measured = {name: Measured() for name in engines}
    for start in range(0, len(queries), BLOCK):
        for name, find in engines.items():
            if name.startswith(SLOW) and start >= slow:
                continue
            for query in queries[start : start + BLOCK]:
                began = time.perf_counter()
                rows = find(query.reading)
                spent = (time.perf_counter() - began) * 1000
                if query.row >= 0:
                    measured[name].times.append(spent)
                    measured[name].places.append(rows.index(query.row) if query.row in rows else -1)
    print(
        "| engine | readings | p50 ms | p99 ms | mean ms | recall@1 | recall@10 |\n|---|---|---|---|---|---|---|"
    )
    for name, each in measured.items():
        print(each.line(name))


def _ask(peer: Peer, records: Records, read: Reading) -> list[int]:
    """A peer's answer, ranked; the ranking is part of its time."""
    return ranked(read, peer.find(read), records)


def _calibration(matcher: Matcher, queries: Sequence[Query]) -> None:
    results = [(query, matcher.find(query.reading)) for query in queries]
    stated = np.array([result.hits[0].probability if result.hits else 0.0 for _, result in results])
    right = np.array([bool(result.hits) and result.hits[0].row == query.row for query, result in results])
    absent = np.array([query.row < 0 for query, _ in results])
    sure = stated > 0.9
    print(f"\nCalibration error {calibration_error(stated, right):.4f}; above .9: right {right[sure].mean():.4f}, "
          f"of all {sure.mean():.3f}; not on record yet above .9: {(stated[absent] > 0.9).mean():.4f}")  # fmt: skip


if __name__ == "__main__":
    main()
