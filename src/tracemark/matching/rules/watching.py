"""Whether stated probabilities are honest: what was stated beside what was judged, in bands, and a drift in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from tracemark.findings import Finding, Severity

EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1.0)
SURE = 0.9
LEAST = 1e-6
ENOUGH = 30
"""Fewer judgements in a band than this say nothing about drift."""
DEVIATIONS = 3.0
TOLERATED = 0.02


@dataclass(frozen=True, slots=True)
class Stated:
    """A probability that two records are one weapon, as stated, and whether an officer then judged them the same."""

    probability: float
    is_same: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Judgements whose stated probability lies above ``low`` and up to ``high`` (the first holds 0 too)."""

    low: float
    high: float
    count: int
    stated_sum: float
    same: int

    @property
    def stated(self) -> float | None:
        """The mean of what was stated; None when nothing was judged: that is not 0."""
        return self.stated_sum / self.count if self.count else None

    @property
    def observed(self) -> float | None:
        """The share judged the same; None when nothing was judged."""
        return self.same / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Honesty:
    """How well probabilities did on ``count`` judgements; the figures are None when there are none.

    ``log_loss``: mean surprise in natural logarithms; ``brier``: mean squared error; ``calibration_error``: mean
    distance of stated from observed over the bands. ``sure`` were stated above 0.9, of which ``sure_same`` were right.
    """

    count: int
    log_loss: float | None
    brier: float | None
    calibration_error: float | None
    sure: int
    sure_same: int
    bands: tuple[Band, ...]

    @property
    def sure_right(self) -> float | None:
        """The share right of what was stated above 0.9."""
        return self.sure_same / self.sure if self.sure else None


def bands_of(judged: Sequence[Stated]) -> tuple[Band, ...]:
    """All bands, also those in which nothing was judged."""
    found = []
    for low, high in pairwise(EDGES):
        within = [each for each in judged if low < each.probability <= high or each.probability == low == 0]
        stated = sum(each.probability for each in within)
        found.append(Band(low, high, len(within), stated, sum(each.is_same for each in within)))
    return tuple(found)


def honesty(judged: Sequence[Stated]) -> Honesty:
    """The figures of what was stated, against what was judged."""
    count = len(judged)
    bands = bands_of(judged)
    sure = [each for each in judged if each.probability > SURE]
    return Honesty(
        count=count,
        log_loss=sum(map(_surprise, judged)) / count if count else None,
        brier=sum((each.probability - each.is_same) ** 2 for each in judged) / count if count else None,
        calibration_error=sum(abs(band.stated_sum - band.same) for band in bands) / count if count else None,
        sure=len(sure),
        sure_same=sum(each.is_same for each in sure),
        bands=bands,
    )


def _surprise(judged: Stated) -> float:
    right = judged.probability if judged.is_same else 1 - judged.probability
    return -log(max(right, LEAST))


def drift(now: Sequence[Band], before: Sequence[Band] = ()) -> list[Finding]:
    """Bands in which stated and judged differ from what the model's comparison showed, more than chance explains.

    ``before``: the bands of the comparison, by their edges; a band that it does not have, or had too few judgements
    in, is expected to be honest.
    """
    known = {(band.low, band.high): band for band in before}
    return [
        Finding(
            "matching_drift",
            {
                "low": round(100 * band.low),
                "high": round(100 * band.high),
                "stated": round(100 * band.stated_sum / band.count),
                "observed": round(100 * band.same / band.count),
                "count": band.count,
            },
            Severity.WARNING,
        )
        for band in now
        if band.count >= ENOUGH and _has_drifted(band, known.get((band.low, band.high)))
    ]


def _has_drifted(band: Band, before: Band | None) -> bool:
    gap, variance = _gap(band)
    if before is not None and before.count >= ENOUGH:
        was, was_variance = _gap(before)
        gap, variance = gap - was, variance + was_variance
    return abs(gap) > max(TOLERATED, DEVIATIONS * sqrt(variance))


def _gap(band: Band) -> tuple[float, float]:
    """Stated less observed, and how much chance alone makes it vary."""
    stated = band.stated_sum / band.count
    return stated - band.same / band.count, stated * (1 - stated) / band.count
