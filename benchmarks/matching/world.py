"""An invented world of some 300 million weapons, a register drawn from it, and readings with stated noise.

200 makers of Zipf's sizes, each with one of ten families of numbers that run in sequence: dense within a maker
and colliding between makers. Year and model follow the sequence. All names are invented.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from benchmarks.matching.noise import LETTERS, Noise, mismodel, misname, misread
from benchmarks.matching.serials import FAMILIES, WIDEST, numbers_of
from numpy.typing import NDArray

from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000, "100m": 100_000_000}
TRAIN_SEED, TEST_SEED = 5, 7
MAKERS, WEAPONS = 200, 300_000_000
LAST_YEAR, YEARS_MADE = 2024, 60
STARTS_AGAIN = (4, 6)
"""Families whose numbers start again every year."""
LOT = 2_000
"""Weapons of one model made in a row."""
CHUNK = 1_000_000
CALIBRES = [f"C{number}" for number in range(1, 13)]
COUNTRIES = [f"X{number}" for number in range(1, 41)]

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Maker:
    """A maker: ``family`` of numbers, ``models`` with the number of each one's calibre, its country and that one's
    ``letters``."""

    name: str
    total: int
    family: int
    models: list[str]
    calibres: list[int]
    country: int
    letters: str
    first_year: int
    first_number: int


@dataclass(frozen=True)
class Query:
    """A reading, the row it comes from (-1: not on record), and what happened to its number."""

    reading: Reading
    row: int
    kind: str


@dataclass(frozen=True, eq=False)
class Drawn:
    """Which weapons of the world a register holds: ``weapons`` by row, and ``held``, a bit a weapon of the world."""

    weapons: Rows
    held: NDArray[np.uint8]

    def holds(self, weapon: int) -> bool:
        """Whether a weapon is on record."""
        return bool(self.held[weapon >> 3] >> (7 - (weapon & 7)) & 1)


class World:
    """Makers, and the weapons each made: a weapon is a number from 0, counted maker by maker."""

    def __init__(self, seed: int = 0) -> None:
        chance = np.random.default_rng(seed)
        names = _names(chance)
        shares = 1 / np.arange(1, MAKERS + 1)
        shares /= shares.sum()
        marks = ["".join(chance.choice(list(LETTERS), 2)) for _ in COUNTRIES]
        self.makers = [_maker(name, share, marks, chance) for name, share in zip(names, shares, strict=True)]
        self.models = sorted({model for maker in self.makers for model in maker.models})
        self._ends = np.cumsum([maker.total for maker in self.makers])

    @property
    def size(self) -> int:
        """How many weapons there are."""
        return int(self._ends[-1])

    def maker_of(self, weapons: Rows) -> Rows:
        """The maker of each weapon."""
        return np.searchsorted(self._ends, weapons, side="right")

    def draw(self, count: int, seed: int) -> Drawn:
        """``count`` different weapons at random, in random order."""
        chance = np.random.default_rng(seed)
        held = np.zeros(self.size, np.bool_)
        missing = count
        while missing:
            held[chance.integers(0, self.size, missing)] = True
            missing = count - int(held.sum())
        weapons = np.flatnonzero(held)
        chance.shuffle(weapons)
        return Drawn(weapons, np.packbits(held))

    def facts(self, maker: int, weapon: int) -> tuple[str, str, int, int]:
        """Number, model, calibre and year of one weapon of a maker."""
        serials, models, years = self.facts_of(maker, np.array([weapon], np.int64))
        made, which = self.makers[maker], int(models[0])
        return serials[0].decode(), made.models[which], made.calibres[which], int(years[0])

    def facts_of(self, maker: int, weapons: Rows) -> tuple[NDArray[np.bytes_], Rows, Rows]:
        """Number, place of the model among the maker's, and year, of many weapons of one maker."""
        made = self.makers[maker]
        place = weapons - int(self._ends[maker]) + made.total
        which = place // LOT * 7919 % len(made.models)
        since = place * YEARS_MADE // made.total
        if made.family in STARTS_AGAIN:
            place = place + -since * made.total // YEARS_MADE
        serials = numbers_of(made.family, made.letters, made.first_year, place + made.first_number)
        return serials, which, np.minimum(LAST_YEAR, made.first_year + since)

    def register(self, count: int, noise: Noise, seed: int = 1) -> tuple[Columns, Drawn]:
        """A register of ``count`` weapons with gaps, and which weapons it holds."""
        drawn = self.draw(count, seed)
        known = {model: number for number, model in enumerate(self.models, 1)}
        makers = self.maker_of(drawn.weapons).astype(np.uint16)
        serials, models = np.zeros(count, f"S{WIDEST}"), np.zeros(count, np.uint16)
        calibres, years = np.zeros(count, np.uint16), np.zeros(count, np.uint16)
        by_maker = np.argsort(makers, kind="stable")
        for maker, rows in enumerate(
            np.split(by_maker, np.cumsum(np.bincount(makers, minlength=MAKERS))[:-1])
        ):
            made = self.makers[maker]
            for start in range(0, len(rows), CHUNK):
                part = rows[start : start + CHUNK]
                serials[part], which, years[part] = self.facts_of(maker, drawn.weapons[part])
                models[part] = np.array([known[model] for model in made.models], np.uint16)[which]
                calibres[part] = np.array(made.calibres, np.uint16)[which]
        del by_maker
        countries = np.array([maker.country for maker in self.makers], np.uint16)[makers]
        coded = {
            "make": makers + np.uint16(1), "model": models, "calibre": calibres, "type": np.zeros(count, np.uint16),
            "country": countries,
        }  # fmt: skip
        texts: dict[str, Sequence[str]] = {
            "make": [maker.name for maker in self.makers], "model": self.models, "calibre": CALIBRES, "type": [],
            "country": COUNTRIES,
        }  # fmt: skip
        register = Columns(serials, coded, texts, years)
        _leave_gaps(register, noise, seed + 1)
        return register, drawn

    def queries(self, drawn: Drawn, noise: Noise, count: int, seed: int) -> Iterator[Query]:
        """Readings of weapons on record, and of others of the same world."""
        chance = Random(seed)
        for _ in range(count):
            row = chance.randrange(len(drawn.weapons))
            weapon = int(drawn.weapons[row])
            if chance.random() < noise.not_on_record:
                row, weapon = -1, self._not_held(drawn, chance)
            yield self._query(weapon, row, noise, chance)

    def _not_held(self, drawn: Drawn, chance: Random) -> int:
        while True:
            weapon = chance.randrange(self.size)
            if not drawn.holds(weapon):
                return weapon

    def _query(self, weapon: int, row: int, noise: Noise, chance: Random) -> Query:
        maker = int(self.maker_of(np.array([weapon]))[0])
        serial, model, calibre, year = self.facts(maker, weapon)
        made = self.makers[maker]
        read, kind = misread(serial, noise, chance)
        written = chance.choice(CALIBRES) if chance.random() < noise.calibre_wrong else CALIBRES[calibre - 1]
        reading = Reading(
            read,
            misname(made.name, noise.make_missing, noise.make_misspelt, chance),
            mismodel(model, self.models, noise, chance),
            "" if chance.random() < noise.calibre_missing else written,
            "",
            "" if chance.random() < noise.country_missing else COUNTRIES[made.country - 1],
            None if chance.random() < noise.year_missing else year,
        )
        return Query(reading, row, kind)


