"""Answers to lots of a list, as lines of CSV: the same work in this process, in others, and on other machines."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from tracemark.matching.jobs.keeping import Aside
from tracemark.matching.jobs.lists import Lot
from tracemark.matching.jobs.shelves import Ids, open_places, open_shelf
from tracemark.matching.rules.engine import Matcher, Result
from tracemark.matching.rules.explaining import Explainer
from tracemark.matching.rules.lists import ListReader, answer_rows
from tracemark.matching.rules.weighing import Reading
from tracemark.reference.data import load_tables


@dataclass(frozen=True, slots=True)
class Answered:
    """The lines of a lot, how many rows they answer, and the rows kept aside."""

    number: int
    lines: str
    queries: int
    aside: tuple[Aside, ...]


class Answerer:
    """Answers lots with the register kept in a folder. Not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        shelf = open_shelf(folder)
        self.matcher = Matcher(shelf)
        self._explainer = Explainer(shelf, self.matcher.errors)
        self._places, self._ids = open_places(folder), Ids(folder)
        self._reader = ListReader(load_tables())

    def answer(self, number: int, lot: Lot, top: int) -> Answered:
        """The lines of a lot."""
        entries, aside = self.read(lot)
        results = [self.matcher.find(reading, most=top) for _, reading in entries]
        return self.written(number, entries, results, aside)

    def read(self, lot: Lot) -> tuple[list[tuple[str, Reading]], tuple[Aside, ...]]:
        """What the rows of a lot say, with what they are called; and those that cannot be read."""
        entries: list[tuple[str, Reading]] = []
        aside: list[Aside] = []
        for name, number, row in zip(lot.ids(), lot.numbers, lot.rows(), strict=True):
            try:
                entries.append((name, self._reader.reading(row)))
            except ValueError:
                aside.append((number, row.get("year", "")))
        return entries, tuple(aside)

    def written(
        self,
        number: int,
        entries: Sequence[tuple[str, Reading]],
        results: Sequence[Result],
        aside: tuple[Aside, ...],
    ) -> Answered:
        """The answers of a lot, written out."""
        lines = io.StringIO(newline="")
        csv.writer(lines).writerows(self._lines(entries, results))
        return Answered(number, lines.getvalue(), len(entries), aside)

    def _lines(
        self, entries: Sequence[tuple[str, Reading]], results: Sequence[Result]
    ) -> Iterator[tuple[str, int, str, str, str, int, str]]:
        for (name, reading), result in zip(entries, results, strict=True):
            rows = [hit.row for hit in result.hits]
            places = self._places[rows].astype(np.int64)
            reasons = self._explainer.reasons(reading, places)
            ids = [self._ids[row] for row in rows]
            yield from answer_rows(name, result, ids, reasons)


@lru_cache(maxsize=1)
def answerer(folder: Path) -> Answerer:
    """The one of this process."""
    return Answerer(folder)
