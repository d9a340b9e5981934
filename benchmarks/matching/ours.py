"""Ours, behind the few things a benchmark needs, so that the engine may change without its benchmark."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from benchmarks.matching.world import Query

from tracemark.matching.rules.calibration import fit, log_loss
from tracemark.matching.rules.description import AS_TYPED, Description, Spelling
from tracemark.matching.rules.engine import EXHAUSTIVE, Matcher, example
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.shelf import Columns, Shelf, build_shelf
from tracemark.matching.rules.training import Judged, JudgedPair, learn
from tracemark.matching.rules.weighing import Reading

Found = list[tuple[int, float]]


FURTHER = (0.5, 0.25, 0.1, 0.05)
"""What a further error may cost; the one that surprises least is kept."""


def judged(register: Columns, queries: Sequence[Query]) -> list[JudgedPair]:
    """Readings with their records, as officers would have judged them."""
    known = set(register.texts["make"])
    return [
        JudgedPair(str(number), _read(query.reading, known), _recorded(register, query.row), Judged.SAME)
        for number, query in enumerate(queries)
        if query.row >= 0
    ]


def _read(reading: Reading, known: set[str]) -> Description:
    make = reading.make if reading.make in known or not reading.make else f"{AS_TYPED}{reading.make}"
    return Description(
        (Spelling(reading.serial),),
        make,
        reading.model,
        reading.calibre,
        country=reading.country,
        year=reading.year,
    )


def _recorded(register: Columns, row: int) -> Description:
    make, model, calibre, country = (
        register.texts[name][register.coded[name][row] - 1] if register.coded[name][row] else ""
        for name in ("make", "model", "calibre", "country")
    )
    serial, year = register.serials[row].decode(), int(register.years[row]) or None
    return Description((Spelling(serial),), make, model, calibre, country=country, year=year)


def _calibrated(shelf: Shelf, model: Model, train: Sequence[Query]) -> tuple[float, Matcher]:
    """A matcher with its calibration, and how surprised it is."""
    matcher = Matcher(shelf, model)
    known = [example(matcher, each.reading, None if each.row < 0 else each.row) for each in train]
    matcher.calibration = fit(known)
    return log_loss(known, matcher.calibration), matcher


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
    """The matcher in memory: half of the training readings teach its errors (``match train``), half calibrate it."""

    name = "**Tracemark**"

    def __init__(self) -> None:
        self.none_probability = 1.0

    def build(self, register: Columns, train: Sequence[Query]) -> tuple[float, float]:
        """Index, learn, calibrate."""
        started = time.perf_counter()
        shelf = build_shelf(register)
        Matcher(shelf)
        spent = time.perf_counter() - started
        half = len(train) // 2
        learnt = (
            learn(judged(register, train[:half]), DEFAULT_MODEL, rounds=4).model if half else DEFAULT_MODEL
        )
        tried = [_calibrated(shelf, replace(learnt, further_edit=each), train[half:]) for each in FURTHER]
        self.matcher = min(tried, key=lambda each: each[0])[1]
        return spent, shelf.bytes_held / 1e6

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
