"""From candidates to an answer: each one's probability, and that of "not in the register" (Bayes).

The weapon asked about is one of those on record, each as likely beforehand as another, or none of them. A candidate's
score is the logarithm of P(reading | candidate) over P(reading | a weapon outside the register).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import Generic, NamedTuple

from tracemark.matching.rules.alignment import NEVER, slip_chances
from tracemark.matching.rules.channel import Likeness, fits_pattern, liken
from tracemark.matching.rules.description import Description, Id, Record, Spelling
from tracemark.matching.rules.fields import DIFFERS, Weight, weigh_fields
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.population import Population, number_chance

MAX_CANDIDATES = 50


class SerialWeight(NamedTuple):
    """What the numbers say: the spellings that were compared and how the first differs from the second."""

    weight: float
    read: Spelling | None
    recorded: Spelling | None
    likeness: Likeness | None


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Id]):
    """A weapon it may be. ``also`` are other records that are plainly the same weapon (another list's row)."""

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


class _Scored(NamedTuple, Generic[Id]):
    record: Record[Id]
    score: float
    serial: SerialWeight
    fields: list[Weight]


def rank(
    query: Description,
    records: Iterable[Record[Id]],
    population: Population,
    model: Model = DEFAULT_MODEL,
    size: int | None = None,
) -> Answer[Id]:
    """Rank ``records`` as answers to ``query``: see `Ranking`."""
    ranking: Ranking[Id] = Ranking(query, population, model, size)
    ranking.add(records)
    return ranking.answer()


class Ranking(Generic[Id]):
    """Candidates of one query as a search brings them in; each is weighed once.

    ``size`` is the number of weapons searched among (default: the population's). Records of different lists that
    bear the same number and maker count as one weapon.
    """

    def __init__(
        self, query: Description, population: Population, model: Model, size: int | None = None
    ) -> None:
        self._query, self._population, self._model = query, population, model
        odds = model.prior_in_register / (1 - model.prior_in_register)
        self._before = log(odds / max(size or population.size, 1))
        self._scored: dict[Id, _Scored[Id]] = {}

    def add(self, records: Iterable[Record[Id]]) -> bool:
        """Weigh records that were not weighed yet; whether there were any."""
        before = len(self._scored)
        for record in records:
            if record.id not in self._scored:
                self._scored[record.id] = _score(self._query, record, self._population, self._model)
        return len(self._scored) > before

    def answer(self, beyond: int = 0) -> Answer[Id]:
        """The answer so far; ``beyond`` is how many more fit as the least of the candidates does."""
        weapons = _as_weapons(list(self._scored.values()))
        chances = [exp(min(weapon[0].score + self._before, 700.0)) for weapon in weapons]
        total = 1.0 + sum(chances) + beyond * min(chances, default=0.0)
        candidates = tuple(
            _candidate(weapon, chance / total) for chance, weapon in zip(chances, weapons, strict=True)
        )
        return Answer(
            candidates=candidates[:MAX_CANDIDATES],
            none_probability=1 / total,
            others_that_fit=_others_that_fit(candidates, self._model) + beyond,
            query=self._query,
        )


def _candidate(weapon: list[_Scored[Id]], probability: float) -> Candidate[Id]:
    first, *others = weapon
    return Candidate(
        id=first.record.id,
        probability=probability,
        score=first.score,
        serial=first.serial,
        fields=tuple(first.fields),
        also=tuple(other.record.id for other in others),
    )


@lru_cache(maxsize=8192)
def _number_chance(text: str, make: str, model_key: str, population: Population, model: Model) -> float:
    return number_chance(text, make, model_key, population, model, lambda read: slip_chances(read, model))


def _score(query: Description, record: Record[Id], population: Population, model: Model) -> _Scored[Id]:
    fields = weigh_fields(query, record.description, population, model)
    serial = weigh_serial(query, record.description, population, model)
    return _Scored(record, serial.weight + sum(weight.weight for weight in fields), serial, fields)


def weigh_serial(
    query: Description, recorded: Description, population: Population, model: Model
) -> SerialWeight:
    """Weigh the likeliest pairing of a number read with a number on record.

    A number read on a record that has none is a gap of the record; no number read says nothing.
    """
    if not query.spellings:
        return SerialWeight(0.0, None, None, None)
    if not recorded.spellings:
        return SerialWeight(log(model.serial_missing_on_record), query.spellings[0], None, None)
    pairs = [
        _weigh_pair(read, other, query, population, model)
        for read in query.spellings
        for other in recorded.spellings
    ]
    floor = SerialWeight(
        log(model.number_of_a_part) - UNRELATED, query.spellings[0], recorded.spellings[0], None
    )
    return max([*pairs, floor], key=_weight)


def _weigh_pair(
    read: Spelling, recorded: Spelling, query: Description, population: Population, model: Model
) -> SerialWeight:
    """P(read | recorded) over P(the first reading | a weapon outside the register), as far as both are legible."""
    compared = _where_legible(read.text, recorded.text)
    likeness = liken(compared, read.certainty, recorded.text, model)
    if likeness.log_chance == NEVER:
        return SerialWeight(NEVER, read, recorded, None)
    first = compared if read is query.spellings[0] else _where_legible(query.spellings[0].text, recorded.text)
    background = _number_chance(first, query.make, query.model, population, model)
    return SerialWeight(
        likeness.log_chance + _handicap(read, recorded, model) - background, read, recorded, likeness
    )


def _where_legible(read: str, recorded: str) -> str:
    """The reading without the characters that cannot be read on record: they say nothing either."""
    if "?" not in recorded or len(read) != len(recorded):
        return read
    return "".join(
        "?" if other == "?" else character for character, other in zip(read, recorded, strict=True)
    )


UNRELATED = 9.0
"""Cost of a wholly different number, beyond taking a part's number for the weapon's: about 1 in 8,000."""


def _weight(weight: SerialWeight) -> float:
    return weight.weight


def _handicap(read: Spelling, recorded: Spelling, model: Model) -> float:
    """What it costs that a spelling is not the first, or that one side is the number of a part."""
    other_spellings = log(model.other_spelling) * (bool(read.rank) + bool(recorded.rank))
    parts = log(model.number_of_a_part) * (read.is_part or recorded.is_part)
    return other_spellings + parts


def _as_weapons(scored: list[_Scored[Id]]) -> list[list[_Scored[Id]]]:
    """Join records of one weapon, best first within and between; ties keep the order of the records."""
    groups: dict[tuple[str, str], list[list[_Scored[Id]]]] = defaultdict(list)
    for each in sorted(scored, key=lambda one: -one.score):
        serial = each.record.description.serial
        number = serial.text.lstrip("0") if serial is not None else ""
        joined = groups[number, each.record.description.make]
        home = next((group for group in joined if number and _is_one_weapon(group, each)), None)
        if home is None:
            joined.append([each])
        else:
            home.append(each)
    weapons = [group for joined in groups.values() for group in joined]
    return sorted(weapons, key=lambda group: -group[0].score)


def _is_one_weapon(group: list[_Scored[Id]], another: _Scored[Id]) -> bool:
    """Same number and known maker, each from a list of its own, and nothing that speaks against it."""
    if any(each.record.source == another.record.source for each in group):
        return False
    one, other = group[0].record.description, another.record.description
    apart = one.calibre_group and other.calibre_group and one.calibre_group != other.calibre_group
    years_apart = one.year and other.year and abs(one.year - other.year) > 1
    return bool(one.make) and not apart and not years_apart


def _others_that_fit(candidates: tuple[Candidate[Id], ...], model: Model) -> int:
    """How many beside the first the reading leaves open: nearly as likely, or fitting all that could be read."""
    if not candidates:
        return 0
    near = log(model.also_fits)
    return sum(
        candidate.score - candidates[0].score >= near or _fits(candidate) for candidate in candidates[1:]
    )


def _fits(candidate: Candidate[Id]) -> bool:
    """Whether nothing that was read contradicts the candidate."""
    read, recorded = candidate.serial.read, candidate.serial.recorded
    if read is not None and (recorded is None or not fits_pattern(read.text, recorded.text)):
        return False
    return all(weight.verdict != DIFFERS for weight in candidate.fields)
