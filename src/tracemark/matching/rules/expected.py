"""How often each kind of error is expected to have happened in a reading of a known number (forward-backward).

A reading comes about in two throws: what happens to the number as a whole (nothing, a prefix, a cut; zeros lost),
then step by step a character taken for a character, one missed, one added, or two neighbours swapped. All ways to
explain a reading are summed, not only the likeliest one that scoring uses. What the channel adds to the product
(``further_edit``) is no throw and is left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tracemark.matching.rules.alignment import ALPHABET, misread_share
from tracemark.matching.rules.codes import ALPHABET as SIGNS
from tracemark.matching.rules.kernels.aligning import MAX_CUT, MAX_PREFIX
from tracemark.matching.rules.model import Model
from tracemark.matching.rules.reading import MIN_LEFT

CHARACTERS = SIGNS[:ALPHABET]
DOUBTFUL = "~"
STEPS = ("paired", "missed", "added", "swapped")
WHOLES = ("plain", "prefix", "cut")


@dataclass(frozen=True, slots=True)
class Channel:
    """The chances of each throw. ``steps`` and ``wholes`` add up to 1, and so does ``shares`` for each character on
    record; ``wrong`` is the chance that a paired character is misread, by character on record and, for all that were
    doubtful to the reader, under `DOUBTFUL`."""

    steps: Mapping[str, float]
    wholes: Mapping[str, float]
    wrong: Mapping[str, float]
    zeros: float
    shares: Mapping[tuple[str, str], float]
    unread_on_record: float


class Sample(NamedTuple):
    """A reading and the number that stood there; ``signs`` has one sign a character of the reading."""

    read: str
    signs: str
    recorded: str


class Frame(NamedTuple):
    """What is left to explain step by step after something happened to the whole number."""

    kinds: tuple[str, ...]
    chance: float
    read: str
    signs: str
    recorded: str


Key = tuple[str, ...]
Counts = defaultdict[Key, float]
"""Expected numbers by kind: ``("step", "missed")``, ``("wrong", "5")``, ``("share", "5", "S")``, …"""


class Step(NamedTuple):
    """A step to ``(i, j)``: characters taken of each side, its chance and what it counts as."""

    back: int
    over: int
    chance: float
    keys: tuple[Key, ...]


def channel_of(model: Model) -> Channel:
    """The throws that a model's numbers amount to."""
    missed, added, swapped = model.missed_character, model.added_character, model.swapped_pair
    paired = 1 - missed - added - swapped
    factors = {
        (recorded, read): misread_share(read, recorded, model)
        for recorded in CHARACTERS
        for read in CHARACTERS
        if read != recorded
    }
    sums = {each: sum(factors[each, read] for read in CHARACTERS if read != each) for each in CHARACTERS}
    return Channel(
        steps={"paired": paired, "missed": missed, "added": added, "swapped": swapped},
        wholes={
            "plain": 1 - model.prefix_added - model.cut_short,
            "prefix": model.prefix_added,
            "cut": model.cut_short,
        },
        wrong={
            **{each: model.misread / paired * sums[each] for each in CHARACTERS},
            DOUBTFUL: model.misread_when_doubtful / paired,
        },
        zeros=model.zeros_lost,
        shares={pair: factor / sums[pair[0]] for pair, factor in factors.items()},
        unread_on_record=model.unread_on_record,
    )


def expect(sample: Sample, channel: Channel) -> tuple[float, Counts]:
    """P(reading | record) over all explanations, and the expected counts; 0 and nothing when there is none."""
    counts: Counts = defaultdict(float)
    total = 0.0
    for frame in frames(sample, channel):
        chance, found = _explain(frame, channel)
        if chance <= 0.0:
            continue
        weight = frame.chance * chance
        total += weight
        for key, count in found.items():
            counts[key] += weight * count
        for kind in frame.kinds:
            counts["whole", kind] += weight
    return total, defaultdict(float, {key: count / total for key, count in counts.items()})


