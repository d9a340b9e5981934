"""What the weapons of a register are like: how common each value and combination is, and a sample of their numbers.

Counted once, from a fair sample where the register is large, and used wherever its weapons stand: in memory or in a
table. So the same question has the same answer from both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.evidence import CODED, FIRST_YEAR, YEARS, Values

SAMPLE = 400_000
MOST_KINDS = 6_000


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """``size`` weapons; ``values`` by field; ``kinds`` (k, 5) of weapons with their shares; of a sample of weapons the
    ``codes`` (n, width) and ``lengths`` of their numbers and the numbers of their ``makes``."""

    size: int
    values: dict[str, Values]
    year_shares: NDArray[np.float64]
    kinds: NDArray[np.uint16]
    kind_shares: NDArray[np.float64]
    codes: NDArray[np.uint8]
    lengths: NDArray[np.uint8]
    makes: NDArray[np.int64]


def count_statistics(
    size: int,
    values: dict[str, Values],
    codes: NDArray[np.uint8],
    lengths: NDArray[np.uint8],
    facts: NDArray[np.uint16],
) -> Statistics:
    """Count rows (in any order that is no order of theirs), of which there are ``size`` in all."""
    rows = sample_rows(len(lengths))
    year_counts = np.bincount(facts[:, len(CODED)], minlength=YEARS + 1)[1:].astype(np.float64)
    kinds, kind_shares = _kinds(facts[rows])
    return Statistics(
        size,
        values,
        year_counts / max(year_counts.sum(), 1),
        kinds,
        kind_shares,
        codes[rows],
        lengths[rows],
        facts[rows, 0].astype(np.int64),
    )


def sample_rows(size: int) -> NDArray[np.int64]:
    """Rows spread evenly."""
    return np.linspace(0, size - 1, min(size, SAMPLE)).astype(np.int64) if size else np.zeros(0, np.int64)


def year_numbers(years: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of years; 0 for those missing or beyond all reason."""
    known = (years >= FIRST_YEAR) & (years < FIRST_YEAR + YEARS)
    return np.where(known, years - FIRST_YEAR + 1, 0)


def _kinds(facts: NDArray[np.uint16]) -> tuple[NDArray[np.uint16], NDArray[np.float64]]:
    """The commonest combinations of maker, model, calibre, type and country, with their shares."""
    sample = np.ascontiguousarray(facts[:, : len(CODED)])
    if not len(sample):
        return sample, np.zeros(0)
    packed = sample.view(np.dtype((np.void, sample.shape[1] * 2))).ravel()
    _, first, counts = np.unique(packed, return_index=True, return_counts=True)
    common = np.argsort(-counts, kind="stable")[:MOST_KINDS]
    shares = counts[common].astype(np.float64)
    return np.ascontiguousarray(sample[first[common]]), shares / shares.sum()
