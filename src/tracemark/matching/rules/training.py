"""Learning the model from what officers judged: expectation and maximization, smoothed towards the hand-set values.

A State has some hundred judgements and not forty thousand, so that every number starts as so many imagined
observations of its hand-set value (`Smoothing`) and moves as far as the judgements carry it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from math import log

from tracemark.matching.rules.description import Description, Spelling
from tracemark.matching.rules.errors import errors_of
from tracemark.matching.rules.expected import (
    CHARACTERS,
    DOUBTFUL,
    Channel,
    Counts,
    Key,
    Sample,
    channel_of,
    expect,
)
from tracemark.matching.rules.fields import AGREES, DIFFERS, compare_fields
from tracemark.matching.rules.maximizing import Smoothing, leaning, maximize, smoothed
from tracemark.matching.rules.model import Model
from tracemark.matching.rules.reading import explain

HELD_BACK = 4
"""One judged pair in so many is not learnt from, so that old and new can be compared on it."""
ROUNDS = 12
FIELD_RATES: Mapping[str, str] = {
    "make": "wrong_make",
    "model": "wrong_model",
    "calibre": "wrong_calibre",
    "type": "wrong_type",
    "country": "wrong_country",
    "year": "wrong_year",
    "import": "wrong_import",
}


class Judged(StrEnum):
    """What an officer decided about a pair; "unsure" teaches nothing."""

    SAME = "same"
    NOT_SAME = "not_same"


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A weapon as it was read, the record it was compared with, and the verdict. ``id`` is the pair's for ever."""

    id: str
    read: Description
    recorded: Description
    verdict: Judged


@dataclass(frozen=True, slots=True)
class Learnt:
    """``counts``: expected errors by kind, and ``pairs`` learnt from, ``numbers`` explained, ``unexplained`` left out.

    ``log_likelihoods`` of each round with that of the smoothing (so that it never falls), before and after learning.
    """

    model: Model
    counts: Mapping[str, float]
    log_likelihoods: tuple[float, ...]


def split(pairs: Iterable[JudgedPair]) -> tuple[list[JudgedPair], list[JudgedPair]]:
    """Pairs to learn from, and those held back: by their ids alone, so that a pair never changes sides."""
    learn_from: list[JudgedPair] = []
    held_back: list[JudgedPair] = []
    for pair in pairs:
        (held_back if is_held_back(pair.id) else learn_from).append(pair)
    return learn_from, held_back


def is_held_back(pair_id: str) -> bool:
    """Whether a pair is kept for comparison."""
    return sha256(pair_id.encode()).digest()[0] % HELD_BACK == 0


def learn(
    pairs: Sequence[JudgedPair],
    model: Model,
    rounds: int = ROUNDS,
    *,
    name: str = "learnt",
    provenance: str = "",
    smoothing: Smoothing | None = None,
) -> Learnt:
    """Learn the chances of errors from pairs judged the same; ``model`` is where they start and lean to."""
    smoothing = smoothing or Smoothing()
    same = [pair for pair in pairs if pair.verdict is Judged.SAME]
    numbers = [sample for pair in same if (sample := sample_of(pair, model)) is not None]
    start = channel_of(model)
    samples = Counter(sample for sample in numbers if expect(sample, start)[0] > 0)
    channel, counts, likelihoods = _rounds(samples, start, smoothing, rounds)
    fields, seen = _field_rates(same, model, smoothing)
    substitutions = dict(model.substitutions)
    if samples:
        substitutions |= _substitutions(channel, _average_wrong(channel, counts, smoothing))
    found = replace(
        model,
        name=name,
        provenance=provenance,
        substitutions=substitutions,
        **_numbers(channel, counts, smoothing),
        **fields,
    )
    explained = samples.total()
    told = {"pairs": len(same), "numbers": explained, "unexplained": len(numbers) - explained}
    return Learnt(
        found,
        {**told, **{" ".join(key): count for key, count in sorted(counts.items())}, **seen},
        likelihoods,
    )


