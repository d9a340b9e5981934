"""The table of errors that a model allows, as the kernels read it, and what may stand in front of a number."""

from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.alignment import swap_chance
from tracemark.matching.rules.codes import ALPHABET
from tracemark.matching.rules.kernels import aligning
from tracemark.matching.rules.model import Model

LETTERS = 36
NUMBER_WORDS = ("N", "NO", "NR", "S", "SN", "NUM", "SER")
WORD_SHARE = 0.8
"""Share of prefixes that are a word for "number"; the others are any letters."""


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """Natural logarithms of chances. ``subs`` (2, 37, 38): doubtful, recorded, read; ``costs`` by kind of error."""

    subs: NDArray[np.float64]
    costs: NDArray[np.float64]
    prefix_added: float


@lru_cache(maxsize=8)
def errors_of(model: Model) -> Errors:
    """The table of a model."""
    subs = np.zeros((2, 37, 38))
    for doubtful, sign in enumerate("=~"):
        for recorded in range(LETTERS):
            for read in range(LETTERS):
                subs[doubtful, recorded, read] = log(
                    swap_chance(ALPHABET[read], sign, ALPHABET[recorded], model)
                )
        for read in range(LETTERS):
            subs[doubtful, LETTERS, read] = log(model.unread_on_record)
    costs = np.zeros(aligning.COSTS)
    costs[aligning.MISSED] = log(model.missed_character)
    costs[aligning.MISSED_START] = costs[aligning.MISSED_END] = costs[aligning.MISSED]
    costs[aligning.ADDED] = log(model.added_character / LETTERS)
    costs[aligning.ADDED_START] = costs[aligning.ADDED_END] = costs[aligning.ADDED]
    costs[aligning.SWAPPED] = log(model.swapped_pair)
    costs[aligning.CUT] = log(model.cut_short / aligning.MAX_CUT / 2)
    costs[aligning.ZEROS] = log(model.zeros_lost)
    costs[aligning.FURTHER] = log(model.further_edit)
    return Errors(subs, costs, log(model.prefix_added))


def prefix_chances(read: str, errors: Errors) -> NDArray[np.float64]:
    """For 0 to 3 characters in front of a reading, the logarithm of the chance that they are an added prefix. Not to
    be written to: it is remembered."""
    return _chances_of_front(read[: aligning.MAX_PREFIX], errors)


@lru_cache(maxsize=10_000)
def _chances_of_front(read: str, errors: Errors) -> NDArray[np.float64]:
    chances = np.full(aligning.MAX_PREFIX + 1, aligning.NEVER)
    for length in range(1, aligning.MAX_PREFIX + 1):
        front = read[:length]
        if len(front) < length or not front.isalpha():
            break
        share = (
            WORD_SHARE / len(NUMBER_WORDS) if front in NUMBER_WORDS else (1 - WORD_SHARE) / 3 / 26.0**length
        )
        chances[length] = errors.prefix_added + log(share)
    return chances
