"""Lists of weapons as files: CSV or Parquet, read in lots by column, in bounded memory."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, zip_longest
from pathlib import Path

import duckdb

from tracemark.findings import Finding, Refused, Severity
from tracemark.matching.rules.lists import COLUMNS

BLOCK = 1 << 20
PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class Lot:
    """Some rows of a list: their ``numbers`` as a spreadsheet shows them, and their texts by column."""

    numbers: Sequence[int]
    columns: Mapping[str, Sequence[str]]

    def ids(self) -> list[str]:
        """What each row is called: its id, or its number."""
        given = self.columns.get("id") or [""] * len(self.numbers)
        return [text or str(number) for text, number in zip(given, self.numbers, strict=True)]

    def rows(self) -> Iterator[dict[str, str]]:
        """The rows one by one."""
        names = list(self.columns)
        for cells in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, cells, strict=True))


@dataclass(frozen=True, slots=True)
class FileMark:
    """What a file is known by: its content, whatever it is called. ``rows``: about how many it has."""

    digest: str
    rows: int


def mark_file(path: Path) -> FileMark:
    """Read a file once for its digest. Raises Refused when it cannot be read."""
    digest, lines = sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                lines += block.count(b"\n")
        rows = _parquet_count(path) if is_parquet(path) else max(lines - 1, 0)
    except OSError as error:
        raise unreadable(path, str(error)) from error
    return FileMark(digest.hexdigest(), rows)


def iter_lots(path: Path, size: int) -> Iterator[Lot]:
    """The rows of a file, ``size`` at a time; empty rows are passed over. Raises Refused when it cannot be read."""
    return _parquet_lots(path, size) if is_parquet(path) else _csv_lots(path, size)


def is_parquet(path: Path) -> bool:
    """Whether a file is named as one."""
    return path.suffix.lower() == PARQUET


def _csv_lots(path: Path, size: int) -> Iterator[Lot]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            names = [name.strip().casefold() for name in next(reader, [])]
            _require_columns(path, names)
            numbered = enumerate(reader, 2)
            while taken := list(islice(numbered, size)):
                lot = [(number, cells) for number, cells in taken if cells]
                yield _lot_of(names, [number for number, _ in lot], [cells for _, cells in lot])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise unreadable(path, str(error)) from error


def _lot_of(names: Sequence[str], numbers: Sequence[int], rows: Sequence[Sequence[str]]) -> Lot:
    """A lot by column; rows that are too short are filled up, and cells without a column are left out."""
    columns = list(zip_longest(*rows, fillvalue=""))
    columns += [("",) * len(rows)] * (len(names) - len(columns))
    return Lot(numbers, {name: columns[at] for at, name in enumerate(names) if name in COLUMNS})


def _parquet_lots(path: Path, size: int) -> Iterator[Lot]:
    try:
        base = duckdb.connect()
        described = base.execute("SELECT * FROM read_parquet($path) LIMIT 0", {"path": str(path)}).description
        base.fetchall()
        found = {str(column[0]).strip().casefold(): str(column[0]) for column in described or ()}
        _require_columns(path, list(found))
        names = [name for name in COLUMNS if name in found]
        cells = ", ".join(f"coalesce({_quoted(found[name])}::VARCHAR, '')" for name in names)
        base.execute(f"SELECT {cells} FROM read_parquet($path)", {"path": str(path)})
        first = 2
        while rows := base.fetchmany(size):
            yield Lot(range(first, first + len(rows)), dict(zip(names, zip(*rows, strict=True), strict=True)))
            first += len(rows)
    except duckdb.Error as error:
        raise unreadable(path, str(error).splitlines()[0]) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _parquet_count(path: Path) -> int:
    try:
        with duckdb.connect() as base:
            found = base.execute("SELECT count(*) FROM read_parquet($path)", {"path": str(path)}).fetchall()
    except duckdb.Error as error:
        raise unreadable(path, str(error).splitlines()[0]) from error
    return int(found[0][0])


def _require_columns(path: Path, names: Sequence[str]) -> None:
    if "serial" not in names:
        raise Refused(
            Finding("list_without_column", {"file": path.name, "column": "serial"}, Severity.REFUSAL)
        )


def unreadable(path: Path, cause: str) -> Refused:
    """The refusal of a file that cannot be read."""
    return Refused(Finding("list_unreadable", {"file": path.name, "cause": cause}, Severity.REFUSAL))
