"""Rows that were weighed put together by the record they are of: with one mark read, and with several."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Generic, NamedTuple

import numpy as np

from tracemark.matching.rules.codes import encode_all
from tracemark.matching.rules.description import Description, Id, Record, Spelling
from tracemark.matching.rules.engine import Tally, Weighed
from tracemark.matching.rules.joint import (
    NOTHING,
    FactsAlone,
    MarkRead,
    gain,
    joint_total,
    together,
)
from tracemark.matching.rules.kernels.scoring import log_add
from tracemark.matching.rules.kernels.searching import WEIGHED, weigh_fetched
from tracemark.matching.rules.rows import Coded, RowCoder
from tracemark.matching.rules.weighing import Asked, Reading, Weigher

NAMED_WITHIN = 16.0
"""A row this much less likely than the best, as a logarithm, counts in the sum and is not named unless few are."""

NAMED_ANYWAY = 10
MADE_WHOLE = 200
"""So many of the likeliest records are weighed by all their numbers when several marks were read."""


class Numbered(NamedTuple, Generic[Id]):
    """A row that was weighed: whose it is, and which of its numbers; None for a weapon without one."""

    record: Record[Id]
    spelling: Spelling | None


@dataclass(frozen=True, slots=True)
class Part:
    """What was found for one way to read a number; ``share`` is the log of its chance to be the right one, ``mark``
    which of the marks read it is. ``beyond`` more rows fit as the least of those weighed does."""

    share: float
    spelling: Spelling | None
    reading: Reading
    weighed: Weighed
    beyond: int = 0
    mark: int = 0


@dataclass(slots=True)
class Found(Generic[Id]):
    """Rows of one weapon, best first; ``weight`` of them together and ``also`` of other lists."""

    record: Record[Id]
    weight: float
    read: Spelling | None
    recorded: Spelling | None
    best: float
    also: list[Record[Id]] = field(default_factory=list)
    others: tuple[tuple[Spelling, Spelling], ...] = ()


Whole = Callable[[Sequence[Id]], Mapping[Id, Record[Id]]]
"""How weapons are told with all their numbers, by their ids."""


class Way(NamedTuple):
    """A way to read a number, the log of its chance, and which of the marks read it is of."""

    share: float
    spelling: Spelling | None
    mark: int


def ways(query: Description, weigher: Weigher) -> list[Way]:
    """The ways to read the numbers of a query, mark after mark; one without a number if it has none."""
    other, mark, found = log(weigher.model.other_spelling), -1, []
    for spelling in query.spellings:
        mark += not spelling.rank or mark < 0
        found.append(Way(other if spelling.rank else 0.0, spelling, mark))
    return found or [Way(0.0, None, 0)]


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


def by_record(parts: Sequence[Part], row: Callable[[int], Numbered[Id]]) -> list[Found[Id]]:
    """Rows put together by the record they are of, likeliest first; ties stay in the order of the records."""
    found: dict[Id, Found[Id]] = {}
    best = max(part.share + float(part.weighed.weights[0]) for part in parts if len(part.weighed.rows))
    for part in parts:
        for number, weight in zip(part.weighed.rows.tolist(), part.weighed.weights.tolist(), strict=True):
            weight += part.share
            if weight < best - NAMED_WITHIN and len(found) >= NAMED_ANYWAY:
                break
            record, spelling = row(number)
            known = found.get(record.id)
            if known is None:
                found[record.id] = Found(record, weight, part.spelling, spelling, weight)
                continue
            known.weight = log_add(known.weight, weight)
            if weight > known.best:
                known.read, known.recorded, known.best = part.spelling, spelling, weight
    return sorted(found.values(), key=lambda each: -each.weight)


def jointly(
    query: Description,
    weigher: Weigher,
    parts: Sequence[Part],
    row: Callable[[int], Numbered[Id]],
    whole: Whole[Id] | None,
) -> tuple[list[Found[Id]], float]:
    """Records by all marks that were read, likeliest first, with log odds as their weights; and those of all.

    A record found by one mark is weighed by the others too, whatever their search came upon.
    """
    places = {mark: at for at, mark in enumerate(sorted({part.mark for part in parts}))}
    marks, facts = _marks_read(parts), FactsAlone(query, weigher)
    said: list[dict[Id, _Said]] = [{} for _ in marks]
    records: dict[Id, Record[Id]] = {}
    for part, number, weight in _all_named(parts):
        record, spelling = row(number)
        records.setdefault(record.id, record)
        said[places[part.mark]].setdefault(record.id, _Said()).hear(weight, part.spelling, spelling)
    alone = {name: facts.odds(record.description) for name, record in records.items()}

    def weigh() -> list[Found[Id]]:
        found = [
            _found(record, alone[name], marks, [each.get(name) for each in said])
            for name, record in records.items()
        ]
        return sorted(found, key=lambda each: (-each.weight, str(each.record.id)))

    best = [each.record.id for each in weigh()[:MADE_WHOLE]]
    complete = whole(best) if whole else {name: records[name] for name in best}
    for at, told in enumerate(_weighed_by_all(weigher, parts, complete, len(marks), places)):
        said[at] |= told
    records |= complete
    weapons = weigh()
    named = [{name: each.weight for name, each in by_mark.items()} for by_mark in said]
    return weapons, joint_total(marks, named, [each.weight for each in weapons])


def _weighed_by_all(
    weigher: Weigher,
    parts: Sequence[Part],
    records: Mapping[Id, Record[Id]],
    marks: int,
    places: Mapping[int, int],
) -> list[dict[Id, "_Said"]]:
    """By mark, what it says of each of these records."""
    rows = [(name, spelling) for name, record in records.items() for spelling in record.description.spellings]
    said: list[dict[Id, _Said]] = [{} for _ in range(marks)]
    for part in parts:
        asked, tally, coder = weigher.ask(part.reading), Tally(), RowCoder(weigher, part.reading)
        tally.start()
        coded = [coder.code(records[name].description, spelling) for name, spelling in rows]
        weigh_rows(asked, weigher, coded, tally, 0, 0)
        count = int(tally.told[WEIGHED])
        for number, weight in zip(
            tally.noted[0][:count].tolist(), tally.noted[1][:count].tolist(), strict=True
        ):
            name, spelling = rows[number]
            heard = said[places[part.mark]].setdefault(name, _Said())
            heard.hear(weight + part.share, part.spelling, spelling)
    return said


@dataclass(slots=True)
class _Said:
    """What one mark says of a record: the log of its weight, and which spellings agree best."""

    weight: float = NOTHING
    best: float = NOTHING
    pair: tuple[Spelling, Spelling] | None = None

    def hear(self, weight: float, read: Spelling | None, recorded: Spelling | None) -> None:
        """One more row of it."""
        self.weight = log_add(self.weight, weight)
        if read and recorded and weight > self.best:
            self.best, self.pair = weight, (read, recorded)


def _found(
    record: Record[Id], alone: float, marks: Sequence[MarkRead], said: Sequence[_Said | None]
) -> Found[Id]:
    """A record with the mark that says most for it first, and the others that speak for it."""
    weights = [each.weight if each else None for each in said]
    gains = [
        gain(alone, mark, weight, record.description) for mark, weight in zip(marks, weights, strict=True)
    ]
    order = sorted(range(len(marks)), key=lambda at: -gains[at])
    pairs = [
        each.pair
        for at in order
        if (each := said[at]) is not None and each.pair and (gains[at] > 0 or at == order[0])
    ]
    read, recorded = pairs[0] if pairs else (None, None)
    odds = alone + sum(gains)
    return Found(record, odds, read, recorded, odds, others=tuple(pairs[1:]))


def _marks_read(parts: Sequence[Part]) -> list[MarkRead]:
    """Each mark with all ways to read it."""
    marks: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        marks[part.mark].append(part)
    return [
        MarkRead(
            together(part.share + part.weighed.background for part in marks[mark]),
            together(part.share + part.weighed.total for part in marks[mark]),
            all(part.spelling is not None and part.spelling.is_part for part in marks[mark]),
        )
        for mark in sorted(marks)
    ]


def _all_named(parts: Sequence[Part]) -> Iterator[tuple[Part, int, float]]:
    """Every row that was kept, and those that fit nearly as well as the best, each once."""
    for part in parts:
        weighed = part.weighed
        rows = dict(zip(weighed.near.tolist(), weighed.near_weights.tolist(), strict=True))
        rows |= dict(zip(weighed.rows.tolist(), weighed.weights.tolist(), strict=True))
        for number, weight in rows.items():
            yield part, number, weight + part.share


def total_weight(parts: Sequence[Part]) -> float:
    """log of the weight of all rows, those beyond the weighed too."""
    return together(
        part.share
        + (
            log_add(part.weighed.total, float(part.weighed.weights[-1]) + log(part.beyond))
            if part.beyond
            else part.weighed.total
        )
        for part in parts
    )