def sample_of(pair: JudgedPair, model: Model) -> Sample | None:
    """The two spellings that are likest, of numbers that are no part's; None where a side has none or a pattern."""
    errors = errors_of(model)
    found = [
        (explain(read.text, read.certainty, recorded.text, errors).log_chance, -number, read, recorded)
        for number, (read, recorded) in enumerate(
            (one, other) for one in _own(pair.read) for other in _own(pair.recorded)
        )
    ]
    if not found:
        return None
    _, _, read, recorded = max(found, key=lambda each: each[:2])
    signs = read.certainty if len(read.certainty) == len(read.text) else "=" * len(read.text)
    return Sample(read.text, signs, recorded.text)


def _own(description: Description) -> list[Spelling]:
    return [each for each in description.spellings if each.text and "*" not in each.text and not each.is_part]


def _rounds(
    samples: Mapping[Sample, int], start: Channel, smoothing: Smoothing, rounds: int
) -> tuple[Channel, Counts, tuple[float, ...]]:
    """Expect and maximize in turn, until it gains nothing."""
    channel = start
    counts, likelihood = _expect_all(samples, channel)
    likelihoods = [likelihood + leaning(channel, start, smoothing)]
    for _ in range(rounds):
        channel = maximize(counts, start, smoothing)
        counts, likelihood = _expect_all(samples, channel)
        likelihoods.append(likelihood + leaning(channel, start, smoothing))
        if likelihoods[-1] - likelihoods[-2] < 1e-6:
            break
    return channel, counts, tuple(likelihoods)


def _expect_all(samples: Mapping[Sample, int], channel: Channel) -> tuple[Counts, float]:
    counts: Counts = defaultdict(float)
    likelihood = 0.0
    for sample, times in samples.items():
        chance, found = expect(sample, channel)
        likelihood += times * log(chance)
        for key, count in found.items():
            counts[key] += times * count
    return counts, likelihood


def rounded(value: float) -> float:
    """Nine digits: what is stored, so that a model read back scores exactly as the model that was compared."""
    return float(f"{value:.9g}")


def _numbers(channel: Channel, counts: Counts, smoothing: Smoothing) -> dict[str, float]:
    """The throws as numbers of a model."""
    paired = channel.steps["paired"]
    found = {
        "misread": paired * _average_wrong(channel, counts, smoothing),
        "misread_when_doubtful": paired * channel.wrong[DOUBTFUL],
        "missed_character": channel.steps["missed"],
        "added_character": channel.steps["added"],
        "swapped_pair": channel.steps["swapped"],
        "zeros_lost": channel.zeros,
        "prefix_added": channel.wholes["prefix"],
        "cut_short": channel.wholes["cut"],
    }
    return {name: rounded(value) for name, value in found.items()}


def _average_wrong(channel: Channel, counts: Counts, smoothing: Smoothing) -> float:
    """How often a character is misread, over the characters there were."""
    weights = {each: counts["wrong", each] + counts["kept", each] + smoothing.wrong for each in CHARACTERS}
    return sum(weight * channel.wrong[each] for each, weight in weights.items()) / sum(weights.values())


MOST_WRONG = 0.9
"""A doubtful character is never wrong oftener than this, however often it is misread."""


def _substitutions(channel: Channel, average: float) -> dict[tuple[str, str], float]:
    """Each substitution as a factor of the average rate of misreading."""
    most = MOST_WRONG / (channel.steps["paired"] * channel.wrong[DOUBTFUL])
    return {
        (recorded, read): rounded(min(channel.wrong[recorded] / average, most) * share)
        for (recorded, read), share in channel.shares.items()
    }


def _field_rates(
    same: Sequence[JudgedPair], model: Model, smoothing: Smoothing
) -> tuple[dict[str, float], dict[str, float]]:
    """How often each field is wrong, counted where both sides have it; and the counts."""
    seen: Counter[Key] = Counter(found for pair in same for found in compare_fields(pair.read, pair.recorded))
    rates = {
        rate: rounded(
            smoothed(
                seen[field, DIFFERS],
                seen[field, DIFFERS] + seen[field, AGREES],
                getattr(model, rate),
                smoothing.fields,
            )
        )
        for field, rate in FIELD_RATES.items()
    }
    return rates, {" ".join(key): float(count) for key, count in sorted(seen.items())}
