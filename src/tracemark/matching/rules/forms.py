"""The forms that numbers of each maker have, and what is read at each of their places: for the background."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.codes import WIDTH
from tracemark.matching.rules.errors import Errors
from tracemark.matching.rules.statistics import Statistics

LEAST_COUNT = 3
MOST_FORMS = 3000
SMOOTH = 0.5
UNSEEN = 2e-4


@dataclass(frozen=True, slots=True, eq=False)
class NumberForms:
    """By form: its maker (0: all makers together), length, share, and ``reads`` (forms, width, 38) as read."""

    makes: NDArray[np.int64]
    lengths: NDArray[np.int64]
    shares: NDArray[np.float64]
    reads: NDArray[np.float64]


def learn_forms(statistics: Statistics, errors: Errors) -> NumberForms:
    """Count forms over a sample of the register; what is read at a place is what stands there, with its errors."""
    codes, lengths, makes = statistics.codes, statistics.lengths.astype(np.int64), statistics.makes
    inside = np.arange(WIDTH)[None, :] < lengths[:, None]
    letters = ((codes >= 10) & inside) @ (1 << np.arange(WIDTH, dtype=np.int64))
    forms = lengths << WIDTH | letters
    found = [*_groups(np.zeros_like(makes), forms), *_groups(makes, forms)]
    found = sorted(found, key=lambda each: (each[0] != 0, -len(each[2])))[:MOST_FORMS]
    confusion = np.exp(errors.subs[0, :36, :36])
    totals = np.bincount(makes, minlength=1)
    reads = np.ones((max(len(found), 1), WIDTH, 38))
    for number, (_, _, members) in enumerate(found):
        for place in range(int(lengths[members[0]])):
            standing = np.bincount(codes[members, place], minlength=36)[:36].astype(np.float64)
            kind = slice(0, 10) if codes[members[0], place] < 10 else slice(10, 36)
            standing[kind] += SMOOTH
            reads[number, place, :36] = standing / standing.sum() @ confusion
    return NumberForms(
        np.array([make for make, _, _ in found] or [0], np.int64),
        np.array([length for _, length, _ in found] or [0], np.int64),
        np.array(
            [len(members) / (totals[make] if make else max(len(makes), 1)) for make, _, members in found]
            or [0.0]
        ),
        reads,
    )


def _groups(makes: NDArray[np.int64], forms: NDArray[np.int64]) -> list[tuple[int, int, NDArray[np.int64]]]:
    """Rows of one maker and form, as (maker, length, rows)."""
    if not len(forms):
        return []
    order = np.lexsort((forms, makes))
    breaks = np.flatnonzero((np.diff(makes[order]) != 0) | (np.diff(forms[order]) != 0)) + 1
    return [
        (int(makes[group[0]]), int(forms[group[0]]) >> WIDTH, group)
        for group in np.split(order, breaks)
        if len(group) >= LEAST_COUNT
    ]
