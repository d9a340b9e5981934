"""Records held in memory for matching whole lists: the same kernels as over the table, the same answers."""

from collections.abc import Sequence
from typing import Generic

import numpy as np

from tracemark.matching.rules.calibration import Calibration
from tracemark.matching.rules.codes import WIDTH
from tracemark.matching.rules.description import AS_TYPED, Description, Id, Record
from tracemark.matching.rules.engine import CALIBRATION, Matcher, Tally
from tracemark.matching.rules.evidence import CODED, NO_VALUES
from tracemark.matching.rules.found import Numbered, Part, ways, weigh_rows
from tracemark.matching.rules.kernels.searching import LEVELS
from tracemark.matching.rules.lists import MOST_VALUES
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.posterior import Answer, answer_of
from tracemark.matching.rules.rows import SPARE, RowCoder, reading_of, role_of, texts_of
from tracemark.matching.rules.shelf import Columns, build_shelf
from tracemark.matching.rules.statistics import Statistics

MOST_BY_FACTS = 100
NOWHERE = 65_535
"""The number of a value that no row has."""


class MemorySearch(Generic[Id]):
    """Searches records that are given once and not changed; equal questions are answered once.

    ``statistics`` of the register, where the records are not the whole of it. Not for two threads at once.
    """

    def __init__(
        self,
        records: Sequence[Record[Id]],
        statistics: Statistics | None = None,
        model: Model = DEFAULT_MODEL,
        calibration: Calibration = CALIBRATION,
    ) -> None:
        self._rows = [
            Numbered(record, spelling)
            for record in sorted(records, key=_name)
            for spelling in record.description.spellings or (None,)
        ]
        columns = _columns(self._rows, statistics)
        self._matcher = Matcher(build_shelf(columns, statistics), model, calibration, SPARE)
        self._weapons = columns.weapons
        self._known: dict[tuple[Description, int], Answer[Id]] = {}

    @property
    def statistics(self) -> Statistics:
        """What the weapons of the register are like."""
        return self._matcher.shelf.statistics

    def answer(self, query: Description, levels: int = LEVELS) -> Answer[Id]:
        """Ranked weapons, or none; so many ``levels`` of errors are tried."""
        known = self._known.get((query, levels))
        if known is None:
            known = self._known[query, levels] = self._answer(query, levels)
        return known

    def _answer(self, query: Description, levels: int) -> Answer[Id]:
        weigher, parts = self._matcher.weigher, []
        for share, spelling, mark in ways(query, weigher):
            reading = reading_of(query, spelling)
            asked = weigher.ask(reading)
            if not asked.is_too_open:
                weighed = self._matcher.weigh_asked(asked, levels=levels)
                parts.append(Part(share, spelling, reading, weighed, mark=mark))
        if parts:
            return answer_of(query, weigher, parts, self._rows.__getitem__)
        return self._by_facts(query)

    def _by_facts(self, query: Description) -> Answer[Id]:
        """Weapons of the maker, model and calibre, where there is no number: the first, and how many more."""
        weigher, reading = self._matcher.weigher, reading_of(query, None)
        given = {
            "make": "" if query.make.startswith(AS_TYPED) else reading.make,
            "model": query.model,
            "calibre": query.calibre,
        }
        shelf = self._matcher.shelf
        fits = np.ones(shelf.size, bool)
        for field, name in enumerate(CODED[:3]):
            if given[name]:
                fits &= shelf.facts[:, field] == (shelf.values[name].number(given[name]) or NOWHERE)
        if not any(given.values()):
            return Answer((), 1.0, 0, query)
        rows = np.sort(shelf.order[fits].astype(np.int64))
        _, first = np.unique(self._weapons[rows], return_index=True)
        rows = rows[first]
        named = [Numbered(self._rows[row].record, None) for row in rows[:MOST_BY_FACTS].tolist()]
        asked, tally = weigher.ask(reading), Tally()
        tally.start()
        coder = RowCoder(weigher, reading)
        coded = [coder.code(row.record.description, None) for row in named]
        count = weigh_rows(asked, weigher, coded, tally, 0, 0)
        weighed = tally.weighed(count, asked.background, weigher.model.also_fits)
        part = Part(0.0, None, reading, weighed, max(len(rows) - MOST_BY_FACTS, 0))
        return answer_of(query, weigher, [part], named.__getitem__)


def _columns(rows: Sequence[Numbered[Id]], statistics: Statistics | None) -> Columns:
    """Rows as columns whose values begin with those that were counted."""
    texts: dict[str, dict[str, int]] = {}
    for name in (*CODED, "imports"):
        counted = statistics.values.get(name, NO_VALUES).texts if statistics else ()
        texts[name] = {text: number for number, text in enumerate(counted, 1)}
    coded = {name: np.zeros(len(rows), np.uint16) for name in texts}
    groups: dict[str, str] = {}
    for at, row in enumerate(rows):
        description = row.record.description
        for name, text in texts_of(description).items():
            known = texts[name]
            number = known.get(text, 0)
            if text and not number and len(known) < MOST_VALUES:
                number = known[text] = len(known) + 1
            coded[name][at] = number
        groups.setdefault(texts_of(description)["calibre"], description.calibre_group)
    counted_groups = statistics.values["calibre"].groups if statistics else ()
    for text, group in zip(texts["calibre"], counted_groups, strict=False):
        groups[text] = group
    weapons: dict[Id, int] = {}
    return Columns(
        serials=np.array([_text(row).encode("ascii", "ignore") for row in rows], f"S{WIDTH}"),
        imports=coded.pop("imports"),
        coded=coded,
        texts={name: list(known) for name, known in texts.items()},
        years=np.array([row.record.description.year or 0 for row in rows], np.uint16),
        calibre_groups=[groups[text] for text in texts["calibre"]],
        roles=np.array([role_of(row.spelling) for row in rows], np.uint8),
        weapons=np.array([weapons.setdefault(row.record.id, len(weapons)) for row in rows], np.uint32),
    )


def _name(record: Record[Id]) -> str:
    """Records are weighed in the order of their names, as over the table: sums are then the same to the last digit."""
    return str(record.id)


def _text(row: Numbered[Id]) -> str:
    return row.spelling.text[:WIDTH] if row.spelling else ""
