"""The chance of a reading given a number on record: the likeliest set of errors (Viterbi).

The same recurrence as ``rules.channel.explain``, which also tells the errors; tests hold the two equal.
"""

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.compiled import compiled
from tracemark.matching.rules.kernels.keys import Bytes

UNREAD = 36
RUN = 37
NEVER = -1e9
MAX_CUT = 6
MAX_PREFIX = 3

# Places in the table of costs, all natural logarithms.
MISSED, ADDED, SWAPPED, CUT, ZEROS, FURTHER, MISSED_START, MISSED_END, ADDED_START, ADDED_END = range(10)
COSTS = 10

Floats = NDArray[np.float64]


@compiled
def align(
    read: Bytes,
    signs: Bytes,
    prefix: Floats,
    recorded: Bytes,
    width: int,
    subs: Floats,
    costs: Floats,
    best: Floats,
) -> float:
    """log P(read | recorded).

    ``read``, ``signs`` (n): codes and 1 for a doubtful character. ``recorded``: codes, of which ``width`` count.
    ``prefix`` (4): chance that as many characters in front are no part of the number. ``subs`` (2, 37, 38) by sign,
    recorded, read. ``best`` (n + 2, width + 2): room to work in.
    """
    height = len(read)
    if height == width:
        kept = 0.0
        same = True
        for place in range(height):
            one, other = read[place], recorded[place]
            if one != other and one != UNREAD and other != UNREAD:
                same = False
                break
            kept += subs[signs[place], other, one]
        if same:
            return kept
    _open(read, prefix, recorded, width, costs, best)
    further = costs[FURTHER]
    missed, missed_end = further + costs[MISSED], further + costs[MISSED_END]
    added, added_end = further + costs[ADDED], further + costs[ADDED_START if height == 1 else ADDED_END]
    swapped = further + costs[SWAPPED]
    for i in range(1, height + 1):
        one, is_last = read[i - 1], i == height
        above = best[i - 1, 0]
        if one == RUN:
            left = max(best[i, 0], above)
            best[i, 0] = left
            for j in range(1, width + 1):
                left = max(left, best[i - 1, j])
                best[i, j] = left
            continue
        left = max(best[i, 0], above + (added_end if is_last and width == 0 else added))
        best[i, 0] = left
        sign, earlier = signs[i - 1], read[max(i - 2, 0)]
        for j in range(1, width + 1):
            other, over, is_end = recorded[j - 1], best[i - 1, j], is_last and j == width
            found = max(over + (added_end if is_end else added), left + (missed_end if is_end else missed))
            step = above + subs[sign, other, one]
            if one != other:
                if one != UNREAD and other != UNREAD:
                    step += further
                if earlier == other and i > 1 and j > 1 and one == recorded[j - 2]:
                    found = max(found, best[i - 2, j - 2] + swapped)
            left = max(found, step)
            best[i, j] = left
            above = over
    final = float(best[height, width])
    for lost in range(1, min(MAX_CUT, width - 3) + 1):
        final = max(final, best[height, width - lost] + further + costs[CUT])
    has_run = False
    for place in range(height):
        has_run |= read[place] == RUN
    if has_run:
        return final
    return float(final - further)


@compiled
def _open(read: Bytes, prefix: Floats, recorded: Bytes, width: int, costs: Floats, best: Floats) -> None:
    """What may happen to the beginning: characters cut off, a prefix added, zeros lost on either side."""
    height = len(read)
    best[0, : width + 1] = NEVER
    best[: height + 1, 0] = NEVER
    best[0, 0] = 0.0
    further = costs[FURTHER]
    best[0, 1] = further + costs[MISSED_START]
    for lost in range(1, min(MAX_CUT, width - 3) + 1):
        best[0, lost] = max(best[0, lost], further + costs[CUT])
    best[1, 0] = further + costs[ADDED_START]
    for length in range(1, min(MAX_PREFIX, height - 3) + 1):
        best[length, 0] = max(best[length, 0], further + prefix[length])
    zeros_read, zeros_recorded = zeros_in_front(read, height), zeros_in_front(recorded, width)
    if zeros_read > 0 and zeros_recorded == 0 and zeros_read < height:
        best[zeros_read, 0] = max(best[zeros_read, 0], further + costs[ZEROS])
    if zeros_recorded > 0 and zeros_read == 0 and zeros_recorded < width:
        best[0, zeros_recorded] = max(best[0, zeros_recorded], further + costs[ZEROS])


@compiled
def zeros_in_front(codes: Bytes, length: int) -> int:
    """How many zeros a number of digits begins with; -1 when it is not all digits."""
    count = 0
    leading = True
    for place in range(length):
        if 10 <= codes[place] < UNREAD or codes[place] == RUN:
            return -1
        if codes[place] != 0:
            leading = False
        elif leading:
            count += 1
    return count
