"""An invented world of some 300 million weapons, a register drawn from it, and readings with stated noise.

200 makers of Zipf's sizes, each with one of ten families of numbers that run in sequence: dense within a maker
and colliding between makers. All names are invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.engine import Reading
from tracemark.matching.rules.shelf import Columns

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAKERS, WEAPONS = 200, 300_000_000
CALIBRES = [f"C{number}" for number in range(1, 13)]
COUNTRIES = [f"X{number}" for number in range(1, 41)]
CONFUSED = {
    "0": "ODQ", "O": "0DQ", "D": "0O", "Q": "0O", "1": "IL7", "I": "1L", "L": "1I", "5": "S", "S": "5", "8": "B3",
    "B": "8", "2": "Z", "Z": "2", "6": "GB", "G": "6C", "4": "A", "A": "4", "U": "V", "V": "UY", "3": "8", "7": "1",
    "C": "G", "E": "F", "F": "E", "M": "N", "N": "M",
}  # fmt: skip


@dataclass(frozen=True)
class Noise:
    """Shares of readings by what happened to the number, and how often facts are missing or wrong."""

    exact: float = 0.30
    look_alike: float = 0.30
    one_edit: float = 0.15
    two_edits: float = 0.10
    unread: float = 0.10
    cut: float = 0.05
    not_on_record: float = 0.10
    make_missing: float = 0.15
    make_misspelt: float = 0.15
    model_missing: float = 0.40
    model_wrong: float = 0.15
    calibre_missing: float = 0.20
    calibre_wrong: float = 0.05
    country_missing: float = 0.50
    year_missing: float = 0.60
    gap_model: float = 0.08
    gap_calibre: float = 0.03
    gap_year: float = 0.25
    gap_country: float = 0.10


@dataclass(frozen=True)
class Maker:
    """A maker: ``family`` of numbers, ``models`` with the number of each one's calibre, and its country."""

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


Drawn = tuple[NDArray[np.int64], NDArray[np.int64]]


