"""Every edit of a key, tried against the bit filters.

Positions where no number of that length has a class, and beginnings and endings that no number has, are left out before
the filter is asked; never a key that is on record.
"""

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.compiled import compiled, inlined
from tracemark.matching.rules.kernels.keys import (
    AFFIX,
    AFFIX_BITS,
    BITS,
    CLASSES,
    KEY_LENGTH,
    PLACE,
    Bytes,
    Longs,
)
from tracemark.matching.rules.kernels.noting import probe

Masks = NDArray[np.int32]


@inlined
def shift_of(place: int) -> int:
    """How far the class at a place stands from the key's lowest bit."""
    return BITS * (KEY_LENGTH - 1 - place)


@inlined
def _has(bits: Bytes, at: int) -> bool:
    return bool(bits[at >> 3] >> np.uint8(at & 7) & np.uint8(1))


@inlined
def without(key: int, place: int, after: int) -> int:
    """The key without the character at ``place``; ``after`` is the class of the thirteenth character, or 0."""
    shift = shift_of(place)
    low = key & (1 << shift) - 1
    return (key >> shift + BITS) << shift + BITS | low << BITS | after


@inlined
def _with_gap(key: int, place: int) -> int:
    """The key with room for one more character at ``place``."""
    below = shift_of(place) + BITS
    low = key & (1 << below) - 1
    return (key ^ low) | low >> BITS


@inlined
def _swapped(key: int, place: int) -> int:
    shift = shift_of(place + 1)
    change = (key >> shift ^ key >> shift + BITS) & PLACE
    return key ^ (change << shift + BITS | change << shift)


@compiled
def one_edit(
    key: int,
    length: int,
    start: int,
    after: int,
    salt: int,
    bits: Bytes,
    masks: Masks,
    affixes: Bytes,
    hits: Longs,
    state: Longs,
    seen: Longs,
    aside: Longs,
) -> None:
    """All keys one edit away; places before ``start`` stay."""
    same_head = less_head = more_head = same_tail = less_tail = more_tail = True
    if AFFIX < length < KEY_LENGTH:
        head = key >> BITS * (KEY_LENGTH - AFFIX)
        tail = key >> BITS * (KEY_LENGTH - length) & (1 << AFFIX_BITS) - 1
        same_head, less_head = _has(affixes[0, length], head), _has(affixes[0, length - 1], head)
        more_head = _has(affixes[0, length + 1], head)
        same_tail, less_tail = _has(affixes[1, length], tail), _has(affixes[1, length - 1], tail)
        more_tail = _has(affixes[1, length + 1], tail)
    for place in range(start, length):
        shift = shift_of(place)
        code = key >> shift & PLACE
        early, late = place < AFFIX, place >= length - AFFIX
        if (early or less_head) and (late or less_tail) and length > 1:
            probe(without(key, place, after), salt, bits, hits, state, seen, aside)
        if place + 1 < length and key >> shift - BITS & PLACE != code:
            probe(_swapped(key, place), salt, bits, hits, state, seen, aside)
        if (early or same_head) and (late or same_tail):
            mask, bare = masks[length, place], key ^ code << shift
            for other in range(1, CLASSES + 1):
                if mask >> other & 1 and other != code:
                    probe(bare | other << shift, salt, bits, hits, state, seen, aside)
    if length >= KEY_LENGTH:
        return
    for place in range(start, length + 1):
        if (place < AFFIX or more_head) and (place > length - AFFIX or more_tail):
            mask, opened, shift = masks[length + 1, place], _with_gap(key, place), shift_of(place)
            for other in range(1, CLASSES + 1):
                if mask >> other & 1:
                    probe(opened | other << shift, salt, bits, hits, state, seen, aside)


@compiled
def two_edits(
    key: int,
    length: int,
    after: int,
    salt: int,
    bits: Bytes,
    masks: Masks,
    affixes: Bytes,
    hits: Longs,
    state: Longs,
    seen: Longs,
    aside: Longs,
) -> None:
    """All keys two edits away, the second at or after the place of the first."""
    for place in range(length):
        shift = shift_of(place)
        code = key >> shift & PLACE
        if length > 3:
            one_edit(
                without(key, place, after),
                length - 1,
                max(0, place - 1),
                0,
                salt,
                bits,
                masks,
                affixes,
                hits,
                state,
                seen,
                aside,
            )
        if place + 1 < length and key >> shift - BITS & PLACE != code:
            one_edit(
                _swapped(key, place),
                length,
                place,
                after,
                salt,
                bits,
                masks,
                affixes,
                hits,
                state,
                seen,
                aside,
            )
        mask = masks[length, place] | masks[length - 1, place]
        if length < KEY_LENGTH:
            mask |= masks[length + 1, place]
        for other in range(1, CLASSES + 1):
            if mask >> other & 1 and other != code:
                one_edit(
                    key ^ (code ^ other) << shift,
                    length,
                    place + 1,
                    after,
                    salt,
                    bits,
                    masks,
                    affixes,
                    hits,
                    state,
                    seen,
                    aside,
                )
    if length >= KEY_LENGTH - 1:
        return
    for place in range(length + 1):
        opened, shift = _with_gap(key, place), shift_of(place)
        mask = masks[length + 1, place] | masks[length + 2, place]
        if place < length:
            mask |= masks[length, place]
        for other in range(1, CLASSES + 1):
            if mask >> other & 1:
                one_edit(
                    opened | other << shift,
                    length + 1,
                    place + 1,
                    0,
                    salt,
                    bits,
                    masks,
                    affixes,
                    hits,
                    state,
                    seen,
                    aside,
                )
