"""A whole search in memory: expand the reading, find the rows, weigh them, stop when the answer cannot change much.

Memory answers many questions at once much sooner than one after the other. So rows are looked up in batches: first
where their buckets are, then which keys stand there, then what is said of each. Tuples of arrays are `Any` to the type
checker; the compiler infers them.
"""

import math
from typing import Any

import numpy as np

from tracemark.matching.rules.kernels.aligning import UNREAD, Floats, align
from tracemark.matching.rules.kernels.compiled import compiled, whole
from tracemark.matching.rules.kernels.expanding import HITS, SLOT, begin, expand, new_noted
from tracemark.matching.rules.kernels.keys import BITS, KEY_LENGTH, Bytes, Longs, mixed
from tracemark.matching.rules.kernels.scoring import NONE_YET, keep_best, log_add, weigh_facts

LEVELS = 3
MOST_MAKES = 4
MAKE_WITHIN = 4.0
MAKE_UNSURE = -11.0
WIDTH = 20
BATCH = 256

# Places in ``told``: log of all weight found, rows weighed, levels used.
TOTAL, WEIGHED, DEEPEST = range(3)


@compiled
def plausible_makes(starts: Longs, chances: Floats, found: Longs) -> int:
    """Makers that what was read may well mean, at most three; 0 when it leaves too many open."""
    first, last = starts[0], starts[1]
    best = NONE_YET
    for at in range(first + 1, last):
        best = max(best, chances[at])
    if best < MAKE_UNSURE:
        return 0
    count = 0
    for at in range(first + 1, last):
        if chances[at] > best - MAKE_WITHIN:
            if count == MOST_MAKES - 1:
                return 0
            found[count] = at - first
            count += 1
    return count


@compiled
def pack_reading(read: Bytes, length: int, classes: Bytes, places: Longs) -> tuple[int, int]:
    """The key of a reading with its open places left out, and how many are open; ``places`` is filled with them."""
    key, count = 0, 0
    for place in range(length):
        if read[place] < UNREAD:
            key |= whole(classes[read[place]]) << BITS * (KEY_LENGTH - 1 - place)
            continue
        if count < len(places):
            places[count] = place
        count += 1
    return key, count


@compiled
def is_enough(background: float, total: float, enough: float) -> bool:
    """Whether so much of the probability is on record that going deeper is not worth it."""
    return 1.0 / (1.0 + math.exp(min(background - total, 50.0))) > enough


@compiled
def search(
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    letters: int,
    starts: Longs,
    chances: Floats,
    background: float,
    is_make_read: bool,
    enough: float,
    index: Any,
    shelf: Any,
    channel: Any,
    room: Any,
    rows: Longs,
    weights: Floats,
    told: Floats,
) -> int:
    """Fill ``rows`` and ``weights`` with the best, and ``told``; how many there are.

    ``index``: keys in bucket order, rows in that order, bucket offsets, bits, filters, masks, affixes, classes, salts.
    ``shelf``: codes, lengths, facts by row. ``channel``: subs, costs. ``room``: working space of this thread.
    """
    keys, order, offsets, bits, every, by_make, masks, affixes, classes, salts, has_makeless = index
    noted, _best, places, fills, makes, found, firsts, lasts, _said = room
    hits, state = noted.hits, noted.state
    begin(noted)
    length = min(len(read), KEY_LENGTH)
    key, open_count = pack_reading(read, length, classes, places)
    after = whole(classes[read[KEY_LENGTH]]) if len(read) > KEY_LENGTH and read[KEY_LENGTH] < UNREAD else 0
    make_count = plausible_makes(starts, chances, makes) if is_make_read else 0
    if make_count > 0 and has_makeless:
        makes[make_count] = 0
        make_count += 1
    count, level = 0, 0
    told[TOTAL], told[WEIGHED] = NONE_YET, 0
    while level < LEVELS:
        rounds = 1 if level == 0 or make_count == 0 else make_count
        for turn in range(rounds):
            limited = level > 0 and make_count > 0
            make = makes[turn] if limited else -1
            before = state[HITS]
            state[SLOT] = turn + 1 if limited else 0
            if limited:
                expand(
                    level,
                    key,
                    places,
                    open_count,
                    length,
                    letters,
                    after,
                    salts[make],
                    by_make,
                    masks[make + 1],
                    affixes,
                    fills,
                    noted,
                )
            else:
                expand(
                    level,
                    key,
                    places,
                    open_count,
                    length,
                    letters,
                    after,
                    0,
                    every,
                    masks[0],
                    affixes,
                    fills,
                    noted,
                )
            pending = 0
            for start in range(before, state[HITS], BATCH):
                stop = min(start + BATCH, state[HITS])
                for hit in range(start, stop):
                    bucket = mixed(hits[hit], 0) >> 63 - bits
                    firsts[hit - start], lasts[hit - start] = offsets[bucket], offsets[bucket + 1]
                for hit in range(start, stop):
                    for at in range(firsts[hit - start], lasts[hit - start]):
                        if keys[at] != hits[hit]:
                            continue
                        found[pending] = at
                        pending += 1
                        if pending == len(found):
                            count = weigh_found(
                                pending,
                                make,
                                read,
                                signs,
                                prefix,
                                starts,
                                chances,
                                order,
                                shelf,
                                channel,
                                room,
                                count,
                                rows,
                                weights,
                                told,
                            )
                            pending = 0
            count = weigh_found(
                pending,
                make,
                read,
                signs,
                prefix,
                starts,
                chances,
                order,
                shelf,
                channel,
                room,
                count,
                rows,
                weights,
                told,
            )
        level += 1
        if count > 0 and is_enough(background, told[TOTAL], enough):
            break
    told[DEEPEST] = level
    return count


@compiled
def weigh_found(
    pending: int,
    make: int,
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    starts: Longs,
    chances: Floats,
    order: Any,
    shelf: Any,
    channel: Any,
    room: Any,
    count: int,
    rows: Longs,
    weights: Floats,
    told: Floats,
) -> int:
    """Weigh the rows found (of ``make`` only, unless it is -1) and keep the best; how many are kept now."""
    codes, lengths, facts = shelf
    subs, costs = channel
    best, found, said = room[1], room[5], room[8]
    for number in range(pending):
        said[number] = weigh_facts(facts[found[number]], starts, chances)
    total = told[TOTAL]
    for number in range(pending):
        at, weight = found[number], said[number]
        if make >= 0 and facts[at, 0] != make:
            continue
        told[WEIGHED] += 1
        if count == len(rows) and weight < weights[-1] and weight < total - 12.0:
            continue
        weight += align(read, signs, prefix, codes[at], lengths[at], subs, costs, best)
        total = log_add(total, weight)
        count = keep_best(whole(order[at]), weight, count, rows, weights)
    told[TOTAL] = total
    return count


def new_room() -> Any:
    """Working space for one thread."""
    batch = [np.zeros(BATCH, np.int64) for _ in range(3)]
    small = [np.zeros(size, np.int64) for size in (16, 16, 8)]
    return (new_noted(), np.zeros((2 * WIDTH + 4, WIDTH + 4)), *small, *batch, np.zeros(BATCH))
