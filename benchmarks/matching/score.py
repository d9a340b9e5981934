"""A competent developer's score, by which what peers retrieve is ranked; compiled, and its cost counts as theirs.

Similarity of numbers (optimal string alignment, ``?`` free) + 0.25 Jaro-Winkler of makers + a bonus for each fact that
is equal. Missing facts bring nothing. Weights are hand-set, as such a developer would.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler

from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading

MAKE_WORTH = 0.25
BONUSES = (("model", 0.10), ("calibre", 0.05), ("country", 0.05))
YEAR_BONUS = 0.05
BEST = 10
UNREAD = ord("?")
LONGEST = 40

Scored = tuple[list[int], float]
F = TypeVar("F", bound=Callable[..., Any])


def _compiled(function: F) -> F:
    """Compiled by numba at its first call, and kept on disk."""
    return cast(F, njit(cache=True)(function))


class Ranking:
    """Ranks rows of a register for a reading."""

    def __init__(self, register: Columns) -> None:
        width = register.serials.dtype.itemsize
        self._signs = np.ascontiguousarray(register.serials).view(np.uint8).reshape(-1, width)
        self._makes = list(register.texts["make"])
        self._coded = tuple(register.coded[name] for name in ("make", *(name for name, _ in BONUSES)))
        self._years = register.years
        self._numbers = {
            name: {text: number for number, text in enumerate(register.texts[name], 1)} for name, _ in BONUSES
        }
        self._kept: dict[str, NDArray[np.float64]] = {}
        self.best(Reading("0"), [0])

    def best(self, reading: Reading, rows: Sequence[int]) -> Scored:
        """The best ten rows, and the first one's score (0 when there is none)."""
        if not len(rows):
            return [], 0.0
        candidates = np.asarray(rows, np.int64)
        read = np.frombuffer(reading.serial[:LONGEST].encode("ascii", "replace"), np.uint8)
        wanted = np.array(
            [self._numbers[name].get(getattr(reading, name), 0) for name, _ in BONUSES], np.int64
        )
        scores = _scores(
            read,
            self._signs,
            candidates,
            self._coded,
            self._years,
            self._make_worths(reading.make),
            wanted,
            np.array([worth for _, worth in BONUSES]),
            reading.year or 0,
        )
        ordered = np.argsort(-scores, kind="stable")[:BEST]
        return candidates[ordered].tolist(), float(scores[ordered[0]])

    def _make_worths(self, make: str) -> NDArray[np.float64]:
        """What each maker of the register is worth for the make as read; kept, as there are few spellings."""
        kept = self._kept.get(make)
        if kept is None:
            worths = [
                MAKE_WORTH * JaroWinkler.similarity(make, each) if make else 0.0 for each in self._makes
            ]
            kept = self._kept[make] = np.array([0.0, *worths])
        return kept


@_compiled
def _scores(
    read: Any,
    signs: Any,
    rows: Any,
    coded: Any,
    years: Any,
    make_worths: Any,
    wanted: Any,
    bonuses: Any,
    year: int,
) -> Any:
    """The score of each row."""
    scores = np.empty(len(rows))
    room = np.zeros((3, signs.shape[1] + 1), np.int64)
    makes, models, calibres, countries = coded
    for at in range(len(rows)):
        row = rows[at]
        length = 0
        while length < signs.shape[1] and signs[row, length]:
            length += 1
        longest = max(len(read), length, 1)
        score = 1.0 - _distance(read, signs[row], length, room) / longest + make_worths[makes[row]]
        if wanted[0] and models[row] == wanted[0]:
            score += bonuses[0]
        if wanted[1] and calibres[row] == wanted[1]:
            score += bonuses[1]
        if wanted[2] and countries[row] == wanted[2]:
            score += bonuses[2]
        if year and years[row] == year:
            score += YEAR_BONUS
        scores[at] = score
    return scores


@_compiled
def _distance(read: Any, serial: Any, length: int, room: Any) -> int:
    """Optimal string alignment: edits and swaps of neighbours, ``?`` in ``read`` equal to any character."""
    before, last, here = room[0], room[1], room[2]
    for j in range(length + 1):
        last[j] = j
    for i in range(1, len(read) + 1):
        here[0] = i
        for j in range(1, length + 1):
            differs = 0 if read[i - 1] == serial[j - 1] or read[i - 1] == UNREAD else 1
            best = min(last[j] + 1, here[j - 1] + 1, last[j - 1] + differs)
            if i > 1 and j > 1 and read[i - 1] == serial[j - 2] and read[i - 2] == serial[j - 1]:
                best = min(best, before[j - 2] + 1)
            here[j] = best
        before, last, here = last, here, before
    return int(last[length])
