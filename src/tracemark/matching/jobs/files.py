"""One file of weapons matched with another, without a node: on all cores, and going on after it was stopped.

While a job runs, the folder ``OUT.part`` beside its output holds the register made ready and the answers so far, a file
a lot. A lot is answered whole or not at all, and its answer depends on nothing but the files: a job that was stopped or
killed goes on where it was and gives the same output to the byte. The folder goes when the output is whole.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from tracemark.matching.jobs.answering import Answered
from tracemark.matching.jobs.cores import on_cores
from tracemark.matching.jobs.keeping import Aside, Progress, load_register, open_folder, write_whole
from tracemark.matching.jobs.lists import Lot, is_parquet, iter_lots, mark_file
from tracemark.matching.jobs.shelves import ABOUT
from tracemark.matching.rules.model import DEFAULT_MODEL

HEADER = ("query", "rank", "id", "probability", "none_probability", "others_that_fit", "reasons")
TYPES = ("VARCHAR", "INTEGER", "VARCHAR", "DOUBLE", "DOUBLE", "INTEGER", "VARCHAR")
FORMAT = 1
ROWS_A_LOT = 2_000

Tasks = Iterable[tuple[int, Lot]]
Engine = Callable[[Path, Tasks, int], Iterator[Answered]]
"""Answers lots of a list with the register in a folder, so many lines a row at most; in any order."""


@dataclass(frozen=True, slots=True)
class Matched:
    """How many rows were matched, and those that were kept aside: file, row number and the text that is no year.

    ``resumed``: lots that a run before had answered.
    """

    queries: int
    records: int
    kept_aside: tuple[tuple[str, int, str], ...]
    resumed: int = 0


@dataclass(frozen=True, slots=True)
class _Job:
    """What a job is: if any of it differs, what lies in the folder is another job's."""

    list: str
    against: str
    top: int
    rows_a_lot: int
    model: str = DEFAULT_MODEL.name
    format: int = FORMAT


def match_files(
    list_path: Path,
    against: Path,
    out: Path,
    *,
    top: int,
    progress: Progress,
    engine: Engine = on_cores,
    rows_a_lot: int = ROWS_A_LOT,
) -> Matched:
    """Match every row of ``list_path`` with the rows of ``against`` and write ``out`` (CSV, or Parquet by its name).

    Columns of both: ``id, serial, make, model, calibre, country, year``; all but ``id`` and ``serial`` may be absent.
    A row that cannot be read is kept aside and told. Raises Refused when a file cannot be read at all.
    """
    asked, register = mark_file(list_path), mark_file(against)
    folder = out.with_name(f"{out.name}.part")
    open_folder(folder, asdict(_Job(asked.digest, register.digest, top, rows_a_lot)))
    shelf = folder / "register"
    if not (shelf / ABOUT).exists():
        load_register(against, shelf, register.rows, progress)
    finished = {int(path.stem): _answered(path) for path in folder.glob("*.json") if path.stem.isdigit()}
    tasks = (
        (number, lot) for number, lot in enumerate(iter_lots(list_path, rows_a_lot)) if number not in finished
    )
    resumed, queries = len(finished), sum(done.queries for done in finished.values())
    progress("seizures", queries, asked.rows)
    for answered in engine(shelf, tasks, top):
        finished[answered.number] = _keep(folder, answered)
        queries += answered.queries
        progress("seizures", queries, asked.rows)
    _write_out(folder, sorted(finished), out)
    told = json.loads((shelf / "told.json").read_text(encoding="utf-8"))
    aside = [(against.name, number, text) for number, text in told["aside"]]
    aside += [
        (list_path.name, number, text) for lot in sorted(finished) for number, text in finished[lot].aside
    ]
    shutil.rmtree(folder)
    return Matched(queries, told["records"], tuple(aside), resumed)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is remembered of a lot whose lines are kept."""

    queries: int
    aside: tuple[Aside, ...]


def _keep(folder: Path, answered: Answered) -> _Kept:
    """Keep the answer of a lot: its lines first, so that a lot with a note has them all."""
    write_whole(folder / f"{answered.number:08d}.csv", answered.lines)
    note = {"queries": answered.queries, "aside": answered.aside}
    write_whole(folder / f"{answered.number:08d}.json", json.dumps(note))
    return _Kept(answered.queries, answered.aside)


def _answered(path: Path) -> _Kept:
    note = json.loads(path.read_text(encoding="utf-8"))
    return _Kept(note["queries"], tuple((number, text) for number, text in note["aside"]))


def _write_out(folder: Path, lots: Iterable[int], out: Path) -> None:
    """Put the answers of all lots together, in order."""
    whole = folder / "whole.csv"
    with whole.open("wb") as file:
        file.write((",".join(HEADER) + "\r\n").encode())
        for lot in lots:
            with (folder / f"{lot:08d}.csv").open("rb") as part:
                shutil.copyfileobj(part, file)
    if is_parquet(out):
        whole = _as_parquet(whole, folder / "whole.parquet")
    whole.replace(out)


def _as_parquet(lines: Path, target: Path) -> Path:
    """The same lines in the same order as Parquet; an id of nothing found is null."""
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in zip(HEADER, TYPES, strict=True))
    source = f"read_csv($lines, header=true, delim=',', quote='\"', escape='\"', columns={{{columns}}})"
    with duckdb.connect() as base:
        base.execute("SET preserve_insertion_order = true")
        base.execute(
            f"COPY (SELECT * REPLACE (nullif(id, '') AS id) FROM {source}) TO '{_escaped(target)}' (FORMAT parquet)",
            {"lines": str(lines)},
        )
    return target


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")