class World:
    """Makers and their shares."""

    def __init__(self, seed: int = 0) -> None:
        chance = np.random.default_rng(seed)
        names: set[str] = set()
        while len(names) < MAKERS:
            syllables = range(int(chance.integers(2, 5)))
            names.add(
                "".join(
                    chance.choice(list("BCDFGKLMNPRSTVZ")) + chance.choice(list("AEIOU")) for _ in syllables
                )
                + "R"
            )
        self.shares = 1 / np.arange(1, MAKERS + 1)
        self.shares /= self.shares.sum()
        ordered = list(chance.permutation(sorted(names)))
        self.makers = [
            self._maker(str(name), share, chance) for name, share in zip(ordered, self.shares, strict=True)
        ]
        self.models = sorted({model for maker in self.makers for model in maker.models})

    @staticmethod
    def _maker(name: str, share: float, chance: np.random.Generator) -> Maker:
        count = int(chance.integers(1, 9))
        tails = ["", *LETTERS]
        models = [f"{name[:2]}{chance.integers(1, 99)}{chance.choice(tails)}" for _ in range(count)]
        return Maker(
            name, int(WEAPONS * share), int(chance.integers(0, 10)), models, chance.integers(1, 13, count).tolist(),
            int(chance.integers(1, 41)), "".join(chance.choice(list(LETTERS), 2)), int(chance.integers(1930, 1990)),
            int(chance.integers(1, 5000)),
        )  # fmt: skip

    def draw(self, count: int, chance: np.random.Generator) -> Drawn:
        """Weapons at random: maker and place in its sequence."""
        makers = chance.choice(MAKERS, count, p=self.shares)
        totals = np.array([maker.total for maker in self.makers])
        return makers, (chance.random(count) * totals[makers]).astype(np.int64)

    def facts(self, maker: int, place: int) -> tuple[str, str, int, int]:
        """Number, model, calibre and year of one weapon."""
        made = self.makers[maker]
        which = place * 7919 % len(made.models)
        year = min(2024, made.first_year + place * 60 // made.total)
        return number_of(made, place), made.models[which], made.calibres[which], year

    def register(self, count: int, noise: Noise, seed: int = 1) -> tuple[Columns, Drawn]:
        """A register of ``count`` weapons with gaps, and what was drawn."""
        chance = np.random.default_rng(seed)
        drawn = self.draw(count, chance)
        known = {model: number for number, model in enumerate(self.models, 1)}
        serials, models = np.zeros(count, "S12"), np.zeros(count, np.uint16)
        calibres, years = np.zeros(count, np.uint16), np.zeros(count, np.uint16)
        for row, (maker, place) in enumerate(zip(drawn[0].tolist(), drawn[1].tolist(), strict=True)):
            serials[row], model, calibres[row], years[row] = self.facts(maker, place)
            models[row] = known[model]
        countries = np.array([maker.country for maker in self.makers], np.uint16)[drawn[0]]
        gaps = (
            (models, noise.gap_model),
            (calibres, noise.gap_calibre),
            (years, noise.gap_year),
            (countries, noise.gap_country),
        )
        for column, share in gaps:
            column[chance.random(count) < share] = 0
        coded = {
            "make": (drawn[0] + 1).astype(np.uint16), "model": models, "calibre": calibres,
            "type": np.zeros(count, np.uint16), "country": countries,
        }  # fmt: skip
        texts = {
            "make": [maker.name for maker in self.makers], "model": self.models, "calibre": CALIBRES, "type": [],
            "country": COUNTRIES,
        }  # fmt: skip
        return Columns(serials, coded, texts, years), drawn

    def queries(self, drawn: Drawn, noise: Noise, count: int, seed: int) -> Iterator[Query]:
        """Readings of weapons on record, and of others of the same world."""
        chance = np.random.default_rng(seed)
        held = set(zip(drawn[0].tolist(), drawn[1].tolist(), strict=True))
        made = 0
        while made < count:
            row = int(chance.integers(0, len(drawn[0])))
            maker, place = int(drawn[0][row]), int(drawn[1][row])
            if chance.random() < noise.not_on_record:
                other = self.draw(1, chance)
                row, maker, place = -1, int(other[0][0]), int(other[1][0])
                if (maker, place) in held:
                    continue
            made += 1
            yield self._query(maker, place, row, noise, chance)

    def _query(self, maker: int, place: int, row: int, noise: Noise, chance: np.random.Generator) -> Query:
        serial, model, calibre, year = self.facts(maker, place)
        read, kind = _misread(serial, noise, chance)
        make = _name(self.makers[maker].name, noise.make_missing, noise.make_misspelt, [], chance)
        model = _name(model, noise.model_missing, noise.model_wrong, self.models, chance)
        written = (
            CALIBRES[calibre - 1] if chance.random() >= noise.calibre_wrong else str(chance.choice(CALIBRES))
        )
        return Query(
            Reading(
                read, make, model, "" if chance.random() < noise.calibre_missing else written, "",
                "" if chance.random() < noise.country_missing else COUNTRIES[self.makers[maker].country - 1],
                None if chance.random() < noise.year_missing else year,
            ), row, kind,
        )  # fmt: skip


def number_of(maker: Maker, place: int) -> str:
    """The serial number at a place of a maker's sequence."""
    n, family = place + maker.first_number, maker.family
    if family == 0:
        return str(n + 10_000)
    if family == 1:
        return f"{n:08d}"
    if family == 2:
        return f"{_letters(n // 1_000_000, 1)}{n % 1_000_000:06d}"
    if family == 3:
        return f"{_letters(n // 100_000, 2)}{n % 100_000:05d}"
    if family == 4:
        return f"{_letters(n // 1000, 3)}{n % 1000:03d}"
    if family == 5:
        return f"{(maker.first_year + n // 400_000) % 100:02d}{n % 400_000:06d}"
    if family == 6:
        return f"{maker.letters[0]}{_letters(n // 10_000, 1)}{n % 10_000:04d}"
    if family == 7:
        return f"{('56', '561', '562')[n % 3]}{n // 3 % 10_000_000:07d}"
    if family == 8:
        return f"{n % 1_000_000:06d}{_letters(n // 1_000_000, 1)}"
    return f"{maker.letters}{(maker.first_year + n // 300_000) % 100:02d}{n % 300_000:06d}"


def _letters(number: int, count: int) -> str:
    return "".join(LETTERS[number // 26**place % 26] for place in reversed(range(count)))


def _misread(serial: str, noise: Noise, chance: np.random.Generator) -> tuple[str, str]:
    kinds = ("exact", "look_alike", "one_edit", "two_edits", "unread", "cut")
    kind = str(chance.choice(kinds, p=[getattr(noise, each) for each in kinds]))
    if kind == "look_alike":
        return _look_alike(serial, chance), kind
    if kind in ("one_edit", "two_edits"):
        once = _edited(serial, chance)
        return (once if kind == "one_edit" else _edited(once, chance)), kind
    if kind == "unread":
        places = set(chance.choice(len(serial), int(chance.integers(1, 4)), replace=False).tolist())
        return "".join("?" if at in places else each for at, each in enumerate(serial)), kind
    if kind == "cut":
        lost = int(chance.integers(1, 4))
        return (serial[lost:] if chance.random() < 0.5 else serial[:-lost]), kind
    return serial, kind


def _look_alike(serial: str, chance: np.random.Generator) -> str:
    places = [at for at, each in enumerate(serial) if each in CONFUSED]
    if not places:
        return _edited(serial, chance)
    at = int(chance.choice(places))
    return f"{serial[:at]}{chance.choice(list(CONFUSED[serial[at]]))}{serial[at + 1 :]}"


def _edited(serial: str, chance: np.random.Generator) -> str:
    kind, at = int(chance.integers(0, 5)), int(chance.integers(0, len(serial)))
    sign = str(chance.choice(list("0123456789" if serial[at].isdigit() else LETTERS)))
    if kind == 0:
        return serial[:at] + sign + serial[at + 1 :]
    if kind == 1:
        return serial[:at] + sign + serial[at:]
    if kind == 2:
        return serial[:at] + serial[at + 1 :]
    if kind == 3:
        at = min(at, len(serial) - 2)
        return serial[:at] + serial[at + 1] + serial[at] + serial[at + 2 :]
    return str(chance.choice(["N", "NO", "SN", "S", "NR"])) + serial


def _name(name: str, missing: float, wrong: float, others: list[str], chance: np.random.Generator) -> str:
    """A maker or model as written: missing, misspelt, or (when there are ``others``) half the time another."""
    kind = chance.random()
    if kind < missing:
        return ""
    if kind >= missing + wrong * (1 if not others else 1 - missing):
        return name
    if others and chance.random() < 0.5:
        return str(chance.choice(others))
    at, letter = int(chance.integers(0, len(name))), str(chance.choice(list(LETTERS)))
    return str(
        chance.choice(
            [name[:at] + letter + name[at + 1 :], name[:at] + name[at + 1 :], name[:at] + letter + name[at:]]
        )
    )
