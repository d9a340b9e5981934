"""Ours and the peers on the same readings in one process, in alternating blocks of 100.

    python benchmarks/matching/run.py --size 1m --peers all --queries 4000 [--postgres ADDRESS] [--json FILE]

Needs `benchmarks/matching/requirements.txt` beside Tracemark, and ``PYTHONPATH=src:.``. Prints a Markdown table. Slow
peers answer the first ``--slow`` readings only.
"""

import argparse
import gc
import json
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from benchmarks.matching.measure import Answer, Figures, Measured, ahead, table
from benchmarks.matching.noise import Noise
from benchmarks.matching.ours import Engine, Tracemark, TracemarkExhaustive
from benchmarks.matching.peers.duckdb_scan import DuckdbScan
from benchmarks.matching.peers.peer import Peer
from benchmarks.matching.peers.postgres_trigram import PostgresTrigram
from benchmarks.matching.peers.rapidfuzz_scan import RapidfuzzScan
from benchmarks.matching.peers.sqlite_trigram import SqliteTrigram
from benchmarks.matching.peers.symspell import SymspellClosest
from benchmarks.matching.peers.tantivy_fuzzy import TantivyIndex, TantivyStepwise, TantivyTwoEdits
from benchmarks.matching.score import Ranking
from benchmarks.matching.world import SIZES, TEST_SEED, TRAIN_SEED, Query, World, shared_numbers

from tracemark.matching.rules.shelf import Columns

BLOCK, WARM = 100, 50
MEASURED_WITH = ("numpy", "numba", "rapidfuzz", "tantivy", "symspellpy", "duckdb", "psycopg")

Ask = Callable[[Query], tuple[float, Answer]]


def main() -> None:
    """Measure, print, and write what was measured."""
    arguments = parse(sys.argv[1:])
    world, noise = World(arguments.world), Noise()
    register, drawn = world.register(SIZES[arguments.size], noise)
    train = list(world.queries(drawn, noise, arguments.train, TRAIN_SEED))
    queries = list(world.queries(drawn, noise, arguments.queries, TEST_SEED))
    about = {
        "records": len(register), "readings": len(queries), "world": arguments.world, "noise": asdict(noise),
        "shared_numbers": shared_numbers(register), "python": platform.python_version(),
        "versions": {name: version(name) for name in MEASURED_WITH},
    }  # fmt: skip
    print(heading(about), flush=True)
    rows = compare(register, train, queries, chosen_peers(arguments), arguments.slow)
    print(table(rows))
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(about | {"engines": rows}, indent=1), encoding="utf-8")


def parse(given: Sequence[str]) -> argparse.Namespace:
    """The command's options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="1m")
    parser.add_argument("--peers", choices=("all", "fast", "none"), default="all")
    parser.add_argument("--queries", type=int, default=4000)
    parser.add_argument("--slow", type=int, default=300, help="readings that slow peers answer")
    parser.add_argument("--train", type=int, default=12_000, help="readings our calibration is learnt from")
    parser.add_argument("--world", type=int, default=0, help="seed of the world")
    parser.add_argument(
        "--postgres", default="", help="address of a scratch database; without it no PostgreSQL"
    )
    parser.add_argument("--json", default="", help="file to write the figures to")
    return parser.parse_args(given)


def heading(about: dict[str, object]) -> str:
    """What was measured, in words above the table."""
    rates = ", ".join(f"{name} {rate}" for name, rate in asdict(Noise()).items())
    return (
        f"{about['records']:,} records, {about['readings']:,} readings, world {about['world']}; share of rows whose "
        f"number another row bears: {about['shared_numbers']:.3f}. Rates: {rates}.\n"
    )


def chosen_peers(arguments: argparse.Namespace) -> list[Peer]:
    """The peers asked for; those that are slow, or take gigabytes at 10 million, only with ``all``."""
    if arguments.peers == "none":
        return []
    index = TantivyIndex()
    peers: list[Peer] = [TantivyStepwise(index), TantivyTwoEdits(index)]
    if arguments.peers == "all":
        if SIZES[arguments.size] <= SIZES["1m"]:
            peers.append(SymspellClosest())
        peers += [RapidfuzzScan(), DuckdbScan(), SqliteTrigram()]
        if arguments.postgres:
            peers.append(PostgresTrigram(arguments.postgres))
    return peers


def compare(
    register: Columns, train: Sequence[Query], queries: Sequence[Query], peers: Sequence[Peer], slow: int
) -> list[Figures]:
    """Build every engine, then ask all of them the same readings; the first of a block is another each time."""
    ranking = Ranking(register)
    asked: list[tuple[Measured, Ask, int]] = []
    ours = Tracemark()
    for engine in (ours, TracemarkExhaustive(ours)):
        seconds, megabytes = engine.build(register, train)
        asked.append((Measured(engine.name, True, seconds, megabytes), _asker(engine), len(queries)))
    for peer in peers:
        seconds, megabytes = peer.build(register)
        print(f"{peer.name}: built in {seconds:.1f} s", file=sys.stderr, flush=True)
        most = min(slow, len(queries)) if peer.slow else len(queries)
        asked.append((Measured(peer.name, False, seconds, megabytes), _peer_asker(peer, ranking), most))
    for _, ask, most in asked:
        for query in train[: min(WARM, most)]:
            ask(query)
    for start in range(0, len(queries), BLOCK):
        turn = start // BLOCK % len(asked)
        for measured, ask, most in asked[turn:] + asked[:turn]:
            _block(measured, ask, queries[start : min(start + BLOCK, most)])
    first = asked[0][0]
    return [measured.figures() | ahead(first, measured) for measured, _, _ in asked]


def _block(measured: Measured, ask: Ask, queries: Sequence[Query]) -> None:
    """One engine's turn. Python's collector rests meanwhile, for every engine alike."""
    gc.collect(0)
    gc.disable()
    for query in queries:
        spent, answer = ask(query)
        measured.add(spent, answer, query.row)
    gc.enable()


def _asker(engine: Engine) -> Ask:
    def ask(query: Query) -> tuple[float, Answer]:
        started = time.perf_counter()
        found = engine.find(query.reading)
        spent = (time.perf_counter() - started) * 1000
        rows = [row for row, _ in found]
        return spent, Answer(rows, found[0][1] if found else 0.0, query.row in rows)

    return ask


def _peer_asker(peer: Peer, ranking: Ranking) -> Ask:
    def ask(query: Query) -> tuple[float, Answer]:
        started = time.perf_counter()
        retrieved = peer.candidates(query.reading)
        rows, top = ranking.best(query.reading, retrieved)
        spent = (time.perf_counter() - started) * 1000
        return spent, Answer(rows, top, query.row in retrieved)

    return ask


if __name__ == "__main__":
    main()
