"""A whole search in memory: expand the reading, find the rows, weigh them, stop when the answer cannot change much.

Rows are looked up in batches: first where their buckets are, then which keys stand there, then what is said of each.
Memory is far from the processor, and answers many questions at once much sooner than one after the other.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.aligning import UNREAD, Floats, align
from tracemark.matching.rules.kernels.compiled import compiled, whole
from tracemark.matching.rules.kernels.expanding import Masks, expand
from tracemark.matching.rules.kernels.keys import BITS, KEY_LENGTH, Bytes, Longs, mixed
from tracemark.matching.rules.kernels.noting import HITS, SLOT, Noted, begin, new_noted
from tracemark.matching.rules.kernels.scoring import NONE_YET, Codes, keep_best, log_add, weigh_facts

LEVELS = 3
MOST_MAKES = 4
MAKE_WITHIN = 4.0
MAKE_UNSURE = -11.0
NEGLIGIBLE = 12.0
WIDTH = 20
BATCH = 256

# Places in ``told``: log of all weight found, rows weighed, levels used.
TOTAL, WEIGHED, DEEPEST = range(3)
# Places in ``Room.plan``: the key, its open places, its length, the class of the thirteenth character, makes to try.
KEY, OPEN, LENGTH, AFTER, MAKES = range(5)
# Places in ``Room.cursor``: the hit and the place at which looking up goes on, and the hits whose buckets are known.
HIT, AT, BASE, KNOWN = range(4)

Numbers = NDArray[np.uint32]


class Asked(NamedTuple):
    """A reading as the kernels see it, with its ``letters`` in front. ``prefix`` (4), ``chances`` and ``background`` are
    logarithms; the last is less what is believed beforehand."""

    read: Bytes
    signs: Bytes
    prefix: Floats
    letters: int
    starts: Longs
    chances: Floats
    background: float
    is_make_read: bool


class Index(NamedTuple):
    """A shelf as the kernels see it: keys in order of bucket, the row of the list at each place, what is compared."""

    keys: Longs
    order: Numbers
    offsets: Numbers
    bits: int
    every: Bytes
    by_make: Bytes
    masks: Masks
    affixes: Bytes
    classes: Bytes
    salts: Longs
    has_makeless: bool
    codes: Bytes
    lengths: Bytes
    facts: Codes


class Channel(NamedTuple):
    """Logarithms of the chances of errors."""

    subs: Floats
    costs: Floats


class Room(NamedTuple):
    """Working space of one thread."""

    noted: Noted
    best: Floats
    places: Longs
    fills: Longs
    makes: Longs
    plan: Longs
    cursor: Longs
    found: Longs
    found_hits: Longs
    firsts: Longs
    lasts: Longs
    said: Floats


def new_room() -> Room:
    """Working space for one thread."""
    places, fills, makes, plan, cursor = (np.zeros(16, np.int64) for _ in range(5))
    found, hits, firsts, lasts = (np.zeros(BATCH, np.int64) for _ in range(4))
    best, said = np.zeros((2 * WIDTH + 4, WIDTH + 4)), np.zeros(BATCH)
    return Room(new_noted(), best, places, fills, makes, plan, cursor, found, hits, firsts, lasts, said)


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
def make_plan(asked: Asked, index: Index, room: Room) -> None:
    """What is to be tried at each level."""
    begin(room.noted)
    read, plan = asked.read, room.plan
    plan[LENGTH] = min(len(read), KEY_LENGTH)
    plan[KEY], plan[OPEN] = pack_reading(read, plan[LENGTH], index.classes, room.places)
    is_longer = len(read) > KEY_LENGTH and read[KEY_LENGTH] < UNREAD
    plan[AFTER] = index.classes[read[KEY_LENGTH]] if is_longer else 0
    plan[MAKES] = plausible_makes(asked.starts, asked.chances, room.makes) if asked.is_make_read else 0
    if plan[MAKES] > 0 and index.has_makeless:
        room.makes[plan[MAKES]] = 0
        plan[MAKES] += 1


@compiled
def turns_of(level: int, room: Room) -> int:
    """How many turns a level has: one, or one a maker."""
    return 1 if level == 0 else max(room.plan[MAKES], 1)


@compiled
def note_keys(level: int, turn: int, asked: Asked, index: Index, room: Room) -> int:
    """Note the keys of one turn, and make ready to look them up; the maker it is limited to, or -1."""
    plan, noted = room.plan, room.noted
    is_limited = level > 0 and plan[MAKES] > 0
    make = room.makes[turn] if is_limited else -1
    noted.state[SLOT] = turn + 1 if is_limited else 0
    room.cursor[HIT] = room.cursor[BASE] = room.cursor[KNOWN] = noted.state[HITS]
    room.cursor[AT] = 0
    expand(
        level,
        plan[KEY],
        room.places,
        plan[OPEN],
        plan[LENGTH],
        asked.letters,
        plan[AFTER],
        index.salts[make] if is_limited else 0,
        index.by_make if is_limited else index.every,
        index.masks[make + 1],
        index.affixes,
        room.fills,
        noted,
    )
    return int(make)


@compiled
def look_up(first: int, last: int, index: Index, room: Room) -> int:
    """Fill ``room.found`` with the next places that bear a key noted, of buckets from ``first`` to before ``last``; how
    many there are, 0 when all have been told."""
    cursor, hits, count = room.cursor, room.noted.hits, 0
    while cursor[HIT] < room.noted.state[HITS]:
        if cursor[HIT] == cursor[KNOWN]:
            cursor[BASE] = cursor[HIT]
            cursor[KNOWN] = min(cursor[BASE] + BATCH, room.noted.state[HITS])
            for number in range(cursor[KNOWN] - cursor[BASE]):
                bucket = mixed(hits[cursor[BASE] + number], 0) >> 63 - index.bits
                is_here = first <= bucket < last
                room.firsts[number] = index.offsets[bucket] if is_here else 0
                room.lasts[number] = index.offsets[bucket + 1] if is_here else 0
        number, wanted = cursor[HIT] - cursor[BASE], hits[cursor[HIT]]
        for at in range(max(cursor[AT], room.firsts[number]), room.lasts[number]):
            if index.keys[at] == wanted:
                room.found[count], room.found_hits[count] = at, cursor[HIT]
                count += 1
                if count == BATCH:
                    cursor[AT] = at + 1
                    return count
        cursor[HIT] += 1
        cursor[AT] = 0
    return count


@compiled
def search(
    asked: Asked,
    enough: float,
    index: Index,
    channel: Channel,
    room: Room,
    rows: Longs,
    weights: Floats,
    told: Floats,
) -> int:
    """Fill ``rows`` (of the list) and ``weights`` with the best, and ``told``; how many there are."""
    make_plan(asked, index, room)
    count, level, buckets = 0, 0, len(index.offsets) - 1
    told[TOTAL], told[WEIGHED] = NONE_YET, 0
    while level < LEVELS:
        for turn in range(turns_of(level, room)):
            make = note_keys(level, turn, asked, index, room)
            found = look_up(0, buckets, index, room)
            while found > 0:
                count = weigh_found(found, make, asked, index, channel, room, count, rows, weights, told)
                found = look_up(0, buckets, index, room)
        level += 1
        if count > 0 and is_enough(asked.background, told[TOTAL], enough):
            break
    told[DEEPEST] = level
    return count


@compiled
def weigh_found(
    found: int,
    make: int,
    asked: Asked,
    index: Index,
    channel: Channel,
    room: Room,
    count: int,
    rows: Longs,
    weights: Floats,
    told: Floats,
) -> int:
    """Weigh the rows found (of ``make`` only, unless it is -1) and keep the best; how many are kept now."""
    for number in range(found):
        room.said[number] = weigh_facts(index.facts[room.found[number]], asked.starts, asked.chances)
    for number in range(found):
        at, weight = room.found[number], room.said[number]
        if make >= 0 and index.facts[at, 0] != make:
            continue
        told[WEIGHED] += 1
        if count == len(rows) and weight < weights[-1] and weight < told[TOTAL] - NEGLIGIBLE:
            continue
        weight += weigh_number(at, asked, index, channel, room)
        told[TOTAL] = log_add(told[TOTAL], weight)
        count = keep_best(whole(index.order[at]), weight, count, rows, weights)
    return count


@compiled
def weigh_number(at: int, asked: Asked, index: Index, channel: Channel, room: Room) -> float:
    """log P(the number as read | the number at a place of the shelf)."""
    read, signs, prefix = asked.read, asked.signs, asked.prefix
    return align(
        read, signs, prefix, index.codes[at], index.lengths[at], channel.subs, channel.costs, room.best
    )
