"""Which errors explain a reading best: `rules.reading.explain`, compiled, so that a list of a million has its reasons.

The same steps in the same order, the first of equals kept; tests hold the two equal, error by error.
"""

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.aligning import (
    ADDED,
    ADDED_END,
    ADDED_START,
    CUT,
    FURTHER,
    MAX_CUT,
    MAX_PREFIX,
    MISSED,
    MISSED_END,
    MISSED_START,
    NEVER,
    RUN,
    SWAPPED,
    UNREAD,
    ZEROS,
    Floats,
    zeros_in_front,
)
from tracemark.matching.rules.kernels.compiled import compiled
from tracemark.matching.rules.kernels.keys import Bytes, Longs

KINDS = (
    "confusable", "misread", "transposed", "missing", "extra", "zeros", "prefix", "cut", "unread",
)  # fmt: skip
CONFUSABLE, MISREAD, TRANSPOSED, MISSING, EXTRA, LOST_ZEROS, PREFIX, CUT_SHORT, UNREAD_ON_RECORD = range(9)
NOT_AN_ERROR = -1
MOST_EDITS = 48

# Columns of what is found: kind, place, first and last of what was read, first and last of what is on record.
KIND, PLACE, READ_FROM, READ_TO, RECORDED_FROM, RECORDED_TO = range(6)

Steps = NDArray[np.int8]


@compiled
def trace(
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    recorded: Bytes,
    width: int,
    subs: Floats,
    costs: Floats,
    confusions: NDArray[np.bool_],
    best: Floats,
    steps: Steps,
    edits: Longs,
) -> int:
    """Fill ``edits`` (`MOST_EDITS`, 6); how many there are. ``confusions`` (38, 38): read, recorded. ``best`` and
    ``steps`` (…, …, 3) are room to work in: chances, and the step that led to each place."""
    height = len(read)
    if _agrees(read, recorded, width):
        return _unread_on_record(read, recorded, height, edits)
    best[: height + 1, : width + 1] = NEVER
    best[0, 0] = 0.0
    for i in range(height + 1):
        for j in range(width + 1):
            if i == 0 or j == 0:
                _begin(read, prefix, recorded, width, i, j, costs, best, steps)
            if i == height and j == width:
                for lost in range(1, min(MAX_CUT, width - 3) + 1):
                    _try(i, j, 0, lost, costs[FURTHER] + costs[CUT], CUT_SHORT, best, steps)
            if i > 0 and read[i - 1] == RUN:
                _try(i, j, 1, 0, 0.0, NOT_AN_ERROR, best, steps)
                if j > 0:
                    _try(i, j, 0, 1, 0.0, NOT_AN_ERROR, best, steps)
                continue
            if i > 0:
                _edit(read, signs, recorded, width, i, j, subs, costs, confusions, best, steps)
    return _walk_back(height, width, best, steps, edits)


@compiled
def trace_all(
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    places: Longs,
    codes: Bytes,
    lengths: Bytes,
    subs: Floats,
    costs: Floats,
    confusions: NDArray[np.bool_],
    best: Floats,
    steps: Steps,
    edits: NDArray[np.int64],
) -> Longs:
    """As `trace`, for many places of a shelf: ``edits`` (places, `MOST_EDITS`, 6). How many each has; -1 where one of
    the two has no number, -2 where they are the same."""
    counts = np.zeros(len(places), np.int64)
    for number in range(len(places)):
        recorded, width = codes[places[number]], lengths[places[number]]
        if len(read) == 0 or width == 0:
            counts[number] = -1
            continue
        counts[number] = trace(
            read, signs, prefix, recorded, width, subs, costs, confusions, best, steps, edits[number]
        )
        if counts[number] == 0 and len(read) == width:
            is_same = True
            for place in range(width):
                is_same &= read[place] == recorded[place]
            if is_same:
                counts[number] = -2
    return counts


@compiled
def _try(i: int, j: int, taken: int, left: int, chance: float, kind: int, best: Floats, steps: Steps) -> None:
    """Keep a step when it is likelier than what led here before."""
    before = best[i - taken, j - left]
    if before > NEVER and before + chance > best[i, j]:
        best[i, j] = before + chance
        steps[i, j, 0], steps[i, j, 1], steps[i, j, 2] = taken, left, kind


