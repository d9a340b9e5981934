"""Which rows of several lists are one weapon, and what contradicts between them.

Rows of losses, destruction and seizures are traced to the weapons that inventories and registers hold; rows traced to
one weapon are sightings of it. A seizure and a loss that both stand outside every register are also compared with one
another directly.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Generic

from tracemark.marks.rules.look_alikes import fold
from tracemark.matching.rules.contradictions import TWO_CUSTODIANS, Contradiction, Sighting, contradictions_of
from tracemark.matching.rules.description import Id, Record
from tracemark.matching.rules.kernels.searching import LEVELS
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.rules.model import Model
from tracemark.matching.rules.posterior import Answer, Candidate
from tracemark.matching.rules.statistics import Statistics
from tracemark.register.rules.events import PartialDate

REPORT_EVERY = 50
LEAST_ANCHOR = 0.5

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, rows done and rows in all."""


@dataclass(frozen=True, slots=True)
class Row(Generic[Id]):
    """A record with the day its list says it was seized, lost or destroyed, and who keeps it."""

    record: Record[Id]
    kind: str
    occurred: PartialDate | None = None
    custodian: str = ""


@dataclass(frozen=True, slots=True)
class Linking(Generic[Id]):
    """Answers of the rows that were traced, by row, and what contradicts."""

    answers: Mapping[Id, Answer[Id]] = field(default_factory=dict)
    contradictions: tuple[Contradiction[Id], ...] = ()


def answer_all(
    rows: Sequence[Row[Id]],
    register: MemorySearch[Id],
    *,
    step: str,
    progress: Progress,
    levels: int = LEVELS,
) -> Iterator[tuple[Row[Id], Answer[Id]]]:
    """The answer of every row, in order; so many ``levels`` of errors are tried."""
    for number, row in enumerate(rows, 1):
        yield row, register.answer(row.record.description, levels)
        if number % REPORT_EVERY == 0 or number == len(rows):
            progress(step, number, len(rows))


def link_lists(
    owned: Sequence[Row[Id]], seen: Sequence[Row[Id]], model: Model, progress: Progress
) -> Linking[Id]:
    """Trace ``seen`` (seizures, losses, destruction) to ``owned`` weapons and find what contradicts."""
    register = MemorySearch([row.record for row in owned], model=model)
    answers: dict[Id, Answer[Id]] = {}
    sightings: dict[Id, list[Sighting[Id]]] = defaultdict(list)
    adrift: list[Row[Id]] = []
    for row, answer in answer_all(seen, register, step="tracing", progress=progress):
        answers[row.record.id] = answer
        best = answer.best
        if best is None or best.probability < LEAST_ANCHOR:
            adrift.append(row)
            continue
        weapon = min((best.id, *best.also), key=str)
        sightings[weapon].append(Sighting(row.record.id, row.kind, row.occurred, best.probability))
    found = [
        contradiction
        for weapon, sighted in sightings.items()
        for contradiction in contradictions_of(weapon, sighted, model.alert_from)
    ]
    found += _outside_registers(adrift, register.statistics, model, progress)
    found += two_custodians(owned, register.statistics, model, progress)
    return Linking(answers, tuple(found))


def _outside_registers(
    adrift: Sequence[Row[Id]], statistics: Statistics, model: Model, progress: Progress
) -> Iterator[Contradiction[Id]]:
    """Seizures against losses and destruction, among rows that no register explains."""
    earlier = {row.record.id: row for row in adrift if row.kind != "seizures"}
    seizures = [row for row in adrift if row.kind == "seizures" and row.record.description.spellings]
    cautious = replace(model, prior_in_register=model.prior_on_a_list)
    lists = among([row.record for row in earlier.values()], statistics, cautious)
    sightings: dict[Id, list[Sighting[Id]]] = defaultdict(list)
    for row, answer in answer_all(seizures, lists, step="lists", progress=progress):
        if answer.best is not None and answer.best.probability >= model.alert_from:
            chance = answer.best.probability
            sightings[answer.best.id].append(Sighting(row.record.id, row.kind, row.occurred, chance))
    for before_id, sighted in sightings.items():
        before = earlier[before_id]
        itself = Sighting(before_id, before.kind, before.occurred, 1.0)
        yield from contradictions_of(None, [itself, *sighted], model.alert_from)


def among(records: Sequence[Record[Id]], statistics: Statistics, model: Model) -> MemorySearch[Id]:
    """A search among a few weapons that are like those of the register."""
    return MemorySearch(records, replace(statistics, size=len(records)), model)


def two_custodians(
    owned: Sequence[Row[Id]], statistics: Statistics, model: Model, progress: Progress
) -> Iterator[Contradiction[Id]]:
    """Weapons that two custodians both have on their books; only numbers that read the same count.

    Two registers hold many weapons of neighbouring numbers, so that a slip is no evidence there.
    """
    by_custodian: dict[str, list[Row[Id]]] = defaultdict(list)
    for row in owned:
        if row.record.description.spellings:
            by_custodian[row.custodian].append(row)
    cautious = replace(model, prior_in_register=model.prior_two_custodians)
    for one, other in combinations(sorted(by_custodian), 2):
        fewer, more = sorted((by_custodian[one], by_custodian[other]), key=len)
        books = among([row.record for row in more], statistics, cautious)
        for row, answer in answer_all(fewer, books, step="custodians", progress=progress, levels=1):
            best = answer.best
            if best is not None and best.probability >= model.alert_from and _reads_the_same(best):
                yield Contradiction(TWO_CUSTODIANS, row.record.id, best.id, None, best.probability)


def _reads_the_same(candidate: Candidate[Id]) -> bool:
    """Whether the numbers are one but for look-alikes."""
    read, recorded = candidate.serial.read, candidate.serial.recorded
    return read is not None and recorded is not None and fold(read.text) == fold(recorded.text)
