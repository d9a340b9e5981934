"""Which keys on record a reading may stand for: the question is varied, not the record."""

import numpy as np

from tracemark.marks.rules.look_alikes import LOOK_ALIKE_CLASSES
from tracemark.matching.rules.kernels.compiled import compiled, inlined
from tracemark.matching.rules.kernels.editing import Masks, one_edit, shift_of, two_edits, without
from tracemark.matching.rules.kernels.keys import BITS, CLASSES, KEY_LENGTH, Bytes, Longs
from tracemark.matching.rules.kernels.noting import probe, try_keys
from tracemark.matching.rules.keys import CLASS_CODES

MOST_WILD = 4
MOST_CUT = 3
MOST_ZEROS = 4
ZERO = CLASS_CODES[LOOK_ALIKE_CLASSES["0"]]


@compiled
def _squeezed(key: int, places: Longs, count: int) -> int:
    """The key without its open places, as a record has it on which they are unread too."""
    for number in range(min(count, len(places)) - 1, -1, -1):
        key = without(key, places[number], 0)
    return key


@inlined
def _classes_at(masks: Masks, length: int, place: int, is_edited: bool) -> int:
    """The classes at a place in numbers of this length, or of those that one edit makes of it."""
    known = masks[length, place]
    if is_edited:
        for other in range(max(place - 1, 0), min(place + 2, KEY_LENGTH)):
            known |= masks[length, other] | masks[length - 1, other]
            if length < KEY_LENGTH:
                known |= masks[length + 1, other]
    return int(known)


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
            if not _classes_at(masks, length, places[number], is_edited) >> tried[number] & 1:
                at, is_known = number, False
                break
            filled |= tried[number] << shift_of(places[number])
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
