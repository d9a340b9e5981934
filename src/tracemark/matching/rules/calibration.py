"""Making probabilities honest: how far weights are trusted, learnt from readings of which the answer is known.

Weights are sharpened among candidates and against "none of them" each by its own factor, "none" gets a bias, and a
reliability table maps what was stated for the first candidate to what was observed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """``reliability``: (stated, observed) of the first candidate, both rising; empty maps to itself."""

    among: float = 1.0
    against_none: float = 1.0
    none_bias: float = 0.0
    reliability: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A reading with a known answer: ``weights`` of its candidates, likeliest first, the log of all weight found,
    log odds that it is in the register before and against the background, and which candidate is right (None: none is
    on record; -1: one is, and was not found)."""

    weights: Floats
    total: float
    odds: float
    right: int | None


def posterior(weights: Floats, total: float, odds: float, calibration: Calibration) -> tuple[Floats, float]:
    """Probabilities of candidates (likeliest first) and of none.

    ``total`` is the log of the weight of all that was found, named or not; ``odds`` the log odds of the register.
    """
    if not len(weights):
        return weights, 1.0
    steps = weights - weights[0]
    unnamed = max(float(np.exp(min(total - weights[0], 50.0)) - np.exp(steps).sum()), 0.0)
    shares = np.exp(calibration.among * steps)
    shares /= shares.sum() + unnamed
    within = calibration.against_none * odds - calibration.none_bias
    inside = 1.0 / (1.0 + float(np.exp(min(-within, 700.0))))
    chances = inside * shares
    none = 1.0 - inside
    if calibration.reliability:
        stated = float(chances[0])
        known = np.array(calibration.reliability)
        observed = float(np.interp(stated, known[:, 0], known[:, 1]))
        scale = (1.0 - observed) / max(1.0 - stated, 1e-12)
        chances, none = np.concatenate(([observed], chances[1:] * scale)), none * scale
    return chances, none


def log_loss(examples: Sequence[Example], calibration: Calibration) -> float:
    """Mean surprise at the right answer, in natural logarithms."""
    surprise = 0.0
    for example in examples:
        chances, none = posterior(example.weights, example.total, example.odds, calibration)
        right = (
            none if example.right is None else float(chances[example.right]) if example.right >= 0 else 0.0
        )
        surprise -= float(np.log(max(right, 1e-4)))
    return surprise / max(len(examples), 1)


def fit(examples: Sequence[Example], rounds: int = 3) -> Calibration:
    """The calibration that is surprised least, by line search over one number at a time, then its reliability."""
    best = Calibration()
    score = log_loss(examples, best)
    for turn in range(rounds):
        step = 0.5**turn
        for name, reach in (("against_none", 0.4), ("none_bias", 2.0), ("among", 0.4)):
            for change in (-1.0, -0.5, -0.25, 0.25, 0.5, 1.0):
                value = getattr(best, name) + change * reach * step
                if name != "none_bias" and value <= 0.05:
                    continue
                tried = replace(best, **{name: value})
                found = log_loss(examples, tried)
                if found < score:
                    best, score = tried, found
    return replace(best, reliability=reliability(examples, best))


def reliability(
    examples: Sequence[Example], calibration: Calibration, bands: int = 24
) -> tuple[tuple[float, float], ...]:
    """What was observed for what was stated, in bands of equal size made to rise (pool adjacent violators)."""
    stated, right = [], []
    for example in examples:
        if len(example.weights):
            stated.append(float(posterior(example.weights, example.total, example.odds, calibration)[0][0]))
            right.append(example.right == 0)
    order = np.argsort(stated, kind="stable")
    groups = [group for group in np.array_split(order, bands) if len(group)]
    pooled: list[list[float]] = []
    for group in groups:
        pooled.append(
            [float(np.sum(np.array(right)[group])), float(np.sum(np.array(stated)[group])), len(group)]
        )
        while len(pooled) > 1 and pooled[-2][0] / pooled[-2][2] >= pooled[-1][0] / pooled[-1][2]:
            last = pooled.pop()
            pooled[-1] = [one + other for one, other in zip(pooled[-1], last, strict=True)]
    table = [(said / count, seen / count) for seen, said, count in pooled]
    return tuple(_rising([(0.0, 0.0), *table, (1.0, max(1.0, table[-1][1]) if table else 1.0)]))


def _rising(table: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [table[0], *(after for before, after in pairwise(table) if after[0] > before[0])]


def calibration_error(stated: Floats, right: NDArray[np.bool_], bands: int = 20) -> float:
    """Expected calibration error: the mean distance of stated from observed, over bands of equal width."""
    band = np.minimum((stated * bands).astype(int), bands - 1)
    apart = [abs(float((stated[band == at] - right[band == at]).sum())) for at in range(bands)]
    return sum(apart) / max(len(stated), 1)
