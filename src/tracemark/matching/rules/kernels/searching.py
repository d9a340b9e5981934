"""A whole search in memory: expand the reading, find the rows, weigh them, stop when the answer cannot change much.

Where rows stand in a table instead, the same steps are taken one by one: `pack_reading`, `plausible_makes`, `expand`,
the table's rows for the keys, `weigh_fetched`. Tuples of arrays are `Any` to the type checker; the compiler infers
them.
"""

import math
from typing import Any

import numpy as np

from tracemark.matching.rules.kernels.aligning import UNREAD, Floats, align
from tracemark.matching.rules.kernels.compiled import compiled, whole
from tracemark.matching.rules.kernels.expanding import HITS, SLOT, TURN, expand
from tracemark.matching.rules.kernels.keys import BITS, KEY_LENGTH, Bytes, Longs, mixed
from tracemark.matching.rules.kernels.scoring import NONE_YET, Codes, keep_best, log_add, weigh_facts

LEVELS = 3
MOST_MAKES = 4
MAKE_WITHIN = 4.0
MAKE_UNSURE = -11.0
WIDTH = 20
BELOW = 12.0
MOST_NOTED = 1 << 13

# Places in ``told``.
TOTAL, WEIGHED, LEVEL = range(3)


@compiled
def plausible_makes(chances: Floats, found: Longs) -> int:
    """Makers that what was read may well mean, at most three; 0 when it leaves too many open. ``chances`` by maker,
    that of a missing one in front."""
    best = NONE_YET
    for make in range(1, len(chances)):
        best = max(best, chances[make])
    if best < MAKE_UNSURE:
        return 0
    count = 0
    for make in range(1, len(chances)):
        if chances[make] > best - MAKE_WITHIN:
            if count == MOST_MAKES - 1:
                return 0
            found[count] = make
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
def enter(row: int, weight: float, count: int, rows: Longs, weights: Floats, noted: Any, told: Floats) -> int:
    """Count a weighed row in: into the total, the list of all that were weighed, and the best."""
    noted_rows, noted_weights = noted
    at = int(told[WEIGHED])
    if at < len(noted_rows):
        noted_rows[at], noted_weights[at] = row, weight
    told[WEIGHED] = at + 1
    told[TOTAL] = log_add(told[TOTAL], weight)
    return keep_best(row, weight, count, rows, weights)


@compiled
def weigh_fetched(
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    starts: Longs,
    chances: Floats,
    fetched: Any,
    first: int,
    channel: Any,
    best: Floats,
    count: int,
    rows: Longs,
    weights: Floats,
    noted: Any,
    told: Floats,
) -> int:
    """Weigh rows brought from elsewhere (``codes, lengths, facts``), numbered from ``first``; how many are kept now."""
    codes, lengths, facts = fetched
    subs, costs = channel
    for at in range(len(lengths)):
        weight = weigh_facts(facts[at], starts, chances)
        if count == len(rows) and weight < weights[-1] and weight < told[TOTAL] - BELOW:
            continue
        weight += align(read, signs, prefix, codes[at], lengths[at], subs, costs, best)
        count = enter(first + at, weight, count, rows, weights, noted, told)
    return count


@compiled
def is_enough(background: float, total: float, enough: float) -> bool:
    """Whether so much of the probability is on record that a deeper search can change little."""
    return bool(1.0 / (1.0 + math.exp(min(background - total, 50.0))) > enough)