@compiled
def _begin(
    read: Bytes,
    prefix: Floats,
    recorded: Bytes,
    width: int,
    i: int,
    j: int,
    costs: Floats,
    best: Floats,
    steps: Steps,
) -> None:
    """What happens to a beginning: a first character missed, characters cut off, a prefix, zeros lost."""
    height, further = len(read), costs[FURTHER]
    zeros_read, zeros_recorded = zeros_in_front(read, height), zeros_in_front(recorded, width)
    if i == 0 and j > 0:
        if j == 1:
            _try(i, j, 0, 1, further + costs[MISSED_START], MISSING, best, steps)
        if j <= min(MAX_CUT, width - 3):
            _try(i, j, 0, j, further + costs[CUT], CUT_SHORT, best, steps)
        if j == zeros_recorded and zeros_recorded < width and zeros_read == 0:
            _try(i, j, 0, j, further + costs[ZEROS], LOST_ZEROS, best, steps)
    if j == 0 and i > 0:
        if i <= min(MAX_PREFIX, height - 3):
            _try(i, j, i, 0, further + prefix[i], PREFIX, best, steps)
        if i == zeros_read and zeros_read < height and zeros_recorded == 0:
            _try(i, j, i, 0, further + costs[ZEROS], LOST_ZEROS, best, steps)


@compiled
def _edit(
    read: Bytes,
    signs: Bytes,
    recorded: Bytes,
    width: int,
    i: int,
    j: int,
    subs: Floats,
    costs: Floats,
    confusions: NDArray[np.bool_],
    best: Floats,
    steps: Steps,
) -> None:
    """A character added, missed, read right or wrong, or swapped with the one before."""
    further, one = costs[FURTHER], read[i - 1]
    is_end = i == len(read) and j == width
    added = costs[ADDED_END] if is_end else costs[ADDED]
    if i == 1 and (j == 0 or is_end):
        added = costs[ADDED_START]
    _try(i, j, 1, 0, further + added, EXTRA, best, steps)
    if j == 0:
        return
    _try(i, j, 0, 1, further + (costs[MISSED_END] if is_end else costs[MISSED]), MISSING, best, steps)
    other = recorded[j - 1]
    chance = subs[signs[i - 1], other, one]
    is_right = one == other
    if is_right or one == UNREAD:
        _try(i, j, 1, 1, chance, NOT_AN_ERROR, best, steps)
    elif other == UNREAD:
        _try(i, j, 1, 1, chance, UNREAD_ON_RECORD, best, steps)
    else:
        kind = CONFUSABLE if confusions[one, other] else MISREAD
        _try(i, j, 1, 1, chance + further, kind, best, steps)
    if i > 1 and j > 1 and one != other and one == recorded[j - 2] and read[i - 2] == other:
        _try(i, j, 2, 2, further + costs[SWAPPED], TRANSPOSED, best, steps)


@compiled
def _walk_back(i: int, j: int, best: Floats, steps: Steps, edits: Longs) -> int:
    """The errors on the way to the end, first to last."""
    count = 0
    while (i > 0 or j > 0) and best[i, j] > NEVER and count < MOST_EDITS:
        taken, left, kind = steps[i, j]
        if kind != NOT_AN_ERROR:
            place = max(i, 1)
            if kind in (LOST_ZEROS, PREFIX) or (kind == CUT_SHORT and i == 0):
                place = 1
            elif kind == TRANSPOSED:
                place = i - 1
            edits[count, KIND], edits[count, PLACE] = kind, place
            edits[count, READ_FROM], edits[count, READ_TO] = i - taken, i
            edits[count, RECORDED_FROM], edits[count, RECORDED_TO] = j - left, j
            count += 1
        i, j = i - taken, j - left
    for number in range(count // 2):
        for column in range(6):
            last = count - 1 - number
            held = edits[number, column]
            edits[number, column] = edits[last, column]
            edits[last, column] = held
    return count


@compiled
def _agrees(read: Bytes, recorded: Bytes, width: int) -> bool:
    if len(read) != width:
        return False
    for place in range(width):
        one, other = read[place], recorded[place]
        if one != other and one != UNREAD and other != UNREAD:
            return False
    return True


@compiled
def _unread_on_record(read: Bytes, recorded: Bytes, length: int, edits: Longs) -> int:
    count = 0
    for place in range(length):
        if recorded[place] == UNREAD and read[place] != UNREAD:
            edits[count, KIND], edits[count, PLACE] = UNREAD_ON_RECORD, place + 1
            edits[count, READ_FROM], edits[count, READ_TO] = place, place + 1
            edits[count, RECORDED_FROM], edits[count, RECORDED_TO] = place, place + 1
            count += 1
    return count
