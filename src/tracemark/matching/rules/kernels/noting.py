"""Noting the keys of a search that the bit filters know, each once.

Keys are put aside and tried many at a time: the filter is far from the processor, and answers many questions at once
much sooner than one after the other.
"""

import numpy as np

from tracemark.matching.rules.kernels.compiled import compiled, inlined, whole
from tracemark.matching.rules.kernels.keys import BITS, KEY_LENGTH, Bytes, Longs, mixed

MOST_HITS = 1 << 16
TRIED_AT_ONCE = 512
NARROW, WIDE = 1 << 10, 1 << 18

# Places in ``state``: keys noted, number of the search, turn of the maker, size of the table, keys put aside.
HITS, TURN, SLOT, WRAP, ASIDE = range(5)


def new_notes() -> tuple[Longs, Longs, Longs, Longs]:
    """Room for one thread: ``hits`` (keys the filter knows), ``state``, ``seen`` (a table of hits, each with the number
    of its search) and ``aside``: keys to be tried next, and after them the hits with the maker's turn."""
    hits, state = np.zeros(MOST_HITS, np.int64), np.zeros(5, np.int64)
    return hits, state, np.zeros((WIDE, 2), np.int64), np.zeros(TRIED_AT_ONCE + MOST_HITS, np.int64)


@compiled
def probe(key: int, salt: int, bits: Bytes, hits: Longs, state: Longs, seen: Longs, aside: Longs) -> None:
    """Put a key among those to be tried."""
    aside[state[ASIDE]] = key
    state[ASIDE] += 1
    if state[ASIDE] == TRIED_AT_ONCE:
        try_keys(salt, bits, hits, state, seen, aside)


@compiled
def try_keys(salt: int, bits: Bytes, hits: Longs, state: Longs, seen: Longs, aside: Longs) -> None:
    """Note those of the keys put aside that the filter knows: once for all makers, or once a maker if not for all."""
    size, known = len(bits) * 8 - 1, 0
    for number in range(state[ASIDE]):
        key = aside[number]
        h = mixed(key, salt) & size
        aside[known] = key
        known += whole(
            bits[h >> 3] >> np.uint8(h & 7) & np.uint8(1)
        )  # no branch: memory need not be waited for
    state[ASIDE] = 0
    if state[HITS] == 0:
        state[WRAP] = NARROW - 1
    for number in range(known):
        key = aside[number]
        if state[SLOT] > 0 and _place(key, state, seen) < 0:
            continue
        mark = key | state[SLOT] << BITS * KEY_LENGTH
        at = _place(mark, state, seen)
        if at >= 0 and state[HITS] < len(hits):
            seen[at, 0], seen[at, 1] = mark, state[TURN]
            hits[state[HITS]] = key
            aside[TRIED_AT_ONCE + state[HITS]] = mark
            state[HITS] += 1
            if state[HITS] * 2 > state[WRAP]:
                _widen(state, seen, aside)


@inlined
def _place(mark: int, state: Longs, seen: Longs) -> int:
    """-1 when this search has met ``mark``, else where it goes."""
    at = mixed(mark, 0) & state[WRAP]
    while seen[at, 1] == state[TURN] and seen[at, 0] != mark:
        at = at + 1 & state[WRAP]
    return -1 if seen[at, 1] == state[TURN] else whole(at)


@compiled
def _widen(state: Longs, seen: Longs, aside: Longs) -> None:
    """Use more of the table: few searches meet much, and a narrow table stays in the nearest memory."""
    if (state[WRAP] + 1) * 4 > len(seen):
        return
    state[WRAP] = (state[WRAP] + 1) * 4 - 1
    state[TURN] += 1
    for number in range(state[HITS]):
        mark = aside[TRIED_AT_ONCE + number]
        at = _place(mark, state, seen)
        seen[at, 0], seen[at, 1] = mark, state[TURN]
