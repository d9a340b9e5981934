"""The chance of what was read, given a weapon that is not on record: such weapons are like those that are."""

import math

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.aligning import CUT, MISSED, UNREAD, Floats
from tracemark.matching.rules.kernels.compiled import compiled
from tracemark.matching.rules.kernels.keys import Bytes, Longs
from tracemark.matching.rules.kernels.scoring import Codes

Flags = NDArray[np.bool_]

FIELDS_OF_KIND = 5
LEAST = 1e-300


@compiled
def fact_chances(
    kinds: Codes, shares: Floats, starts: Longs, chances: Floats, is_read: Flags, makes: int
) -> Floats:
    """By maker: P(maker and the facts read | a weapon not on record). ``kinds`` (k, 5): maker, model, calibre, type,
    country, with the ``shares`` of weapons of that kind; ``is_read`` by field, for one that was not says nothing."""
    found, raised = np.zeros(makes), np.empty(starts[FIELDS_OF_KIND])
    fields, count = np.empty(FIELDS_OF_KIND, np.int64), 0
    for field in range(FIELDS_OF_KIND):
        if is_read[field]:
            fields[count] = field
            count += 1
            for at in range(starts[field], starts[field + 1]):
                raised[at] = math.exp(chances[at])
    for kind in range(len(shares)):
        said = shares[kind]
        for number in range(count):
            field = fields[number]
            said *= raised[starts[field] + kinds[kind, field]]
        found[kinds[kind, 0]] += said
    return found


@compiled
def number_chance(
    read: Bytes,
    by_make: Floats,
    form_make: Longs,
    form_length: Longs,
    form_share: Floats,
    form_reads: Floats,
    unseen: float,
    costs: Floats,
) -> float:
    """log of the sum over makers of ``by_make`` times P(number read | a number of that maker).

    A form of numbers has its maker (0: all makers together), length, share of the maker's numbers, and
    ``form_reads`` (forms, width, 38): P(character read | place). Numbers with a character missed or an end cut off are
    reckoned by the forms of all makers.
    """
    length = len(read)
    total, everyone = 0.0, 0.0
    for make in range(len(by_make)):
        everyone += by_make[make]
    open_chance = unseen
    for place in range(length):
        if read[place] < UNREAD:
            open_chance /= 10.0 if read[place] < 10 else 26.0
    total += everyone * open_chance
    for form in range(len(form_make)):
        make, whole = form_make[form], form_length[form]
        weight = everyone * 0.05 if make == 0 else by_make[make] * 0.95
        if whole == length:
            chance = form_share[form]
            for place in range(length):
                chance *= form_reads[form, place, read[place]]
            total += weight * chance
        elif make == 0 and length < whole <= length + 3:
            lost = whole - length
            front, back = form_share[form], form_share[form]
            for place in range(length):
                front *= form_reads[form, place + lost, read[place]]
                back *= form_reads[form, place, read[place]]
            cut = math.exp(costs[CUT])
            missed = math.exp(costs[MISSED]) * max(length - 1, 1) if lost == 1 else 0.0
            total += everyone * (front + back) * (cut + missed / 2)
        elif make == 0 and length == whole + 1:
            front, back = form_share[form], form_share[form]
            for place in range(whole):
                front *= form_reads[form, place, read[place + 1]]
                back *= form_reads[form, place, read[place]]
            total += everyone * (front + back) * math.exp(costs[MISSED]) / 30 * length / 2
    return math.log(total + LEAST)
