"""From rows that were weighed to an answer: each weapon's probability, that of "not in the register", and why.

The weapon asked about is one of those on record, each as likely beforehand as another, or none of them (Bayes). A
number that was read in several ways is a mixture of them, and so is a weapon with several numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Generic, NamedTuple

import numpy as np

from tracemark.matching.rules.alignment import Edit
from tracemark.matching.rules.calibration import posterior
from tracemark.matching.rules.codes import encode_all
from tracemark.matching.rules.description import Description, Id, Record, Spelling
from tracemark.matching.rules.engine import Tally, Weighed
from tracemark.matching.rules.evidence import Floats
from tracemark.matching.rules.explaining import errors_between
from tracemark.matching.rules.fields import Weight, weigh_fields
from tracemark.matching.rules.kernels.scoring import log_add
from tracemark.matching.rules.kernels.searching import weigh_fetched
from tracemark.matching.rules.rows import Coded, RowCoder, reading_of
from tracemark.matching.rules.weighing import Asked, Reading, Weigher

MAX_CANDIDATES = 50
NAMED_WITHIN = 16.0
"""A row this much less likely than the best, as a logarithm, counts in the sum and is not named unless few are."""

NAMED_ANYWAY = 10


class SerialWeight(NamedTuple):
    """What the numbers say: the spellings that were compared and the errors that lie between them."""

    weight: float
    read: Spelling | None
    recorded: Spelling | None
    edits: tuple[Edit, ...] = ()


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


class Numbered(NamedTuple, Generic[Id]):
    """A row that was weighed: whose it is, and which of its numbers; None for a weapon without one."""

    record: Record[Id]
    spelling: Spelling | None


@dataclass(frozen=True, slots=True)
class Part:
    """What was found for one way to read the number; ``share`` is the log of its chance to be the right one.
    ``beyond`` more rows fit as the least of those weighed does."""

    share: float
    spelling: Spelling | None
    reading: Reading
    weighed: Weighed
    beyond: int = 0


@dataclass(slots=True)
class _Weapon(Generic[Id]):
    """Rows of one weapon, best first; ``weight`` of them together and ``also`` of other lists."""

    record: Record[Id]
    weight: float
    read: Spelling | None
    recorded: Spelling | None
    best: float
    also: list[Record[Id]] = field(default_factory=list)


def answer_of(
    query: Description, weigher: Weigher, parts: Sequence[Part], row: Callable[[int], Numbered[Id]]
) -> Answer[Id]:
    """Bayes over everything found for a query; ``row`` tells what stands in a row by its number."""
    weapons, chances, none, background = _weigh_weapons(weigher, parts, row)
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
    weigher: Weigher, parts: Sequence[Part], row: Callable[[int], Numbered[Id]]
) -> tuple[list[tuple[Id, float]], float]:
    """As `answer_of` without the reasons: weapons with their probabilities, likeliest first, and that of none."""
    weapons, chances, none, _ = _weigh_weapons(weigher, parts, row)
    return [(each.record.id, chance) for each, chance in zip(weapons, chances.tolist(), strict=True)], none


def _weigh_weapons(
    weigher: Weigher, parts: Sequence[Part], row: Callable[[int], Numbered[Id]]
) -> tuple[list[_Weapon[Id]], Floats, float, float]:
    """Weapons with their probabilities, that of none, and the log of the background."""
    background = _together(part.share + part.weighed.background for part in parts)
    if not any(len(part.weighed.rows) for part in parts):
        return [], np.zeros(0), 1.0, background
    total = _total(parts)
    weapons, removed = _as_weapons(_by_record(parts, row))
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
    for share, spelling in ways(query, weigher):
        reading = reading_of(query, spelling)
        asked, tally = weigher.ask(reading), Tally()
        tally.start()
        coder = RowCoder(weigher, reading)
        coded = [coder.code(row.record.description, row.spelling) for row in rows]
        count = weigh_rows(asked, weigher, coded, tally, 0, 0)
        weighed = tally.weighed(count, asked.background, weigher.model.also_fits)
        parts.append(Part(share, spelling, reading, weighed))
    return answer_of(query, weigher, parts, rows.__getitem__)


def weigh_rows(
    asked: Asked,
    weigher: Weigher,
    rows: Sequence[Coded],
    tally: Tally,
    first: int,
    count: int,
) -> int:
    """Weigh rows that are numbered from ``first``; of all so far ``count`` are kept, and how many now."""
    if not rows:
        return count
    codes, lengths = encode_all([row.text for row in rows])
    facts = np.array([row.facts for row in rows], np.uint16).reshape(len(rows), -1)
    return int(
        weigh_fetched(
            asked.read,
            asked.signs,
            asked.prefix,
            weigher.starts,
            weigher.chances,
            (codes, lengths, facts),
            first,
            weigher.channel,
            tally.room[4],
            count,
            tally.rows,
            tally.weights,
            tally.noted,
            tally.told,
        )
    )


def ways(query: Description, weigher: Weigher) -> list[tuple[float, Spelling | None]]:
    """The ways to read the number of a query with the log of their chances; one without a number if it has none."""
    other = log(weigher.model.other_spelling)
    return [(other if spelling.rank else 0.0, spelling) for spelling in query.spellings] or [(0.0, None)]


def _together(logs: Iterable[float]) -> float:
    """log of the sum."""
    total = -1e30
    for each in logs:
        total = log_add(total, each)
    return total


def _total(parts: Sequence[Part]) -> float:
    """log of the weight of all rows, those beyond the weighed too."""
    return _together(
        part.share
        + (
            log_add(part.weighed.total, float(part.weighed.weights[-1]) + log(part.beyond))
            if part.beyond
            else part.weighed.total
        )
        for part in parts
    )


def _less(total: float, removed: Sequence[float], best: float) -> float:
    """The total without rows that are another list's row of a weapon that stands already."""
    left = exp(min(total - best, 600.0)) - sum(exp(each - best) for each in removed)
    return best + log(max(left, 1.0))


