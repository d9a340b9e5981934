"""A hundred million weapons held and searched: time to build, memory and time a reading from one million on.

    PYTHONPATH=src:. python benchmarks/matching/hundred_million.py --sizes 1,3,10,30,100 [--queries 2000] [--json FILE]

Every size has a process of its own. The time to build is that of the index alone, from columns in memory to the first
answer. Two figures of memory: the greatest while the index was built (with the columns it is built from) and searched,
and what is held while searching. The model is that which the program comes with; a reading stops when enough of the
probability is on record (.97).
"""

import argparse
import gc
import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from benchmarks.matching.measure import Figures, share, table
from benchmarks.matching.noise import Noise
from benchmarks.matching.world import TEST_SEED, TRAIN_SEED, World

from tracemark.matching.rules.engine import Matcher
from tracemark.matching.rules.shelf import Columns, build_shelf

MILLION = 1_000_000
WARM = 200
COLUMNS = {
    "records": "million records", "build_s": "build s", "build_cpu_s": "processor s", "build_us": "µs a record",
    "index_mb": "index MB", "bytes_each": "bytes a record", "held_gib": "held GiB", "peak_gib": "greatest GiB",
    "p50": "p50 ms", "p90": "p90 ms", "p99": "p99 ms", "mean": "mean ms", "cpu_50": "p50 ms of processor",
    "cpu_mean": "mean ms of processor", "recall_1": "r@1", "recall_10": "r@10",
}  # fmt: skip


def main() -> None:
    """Measure each size in a process of its own, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1,3,10,30,100", help="millions, with commas between")
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--one", type=int, default=0, help="measure this size here and print it as JSON")
    parser.add_argument("--json", default="")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measured(arguments.one, arguments.queries)))
        return
    rows = []
    for size in arguments.sizes.split(","):
        command = [sys.executable, __file__, "--one", size, "--queries", str(arguments.queries)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
        print(rows[-1], file=sys.stderr, flush=True)
    print(table(rows, COLUMNS))
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(rows, indent=1), encoding="utf-8")


def measured(millions: int, count: int) -> Figures:
    """One row of the table."""
    world, noise, size = World(0), Noise(), millions * MILLION
    columns, drawn = world.register(size, noise)
    warm = [query.reading for query in world.queries(drawn, noise, WARM, TRAIN_SEED)]
    queries = list(world.queries(drawn, noise, count, TEST_SEED))
    del drawn
    Matcher(build_shelf(first_rows(columns))).find(warm[0])
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    started, began = time.perf_counter(), time.process_time()
    matcher = Matcher(build_shelf(columns))
    matcher.find(warm[0])
    built, built_cpu = time.perf_counter() - started, time.process_time() - began
    del columns, world
    gc.collect()
    for reading in warm:
        matcher.find(reading)
    times, busy, first, within = [], [], [], []
    for query in queries:
        started, began = time.perf_counter(), time.thread_time()
        result = matcher.find(query.reading)
        busy.append((time.thread_time() - began) * 1000)
        times.append((time.perf_counter() - started) * 1000)
        if query.row >= 0:
            rows = [hit.row for hit in result.hits]
            first.append(rows[:1] == [query.row])
            within.append(query.row in rows)
    p50, p90, p99 = (f"{float(each):.3f}" for each in np.percentile(times, [50, 90, 99]))
    held = matcher.shelf.bytes_held
    return {
        "records": str(millions), "build_s": f"{built:.1f}", "build_cpu_s": f"{built_cpu:.1f}",
        "build_us": f"{built / size * 1e6:.2f}", "index_mb": f"{held / 1e6:.0f}", "bytes_each": f"{held / size:.1f}",
        "held_gib": f"{memory_gib('VmRSS'):.2f}", "peak_gib": f"{memory_gib('VmHWM'):.2f}", "p50": p50, "p90": p90,
        "p99": p99, "mean": f"{np.mean(times):.3f}", "cpu_50": f"{np.median(busy):.3f}",
        "cpu_mean": f"{np.mean(busy):.3f}", "recall_1": share(np.array(first)), "recall_10": share(np.array(within)),
    }  # fmt: skip


def first_rows(columns: Columns, count: int = 1000) -> Columns:
    """A short list of the same kind, on which the compiler is warmed up."""
    coded = {name: numbers[:count] for name, numbers in columns.coded.items()}
    return replace(columns, serials=columns.serials[:count], coded=coded, years=columns.years[:count])


def memory_gib(name: str) -> float:
    """What Linux says of this process: ``VmRSS`` now, ``VmHWM`` the greatest since it was last reset."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024**2


if __name__ == "__main__":
    main()
