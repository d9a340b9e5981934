"""Ours, behind the few things a benchmark needs, so that the engine may change without its benchmark."""

import time
from collections.abc import Sequence
from typing import Protocol

from benchmarks.matching.world import Query

from tracemark.matching.rules.calibration import fit
from tracemark.matching.rules.engine import EXHAUSTIVE, Matcher, Reading, example
from tracemark.matching.rules.shelf import Columns, build_shelf

Found = list[tuple[int, float]]


class Engine(Protocol):
    """An engine that answers with probabilities."""

    name: str
    none_probability: float
    """That the last reading is of no weapon on record."""

    def build(self, register: Columns, train: Sequence[Query]) -> tuple[float, float]:
        """Index a register and learn from readings with known answers; seconds (without learning) and megabytes."""

    def find(self, reading: Reading) -> Found:
        """Rows with their probabilities, likeliest first."""


class Tracemark:
    """The matcher in memory, its calibration learnt on the training readings; its channel is as shipped."""

    name = "**Tracemark**"

    def __init__(self) -> None:
        self.none_probability = 1.0

    def build(self, register: Columns, train: Sequence[Query]) -> tuple[float, float]:
        """Index, then fit the calibration."""
        started = time.perf_counter()
        self.matcher = Matcher(build_shelf(register))
        spent = time.perf_counter() - started
        known = [example(self.matcher, each.reading, None if each.row < 0 else each.row) for each in train]
        self.matcher.calibration = fit(known)
        return spent, self.matcher.shelf.bytes_held / 1e6

    def find(self, reading: Reading) -> Found:
        """Rows, stopping when enough of the probability is on record."""
        return self._found(reading, None)

    def _found(self, reading: Reading, enough: float | None) -> Found:
        result = self.matcher.find(reading, enough=enough)
        self.none_probability = result.none_probability
        return [(hit.row, hit.probability) for hit in result.hits]


class TracemarkExhaustive(Tracemark):
    """The same matcher, never stopping early."""

    name = "Tracemark, exhaustive"

    def __init__(self, shared: Tracemark) -> None:
        super().__init__()
        self._shared = shared

    def build(self, register: Columns, train: Sequence[Query]) -> tuple[float, float]:
        """Nothing is built: the index is the other's."""
        self.matcher = self._shared.matcher
        return 0.0, 0.0

    def find(self, reading: Reading) -> Found:
        """Rows, every level searched."""
        return self._found(reading, EXHAUSTIVE)
