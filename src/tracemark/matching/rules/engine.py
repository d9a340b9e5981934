"""The matcher: one reading, or a whole list, against a register held in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.calibration import Calibration, Example, posterior
from tracemark.matching.rules.codes import classes_of_codes, encode
from tracemark.matching.rules.errors import errors_of, prefix_chances
from tracemark.matching.rules.evidence import (
    FIELDS,
    MOST_KEPT,
    YEARS,
    Values,
    make_chances,
    model_chances,
    plain_chances,
    year_chances,
)
from tracemark.matching.rules.forms import UNSEEN, learn_forms
from tracemark.matching.rules.kernels.background import fact_chances, number_chance
from tracemark.matching.rules.kernels.searching import Asked, Channel, Index, new_room, search
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.shelf import Shelf

EXHAUSTIVE = 2.0
WEIGHED_KEPT = 64

CALIBRATION = Calibration(among=0.7, against_none=0.6, none_bias=-2.0)
"""Learnt on synthetic readings against a million records (docs/benchmarks/matching.md)."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a weapon; empty or None where nothing was. ``serial`` is normalized (A-Z, 0-9, ``?``, ``*``)."""

    serial: str
    make: str = ""
    model: str = ""
    calibre: str = ""
    type: str = ""
    country: str = ""
    year: int | None = None
    certainty: str = ""


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


class Matcher:
    """Matches readings with a shelf. Not for two threads at once: it holds the working space of one."""

    def __init__(
        self, shelf: Shelf, model: Model = DEFAULT_MODEL, calibration: Calibration = CALIBRATION
    ) -> None:
        self.shelf, self.model, self.calibration = shelf, model, calibration
        self.errors = errors_of(model)
        self.forms = learn_forms(shelf, self.errors)
        self._channel = Channel(self.errors.subs, self.errors.costs)
        self._index = Index(
            shelf.keys,
            shelf.order,
            shelf.offsets,
            shelf.bits,
            shelf.every,
            shelf.by_make,
            shelf.masks,
            shelf.affixes,
            classes_of_codes(),
            shelf.salts,
            bool(shelf.masks[1].any()),
            shelf.codes,
            shelf.lengths,
            shelf.facts,
        )
        self._room = new_room()
        self._rows, self._weights = np.zeros(WEIGHED_KEPT, np.int64), np.zeros(WEIGHED_KEPT)
        self._told = np.zeros(3)
        self._kept: dict[tuple[str, object], Floats] = {}
        self._before = log(model.prior_in_register / (1 - model.prior_in_register)) - log(max(shelf.size, 1))
        sizes = [len(shelf.values[name].texts) + 1 for name in FIELDS[:-1]] + [YEARS + 1]
        self._starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self._chances = np.zeros(int(self._starts[-1]))

    def another(self) -> "Matcher":
        """A matcher for another thread: the same shelf and calibration, working space of its own."""
        other = Matcher.__new__(Matcher)
        other.__dict__.update(self.__dict__)
        other._room = new_room()
        other._rows, other._weights = np.zeros(WEIGHED_KEPT, np.int64), np.zeros(WEIGHED_KEPT)
        other._told, other._chances, other._kept = np.zeros(3), np.zeros_like(self._chances), {}
        return other

    def find(self, reading: Reading, *, enough: float | None = None, most: int = 10) -> Result:
        """The rows that a reading may mean. ``enough``: stop when so much is on record; above 1: never."""
        asked, background = self._ask(reading)
        count = search(
            asked,
            self.model.search_enough if enough is None else enough,
            self._index,
            self._channel,
            self._room,
            self._rows,
            self._weights,
            self._told,
        )
        return self._result(int(count), background, most)

    def _ask(self, reading: Reading) -> tuple[Asked, float]:
        """A reading as the kernels see it, and the log of its chance given a weapon that is not on record."""
        read = encode(reading.serial)
        signs = np.zeros(len(read), np.uint8)
        if len(reading.certainty) == len(reading.serial):
            signs[:] = [sign == "~" for sign in reading.certainty[: len(read)]]
        self._weigh_facts(reading)
        background = self._background(reading, read)
        letters = len(reading.serial) - len(reading.serial.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        prefix = prefix_chances(reading.serial, self.errors)
        chances, before = self._chances, background - self._before
        return Asked(
            read, signs, prefix, letters, self._starts, chances, before, bool(reading.make)
        ), background

    def _result(self, count: int, background: float, most: int) -> Result:
        """Bayes over what was found and none, made honest by the calibration."""
        weights, total = self._weights[:count], float(self._told[0])
        odds = total + self._before - background
        chances, none = posterior(weights, total, odds, self.calibration)
        near = float(weights[0]) + log(self.model.also_fits) if count else 0.0
        hits = tuple(
            Hit(int(self._rows[at]), float(chances[at]), float(weights[at])) for at in range(min(count, most))
        )
        others = int((weights[1:] >= near).sum())
        return Result(hits, none, others, odds, total, int(self._told[2]))

    def _weigh_facts(self, reading: Reading) -> None:
        """Put the chances of each field into its stretch."""
        shelf, model, starts, chances = self.shelf, self.model, self._starts, self._chances
        wrong = {"calibre": model.wrong_calibre, "type": model.wrong_type, "country": model.wrong_country}
        for number, name in enumerate(FIELDS):
            read = getattr(reading, name)
            stretch = chances[starts[number] : starts[number + 1]]
            if not read:
                stretch[:] = 0.0
                continue
            kept = self._kept.get((name, read))
            if kept is None:
                if name == "year":
                    kept = year_chances(int(read), shelf.year_shares, model)
                elif name in wrong:
                    kept = plain_chances(read, shelf.values[name], wrong[name])
                else:
                    kept = _names(name, read, shelf.values[name], model)
                if len(self._kept) < MOST_KEPT:
                    self._kept[name, read] = kept
            stretch[:] = kept

    def _background(self, reading: Reading, read: NDArray[np.uint8]) -> float:
        shelf, forms = self.shelf, self.forms
        by_make = fact_chances(
            shelf.kinds, shelf.kind_shares, self._starts, self._chances, len(shelf.values["make"].texts) + 1
        )
        number = number_chance(
            read, by_make, forms.makes, forms.lengths, forms.shares, forms.reads, UNSEEN, self.errors.costs
        )
        return float(number + self._chances[self._starts[5]]) if reading.year else float(number)


def _names(name: str, read: str, values: Values, model: Model) -> Floats:
    return make_chances(read, values, model) if name == "make" else model_chances(read, values, model)


def find_all(matcher: Matcher, readings: Sequence[Reading], most: int = 10) -> list[Result]:
    """Each reading's result, in order."""
    return [matcher.find(reading, most=most) for reading in readings]


def example(matcher: Matcher, reading: Reading, row: int | None) -> Example:
    """A reading whose answer is known, for `calibration.fit`; ``row`` is None when it is not on record."""
    result = matcher.find(reading, most=WEIGHED_KEPT)
    weights = np.array([hit.weight for hit in result.hits])
    right = None if row is None else next((at for at, hit in enumerate(result.hits) if hit.row == row), -1)
    return Example(weights, result.total, result.odds, right)
