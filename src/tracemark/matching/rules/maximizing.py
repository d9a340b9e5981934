"""The chances under which what is expected to have happened is likeliest, smoothed towards the hand-set values."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from tracemark.matching.rules.expected import DOUBTFUL, STEPS, WHOLES, Channel, Counts


@dataclass(frozen=True, slots=True)
class Smoothing:
    """How many observations each hand-set value is worth: about what a hundred judged weapons show.

    ``wrong`` and ``shares`` are of each character on record.
    """

    steps: float = 800.0
    wrong: float = 30.0
    wrong_when_doubtful: float = 50.0
    shares: float = 10.0
    wholes: float = 100.0
    zeros: float = 20.0
    fields: float = 100.0


def maximize(counts: Counts, start: Channel, smoothing: Smoothing) -> Channel:
    """The chances under which what is expected to have happened is likeliest, leaning to ``start``."""
    wrong = {
        of: smoothed(
            counts["wrong", of],
            counts["wrong", of] + counts["kept", of],
            before,
            smoothing.wrong_when_doubtful if of == DOUBTFUL else smoothing.wrong,
        )
        for of, before in start.wrong.items()
    }
    lost, kept = counts["whole", "zeros_lost"], counts["whole", "zeros_kept"]
    return Channel(
        steps=_shares({name: counts["step", name] for name in STEPS}, start.steps, smoothing.steps),
        wholes=_shares({name: counts["whole", name] for name in WHOLES}, start.wholes, smoothing.wholes),
        wrong=wrong,
        zeros=smoothed(lost, lost + kept, start.zeros, smoothing.zeros),
        shares=_substitution_shares(counts, start, smoothing.shares),
        unread_on_record=start.unread_on_record,
    )


def smoothed(count: float, total: float, before: float, worth: float) -> float:
    """A rate that starts at ``before`` as if seen ``worth`` times."""
    return (count + worth * before) / (total + worth)


def _shares(counts: Mapping[str, float], before: Mapping[str, float], worth: float) -> dict[str, float]:
    total = sum(counts.values())
    return {name: smoothed(count, total, before[name], worth) for name, count in counts.items()}


def _substitution_shares(counts: Counts, start: Channel, worth: float) -> dict[tuple[str, str], float]:
    totals: defaultdict[str, float] = defaultdict(float)
    for key, count in counts.items():
        if key[0] == "share":
            totals[key[1]] += count
    return {
        (recorded, read): smoothed(counts["share", recorded, read], totals[recorded], before, worth)
        for (recorded, read), before in start.shares.items()
    }


def leaning(channel: Channel, start: Channel, smoothing: Smoothing) -> float:
    """The logarithm, but for a constant, of how likely the chances are beforehand (Dirichlet)."""
    return (
        smoothing.steps * sum(start.steps[name] * log(channel.steps[name]) for name in STEPS)
        + smoothing.wholes * sum(start.wholes[name] * log(channel.wholes[name]) for name in WHOLES)
        + smoothing.shares * sum(before * log(channel.shares[pair]) for pair, before in start.shares.items())
        + smoothing.zeros * _bent(start.zeros, channel.zeros)
        + sum(
            (smoothing.wrong_when_doubtful if of == DOUBTFUL else smoothing.wrong)
            * _bent(before, channel.wrong[of])
            for of, before in start.wrong.items()
        )
    )


def _bent(before: float, now: float) -> float:
    return before * log(now) + (1 - before) * log(1 - now)
