"""What each fact that was read says of each value a record may have: P(read | recorded), as natural logarithms.

A value that is missing on record stands for any, in the shares the register has them; a fact that was not read says
nothing. Nothing is excluded: a disagreement is only unlikely.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.spelling import FAR, distances
from tracemark.matching.rules.model import Model

CODED = ("make", "model", "calibre", "type", "country")
FIELDS = (*CODED, "year", "imports", "role")
"""The fields of a row in their order. A list without import marks and numbers of parts has the first six only."""

FIRST_YEAR = 1800
YEARS = 400
SPELT = 32
MOST_KEPT = 20_000
COARSE = "~"
"""Before a calibre of which only the group is known: ``~9mm``."""

CHANCE_OF_AN_IMPORT_MARK = 0.05
"""That just this import mark is read of a weapon of which the register says nothing."""

SERIAL, OTHER_SPELLING, PART, PART_SPELLING = range(4)
"""What a number on record is: the field ``role``."""

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Values:
    """The values a field has in a register, numbered from 1; 0 is missing. The first have ``shares``, by how many
    weapons have each; those after them were not met when the register was counted. ``groups``: what each belongs to."""

    texts: Sequence[str]
    shares: Floats
    least: float = 1e-9
    groups: Sequence[str] = ()
    _numbers: dict[str, int] = field(default_factory=dict)
    _table: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, SPELT), np.uint8))
    _lengths: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        self._numbers = {text: number for number, text in enumerate(self.texts, 1)}
        raw = [text.encode()[:SPELT] for text in self.texts]
        self._table = np.array(raw or [b""], f"S{SPELT}").view(np.uint8).reshape(-1, SPELT)
        self._lengths = np.array([len(each) for each in raw], np.int64)

    @property
    def counted(self) -> int:
        """How many of the values have shares."""
        return len(self.shares)

    def number(self, text: str) -> int:
        """The number of a value; 0 when the register does not have it."""
        return self._numbers.get(text, 0)

    def share(self, text: str) -> float:
        """The share of weapons with this value; never 0."""
        number = self.number(text)
        return float(self.shares[number - 1]) or self.least if 0 < number <= self.counted else self.least

    def group(self, number: int) -> str:
        """What a value belongs to, if that is known."""
        return self.groups[number - 1] if 0 < number <= len(self.groups) else ""

    def errors_to(self, text: str) -> NDArray[np.int64]:
        """How many letters each value is away from ``text``."""
        return distances(np.frombuffer(text.encode()[:SPELT], np.uint8), self._table, self._lengths)

    def beside(self, texts: Sequence[str], groups: Sequence[str] = ()) -> "Values":
        """The same counts with other values to be weighed by them."""
        return Values(texts, np.zeros(0), self.least, groups)


NO_VALUES = Values((), np.zeros(0))
"""Those of a field that no row has."""


def count_values(texts: Sequence[str], codes: NDArray[np.uint16], groups: Sequence[str] = ()) -> Values:
    """Values with their shares, from the numbers that rows have."""
    counts = np.bincount(codes, minlength=len(texts) + 1)[1 : len(texts) + 1]
    total = max(int(counts.sum()), 1)
    return Values(texts, counts / total, 0.5 / total, groups)


def year_number(year: int | None) -> int:
    """The number of a year; 0 when it is missing or beyond all reason."""
    return year - FIRST_YEAR + 1 if year and FIRST_YEAR <= year < FIRST_YEAR + YEARS else 0


def with_missing(chances: Floats, shares: Floats) -> Floats:
    """Logarithms, with the chance of a record that lacks the value in front: any value, in the register's shares."""
    counted = chances[: len(shares)]
    average = float((counted * shares).sum()) or (float(counted.mean()) if len(counted) else 1.0)
    return np.log(np.concatenate(([average], chances)))


def spelt_chances(read: str, asked: Values, counts: Values, wrong: float, model: Model) -> Floats:
    """For names, by value of ``asked``: as written, or with letters wrong, or another name altogether.

    A name that the register does not have says little, by its spelling; a model and its variant may be one.
    """
    right = 1 - wrong
    errors = asked.errors_to(read)
    squeezed = read.replace(" ", "")
    other = wrong * counts.share(read)
    chances = np.where(errors < FAR, right * model.spelling_error ** errors.astype(float), 0.0)
    chances = np.maximum(chances, model.spelling_least) + other
    for at in np.flatnonzero(errors > 0).tolist():
        text = asked.texts[at]
        if text.replace(" ", "") == squeezed:
            chances[at] = right * 0.5
        elif len(read) > 1 and (text.startswith(read) or read.startswith(text)) and len(text) > 1:
            chances[at] = max(chances[at], right * 0.2)
    return chances


def plain_chances(read: str, asked: Values, counts: Values, wrong: float) -> Floats:
    """By value of ``asked``, for facts that agree or do not."""
    chances = np.full(len(asked.texts), wrong / max(counts.counted, 1))
    number = asked.number(read)
    if number:
        chances[number - 1] += 1 - wrong
    return chances


def calibre_chances(read: str, group: str, asked: Values, counts: Values, model: Model) -> Floats:
    """As `plain_chances`; calibres of one group are taken for one another, and only the group may be known."""
    chances = plain_chances(read, asked, counts, model.wrong_calibre)
    if not group:
        return chances
    alike = np.array([each == group for each in asked.groups] or [False] * len(asked.texts), bool)
    exact = np.array([not text.startswith(COARSE) for text in asked.texts], bool)
    same = np.array([text == read for text in asked.texts], bool)
    right = 1 - model.wrong_calibre
    if read.startswith(COARSE):
        chances[alike] = right
        return chances
    chances[alike & exact & ~same] += model.wrong_calibre * model.near_calibre
    chances[alike & ~exact] += right * model.near_calibre
    return chances


def year_chances(read: int, shares: Floats, model: Model) -> Floats:
    """By year on record: within two years is near, for lists often hold that of delivery."""
    apart = np.abs(np.arange(YEARS) + FIRST_YEAR - read)
    near = model.wrong_year / 4
    return np.where(apart == 0, 1 - model.wrong_year, np.where(apart <= 2, near, near / YEARS))


def import_chances(read: str, asked: Values, model: Model) -> Floats:
    """By import marks on record (``US 1987; CA``): one that agrees says much, others may have been added since.

    Logarithms, that of a record without one in front.
    """
    chances = np.full(len(asked.texts) + 1, model.wrong_import * CHANCE_OF_AN_IMPORT_MARK)
    chances[0] = CHANCE_OF_AN_IMPORT_MARK
    for at, text in enumerate(asked.texts, 1):
        if share_an_import(read, text):
            chances[at] += 1 - model.wrong_import
    logs: Floats = np.log(chances)
    return logs


def share_an_import(one: str, other: str) -> bool:
    """Whether an import mark of the one may be a mark of the other: the same country and year as far as legible."""
    return any(
        all(mine in ("", theirs) or not theirs for mine, theirs in zip(left, right, strict=True))
        for left in import_marks(one)
        for right in import_marks(other)
    )


def import_marks(text: str) -> list[tuple[str, str]]:
    """Import marks written as one text, as (country, year)."""
    pairs = (each.partition(" ") for each in text.split(";") if each.strip())
    return [(country.strip(), year.strip()) for country, _, year in pairs]


def role_chances(is_part: bool, model: Model) -> Floats:
    """By what the number on record is, for a number read as the weapon's, or as that of a part."""
    spelling, part = np.log(model.other_spelling), np.log(model.number_of_a_part)
    plain = part if is_part else 0.0
    return np.array([plain, plain + spelling, part, part + spelling])
