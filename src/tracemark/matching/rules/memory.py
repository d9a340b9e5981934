"""Records held in memory for matching whole lists: the same keys as the table, the same answers."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic

from tracemark.matching.rules.description import Description, Id, Record
from tracemark.matching.rules.keys import legible_pair
from tracemark.matching.rules.searching import FoundByFacts

MAX_IN_SPAN = 400
MAX_BY_FACTS = 100


class MemoryLookup(Generic[Id]):
    """A `Lookup` over records that are given once and not changed."""

    def __init__(self, records: Iterable[Record[Id]]) -> None:
        heads: dict[int, list[Record[Id]]] = defaultdict(list)
        tails: dict[int, list[Record[Id]]] = defaultdict(list)
        models: dict[tuple[str, str], list[Record[Id]]] = defaultdict(list)
        self.size = 0
        for record in records:
            self.size += 1
            for pair in {legible_pair(spelling.text) for spelling in record.description.spellings}:
                heads[pair.head].append(record)
                tails[pair.tail].append(record)
            models[record.description.make, record.description.model].append(record)
        self._heads, self._tails, self._models = dict(heads), dict(tails), dict(models)
        self._sorted_heads, self._sorted_tails = sorted(self._heads), sorted(self._tails)

    def by_heads(self, keys: set[int], make: str) -> Iterator[Record[Id]]:
        """Records with one of these head keys."""
        for key in keys & self._heads.keys():
            yield from _of_make(self._heads[key], make)

    def by_tails(self, keys: set[int], make: str) -> Iterator[Record[Id]]:
        """Records with one of these tail keys."""
        for key in keys & self._tails.keys():
            yield from _of_make(self._tails[key], make)

    def by_spans(
        self, heads: tuple[int, int] | None, tails: tuple[int, int] | None, make: str
    ) -> Iterator[Record[Id]]:
        """Records with a head, or a tail, in a range: the first 400 keys of each."""
        for span, keys, table in (
            (heads, self._sorted_heads, self._heads),
            (tails, self._sorted_tails, self._tails),
        ):
            if span is None:
                continue
            within = keys[bisect_left(keys, span[0]) : bisect_right(keys, span[1])]
            for key in within[:MAX_IN_SPAN]:
                yield from _of_make(table[key], make)

    def by_facts(self, description: Description) -> FoundByFacts[Id]:
        """Records of the maker and model, when there is no number to go by: a hundred, and how many more."""
        if not description.make and not description.model:
            return FoundByFacts(())
        alike = self._models.get((description.make, description.model), [])
        return FoundByFacts(alike[:MAX_BY_FACTS], max(len(alike) - MAX_BY_FACTS, 0))


def _of_make(records: list[Record[Id]], make: str) -> Iterator[Record[Id]]:
    for record in records:
        if not make or record.description.make in ("", make):
            yield record
