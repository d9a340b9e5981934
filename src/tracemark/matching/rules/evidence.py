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

FIELDS = ("make", "model", "calibre", "type", "country", "year")
FIRST_YEAR = 1800
YEARS = 400
SPELT = 32
MOST_KEPT = 20_000

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Values:
    """The values a field has in a register, numbered from 1; 0 is missing. ``shares`` of weapons that have each."""

    texts: Sequence[str]
    shares: Floats
    kept: dict[str, Floats] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _table: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, SPELT), np.uint8))
    _lengths: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        self._numbers = {text: number for number, text in enumerate(self.texts, 1)}
        raw = [text.encode()[:SPELT] for text in self.texts]
        self._table = np.array(raw or [b""], f"S{SPELT}").view(np.uint8).reshape(-1, SPELT)
        self._lengths = np.array([len(each) for each in raw], np.int64)

    def number(self, text: str) -> int:
        """The number of a value; 0 when the register does not have it."""
        return self._numbers.get(text, 0)

    def errors_to(self, text: str) -> NDArray[np.int64]:
        """How many letters each value is away from ``text``."""
        return distances(np.frombuffer(text.encode()[:SPELT], np.uint8), self._table, self._lengths)


def count_values(texts: Sequence[str], codes: NDArray[np.uint16]) -> Values:
    """Values with their shares, from the numbers that rows have."""
    counts = np.bincount(codes, minlength=len(texts) + 1)[1 : len(texts) + 1]
    return Values(texts, counts / max(counts.sum(), 1))


def year_number(year: int | None) -> int:
    """The number of a year; 0 when it is missing or beyond all reason."""
    return year - FIRST_YEAR + 1 if year and FIRST_YEAR <= year < FIRST_YEAR + YEARS else 0


def _with_missing(chances: Floats, shares: Floats) -> Floats:
    """Logarithms, with the chance of a record that lacks the value in front."""
    average = float((chances * shares).sum()) or float(chances.mean())
    return np.log(np.concatenate(([average], chances)))


def _spelt(read: str, values: Values, right: float, wrong: float, model: Model) -> Floats:
    """For names: as written, or with letters wrong, or another name altogether."""
    errors = values.errors_to(read)
    squeezed = read.replace(" ", "")
    number = values.number(read)
    other = wrong * float(values.shares[number - 1]) if number else 0.0
    chances = np.where(errors < FAR, right * model.spelling_error ** errors.astype(float), 0.0)
    chances = np.maximum(chances, model.spelling_least) + other
    for at in np.flatnonzero(errors > 0).tolist():
        text = values.texts[at]
        if text.replace(" ", "") == squeezed:
            chances[at] = right * 0.5
        elif len(read) > 1 and (text.startswith(read) or read.startswith(text)) and len(text) > 1:
            chances[at] = max(chances[at], right * 0.2)
    return chances


def make_chances(read: str, values: Values, model: Model) -> Floats:
    """By maker on record. A name that the register does not have says little, by its spelling."""
    return _with_missing(_spelt(read, values, 1 - model.wrong_make, model.wrong_make, model), values.shares)


def model_chances(read: str, values: Values, model: Model) -> Floats:
    """By model on record; a model and its variant (``G17``, ``G17 GEN4``) may be one."""
    return _with_missing(_spelt(read, values, 1 - model.wrong_model, model.wrong_model, model), values.shares)


def plain_chances(read: str, values: Values, wrong: float) -> Floats:
    """By value on record, for facts that agree or do not."""
    chances = np.full(len(values.texts), wrong / max(len(values.texts), 1))
    number = values.number(read)
    if number:
        chances[number - 1] += 1 - wrong
    return _with_missing(chances, values.shares)


def year_chances(read: int, shares: Floats, model: Model) -> Floats:
    """By year on record: within two years is near, for lists often hold that of delivery."""
    apart = np.abs(np.arange(YEARS) + FIRST_YEAR - read)
    near = model.wrong_year / 4
    chances = np.where(apart == 0, 1 - model.wrong_year, np.where(apart <= 2, near, near / YEARS))
    return _with_missing(chances, shares)
