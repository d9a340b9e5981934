"""Which keys on record a reading may stand for: every edit of its key, tried against the bit filters.

The question is varied, not the record. Positions where no number of that length has a class, and beginnings and
endings that no number has, are left out before the filter is asked.
"""

import numpy as np
from numpy.typing import NDArray

from tracemark.marks.rules.look_alikes import LOOK_ALIKE_CLASSES
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
from tracemark.matching.rules.kernels.noting import probe, try_keys
from tracemark.matching.rules.keys import CLASS_CODES

Masks = NDArray[np.int32]
MOST_WILD = 4
MOST_CUT = 3
MOST_ZEROS = 4
ZERO = CLASS_CODES[LOOK_ALIKE_CLASSES["0"]]


@inlined
def _shift(place: int) -> int:
    return BITS * (KEY_LENGTH - 1 - place)


@inlined
def _has(bits: Bytes, at: int) -> bool:
    return bool(bits[at >> 3] >> np.uint8(at & 7) & np.uint8(1))


@inlined
def _without(key: int, place: int, after: int) -> int:
    """The key without the character at ``place``; ``after`` is the class of the thirteenth character, or 0."""
    shift = _shift(place)
    low = key & (1 << shift) - 1
    return (key >> shift + BITS) << shift + BITS | low << BITS | after


@compiled
def _squeezed(key: int, places: Longs, count: int) -> int:
    """The key without its open places, as a record has it on which they are unread too."""
    for number in range(min(count, len(places)) - 1, -1, -1):
        key = _without(key, places[number], 0)
    return key


@inlined
def _with_gap(key: int, place: int) -> int:
    """The key with room for one more character at ``place``."""
    below = _shift(place) + BITS
    low = key & (1 << below) - 1
    return (key ^ low) | low >> BITS


@inlined
def _swapped(key: int, place: int) -> int:
    shift = _shift(place + 1)
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
        shift = _shift(place)
        code = key >> shift & PLACE
        early, late = place < AFFIX, place >= length - AFFIX
        if (early or less_head) and (late or less_tail) and length > 1:
            probe(_without(key, place, after), salt, bits, hits, state, seen, aside)
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
            mask, opened, shift = masks[length + 1, place], _with_gap(key, place), _shift(place)
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
        shift = _shift(place)
        code = key >> shift & PLACE
        if length > 3:
            one_edit(
                _without(key, place, after),
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
        opened, shift = _with_gap(key, place), _shift(place)
        mask = masks[length + 1, place] | masks[length + 2, place]
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


@compiled
def fill_places(
    key: int,
    places: Longs,
    count: int,
    length: int,
    is_edited: bool,
    salt: int,
    bits: Bytes,
    masks: Masks,
    affixes: Bytes,
    hits: Longs,
    state: Longs,
    seen: Longs,
    aside: Longs,
) -> None:
    """Every class that numbers of this length have, at each of ``count`` open ``places`` of a key."""
    tried = np.ones(MOST_WILD, np.int64)
    while True:
        filled, at, is_known = key, count - 1, True
        for number in range(count):
            if not masks[length, places[number]] >> tried[number] & 1:
                at, is_known = number, False
                break
            filled |= tried[number] << _shift(places[number])
        if is_known:
            probe(filled, salt, bits, hits, state, seen, aside)
            if is_edited:
                one_edit(filled, length, 0, 0, salt, bits, masks, affixes, hits, state, seen, aside)
        tried[at + 1 :] = 1
        while at >= 0:
            tried[at] += 1
            if tried[at] <= CLASSES:
                break
            tried[at] = 1
            at -= 1
        if at < 0:
            return


@compiled
def cut_ends(
    key: int,
    length: int,
    salt: int,
    bits: Bytes,
    masks: Masks,
    affixes: Bytes,
    places: Longs,
    hits: Longs,
    state: Longs,
    seen: Longs,
    aside: Longs,
) -> None:
    """Numbers of which the reading lost one to three characters at either end."""
    for whole in range(length + 1, min(KEY_LENGTH, length + MOST_CUT) + 1):
        lost = whole - length
        for number in range(lost):
            places[number] = length + number
        fill_places(key, places, lost, whole, False, salt, bits, masks, affixes, hits, state, seen, aside)
        for number in range(lost):
            places[number] = number
        fill_places(
            key >> BITS * lost,
            places,
            lost,
            whole,
            False,
            salt,
            bits,
            masks,
            affixes,
            hits,
            state,
            seen,
            aside,
        )


@compiled
def zeros_in_front(
    key: int, salt: int, bits: Bytes, hits: Longs, state: Longs, seen: Longs, aside: Longs
) -> None:
    """Zeros that a spreadsheet took away in front of a number, or that were put there."""
    top = BITS * (KEY_LENGTH - 1)
    more = key
    for _ in range(MOST_ZEROS):
        more = ZERO << top | more >> BITS
        probe(more, salt, bits, hits, state, seen, aside)
    less = key
    while less >> top == ZERO:
        less = less << BITS & (1 << BITS * KEY_LENGTH) - 1
    probe(less, salt, bits, hits, state, seen, aside)


@compiled
def _put_aside(
    level: int,
    key: int,
    places: Longs,
    open_count: int,
    length: int,
    letters: int,
    after: int,
    salt: int,
    bits: Bytes,
    masks: Masks,
    affixes: Bytes,
    room: Longs,
    hits: Longs,
    state: Longs,
    seen: Longs,
    aside: Longs,
) -> None:
    """Put aside the keys of a level."""
    if open_count > 0:
        if level == 0:
            probe(_squeezed(key, places, open_count), salt, bits, hits, state, seen, aside)
        if level == 0 and open_count <= MOST_WILD:
            fill_places(
                key, places, open_count, length, False, salt, bits, masks, affixes, hits, state, seen, aside
            )
        elif level == 1 and open_count <= 2:
            fill_places(
                key, places, open_count, length, True, salt, bits, masks, affixes, hits, state, seen, aside
            )
        return
    if level == 0:
        probe(key, salt, bits, hits, state, seen, aside)
        one_edit(key, length, 0, after, salt, bits, masks, affixes, hits, state, seen, aside)
        zeros_in_front(key, salt, bits, hits, state, seen, aside)
        for front in range(2, min(letters, 3) + 1):
            probe(key << BITS * front & (1 << BITS * KEY_LENGTH) - 1, salt, bits, hits, state, seen, aside)
    elif level == 1:
        two_edits(key, length, after, salt, bits, masks, affixes, hits, state, seen, aside)
        if letters >= 2 and length > 6:
            bare = key << BITS * 2 & (1 << BITS * KEY_LENGTH) - 1
            one_edit(bare, length - 2, 0, 0, salt, bits, masks, affixes, hits, state, seen, aside)
    elif length >= 3:
        cut_ends(key, length, salt, bits, masks, affixes, room, hits, state, seen, aside)


@compiled
def expand(
    level: int,
    key: int,
    places: Longs,
    open_count: int,
    length: int,
    letters: int,
    after: int,
    salt: int,
    bits: Bytes,
    masks: Masks,
    affixes: Bytes,
    room: Longs,
    hits: Longs,
    state: Longs,
    seen: Longs,
    aside: Longs,
) -> None:
    """The keys of one level: 0 as read and one edit, 1 two edits, 2 cut ends. ``letters`` in front may be a prefix."""
    _put_aside(
        level,
        key,
        places,
        open_count,
        length,
        letters,
        after,
        salt,
        bits,
        masks,
        affixes,
        room,
        hits,
        state,
        seen,
        aside,
    )
    try_keys(salt, bits, hits, state, seen, aside)
