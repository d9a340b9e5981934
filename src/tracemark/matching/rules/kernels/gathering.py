"""A search of one part of a register, and the answer made of what all parts found: that of the whole, to the bit.

A part is a range of buckets. What a search tries depends on the filters and counts of the whole register only, so that
every part notes the same keys in the same order. A part tells each row it weighed with the place of its key in that
order; `replay` then does with the rows of all parts, in order, what `searching.search` does as it finds them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.aligning import Floats, align
from tracemark.matching.rules.kernels.compiled import compiled, whole
from tracemark.matching.rules.kernels.keys import Bytes, Longs
from tracemark.matching.rules.kernels.scoring import NONE_YET, keep_best, log_add, weigh_facts
from tracemark.matching.rules.kernels.searching import (
    BELOW,
    LEVEL,
    TOTAL,
    WEIGHED,
    enter,
    has_ends,
    is_enough,
    look_up,
    make_plan,
    note_keys,
    turns_of,
)

Numbers = NDArray[np.uint32]

MARGIN = 0.5
MOST_SURE = 1 << 16
"""The whole passes over rows that are less than e^-12 of its total. As long as a part told no more than so many rows,
those of them that the whole passes over are less than half of its total together: the total of the part is less than
e^0.5 times that of the whole, and what the part passes over by that margin the whole passes over too."""

# Columns of what a part tells: place of the key, row of the list, level.
ORDER, ROW, DEPTH = range(3)


@compiled
def gather(
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    letters: int,
    starts: Longs,
    chances: Floats,
    makes_counted: int,
    background: float,
    is_make_read: bool,
    enough: float,
    levels: int,
    first: int,
    last: int,
    but: int,
    weapons: Numbers,
    index: Any,
    shelf: Any,
    channel: Any,
    room: Any,
    rows: Longs,
    weights: Floats,
    told_rows: Longs,
    told_weights: Floats,
) -> int:
    """Tell the rows that buckets from ``first`` to before ``last`` hold: ``told_rows`` (n, 3), and ``told_weights``
    (n, 2) of the facts and of all. How many there are; more than fit are counted, not told.

    Rows of the weapon ``but`` are left out, unless it is -1; ``weapons``: which weapon each row of the list is of;
    empty where each is of its own."""
    order = index[1]
    codes, lengths, facts = shelf
    subs, costs = channel
    best, found, found_hits, said = room[4], room[10], room[11], room[14]
    make_plan(read, chances, makes_counted, is_make_read, index, room)
    count, kept, total, level = 0, 0, NONE_YET, 0
    while level < levels:
        for turn in range(turns_of(level, room)):
            make = note_keys(level, turn, letters, index, room)
            pending = look_up(first, last, index, room)
            while pending > 0:
                for number in range(pending):
                    said[number] = weigh_facts(facts[found[number]], starts, chances)
                for number in range(pending):
                    at, before = found[number], said[number]
                    if make >= 0 and facts[at, 0] != make:
                        continue
                    is_low = kept == len(rows) and before < weights[-1] and before < total - BELOW - MARGIN
                    if is_low and count <= MOST_SURE:
                        continue
                    row = whole(order[at])
                    if but >= 0 and (whole(weapons[row]) if len(weapons) else row) == but:
                        continue
                    weight = before + align(read, signs, prefix, codes[at], lengths[at], subs, costs, best)
                    total = log_add(total, weight)
                    kept = keep_best(row, weight, kept, rows, weights)
                    if count < len(told_weights):
                        told_rows[count, ORDER], told_rows[count, ROW] = found_hits[number], row
                        told_rows[count, DEPTH] = level
                        told_weights[count, 0], told_weights[count, 1] = before, weight
                    count += 1
                pending = look_up(first, last, index, room)
        level += 1
        if 0 < count <= MOST_SURE and is_enough(background, total - MARGIN, enough):
            break
    return count


@compiled
def gather_open(
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    starts: Longs,
    chances: Floats,
    ends: Any,
    first: int,
    last: int,
    index: Any,
    shelf: Any,
    channel: Any,
    room: Any,
    told_rows: Longs,
    told_weights: Floats,
) -> int:
    """As `gather`, for a reading with a run unread (`searching.search_open`)."""
    head, tail = ends
    codes, lengths, facts = shelf
    subs, costs = channel
    order, offsets, classes, best = index[1], index[2], index[8], room[4]
    count = 0
    for at in range(offsets[first], offsets[last]):
        if not has_ends(codes[at], lengths[at], classes, head, tail):
            continue
        if count < len(told_weights):
            before = weigh_facts(facts[at], starts, chances)
            told_rows[count, ORDER], told_rows[count, ROW], told_rows[count, DEPTH] = order[at], order[at], 0
            told_weights[count, 0] = before
            told_weights[count, 1] = before + align(
                read, signs, prefix, codes[at], lengths[at], subs, costs, best
            )
        count += 1
    return count


@compiled
def replay(
    found_rows: Longs,
    found_weights: Floats,
    background: float,
    enough: float,
    levels: int,
    rows: Longs,
    weights: Floats,
    noted: Any,
    told: Floats,
) -> int:
    """The answer of the whole, from the rows of all parts in order of key and row. ``levels`` 0: all were looked at."""
    told[TOTAL], told[WEIGHED], told[LEVEL] = NONE_YET, 0.0, 0.0
    count, at, level = 0, 0, 0
    while level < max(levels, 1):
        while at < len(found_weights) and found_rows[at, DEPTH] <= level:
            before, weight = found_weights[at, 0], found_weights[at, 1]
            if not (count == len(rows) and before < weights[-1] and before < told[TOTAL] - BELOW):
                count = enter(found_rows[at, ROW], weight, count, rows, weights, noted, told)
            at += 1
        level += 1
        if levels > 0 and count > 0 and is_enough(background, told[TOTAL], enough):
            break
    told[LEVEL] = level if levels > 0 else 0.0
    return count


def in_order(rows: Longs) -> NDArray[np.int64]:
    """The order in which the whole would have met the rows of all parts."""
    return np.lexsort((rows[:, ROW], rows[:, ORDER]))