def shared_numbers(register: Columns) -> float:
    """The share of rows whose number another row bears too."""
    ordered = np.sort(register.serials)
    same = ordered[1:] == ordered[:-1]
    return float((np.append(same, False) | np.append(False, same)).mean())


def _leave_gaps(register: Columns, noise: Noise, seed: int) -> None:
    chance = np.random.default_rng(seed)
    for column, share in (
        (register.coded["model"], noise.gap_model),
        (register.coded["calibre"], noise.gap_calibre),
        (register.years, noise.gap_year),
        (register.coded["country"], noise.gap_country),
    ):
        column[chance.random(len(column), dtype=np.float32) < share] = 0


def _names(chance: np.random.Generator) -> list[str]:
    names: set[str] = set()
    while len(names) < MAKERS:
        count = int(chance.integers(2, 5))
        syllables = zip(
            chance.choice(list("BCDFGKLMNPRSTVZ"), count), chance.choice(list("AEIOU"), count), strict=True
        )
        names.add("".join(f"{consonant}{vowel}" for consonant, vowel in syllables) + "R")
    return [str(name) for name in chance.permutation(sorted(names))]


def _maker(name: str, share: float, marks: list[str], chance: np.random.Generator) -> Maker:
    country, count = int(chance.integers(1, 1 + len(COUNTRIES))), int(chance.integers(1, 9))
    tails = ["", *LETTERS]
    models = [f"{name[:2]}{chance.integers(1, 99)}{chance.choice(tails)}" for _ in range(count)]
    return Maker(
        name, int(WEAPONS * share), int(chance.integers(0, FAMILIES)), models, chance.integers(1, 13, count).tolist(),
        country, marks[country - 1], int(chance.integers(1930, 1990)), int(chance.integers(1, 5000)),
    )  # fmt: skip
