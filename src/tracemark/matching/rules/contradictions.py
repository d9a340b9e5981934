"""What cannot both be true: a weapon seized after it was destroyed or reported lost, or held by two custodians.

Everything here is about one weapon on several lists; which rows are one weapon is for `posterior` to say, with its
probability. Only what is certain from the dates is raised: a date known to the month is before another only when the
whole month is.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic

from tracemark.findings import Finding, Param, Severity
from tracemark.matching.rules.description import Id
from tracemark.register.rules.events import PartialDate, Precision

SEIZED_AFTER_DESTRUCTION = "seized_after_destruction"
LOST_THEN_SEIZED = "lost_then_seized"
TWO_CUSTODIANS = "two_custodians"

SAME_EVENT_DAYS = 1


@dataclass(frozen=True, slots=True)
class Sighting(Generic[Id]):
    """A row of a list that may be a certain weapon. ``probability`` that it is; ``kind`` of ``ListKind``."""

    id: Id
    kind: str
    occurred: PartialDate | None
    probability: float


@dataclass(frozen=True, slots=True)
class Contradiction(Generic[Id]):
    """Two rows of one weapon that do not go together. ``weapon`` is the record both were traced to, if any."""

    kind: str
    first: Id
    second: Id
    weapon: Id | None
    probability: float

    def finding(self, params: dict[str, Param]) -> Finding:
        """The alert, with the caller's parameters."""
        return Finding(self.kind, params, Severity.ALERT)


def contradictions_of(
    weapon: Id | None, sightings: Iterable[Sighting[Id]], least: float
) -> Iterator[Contradiction[Id]]:
    """What contradicts among the sightings of one weapon with a probability of at least ``least``.

    One event reported by two agencies is one event: a seizure on the same or the next day as another of this weapon
    raises nothing of its own.
    """
    everything = list(sightings)
    seizures = _events([each for each in everything if each.kind == "seizures"])
    for earlier_kind, kind in (("destruction", SEIZED_AFTER_DESTRUCTION), ("losses", LOST_THEN_SEIZED)):
        for before in (each for each in everything if each.kind == earlier_kind):
            for seizure in seizures:
                chance = before.probability * seizure.probability
                if chance >= least and is_before(before.occurred, seizure.occurred):
                    yield Contradiction(kind, seizure.id, before.id, weapon, chance)


def is_before(first: PartialDate | None, second: PartialDate | None) -> bool:
    """Whether the first date is certainly on a day before the second."""
    return first is not None and second is not None and last_day(first) < second.day


def last_day(when: PartialDate) -> date:
    """The last day a partial date may mean."""
    if when.precision is Precision.YEAR:
        return date(when.day.year, 12, 31)
    if when.precision is Precision.MONTH:
        return when.day.replace(day=monthrange(when.day.year, when.day.month)[1])
    return when.day


def _events(seizures: list[Sighting[Id]]) -> list[Sighting[Id]]:
    """Seizures without those that repeat another of the same or the day before."""
    dated = sorted(
        (each for each in seizures if each.occurred),
        key=lambda each: each.occurred.day if each.occurred else date.min,
    )
    kept: list[Sighting[Id]] = []
    last: date | None = None
    for seizure in dated:
        assert seizure.occurred is not None
        day = seizure.occurred.day
        if last is None or (day - last).days > SAME_EVENT_DAYS:
            kept.append(seizure)
        last = day
    return kept
