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
from tracemark.matching.rules.kernels.expanding import expand
from tracemark.matching.rules.kernels.keys import BITS, KEY_LENGTH, Bytes, Longs, mixed
from tracemark.matching.rules.kernels.noting import HITS, SLOT, TURN, new_notes
from tracemark.matching.rules.kernels.scoring import NONE_YET, Codes, keep_best, log_add, weigh_facts

LEVELS = 3
MOST_MAKES = 4
MAKE_WITHIN = 4.0
MAKE_UNSURE = -11.0
WIDTH = 20
BELOW = 12.0
MOST_NOTED = 1 << 13
BATCH = 256

# Places in ``told``.
TOTAL, WEIGHED, LEVEL = range(3)
# Places in the plan of a search, and in the cursor of what is being looked up.
KEY, OPEN, LENGTH, AFTER, MAKES = range(5)
HIT, AT, BASE, KNOWN = range(4)


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
def make_plan(
    read: Bytes, chances: Floats, makes_counted: int, is_make_read: bool, index: Any, room: Any
) -> None:
    """What is to be tried: ``room``'s plan holds the key, how many of its places are open, its length, the class of the
    thirteenth character, and how many makers there are to try after level 0."""
    classes, has_makeless = index[8], index[10]
    state, places, makes, plan = room[1], room[5], room[7], room[8]
    state[HITS] = 0
    state[TURN] += 1
    plan[LENGTH] = min(len(read), KEY_LENGTH)
    plan[KEY], plan[OPEN] = pack_reading(read, plan[LENGTH], classes, places)
    is_longer = len(read) > KEY_LENGTH and read[KEY_LENGTH] < UNREAD
    plan[AFTER] = classes[read[KEY_LENGTH]] if is_longer else 0
    plan[MAKES] = plausible_makes(chances[: makes_counted + 1], makes) if is_make_read else 0
    if plan[MAKES] > 0 and has_makeless:
        makes[plan[MAKES]] = 0
        plan[MAKES] += 1


@compiled
def turns_of(level: int, room: Any) -> int:
    """How many turns a level has: one, or one a maker."""
    return whole(1 if level == 0 else max(room[8][MAKES], 1))


@compiled
def note_keys(level: int, turn: int, letters: int, index: Any, room: Any) -> int:
    """Note the keys of one turn, ready to be looked up; the maker it is limited to, or -1."""
    every, by_make, masks, affixes, salts = index[4], index[5], index[6], index[7], index[9]
    hits, state, seen, aside, places, fills, makes, plan, cursor = (
        room[0],
        room[1],
        room[2],
        room[3],
        room[5],
        room[6],
        room[7],
        room[8],
        room[9],
    )
    is_limited = level > 0 and plan[MAKES] > 0
    make = makes[turn] if is_limited else -1
    state[SLOT] = turn + 1 if is_limited else 0
    cursor[HIT] = cursor[BASE] = cursor[KNOWN] = state[HITS]
    cursor[AT] = 0
    expand(
        level,
        plan[KEY],
        places,
        plan[OPEN],
        plan[LENGTH],
        letters,
        plan[AFTER],
        salts[make] if is_limited else 0,
        by_make if is_limited else every,
        masks[make + 1],
        affixes,
        fills,
        hits,
        state,
        seen,
        aside,
    )
    return whole(make)


@compiled
def look_up(first: int, last: int, index: Any, room: Any) -> int:
    """Find the next places that bear a key noted, in buckets from ``first`` to before ``last``; how many there are, 0
    when all have been told. First the buckets of many keys are asked for, then what stands there."""
    keys, offsets, bits = index[0], index[2], index[3]
    hits, state, cursor, found, found_hits, starts, ends = (
        room[0],
        room[1],
        room[9],
        room[10],
        room[11],
        room[12],
        room[13],
    )
    count = 0
    while cursor[HIT] < state[HITS]:
        if cursor[HIT] == cursor[KNOWN]:
            cursor[BASE] = cursor[HIT]
            cursor[KNOWN] = min(cursor[BASE] + BATCH, state[HITS])
            for number in range(cursor[KNOWN] - cursor[BASE]):
                bucket = mixed(hits[cursor[BASE] + number], 0) >> 63 - bits
                is_here = first <= bucket < last
                starts[number] = offsets[bucket] if is_here else 0
                ends[number] = offsets[bucket + 1] if is_here else 0
        number, wanted = cursor[HIT] - cursor[BASE], hits[cursor[HIT]]
        for at in range(max(cursor[AT], starts[number]), ends[number]):
            if keys[at] == wanted:
                found[count], found_hits[count] = at, cursor[HIT]
                count += 1
                if count == BATCH:
                    cursor[AT] = at + 1
                    return count
        cursor[HIT] += 1
        cursor[AT] = 0
    return count


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
    order, offsets = index[1], index[2]
    codes, lengths, facts = shelf
    subs, costs = channel
    best, found, said = room[4], room[10], room[14]
    make_plan(read, chances, makes_counted, is_make_read, index, room)
    told[TOTAL], told[WEIGHED] = NONE_YET, 0.0
    count, level = 0, 0
    while level < levels:
        for turn in range(turns_of(level, room)):
            make = note_keys(level, turn, letters, index, room)
            pending = look_up(0, len(offsets) - 1, index, room)
            while pending > 0:
                for number in range(pending):
                    said[number] = weigh_facts(facts[found[number]], starts, chances)
                for number in range(pending):
                    at, weight = found[number], said[number]
                    if make >= 0 and facts[at, 0] != make:
                        continue
                    if count == len(rows) and weight < weights[-1] and weight < told[TOTAL] - BELOW:
                        continue
                    weight += align(read, signs, prefix, codes[at], lengths[at], subs, costs, best)
                    count = enter(whole(order[at]), weight, count, rows, weights, noted, told)
                pending = look_up(0, len(offsets) - 1, index, room)
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
    found = np.zeros(len(lengths), np.int64)
    matched = 0
    for at in range(len(lengths)):
        if has_ends(codes[at], lengths[at], classes, head, tail):
            found[matched] = whole(order[at]) << 32 | at
            matched += 1
    count = 0
    for entry in np.sort(found[:matched]):
        at = entry & 0xFFFFFFFF
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


def new_room() -> tuple[Any, ...]:
    """Working space for one thread: notes of keys, room to align, open places, fills, makers, plan, cursor; and of the
    rows looked up their places, hits, ends of buckets, and what is said of each."""
    places, fills, makes, plan, cursor = (np.zeros(16, np.int64) for _ in range(5))
    found, hits, starts, ends = (np.zeros(BATCH, np.int64) for _ in range(4))
    best, said = np.zeros((2 * WIDTH + 4, WIDTH + 4)), np.zeros(BATCH)
    return (*new_notes(), best, places, fills, makes, plan, cursor, found, hits, starts, ends, said)
