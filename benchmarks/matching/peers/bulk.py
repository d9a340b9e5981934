"""What a peer for bulk work does, and the tables that such peers read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow
from benchmarks.matching.peers.peer import texts
from benchmarks.matching.world import Query

from tracemark.matching.rules.shelf import Columns

BEST = 10
FOLD = "translate({column}, 'ODQILSBZGAV', '0001158264U')"
"""Look-alikes as one, as SQL."""


@dataclass(frozen=True, eq=False)
class Linked:
    """Rows for each reading, best first, and the first one's score; seconds to prepare (index, learn) and to match."""

    rows: list[list[int]]
    tops: list[float]
    prepare_s: float
    match_s: float


class BulkPeer(Protocol):
    """An engine that links a whole list with a register."""

    name: str
    probable: bool
    """Its scores are probabilities."""

    def link(self, register: Columns, train: Sequence[Query], queries: Sequence[Query]) -> Linked:
        """The best ten rows of every reading. Only ``train`` may be looked at for the right answers."""


def register_table(register: Columns) -> pyarrow.Table:
    """The register as a table: ``row`` and its facts, missing ones null."""
    facts = {
        name: np.array([None, *register.texts[name]], object)[register.coded[name]]
        for name in ("make", "model", "calibre", "country")
    }
    years = pyarrow.array(register.years.astype(np.int32), mask=register.years == 0)
    return pyarrow.table({"row": np.arange(len(register)), "serial": texts(register), **facts, "year": years})


def readings_table(queries: Sequence[Query]) -> pyarrow.Table:
    """Readings as a table of the same columns; ``row`` is the place in the list."""
    facts = {
        name: [getattr(query.reading, name) or None for query in queries]
        for name in ("serial", "make", "model", "calibre", "country")
    }
    years = pyarrow.array([query.reading.year for query in queries], pyarrow.int32())
    return pyarrow.table({"row": np.arange(len(queries)), **facts, "year": years})


def gathered(pairs: Sequence[tuple[int, int, float]], count: int) -> tuple[list[list[int]], list[float]]:
    """(reading, row, score), best first within a reading, as `Linked` wants them."""
    rows: list[list[int]] = [[] for _ in range(count)]
    tops = [0.0] * count
    for reading, row, score in pairs:
        if not rows[reading]:
            tops[reading] = score
        rows[reading].append(row)
    return rows, tops
