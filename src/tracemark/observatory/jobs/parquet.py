"""The whole answer table as Parquet, for notebooks: every public answer with its State, cycle, edition and source."""

import csv
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from tracemark.accounts.rules import Viewer
from tracemark.observatory.queries.answers import COLUMNS, iter_answers
from tracemark.observatory.queries.facts import Scope
from tracemark.observatory.rules.exports import harmless_cell

TYPES = {"cycle": "USMALLINT", "first_year": "USMALLINT", "last_year": "USMALLINT", "number": "BIGINT"}
"""Columns that are numbers; all others are text."""


def _marked(value: object) -> object:
    """A value for the way into DuckDB, where nothing must not become an empty text."""
    return "\\N" if value is None else value


def write_answers(out: Path, viewer: Viewer, scope: Scope) -> int:
    """Write the answers of the scope to ``out``; the number of rows. Raises OSError.

    ``.parquet`` or ``.csv`` by the ending of the name. What States keep back is not in it, whoever asks.
    """
    if out.suffix.lower() == ".csv":
        return _write_csv(out, iter_answers(viewer, scope), harmless_cell)
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder) / "answers.csv"
        count = _write_csv(beside, iter_answers(viewer, scope))
        types = ", ".join(f"'{name}': '{TYPES.get(name, 'VARCHAR')}'" for name in COLUMNS)
        read = f"read_csv({_quoted(beside)}, header = true, nullstr = '\\N', columns = {{{types}}}, quote = '\"')"
        with duckdb.connect(config={"threads": 2}) as connection:
            connection.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(out)} (FORMAT parquet)")
    return count


def _write_csv(
    out: Path, rows: Iterator[tuple[object, ...]], cell_of: Callable[[object], object] = _marked
) -> int:
    count = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([cell_of(value) for value in row])
            count += 1
    return count


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
