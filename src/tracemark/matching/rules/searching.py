"""The search: look up what may fit, level by level, and stop as soon as the answer cannot change much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol

from tracemark.matching.rules.description import AS_TYPED, Description, Id, Record
from tracemark.matching.rules.expansion import Level, head_keys, is_too_open, spans, tail_keys
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.population import Population
from tracemark.matching.rules.posterior import Answer, Ranking


@dataclass(frozen=True, slots=True)
class FoundByFacts(Generic[Id]):
    """Some of the records that fit a description without a number, and how many more do."""

    records: Sequence[Record[Id]]
    beyond: int = 0


class Lookup(Protocol[Id]):
    """Where records are kept: a table of keys, or memory. Each gives records at most once a call.

    ``make``, when not empty, limits the answer to records of that maker or of none.
    """

    def by_heads(self, keys: set[int], make: str) -> Iterable[Record[Id]]:
        """Records with one of these head keys."""

    def by_tails(self, keys: set[int], make: str) -> Iterable[Record[Id]]:
        """Records with one of these tail keys."""

    def by_spans(
        self, heads: tuple[int, int] | None, tails: tuple[int, int] | None, make: str
    ) -> Iterable[Record[Id]]:
        """Records with a head, or a tail, in a range; a bounded number."""

    def by_facts(self, description: Description) -> FoundByFacts[Id]:
        """Records of the maker, model and calibre, when there is no number to go by."""


def search(
    query: Description,
    lookup: Lookup[Id],
    population: Population,
    model: Model = DEFAULT_MODEL,
    deepest: Level = Level.CUT,
    size: int | None = None,
) -> Answer[Id]:
    """Find and rank the weapons that ``query`` may describe."""
    ranking: Ranking[Id] = Ranking(query, population, model, size)
    texts = [spelling.text for spelling in query.spellings]
    if all(is_too_open(text) for text in texts):
        alike = lookup.by_facts(query)
        ranking.add(alike.records)
        return ranking.answer(alike.beyond)
    answer: Answer[Id] = ranking.answer()
    for level in Level:
        if level > deepest:
            break
        make = make_for(query, level)
        found = [record for text in texts for record in _look_up(text, level, make, lookup)]
        if ranking.add(found):
            answer = ranking.answer()
        if is_enough(answer, model):
            break
    return answer


def make_for(query: Description, level: Level) -> str:
    """The maker that a level is limited to: with two errors in the number, another maker is no longer believed."""
    return "" if level < Level.TWO_EDITS or query.make.startswith(AS_TYPED) else query.make


def is_enough(answer: Answer[Id], model: Model) -> bool:
    """Whether what was found leaves the background almost no room."""
    return answer.none_probability < 1 - model.search_enough


def _look_up(text: str, level: Level, make: str, lookup: Lookup[Id]) -> Iterable[Record[Id]]:
    if heads := head_keys(text, level):
        yield from lookup.by_heads(heads, make)
    if tails := tail_keys(text, level):
        yield from lookup.by_tails(tails, make)
    head_span, tail_span = spans(text, level)
    if head_span or tail_span:
        yield from lookup.by_spans(head_span, tail_span, make)