@compiled
def search(
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
    index: Any,
    shelf: Any,
    channel: Any,
    room: Any,
    rows: Longs,
    weights: Floats,
    noted: Any,
    told: Floats,
) -> int:
    """Fill ``rows`` and ``weights`` with the best; ``told``: log of all weight found, rows weighed, levels used.

    ``index``: keys in bucket order, rows in that order, bucket offsets, bits, filters, masks, affixes, classes, salts.
    ``shelf``: codes, lengths, facts by row. ``channel``: subs, costs. ``room``: working space of this thread.
    """
    keys, order, offsets, bits, every, by_make, masks, affixes, classes, salts, has_makeless = index
    codes, lengths, facts = shelf
    subs, costs = channel
    hits, state, seen, turns, best, places, fills, makes = room
    state[HITS] = 0
    state[TURN] += 1
    length = min(len(read), KEY_LENGTH)
    key, open_count = pack_reading(read, length, classes, places)
    after = whole(classes[read[KEY_LENGTH]]) if len(read) > KEY_LENGTH and read[KEY_LENGTH] < UNREAD else 0
    make_count = plausible_makes(chances[: makes_counted + 1], makes) if is_make_read else 0
    if make_count > 0 and has_makeless:
        makes[make_count] = 0
        make_count += 1
    told[TOTAL], told[WEIGHED] = NONE_YET, 0.0
    count, level = 0, 0
    while level < levels:
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
                    hits,
                    state,
                    seen,
                    turns,
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
                    hits,
                    state,
                    seen,
                    turns,
                )
            for hit in range(before, state[HITS]):
                wanted = hits[hit]
                bucket = mixed(wanted, 0) >> 63 - bits
                for at in range(offsets[bucket], offsets[bucket + 1]):
                    if keys[at] != wanted:
                        continue
                    if limited and facts[at, 0] != make:
                        continue
                    weight = weigh_facts(facts[at], starts, chances)
                    if count == len(rows) and weight < weights[-1] and weight < told[TOTAL] - BELOW:
                        continue
                    weight += align(read, signs, prefix, codes[at], lengths[at], subs, costs, best)
                    count = enter(whole(order[at]), weight, count, rows, weights, noted, told)
        level += 1
        if count > 0 and is_enough(background, told[TOTAL], enough):
            break
    told[LEVEL] = level
    return count


@compiled
def search_open(
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    starts: Longs,
    chances: Floats,
    ends: Any,
    index: Any,
    shelf: Any,
    channel: Any,
    room: Any,
    rows: Longs,
    weights: Floats,
    noted: Any,
    told: Floats,
) -> int:
    """As `search` for a reading with a run that was not read: every row with its beginning and ending, all looked at.

    ``ends``: the classes of the legible beginning and of the ending.
    """
    head, tail = ends
    codes, lengths, facts = shelf
    subs, costs = channel
    order, classes, best = index[1], index[8], room[4]
    told[TOTAL], told[WEIGHED], told[LEVEL] = NONE_YET, 0.0, 0.0
    count = 0
    for at in range(len(lengths)):
        if not has_ends(codes[at], lengths[at], classes, head, tail):
            continue
        weight = weigh_facts(facts[at], starts, chances)
        if count == len(rows) and weight < weights[-1] and weight < told[TOTAL] - BELOW:
            continue
        weight += align(read, signs, prefix, codes[at], lengths[at], subs, costs, best)
        count = enter(whole(order[at]), weight, count, rows, weights, noted, told)
    return count


@compiled
def has_ends(codes: Bytes, length: int, classes: Bytes, head: Bytes, tail: Bytes) -> bool:
    """Whether a number begins and ends with these classes, what is unread on record left out."""
    met = 0
    for place in range(length):
        if codes[place] < UNREAD and met < len(head):
            if classes[codes[place]] != head[met]:
                return False
            met += 1
    if met < len(head):
        return False
    met = 0
    for place in range(length - 1, -1, -1):
        if codes[place] < UNREAD and met < len(tail):
            if classes[codes[place]] != tail[len(tail) - 1 - met]:
                return False
            met += 1
    return met == len(tail)


@compiled
def weigh_all(facts: Codes, starts: Longs, chances: Floats) -> Floats:
    """What the facts say of every row."""
    found = np.zeros(len(facts))
    for at in range(len(facts)):
        found[at] = weigh_facts(facts[at], starts, chances)
    return found


@compiled
def new_room() -> Any:
    """Working space for one thread."""
    return (
        np.zeros(1 << 16, np.int64),
        np.zeros(3, np.int64),
        np.zeros(1 << 18, np.int64),
        np.zeros(1 << 18, np.int64),
        np.zeros((2 * WIDTH + 4, WIDTH + 4)),
        np.zeros(16, np.int64),
        np.zeros(16, np.int64),
        np.zeros(8, np.int64),
    )