def _by_record(parts: Sequence[Part], row: Callable[[int], Numbered[Id]]) -> list[_Weapon[Id]]:
    """Rows put together by the record they are of, likeliest first; ties stay in the order of the records."""
    found: dict[Id, _Weapon[Id]] = {}
    best = max(part.share + float(part.weighed.weights[0]) for part in parts if len(part.weighed.rows))
    for part in parts:
        for number, weight in zip(part.weighed.rows.tolist(), part.weighed.weights.tolist(), strict=True):
            weight += part.share
            if weight < best - NAMED_WITHIN and len(found) >= NAMED_ANYWAY:
                break
            record, spelling = row(number)
            known = found.get(record.id)
            if known is None:
                found[record.id] = _Weapon(record, weight, part.spelling, spelling, weight)
                continue
            known.weight = log_add(known.weight, weight)
            if weight > known.best:
                known.read, known.recorded, known.best = part.spelling, spelling, weight
    return sorted(found.values(), key=lambda each: -each.weight)


def _as_weapons(records: list[_Weapon[Id]]) -> tuple[list[_Weapon[Id]], list[float]]:
    """Join records of one weapon, the best standing for all; and the weights of those that were joined."""
    groups: dict[tuple[str, str], list[_Weapon[Id]]] = defaultdict(list)
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


def _is_one_weapon(one: _Weapon[Id], another: _Weapon[Id]) -> bool:
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
    weapons: Sequence[_Weapon[Id]],
    weigher: Weigher,
) -> int:
    """How many weapons beside the first the reading leaves open: nearly as likely as it."""
    near = weapons[0].weight + log(weigher.model.also_fits)
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
    weapon: _Weapon[Id],
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
        serial=SerialWeight(said, weapon.read, weapon.recorded, edits),
        fields=tuple(fields),
        also=tuple(record.id for record in weapon.also),
    )


def _edits(weapons: Sequence[_Weapon[Id]], weigher: Weigher) -> list[tuple[Edit, ...]]:
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
