"""From rows that were weighed to an answer: each weapon's probability, that of "not in the register", and why.

The weapon asked about is one of those on record, each as likely beforehand as another, or none of them (Bayes). A
number that was read in several ways is a mixture of them, and so is a weapon with several numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Generic, NamedTuple

import numpy as np

from tracemark.matching.rules.alignment import Edit
from tracemark.matching.rules.calibration import posterior
from tracemark.matching.rules.description import Description, Id, Record, Spelling
from tracemark.matching.rules.engine import Tally
from tracemark.matching.rules.evidence import Floats
from tracemark.matching.rules.explaining import errors_between
from tracemark.matching.rules.fields import Weight, weigh_fields
from tracemark.matching.rules.found import (
    Found,
    Numbered,
    Part,
    Whole,
    by_record,
    jointly,
    total_weight,
    ways,
    weigh_rows,
)
from tracemark.matching.rules.joint import (
    together,
)
from tracemark.matching.rules.rows import RowCoder, reading_of
from tracemark.matching.rules.weighing import Weigher

MAX_CANDIDATES = 25


class SerialWeight(NamedTuple):
    """What the numbers say: the spellings that were compared and the errors that lie between them; ``others`` are
    further marks that were read and the numbers on record that they agree with."""

    weight: float
    read: Spelling | None
    recorded: Spelling | None
    edits: tuple[Edit, ...] = ()
    others: tuple[tuple[Spelling, Spelling], ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Id]):
    """A weapon it may be. ``also`` are other records that are plainly the same weapon (another list's row).

    ``score`` is log P(all that was read | it) over P(the same | a weapon not on record): the sum of what the number and
    the ``fields`` say.
    """

    id: Id
    probability: float
    score: float
    serial: SerialWeight
    fields: tuple[Weight, ...]
    also: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer(Generic[Id]):
    """Ranked candidates, likeliest first. Their probabilities and ``none_probability`` add up to 1 with those of
    candidates left off; ``others_that_fit`` counts weapons beside the first that the reading does not rule out."""

    candidates: tuple[Candidate[Id], ...]
    none_probability: float
    others_that_fit: int
    query: Description

    @property
    def best(self) -> Candidate[Id] | None:
        """The likeliest candidate."""
        return self.candidates[0] if self.candidates else None


def answer_of(
    query: Description,
    weigher: Weigher,
    parts: Sequence[Part],
    row: Callable[[int], Numbered[Id]],
    whole: Whole[Id] | None = None,
) -> Answer[Id]:
    """Bayes over everything found for a query; ``row`` tells what stands in a row by its number, ``whole`` weapons with
    all their numbers where rows have only one."""
    weapons, chances, none, background = _weigh_weapons(query, weigher, parts, row, whole)
    if not weapons:
        return Answer((), none, 0, query)
    named = weapons[:MAX_CANDIDATES]
    candidates = tuple(
        _candidate(query, weapon, chance, background, weigher, edits)
        for weapon, chance, edits in zip(named, chances.tolist(), _edits(named, weigher), strict=False)
    )
    others = _others(parts, row, weapons, weigher)
    return Answer(candidates, none, others, query)


def chances_of(
    query: Description,
    weigher: Weigher,
    parts: Sequence[Part],
    row: Callable[[int], Numbered[Id]],
    whole: Whole[Id] | None = None,
) -> tuple[list[tuple[Id, float]], float]:
    """As `answer_of` without the reasons: weapons with their probabilities, likeliest first, and that of none."""
    weapons, chances, none, _ = _weigh_weapons(query, weigher, parts, row, whole)
    return [(each.record.id, chance) for each, chance in zip(weapons, chances.tolist(), strict=True)], none


def _weigh_weapons(
    query: Description,
    weigher: Weigher,
    parts: Sequence[Part],
    row: Callable[[int], Numbered[Id]],
    whole: Whole[Id] | None = None,
) -> tuple[list[Found[Id]], Floats, float, float]:
    """Weapons with their probabilities, that of none, and the log of the background."""
    background = together(part.share + part.weighed.background for part in parts)
    if not any(len(part.weighed.rows) for part in parts):
        return [], np.zeros(0), 1.0, background
    if len({part.mark for part in parts}) > 1:
        found, total = jointly(query, weigher, parts, row, whole)
        background = 0.0
    else:
        found, total = by_record(parts, row), total_weight(parts)
    weapons, removed = _as_weapons(found)
    if removed:
        total = _less(total, removed, weapons[0].weight)
    weights = np.array([weapon.weight for weapon in weapons])
    odds = total + weigher.before - background
    chances, none = posterior(weights, total, odds, weigher.calibration)
    return weapons, chances, none, background


def rank(query: Description, records: Sequence[Record[Id]], weigher: Weigher) -> Answer[Id]:
    """Weigh these records and no others as answers to ``query``."""
    rows = [
        Numbered(record, spelling)
        for record in records
        for spelling in (record.description.spellings or (None,))
    ]
    parts = []
    for share, spelling, mark in ways(query, weigher):
        reading = reading_of(query, spelling)
        asked, tally = weigher.ask(reading), Tally()
        tally.start()
        coder = RowCoder(weigher, reading)
        coded = [coder.code(row.record.description, row.spelling) for row in rows]
        count = weigh_rows(asked, weigher, coded, tally, 0, 0)
        weighed = tally.weighed(count, asked.background, weigher.model.also_fits)
        parts.append(Part(share, spelling, reading, weighed, mark=mark))
    return answer_of(query, weigher, parts, rows.__getitem__)


def _less(total: float, removed: Sequence[float], best: float) -> float:
    """The total without rows that are another list's row of a weapon that stands already."""
    left = exp(min(total - best, 600.0)) - sum(exp(each - best) for each in removed)
    return best + log(max(left, 1.0))


def _as_weapons(records: list[Found[Id]]) -> tuple[list[Found[Id]], list[float]]:
    """Join records of one weapon, the best standing for all; and the weights of those that were joined."""
    groups: dict[tuple[str, str], list[Found[Id]]] = defaultdict(list)
    kept, removed = [], []
    for each in records:
        serial = each.record.description.serial
        number = serial.text.lstrip("0") if serial is not None else ""
        joined = groups[number, each.record.description.make]
        home = next((one for one in joined if number and _is_one_weapon(one, each)), None)
        if home is None:
            joined.append(each)
            kept.append(each)
        else:
            home.also.append(each.record)
            removed.append(each.weight)
    return kept, removed


def _is_one_weapon(one: Found[Id], another: Found[Id]) -> bool:
    """Same number and known maker, each from a list of its own, and nothing that speaks against it."""
    if any(each.source == another.record.source for each in (one.record, *one.also)):
        return False
    first, other = one.record.description, another.record.description
    apart = first.calibre_group and other.calibre_group and first.calibre_group != other.calibre_group
    years_apart = first.year and other.year and abs(first.year - other.year) > 1
    return bool(first.make) and not apart and not years_apart


def _others(
    parts: Sequence[Part],
    row: Callable[[int], Numbered[Id]],
    weapons: Sequence[Found[Id]],
    weigher: Weigher,
) -> int:
    """How many weapons beside the first the reading leaves open: nearly as likely as it."""
    near = weapons[0].weight + log(weigher.model.also_fits)
    if len({part.mark for part in parts}) > 1:
        return sum(weapon.weight >= near for weapon in weapons) - 1
    joined = {record.id for weapon in weapons for record in weapon.also}
    ids = {weapon.record.id for weapon in weapons if weapon.weight >= near}
    for part in parts:
        weighed = part.weighed
        if part.share + float(weighed.weights[0] if len(weighed.rows) else -1e30) >= near and len(
            weighed.near
        ) > len(ids):
            ids |= {row(number).record.id for number in weighed.near.tolist()} - joined
    return max(len(ids) - 1, 0) + sum(part.beyond for part in parts)


def _candidate(
    query: Description,
    weapon: Found[Id],
    probability: float,
    background: float,
    weigher: Weigher,
    edits: tuple[Edit, ...],
) -> Candidate[Id]:
    fields = weigh_fields(query, weapon.record.description, weigher)
    score = weapon.weight - background
    said = score - sum(weight.weight for weight in fields) if weapon.read else 0.0
    return Candidate(
        id=weapon.record.id,
        probability=probability,
        score=score,
        serial=SerialWeight(said, weapon.read, weapon.recorded, edits, weapon.others),
        fields=tuple(fields),
        also=tuple(record.id for record in weapon.also),
    )


def _edits(weapons: Sequence[Found[Id]], weigher: Weigher) -> list[tuple[Edit, ...]]:
    """The errors between what was read and each weapon's number."""
    found: list[tuple[Edit, ...]] = [()] * len(weapons)
    by_read: dict[Spelling, dict[int, str]] = defaultdict(dict)
    for at, weapon in enumerate(weapons):
        if weapon.read and weapon.recorded:
            by_read[weapon.read][at] = weapon.recorded.text
    for read, texts in by_read.items():
        named = errors_between(read, list(texts.values()), weigher.errors)
        for at, edits in zip(texts, named, strict=True):
            found[at] = edits
    return found
