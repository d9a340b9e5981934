"""Noting the keys of a search that the bit filters know, each once.

Keys are put aside and tried many at a time: the filter is far from the processor, and answers many questions at once
much sooner than one after the other.
"""

from typing import NamedTuple

import numpy as np

from tracemark.matching.rules.kernels.compiled import compiled, inlined, whole
from tracemark.matching.rules.kernels.keys import BITS, KEY_LENGTH, Bytes, Longs, mixed

TRIED_AT_ONCE = 512
MOST_HITS = 1 << 16
NARROW, WIDE = 1 << 10, 1 << 18

# Places in ``Noted.state``: keys noted, number of the search, turn of the maker, size of the table, keys to be tried.
HITS, TURN, SLOT, WRAP, TRIED = range(5)


class Noted(NamedTuple):
    """What a search has noted: ``hits`` (keys the filter knows), the same with the maker's turn (``marks``), a table of
    those ``seen``, and the keys to be ``tried`` next."""

    hits: Longs
    marks: Longs
    seen: Longs
    tried: Longs
    state: Longs


def new_noted() -> Noted:
    """Room for one thread."""
    hits, marks = np.zeros(MOST_HITS, np.int64), np.zeros(MOST_HITS, np.int64)
    seen, tried = np.zeros((WIDE, 2), np.int64), np.zeros(TRIED_AT_ONCE, np.int64)
    return Noted(hits, marks, seen, tried, np.zeros(5, np.int64))


@compiled
def probe(key: int, salt: int, bits: Bytes, noted: Noted) -> None:
    """Put a key among those to be tried."""
    noted.tried[noted.state[TRIED]] = key
    noted.state[TRIED] += 1
    if noted.state[TRIED] == TRIED_AT_ONCE:
        try_keys(salt, bits, noted)


@compiled
def try_keys(salt: int, bits: Bytes, noted: Noted) -> None:
    """Note those of the keys put aside that the filter knows: once for all makers, or once a maker if not for all."""
    tried, state = noted.tried, noted.state
    size, known = len(bits) * 8 - 1, 0
    for number in range(state[TRIED]):
        key = tried[number]
        h = mixed(key, salt) & size
        tried[known] = key
        known += bits[h >> 3] >> np.uint8(h & 7) & np.uint8(
            1
        )  # without a branch, so that memory need not be waited for
    state[TRIED] = 0
    for number in range(known):
        key = tried[number]
        if state[SLOT] > 0 and _place(key, noted) < 0:
            continue
        mark = key | state[SLOT] << BITS * KEY_LENGTH
        at = _place(mark, noted)
        if at >= 0 and state[HITS] < len(noted.hits):
            _enter(mark, at, noted)
            noted.hits[state[HITS]] = key
            noted.marks[state[HITS]] = mark
            state[HITS] += 1
            if state[HITS] * 2 > state[WRAP]:
                _widen(noted)


@compiled
def begin(noted: Noted) -> None:
    """Forget the keys of the search before."""
    noted.state[HITS] = noted.state[TRIED] = 0
    noted.state[TURN] += 1
    noted.state[WRAP] = NARROW - 1


@inlined
def _place(mark: int, noted: Noted) -> int:
    """-1 when this search has met ``mark``, else where it goes."""
    at = mixed(mark, 0) & noted.state[WRAP]
    while noted.seen[at, 1] == noted.state[TURN]:
        if noted.seen[at, 0] == mark:
            return -1
        at = at + 1 & noted.state[WRAP]
    return whole(at)


@inlined
def _enter(mark: int, at: int, noted: Noted) -> None:
    noted.seen[at, 0], noted.seen[at, 1] = mark, noted.state[TURN]


@compiled
def _widen(noted: Noted) -> None:
    """Use more of the table of what was met: few searches meet much, and a narrow table stays in the nearest memory."""
    state = noted.state
    if (state[WRAP] + 1) * 4 > len(noted.seen):
        return
    state[WRAP] = (state[WRAP] + 1) * 4 - 1
    state[TURN] += 1
    for number in range(state[HITS]):
        mark = noted.marks[number]
        _enter(mark, _place(mark, noted), noted)
