"""Records of one register that may be one weapon: each is searched among the others."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.calibration import Calibration
from tracemark.matching.rules.codes import ALPHABET
from tracemark.matching.rules.engine import Matcher, Result
from tracemark.matching.rules.evidence import CODED, FIRST_YEAR, PART
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.parts import Teller, merge
from tracemark.matching.rules.shelf import Shelf
from tracemark.matching.rules.weighing import IMPORTS, ROLE, YEAR, Reading

LEAST = 0.1
"""Pairs that are less likely one weapon are not told."""
LEVELS = 1
"""As read, with look-alikes, and one error: registers hold so many weapons of neighbouring numbers that more errors are
no evidence."""
MOST = 10
CALIBRATION = Calibration(among=1.0, against_none=0.8)
"""That of readings leans to the register, where half of them are; hardly any weapon stands in a register twice
(docs/benchmarks/matching_bulk.md)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows of a register, the first before the second, with the probability that they are one weapon.

    ``weight`` is log P(what one row says | the weapon of the other), ``background`` that of a weapon not on record;
    ``asked`` is the row that was searched.
    """

    first: int
    second: int
    probability: float
    none_probability: float
    others_that_fit: int
    weight: float
    background: float
    asked: int


def cautious(model: Model = DEFAULT_MODEL) -> Model:
    """The model with the chance beforehand that a weapon stands on the books a second time."""
    return replace(model, prior_in_register=model.prior_two_custodians)


def reading_at(shelf: Shelf, place: int) -> Reading:
    """What a row of a shelf says, as if it had been read."""
    facts = shelf.facts[place].tolist()
    codes = shelf.codes[place, : int(shelf.lengths[place])].tolist()
    texts = {
        name: shelf.values[name].texts[number - 1]
        for name, number in zip(CODED, facts, strict=False)
        if number
    }
    has_more = len(facts) > IMPORTS
    return Reading(
        "".join(ALPHABET[code] for code in codes),
        **texts,
        year=facts[YEAR] + FIRST_YEAR - 1 if facts[YEAR] else None,
        calibre_group=shelf.values["calibre"].group(facts[CODED.index("calibre")]),
        imports=shelf.values["imports"].texts[facts[IMPORTS] - 1] if has_more and facts[IMPORTS] else "",
        is_part=has_more and facts[ROLE] >= PART,
    )


class PairFinder:
    """Finds which rows of a shelf have duplicates. Not for two threads at once. ``weapons``: whose each row is,
    where one may have several."""

    def __init__(
        self,
        shelf: Shelf,
        places: NDArray[np.uint32],
        weapons: NDArray[np.uint32] | None = None,
        model: Model = DEFAULT_MODEL,
    ) -> None:
        self.matcher = Matcher(shelf, cautious(model), CALIBRATION)
        self._places, self._weapons = places, weapons
        self._teller = Teller(self.matcher, levels=LEVELS, weapons=weapons)

    def pairs(self, rows: Iterable[int], least: float = LEAST) -> list[Pair]:
        """Pairs of which one is among ``rows``, in order."""
        shelf, found = self.matcher.shelf, []
        numbered = [row for row in rows if shelf.lengths[self._places[row]]]
        readings = [reading_at(shelf, int(self._places[row])) for row in numbered]
        told = self._teller.tell(readings, [weapon_of(row, self._weapons) for row in numbered])
        for row, result in zip(numbered, merge(self.matcher, readings, [told], MOST, LEVELS), strict=True):
            found += self._pairs_of(row, result, least)
        return found

    def _pairs_of(self, row: int, result: Result, least: float) -> list[Pair]:
        background = result.total + self.matcher.weigher.before - result.odds
        return [
            Pair(
                min(row, hit.row),
                max(row, hit.row),
                hit.probability,
                result.none_probability,
                result.others_that_fit,
                hit.weight,
                background,
                row,
            )
            for hit in result.hits
            if hit.probability >= least
        ]


def weapon_of(row: int, weapons: NDArray[np.uint32] | None) -> int:
    """Which weapon a row is of."""
    return row if weapons is None else int(weapons[row])


def each_once(pairs: Iterable[Pair], weapons: NDArray[np.uint32] | None = None) -> list[Pair]:
    """Each pair of weapons once, as the likelier of its two sides saw it, in order of weapons."""
    best: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        one, other = sorted((weapon_of(pair.first, weapons), weapon_of(pair.second, weapons)))
        known = best.get((one, other))
        if known is None or (-pair.probability, pair.asked) < (-known.probability, known.asked):
            best[one, other] = pair
    return [best[key] for key in sorted(best)]
