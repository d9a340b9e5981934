"""The matcher: one reading, or a whole list, against a register held in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.calibration import Calibration, Example, posterior
from tracemark.matching.rules.codes import classes_of_codes
from tracemark.matching.rules.errors import Errors
from tracemark.matching.rules.evidence import Floats
from tracemark.matching.rules.kernels.scoring import NONE_YET
from tracemark.matching.rules.kernels.searching import (
    LEVEL,
    LEVELS,
    MOST_NOTED,
    TOTAL,
    WEIGHED,
    new_room,
    search,
    search_open,
)
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.shelf import Shelf
from tracemark.matching.rules.weighing import Asked, Reading, Weigher

EXHAUSTIVE = 2.0
WEIGHED_KEPT = 64

CALIBRATION = Calibration(among=0.7, against_none=0.6, none_bias=-2.0)
"""Learnt on synthetic readings against a million records (docs/benchmarks/matching.md)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the register with its probability and ``weight``, log P(read | row)."""

    row: int
    probability: float
    weight: float


@dataclass(frozen=True, slots=True)
class Result:
    """Hits, likeliest first; ``none_probability``; how many others fit nearly as well; log ``odds`` of the register,
    log ``total`` weight, how deep the search went."""

    hits: tuple[Hit, ...]
    none_probability: float
    others_that_fit: int
    odds: float
    total: float
    level: int


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Rows that were weighed for one reading: the best ``rows`` with their ``weights``, likeliest first, log ``total``
    of all, those ``near`` the best with theirs, and the ``background``."""

    rows: NDArray[np.int64]
    weights: Floats
    total: float
    near: NDArray[np.int64]
    near_weights: Floats
    background: float
    level: int


class Tally:
    """Where a search leaves what it weighed: the room of one thread."""

    def __init__(self) -> None:
        self.room = new_room()
        self.rows, self.weights = np.zeros(WEIGHED_KEPT, np.int64), np.zeros(WEIGHED_KEPT)
        self.noted = np.zeros(MOST_NOTED, np.int64), np.zeros(MOST_NOTED)
        self.told = np.zeros(3)

    def start(self) -> None:
        """Begin anew, for rows that are weighed one lot after another."""
        self.told[:] = NONE_YET, 0.0, 0.0

    def weighed(self, count: int, background: float, also_fits: float) -> Weighed:
        """What was found, in arrays of its own."""
        noted = min(int(self.told[WEIGHED]), MOST_NOTED)
        rows, weights = self.noted[0][:noted], self.noted[1][:noted]
        is_near = weights >= self.weights[0] + log(also_fits) if count else np.zeros(noted, np.bool_)
        return Weighed(
            self.rows[:count].copy(),
            self.weights[:count].copy(),
            float(self.told[TOTAL]),
            rows[is_near],
            weights[is_near],
            background,
            int(self.told[LEVEL]),
        )


class Matcher:
    """Matches readings with a shelf. Not for two threads at once: it holds the working space of one."""

    def __init__(
        self,
        shelf: Shelf,
        model: Model = DEFAULT_MODEL,
        calibration: Calibration = CALIBRATION,
        spare: int = 0,
    ) -> None:
        self.shelf = shelf
        self.weigher = Weigher(shelf.statistics, model, calibration, shelf.values, spare)
        filters = shelf.filters
        self.index = (
            shelf.keys,
            shelf.order,
            shelf.offsets,
            shelf.bits,
            filters.every,
            filters.by_make,
            filters.masks,
            filters.affixes,
            classes_of_codes(),
            filters.salts,
            bool(filters.masks[1].any()),
        )
        self.compared = (shelf.codes, shelf.lengths, shelf.facts)
        self._tally = Tally()

    @property
    def errors(self) -> Errors:
        """The table of errors of the model."""
        return self.weigher.errors

    @property
    def model(self) -> Model:
        """The model it weighs by."""
        return self.weigher.model

    @property
    def calibration(self) -> Calibration:
        """How far weights are trusted."""
        return self.weigher.calibration

    @calibration.setter
    def calibration(self, calibration: Calibration) -> None:
        """Trust them so far from now on."""
        self.weigher.calibration = calibration

    def another(self) -> "Matcher":
        """A matcher for another thread: the same shelf and calibration, working space of its own."""
        other = Matcher.__new__(Matcher)
        other.__dict__.update(self.__dict__)
        other.weigher, other._tally = self.weigher.another(), Tally()
        return other

    def find(self, reading: Reading, *, enough: float | None = None, most: int = 10) -> Result:
        """The rows that a reading may mean. ``enough``: stop when so much is on record; above 1: never."""
        return self.conclude(self.weigh(reading, enough=enough), most)

    def conclude(self, weighed: Weighed, most: int = 10) -> Result:
        """Bayes over what was weighed and none, made honest by the calibration."""
        odds = weighed.total + self.weigher.before - weighed.background
        chances, none = posterior(weighed.weights, weighed.total, odds, self.calibration)
        hits = tuple(
            Hit(int(weighed.rows[at]), float(chances[at]), float(weighed.weights[at]))
            for at in range(min(len(weighed.rows), most))
        )
        others = max(len(weighed.near) - 1, 0)
        return Result(hits, none, others, odds, weighed.total, weighed.level)

    def weigh(self, reading: Reading, *, enough: float | None = None, levels: int = LEVELS) -> Weighed:
        """Weigh the rows that a reading may mean, with so many levels of errors."""
        return self.weigh_asked(self.weigher.ask(reading), enough=enough, levels=levels)

    def weigh_asked(self, asked: Asked, *, enough: float | None = None, levels: int = LEVELS) -> Weighed:
        """As `weigh`, for the reading that the weigher was asked last."""
        tally = self._tally
        if asked.ends is not None:
            count = self._search_open(asked)
        else:
            stop = self.model.search_enough if enough is None else enough
            count = search(
                asked.read,
                asked.signs,
                asked.prefix,
                asked.letters,
                self.weigher.starts,
                self.weigher.chances,
                self.weigher.counted("make").counted,
                asked.background - self.weigher.before,
                asked.is_make_read,
                stop,
                levels,
                self.index,
                self.compared,
                self.weigher.channel,
                tally.room,
                tally.rows,
                tally.weights,
                tally.noted,
                tally.told,
            )
        return tally.weighed(int(count), asked.background, self.model.also_fits)

    def _search_open(self, asked: Asked) -> int:
        tally = self._tally
        return search_open(
            asked.read,
            asked.signs,
            asked.prefix,
            self.weigher.starts,
            self.weigher.chances,
            asked.ends,
            self.index,
            self.compared,
            self.weigher.channel,
            tally.room,
            tally.rows,
            tally.weights,
            tally.noted,
            tally.told,
        )


def find_all(matcher: Matcher, readings: Sequence[Reading], most: int = 10) -> list[Result]:
    """Each reading's result, in order."""
    return [matcher.find(reading, most=most) for reading in readings]


def example(matcher: Matcher, reading: Reading, row: int | None) -> Example:
    """A reading whose answer is known, for `calibration.fit`; ``row`` is None when it is not on record."""
    result = matcher.find(reading, most=WEIGHED_KEPT)
    weights = np.array([hit.weight for hit in result.hits])
    right = None if row is None else next((at for at, hit in enumerate(result.hits) if hit.row == row), -1)
    return Example(weights, result.total, result.odds, right)
