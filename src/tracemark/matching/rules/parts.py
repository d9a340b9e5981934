"""A register in parts: what each tells of readings, and the results that come of it, to the bit those of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.engine import Matcher, Result, Tally
from tracemark.matching.rules.kernels.gathering import gather, gather_open, in_order, replay
from tracemark.matching.rules.kernels.searching import LEVELS
from tracemark.matching.rules.weighing import Asked, Reading

ROOM_FOR = 1 << 12


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a part found of some readings: ``rows`` (n, 3) and ``weights`` (n, 2) as `gather` tells them, those of one
    reading after those of another; ``counts`` by reading."""

    counts: NDArray[np.int64]
    rows: NDArray[np.int64]
    weights: NDArray[np.float64]


def bounds(buckets: int, part: int, parts: int) -> tuple[int, int]:
    """The buckets of a part: from the first to before the last."""
    return buckets * part // parts, buckets * (part + 1) // parts


class Teller:
    """Tells what a part of a register has of readings. Not for two threads at once."""

    def __init__(
        self,
        matcher: Matcher,
        part: int = 0,
        parts: int = 1,
        levels: int = LEVELS,
        weapons: NDArray[np.uint32] | None = None,
    ) -> None:
        self._matcher, self._tally, self._levels = matcher, Tally(), levels
        self._weapons = np.zeros(0, np.uint32) if weapons is None else weapons
        self._first, self._last = bounds(len(matcher.shelf.offsets) - 1, part, parts)
        self._room_for(ROOM_FOR)

    def tell(self, readings: Sequence[Reading], but: Sequence[int] | None = None) -> Told:
        """What is found of each; rows of the weapon ``but`` of each reading are left out."""
        counts, rows, weights = [], [], []
        for reading, left_out in zip(readings, but or repeat(-1), strict=False):
            asked = self._matcher.weigher.ask(reading)
            count = self._gather(asked, left_out)
            if count > len(self._weights):
                self._room_for(2 * count)
                count = self._gather(asked, left_out)
            counts.append(count)
            rows.append(self._rows[:count].copy())
            weights.append(self._weights[:count].copy())
        return Told(np.array(counts, np.int64), _stacked(rows, np.int64, 3), _stacked(weights, np.float64, 2))

    def _room_for(self, count: int) -> None:
        self._rows, self._weights = np.zeros((count, 3), np.int64), np.zeros((count, 2))

    def _gather(self, asked: Asked, but: int) -> int:
        matcher, tally, weigher = self._matcher, self._tally, self._matcher.weigher
        if asked.ends is not None:
            return gather_open(
                asked.read, asked.signs, asked.prefix, weigher.starts, weigher.chances, asked.ends, self._first,
                self._last, matcher.index, matcher.compared, weigher.channel, tally.room, self._rows, self._weights,
            )  # fmt: skip
        return gather(
            asked.read, asked.signs, asked.prefix, asked.letters, weigher.starts, weigher.chances,
            weigher.counted("make").counted, asked.background - weigher.before, asked.is_make_read,
            matcher.model.search_enough, self._levels, self._first, self._last, but, self._weapons, matcher.index,
            matcher.compared, weigher.channel, tally.room, tally.rows, tally.weights, self._rows, self._weights,
        )  # fmt: skip


def merge(
    matcher: Matcher, readings: Sequence[Reading], told: Sequence[Told], most: int, levels: int = LEVELS
) -> list[Result]:
    """The results of readings of which all parts have told. Only the statistics of ``matcher`` are used."""
    tally, weigher, results = Tally(), matcher.weigher, []
    ends = [np.concatenate(([0], np.cumsum(each.counts))) for each in told]
    for number, reading in enumerate(readings):
        asked = weigher.ask(reading)
        parts = [slice(end[number], end[number + 1]) for end in ends]
        rows = np.concatenate([each.rows[part] for each, part in zip(told, parts, strict=True)])
        weights = np.concatenate([each.weights[part] for each, part in zip(told, parts, strict=True)])
        order = in_order(rows)
        count = replay(
            rows[order],
            weights[order],
            asked.background - weigher.before,
            matcher.model.search_enough,
            0 if asked.ends is not None else levels,
            tally.rows,
            tally.weights,
            tally.noted,
            tally.told,
        )
        weighed = tally.weighed(int(count), asked.background, matcher.model.also_fits)
        results.append(matcher.conclude(weighed, most))
    return results


def _stacked(lots: Sequence[NDArray[Any]], kind: type[np.generic], width: int) -> NDArray[Any]:
    return np.concatenate(lots) if lots else np.zeros((0, width), kind)
