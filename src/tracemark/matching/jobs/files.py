"""One file of weapons matched with another, without a node."""

import csv
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

import duckdb

from tracemark.findings import Finding, Refused, Severity
from tracemark.matching.rules.engine import Matcher, Result
from tracemark.matching.rules.lists import COLUMNS, ListReader, answer_rows, columns_of, reason_codes
from tracemark.matching.rules.shelf import build_shelf
from tracemark.matching.rules.weighing import Reading
from tracemark.reference.data import load_tables

HEADER = ("query", "rank", "id", "probability", "none_probability", "others_that_fit", "reasons")
ROWS_AT_ONCE = 50_000
ROWS_A_PART = 500
REPORT_EVERY = 1000

Entry = tuple[str, Reading]
"""What a row of a list is called, and what it says."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Matched:
    """How many rows were matched, and those that were kept aside with their row number and cause."""

    queries: int
    records: int
    kept_aside: tuple[tuple[str, int, str], ...]


def match_files(list_path: Path, against: Path, out: Path, *, top: int, progress: Progress) -> Matched:
    """Match every row of ``list_path`` with the rows of ``against`` and write ``out`` (CSV).

    Columns of both: ``id, serial, make, model, calibre, country, year``; all but ``id`` and ``serial`` may be absent.
    A row that cannot be read is kept aside and told. Raises Refused when a file cannot be read at all.
    """
    reader = ListReader(load_tables())
    aside: list[tuple[str, int, str]] = []
    ids: list[str] = []
    records: list[Reading] = []
    for record_id, record in _readings(against, reader, aside):
        ids.append(record_id)
        records.append(record)
        if len(ids) % ROWS_AT_ONCE == 0:
            progress("loading", len(ids), 0)
    matcher = Matcher(build_shelf(columns_of(records)))
    queries = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for query, reading, result in answers(matcher, _readings(list_path, reader, aside), top):
            reasons = [reason_codes(reading, records[hit.row], matcher.errors) for hit in result.hits]
            none, others = result.none_probability, result.others_that_fit
            writer.writerows(answer_rows(query, result.hits, none, others, ids, reasons))
            queries += 1
            if queries % REPORT_EVERY == 0:
                progress("seizures", queries, 0)
    return Matched(queries, len(ids), tuple(aside))


def answers(matcher: Matcher, rows: Iterable[Entry], top: int) -> Iterator[tuple[str, Reading, Result]]:
    """The result of each row, in order, worked out on all cores; only as many rows are held as are being worked on."""
    cores = os.cpu_count() or 1
    matchers: SimpleQueue[Matcher] = SimpleQueue()
    for each in (matcher, *(matcher.another() for _ in range(cores - 1))):
        matchers.put(each)

    def work(part: list[Entry]) -> list[tuple[str, Reading, Result]]:
        mine = matchers.get()
        found = [(query, reading, mine.find(reading, most=top)) for query, reading in part]
        matchers.put(mine)
        return found

    with ThreadPoolExecutor(cores) as pool:
        waiting: deque[Future[list[tuple[str, Reading, Result]]]] = deque()
        for part in _parts(rows):
            waiting.append(pool.submit(work, part))
            if len(waiting) > 2 * cores:
                yield from waiting.popleft().result()
        for future in waiting:
            yield from future.result()


def _parts(rows: Iterable[Entry]) -> Iterator[list[Entry]]:
    pending = iter(rows)
    while part := list(islice(pending, ROWS_A_PART)):
        yield part


def _readings(
    path: Path, reader: ListReader, aside: list[tuple[str, int, str]]
) -> Iterator[tuple[str, Reading]]:
    """Rows with their id; a row without an id is called by its number."""
    rows = _parquet_rows(path) if path.suffix.lower() == ".parquet" else _csv_rows(path)
    for number, row in enumerate(rows, 2):
        try:
            yield row.get("id", "") or str(number), reader.reading(row)
        except ValueError:
            aside.append((path.name, number, row.get("year", "")))


def _csv_rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            names = [name.strip().casefold() for name in next(reader, [])]
            _require_columns(path, names)
            for cells in reader:
                yield dict(zip(names, cells, strict=False))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, str(error)) from error


def _parquet_rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        found = duckdb.connect().execute("SELECT * FROM read_parquet($path)", {"path": str(path)})
        names = [str(column[0]).casefold() for column in found.description or ()]
        _require_columns(path, names)
        while chunk := found.fetchmany(ROWS_AT_ONCE):
            for cells in chunk:
                yield {
                    name: "" if cell is None else str(cell)
                    for name, cell in zip(names, cells, strict=True)
                    if name in COLUMNS
                }
    except duckdb.Error as error:
        raise _unreadable(path, str(error).splitlines()[0]) from error


def _require_columns(path: Path, names: list[str]) -> None:
    if "serial" not in names:
        raise Refused(
            Finding("list_without_column", {"file": path.name, "column": "serial"}, Severity.REFUSAL)
        )


def _unreadable(path: Path, cause: str) -> Refused:
    return Refused(Finding("list_unreadable", {"file": path.name, "cause": cause}, Severity.REFUSAL))