def frames(sample: Sample, channel: Channel) -> Iterator[Frame]:
    """All that may have happened to the whole number."""
    read, signs, recorded = sample
    plain = channel.wholes["plain"]
    kinds: tuple[str, ...] = ("plain",)
    if _may_lose_zeros(read, recorded):
        yield from _zeros_lost(sample, plain * channel.zeros)
        plain, kinds = plain * (1 - channel.zeros), ("plain", "zeros_kept")
    yield Frame(kinds, plain, read, signs, recorded)
    for length in range(1, MAX_PREFIX + 1):
        rest = read[length:]
        if read[:length].isalpha() and len(rest) >= MIN_LEFT and len(rest) == len(recorded):
            yield Frame(("prefix",), channel.wholes["prefix"], rest, signs[length:], recorded)
    lost = len(recorded) - len(read)
    if 1 <= lost <= MAX_CUT and len(read) >= MIN_LEFT:
        each = channel.wholes["cut"] / MAX_CUT / 2
        yield Frame(("cut",), each, read, signs, recorded[lost:])
        yield Frame(("cut",), each, read, signs, recorded[:-lost])


def _may_lose_zeros(read: str, recorded: str) -> bool:
    """Whether a spreadsheet could have taken zeros away: numbers only, zeros in front of one, more than zeros."""
    digits = recorded.isdigit() and read.replace("?", "0").isdigit()
    return digits and "0" in (read[0], recorded[0]) and bool(read.strip("0") and recorded.strip("0"))


def _zeros_lost(sample: Sample, chance: float) -> Iterator[Frame]:
    read, signs, recorded = sample
    bare_read, bare_recorded = read.lstrip("0"), recorded.lstrip("0")
    zeros_read, zeros_recorded = len(read) - len(bare_read), len(recorded) - len(bare_recorded)
    if zeros_read != zeros_recorded and 0 in (zeros_read, zeros_recorded):
        yield Frame(("plain", "zeros_lost"), chance, bare_read, signs[zeros_read:], bare_recorded)


def _explain(frame: Frame, channel: Channel) -> tuple[float, Counts]:
    """The sum over all ways through the table of both numbers, and the expected counts of their steps."""
    height, width = len(frame.read), len(frame.recorded)
    steps = {(i, j): tuple(_steps(frame, channel, i, j)) for i in range(height + 1) for j in range(width + 1)}
    ahead = [[0.0] * (width + 1) for _ in range(height + 1)]
    behind = [[0.0] * (width + 1) for _ in range(height + 1)]
    ahead[0][0] = behind[height][width] = 1.0
    for (i, j), ways in steps.items():
        for step in ways:
            ahead[i][j] += ahead[i - step.back][j - step.over] * step.chance
    total = ahead[height][width]
    counts: Counts = defaultdict(float)
    for (i, j), ways in reversed(steps.items()):
        for step in ways:
            behind[i - step.back][j - step.over] += behind[i][j] * step.chance
            share = ahead[i - step.back][j - step.over] * step.chance * behind[i][j] / total if total else 0.0
            for key in step.keys:
                counts[key] += share
    return total, counts


def _steps(frame: Frame, channel: Channel, i: int, j: int) -> Iterator[Step]:
    """The steps that lead to ``(i, j)``."""
    read, recorded = frame.read, frame.recorded
    if i and j:
        yield _paired(read[i - 1], frame.signs[i - 1] == DOUBTFUL, recorded[j - 1], channel)
    if j:
        yield Step(0, 1, channel.steps["missed"], (("step", "missed"), ("missed", _place(j, len(recorded)))))
    if i:
        chance = channel.steps["added"] / ALPHABET
        yield Step(1, 0, chance, (("step", "added"), ("added", _place(i, len(read)))))
    if i > 1 and j > 1 and read[i - 1] == recorded[j - 2] and read[i - 2] == recorded[j - 1] != read[i - 1]:
        yield Step(2, 2, channel.steps["swapped"], (("step", "swapped"),))


def _paired(read: str, is_doubtful: bool, recorded: str, channel: Channel) -> Step:
    """One character read where one stands. What is unread on either side tells nothing of errors."""
    if read == "?":
        return Step(1, 1, 1.0, ())
    if recorded == "?":
        return Step(1, 1, channel.unread_on_record, ())
    of = DOUBTFUL if is_doubtful else recorded
    paired, wrong = channel.steps["paired"], channel.wrong[of]
    if read == recorded:
        return Step(1, 1, paired * (1 - wrong), (("step", "paired"), ("kept", of)))
    chance = paired * wrong * channel.shares[recorded, read]
    return Step(1, 1, chance, (("step", "paired"), ("wrong", of), ("share", recorded, read)))


def _place(at: int, length: int) -> str:
    """Where in a number of ``length`` the character ``at`` (from 1) stands."""
    return "start" if at == 1 else "end" if at == length else "middle"
