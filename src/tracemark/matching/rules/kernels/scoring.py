"""Weighing rows on record: their number and their facts, and keeping the best of them."""

import math

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.aligning import Floats, align
from tracemark.matching.rules.kernels.compiled import compiled
from tracemark.matching.rules.kernels.keys import Bytes, Longs

NONE_YET = -1e30
BAND = 4
ENOUGH_BELOW = 14.0

Codes = NDArray[np.uint16]


@compiled
def log_add(one: float, other: float) -> float:
    """log(exp(one) + exp(other))."""
    high, low = max(one, other), min(one, other)
    return high if high - low > 50.0 else high + math.log1p(math.exp(low - high))


@compiled
def weigh_facts(facts: Codes, starts: Longs, chances: Floats) -> float:
    """The sum of what each field says: ``chances`` holds one stretch a field, beginning at ``starts``."""
    total = 0.0
    for field in range(len(facts)):
        total += chances[starts[field] + facts[field]]
    return total


@compiled
def weigh_row(
    row: int,
    codes: Bytes,
    lengths: Bytes,
    facts: Codes,
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    starts: Longs,
    chances: Floats,
    subs: Floats,
    costs: Floats,
    best: Floats,
) -> float:
    """log P(what was read | the weapon of this row)."""
    said = weigh_facts(facts[row], starts, chances)
    return said + align(read, signs, prefix, codes[row], lengths[row], subs, costs, best)


@compiled
def keep_best(row: int, weight: float, count: int, rows: Longs, weights: Floats) -> int:
    """Enter a row among the best, likeliest first, ties by row; how many are kept now."""
    size = len(rows)
    if count == size and (weight < weights[-1] or (weight == weights[-1] and row > rows[-1])):
        return count
    at = count if count < size else size - 1
    while at > 0 and (weights[at - 1] < weight or (weights[at - 1] == weight and rows[at - 1] > row)):
        weights[at] = weights[at - 1]
        rows[at] = rows[at - 1]
        at -= 1
    weights[at] = weight
    rows[at] = row
    return min(count + 1, size)
