"""A list of seizures against a register, by the command an officer gives: from two files to one, on all cores.

    PYTHONPATH=src:. python benchmarks/matching/lists_of_millions.py --size 10m --seizures 1000000 --folder FOLDER
        [--top 10] [--format parquet] [--json FILE]

Makes both files once (they stay in the folder), then runs `match_files`. Prints the seconds to read the register and to
make it ready, the seconds to match and write, how many a second, the greatest memory of the program and of the largest
of its processes, and how many answers were right. The model is that which the program comes with.
"""

import argparse
import csv
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from benchmarks.matching.measure import Figures, share, table
from benchmarks.matching.noise import Noise
from benchmarks.matching.world import SIZES, TEST_SEED, Query, World

from tracemark.matching.jobs.cores import on_cores
from tracemark.matching.jobs.files import match_files
from tracemark.matching.jobs.spark import SparkSession, on_spark
from tracemark.matching.rules.shelf import Columns

COLUMNS = {
    "records": "records", "seizures": "seizures", "top": "lines an entry", "load_s": "read s", "index_s": "index s",
    "match_s": "match and write s", "busy_s": "processor s",
    "per_second": "a second", "main_mb": "MB, main", "workers_mb": "MB, a worker",
    "recall_1": "r@1", "recall_10": "r@10", "sure_right": "right >.9",
}  # fmt: skip
NAMES = ("id", "serial", "make", "model", "calibre", "country", "year")
ROWS_AT_ONCE = 1_000_000


@dataclass
class Steps:
    """When each step was told of first and last."""

    seen: dict[str, list[float]] = field(default_factory=dict)

    def told(self, step: str, done: int, total: int) -> None:
        """A progress report."""
        self.seen.setdefault(step, []).append(time.perf_counter())

    def seconds(self, step: str, until: str = "") -> float:
        """From the first report of a step to the first of another, or to its last."""
        return (self.seen[until][0] if until else self.seen[step][-1]) - self.seen[step][0]


def main() -> None:
    """Make the files, match, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="1m")
    parser.add_argument("--seizures", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet")
    parser.add_argument("--top", type=int, default=10)
    parser.add_argument("--master", default="", help="Spark: of which cluster, as local-cluster[2,1,1024]")
    parser.add_argument("--register-parts", type=int, default=1)
    parser.add_argument("--json", default="")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    register = folder / f"register-{arguments.size}.{arguments.format}"
    asked = folder / f"list-{arguments.size}-{arguments.seizures}.csv"
    if not (register.exists() and asked.exists()):
        make_files(SIZES[arguments.size], arguments.seizures, register, asked)
    known = asked.with_suffix(".npy")
    engine = on_spark(arguments.register_parts, cluster(arguments.master)) if arguments.master else on_cores
    started, steps = time.perf_counter(), Steps()
    steps.told("loading", 0, 0)
    out = folder / "out.csv"
    matched = match_files(asked, register, out, top=arguments.top, progress=steps.told, engine=engine)
    spent = time.perf_counter() - started
    main_mb, workers_mb = (
        resource.getrusage(who).ru_maxrss / 1000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    match_s = time.perf_counter() - steps.seen["seizures"][0]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    row: Figures = {
        "records": f"{matched.records:,}", "seizures": f"{matched.queries:,}", "top": str(arguments.top),
        "load_s": f"{steps.seconds('loading', 'indexing'):.1f}",
        "index_s": f"{steps.seconds('indexing', 'seizures'):.1f}",
        "match_s": match_s, "busy_s": f"{used.ru_utime + used.ru_stime:.0f}", "per_second": matched.queries / match_s,
        "main_mb": f"{main_mb:.0f}", "workers_mb": f"{workers_mb:.0f}", **quality(out, np.load(known)),
    }  # fmt: skip
    print(table([row], COLUMNS))
    print(f"\nall together {spent:.1f} s; SHA-256 of the result {sha256(out.read_bytes()).hexdigest()}")
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(row, indent=1), encoding="utf-8")


def cluster(master: str) -> Any:
    """A Spark session whose workers find the program."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    return builder.config("spark.executorEnv.PYTHONPATH", os.pathsep.join(sys.path)).getOrCreate()


def quality(out: Path, known: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Figures:
    """How many answers were right, of those that have one."""
    first, within, sure = [], [], []
    with out.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for query, group in groupby(lines, key=lambda line: line[0]):
            answers, row = list(group), int(known[int(query[1:])])
            names = [line[2] for line in answers]
            right = bool(names) and names[0] == f"r{row}"
            if float(answers[0][3]) > 0.9:
                sure.append(right)
            if row >= 0:
                first.append(right)
                within.append(f"r{row}" in names)
    return {
        "recall_1": share(np.array(first)), "recall_10": share(np.array(within)), "sure_right": share(np.array(sure)),
    }  # fmt: skip


def make_files(size: int, seizures: int, register: Path, asked: Path) -> None:
    """An invented register and readings of its weapons, and which row each reading is of."""
    world, noise = World(0), Noise()
    columns, drawn = world.register(size, noise)
    if not register.exists():
        write_register(columns, register)
    queries = world.queries(drawn, noise, seizures, TEST_SEED)
    rows = []
    with asked.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        for number, query in enumerate(queries):
            writer.writerow(_cells(number, query))
            rows.append(query.row)
    np.save(asked.with_suffix(".npy"), np.array(rows, np.int64))


def _cells(number: int, query: Query) -> Sequence[str | int]:
    read = query.reading
    return (f"q{number}", read.serial, read.make, read.model, read.calibre, read.country, read.year or "")


def write_register(columns: Columns, path: Path) -> None:
    """The register as a file, by DuckDB."""
    with duckdb.connect() as base:
        base.execute(f"CREATE TABLE register ({', '.join(f'{name} VARCHAR' for name in NAMES)})")
        for start in range(0, len(columns), ROWS_AT_ONCE):
            part = slice(start, start + ROWS_AT_ONCE)
            lot = {
                "number": np.arange(start, start + len(columns.serials[part])),
                "serial": columns.serials[part].astype(str).astype(object),
                **{name: columns.coded[name][part].astype(np.int64) for name in NAMES[2:6]},
                "year": columns.years[part].astype(np.int64),
            }
            texts = {name: np.array(["", *columns.texts[name]], object) for name in NAMES[2:6]}
            named = {name: texts[name][lot[name]] for name in texts}
            base.register("lot", lot | named)
            year = "CASE WHEN year = 0 THEN '' ELSE year::VARCHAR END"
            cells = f"'r' || number, serial, make, model, calibre, country, {year}"
            base.execute(f"INSERT INTO register SELECT {cells} FROM lot")
        base.execute(f"COPY register TO '{path}'")


if __name__ == "__main__":
    main()
