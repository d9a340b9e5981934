"""The map of squares as it is shipped: where each Member State stands, and its region."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tracemark.observatory.rules.drawing.world import Tile

FILE = Path(__file__).parent / "world.csv"


@cache
def load_world() -> tuple[Tile, ...]:
    """The square of every Member State, in order of alpha-2. Standard library only."""
    return tuple(
        Tile(
            alpha2=row["alpha2"],
            alpha3=row["alpha3"],
            region=row["region"],
            subregion=row["subregion"],
            column=int(row["column"]),
            row=int(row["row"]),
        )
        for row in _rows()
    )


def _rows() -> Iterator[Mapping[str, str]]:
    """Rows of the file; lines that begin with ``#`` are notes to the reader."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))
