"""The search over the register's own table of keys: the same steps and kernels as in memory, within what a viewer may
search."""

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from threading import local
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from tracemark.accounts.rules import Viewer
from tracemark.matching.models import MarkKey
from tracemark.matching.queries.index import INDEX
from tracemark.matching.queries.models import current_model
from tracemark.matching.queries.records import FactsReader, facts_reader, record_of, weapon_table
from tracemark.matching.queries.statistics import current_statistics
from tracemark.matching.rules.codes import classes_of_codes
from tracemark.matching.rules.description import Description, KeyFacts, Record, Spelling, stated_make
from tracemark.matching.rules.engine import CALIBRATION, Tally, Weighed
from tracemark.matching.rules.evidence import OTHER_SPELLING, PART
from tracemark.matching.rules.found import Numbered, Part, ways, weigh_rows
from tracemark.matching.rules.kernels.expanding import expand
from tracemark.matching.rules.kernels.keys import KEY_LENGTH
from tracemark.matching.rules.kernels.noting import HITS, SLOT, TURN
from tracemark.matching.rules.kernels.searching import (
    LEVEL,
    LEVELS,
    is_enough,
    pack_reading,
    plausible_makes,
)
from tracemark.matching.rules.keys import span_of_classes
from tracemark.matching.rules.posterior import Answer, answer_of, chances_of
from tracemark.matching.rules.rows import SPARE, Coded, RowCoder, reading_of
from tracemark.matching.rules.weighing import Asked, Reading, Weigher
from tracemark.reference.queries import get_tables
from tracemark.register.queries.facts import facts_by_ids
from tracemark.register.rules.rows import ListKind

MOST_ROWS = 4000
MOST_BY_FACTS = 100

_mine = local()


def current_weigher() -> Weigher:
    """The weigher of this thread: for the register as it is now and the model in use."""
    statistics, model = current_statistics(), current_model()
    weigher: Weigher | None = getattr(_mine, "weigher", None)
    if weigher is None or weigher.statistics is not statistics or weigher.model is not model:
        weigher = Weigher(statistics, model, CALIBRATION, statistics.values, SPARE)
        _mine.weigher = weigher
        _mine.reader = facts_reader(get_tables())
    return weigher


def _reader() -> FactsReader:
    """Reads what keys hold; the calibres that it groups are those of when the register was counted."""
    reader: FactsReader | None = getattr(_mine, "reader", None)
    return reader or facts_reader(get_tables())


def _tally() -> Tally:
    if not hasattr(_mine, "tally"):
        _mine.tally = Tally()
    tally: Tally = _mine.tally
    return tally


class _Row(NamedTuple):
    """A row of the key table as it was fetched: which weapon's, its number, and what else is known of it."""

    weapon: UUID | str
    text: str
    role: int
    facts: str
    known: KeyFacts

    @property
    def spelling(self) -> Spelling | None:
        """Its number."""
        is_part = self.role >= PART
        return Spelling(self.text, "", self.role % PART and OTHER_SPELLING, is_part) if self.text else None

    def numbered(self) -> Numbered[UUID]:
        """As an answer names it."""
        weapon = self.weapon if isinstance(self.weapon, UUID) else UUID(self.weapon)
        spelling = self.spelling
        description = replace(self.known.description, spellings=(spelling,) if spelling else ())
        return Numbered(Record(weapon, description, self.known.source), spelling)


class _Wanted(NamedTuple):
    """Where a key stands among those asked for, and the number of the maker it is limited to (-1: none)."""

    place: int
    make: int


_Limited = tuple[_Row, int]
"""A row and the number of the maker that its key was thought of for (-1: any)."""


class TableSearch:
    """Searches weapons of some kinds of list for one question; the weapon ``without`` is left out, and
    those of ``always`` are weighed whatever is found.

    ``levels`` of errors are tried; ``is_deep``: with other makers than the one read too. When more fit than can be
    weighed, ``is_capped`` says so.
    """

    def __init__(
        self,
        viewer: Viewer,
        kinds: Sequence[ListKind],
        weigher: Weigher,
        *,
        levels: int = LEVELS,
        is_deep: bool = False,
        without: UUID | None = None,
        always: Sequence[Record[UUID]] = (),
    ) -> None:
        self.is_capped = False
        self._viewer, self._weigher, self._always = viewer, weigher, always
        self._apart = [each for each in (without, *(record.id for record in always)) if each]
        self._levels, self._is_deep = levels, is_deep
        self._kinds = [kind.value for kind in kinds]
        self._read = _reader()
        self._rows: list[_Row | Numbered[UUID]] = []

    def answer(self, query: Description) -> Answer[UUID]:
        """Ranked weapons with reasons, or none."""
        parts = self._parts(query)
        return answer_of(query, self._weigher, parts, self._row, self._whole)

    def chances(self, query: Description) -> tuple[list[tuple[UUID, float]], float]:
        """Weapons with their probabilities, likeliest first, and that of none."""
        return chances_of(query, self._weigher, self._parts(query), self._row, self._whole)

    def _whole(self, ids: Sequence[UUID]) -> dict[UUID, Record[UUID]]:
        """These weapons with all their numbers."""
        weapons = facts_by_ids(self._viewer, ids)
        return {each: record_of(weapon, self._read.group) for each, weapon in weapons.items()}

    def _row(self, number: int) -> Numbered[UUID]:
        row = self._rows[number]
        return row.numbered() if isinstance(row, _Row) else row

    def _parts(self, query: Description) -> list[Part]:
        parts = []
        for share, spelling, mark in ways(query, self._weigher):
            reading = reading_of(query, spelling)
            asked = self._weigher.ask(reading)
            if not asked.is_too_open:
                parts.append(Part(share, spelling, reading, self._weigh(asked, reading), mark=mark))
        return parts or [self._by_facts(query)]

    def _weigh(self, asked: Asked, reading: Reading) -> Weighed:
        tally, coder = _tally(), RowCoder(self._weigher, reading)
        count = self._begin(asked, coder, tally)
        if asked.ends is not None:
            count = self._take(asked, coder, tally, count, self._fetch_ends(asked))
        else:
            count = self._by_levels(asked, coder, tally, count)
        return tally.weighed(count, asked.background, self._weigher.model.also_fits)

    def _begin(self, asked: Asked, coder: RowCoder, tally: Tally) -> int:
        """Weigh first what is weighed whatever is found."""
        tally.start()
        always = [
            Numbered(record, spelling)
            for record in self._always
            for spelling in record.description.spellings or (None,)
        ]
        self._rows += always
        coded = [coder.code(row.record.description, row.spelling) for row in always]
        return weigh_rows(asked, self._weigher, coded, tally, len(self._rows) - len(always), 0)

    def _by_levels(self, asked: Asked, coder: RowCoder, tally: Tally, count: int) -> int:
        """Look up ever more variations of the number, until what is found leaves the background no room."""
        state, places, found = tally.room[1], tally.room[5], tally.room[7]
        state[HITS], state[TURN] = 0, state[TURN] + 1
        length = min(len(asked.read), KEY_LENGTH)
        key, open_count = pack_reading(asked.read, length, classes_of_codes(), places)
        counted = self._weigher.counted("make").counted
        makes: list[int] = []
        if asked.is_make_read and not self._is_deep:
            makes = found[: plausible_makes(self._weigher.stretch(0)[: counted + 1], found)].tolist()
            makes += [0] if makes and INDEX.slot("") is not None else []
        for level in range(self._levels):
            with INDEX.lock:
                wanted = self._expand(asked, tally, level, (key, open_count, length), makes if level else [])
            count = self._take(asked, coder, tally, count, self._fetch_keys(wanted))
            tally.told[LEVEL] = level + 1
            background = asked.background - self._weigher.before
            if count and is_enough(background, tally.told[0], self._weigher.model.search_enough):
                break
        return count

    def _expand(
        self, asked: Asked, tally: Tally, level: int, packed: tuple[int, int, int], makes: list[int]
    ) -> dict[int, list[_Wanted]]:
        """Keys that a level of variations may mean and the filters know."""
        hits, state, seen, aside, _, places, fills = tally.room[:7]
        key, open_count, length = packed
        classes = classes_of_codes()
        is_long = len(asked.read) > KEY_LENGTH and asked.read[KEY_LENGTH] < len(classes) - 2
        after = int(classes[asked.read[KEY_LENGTH]]) if is_long else 0
        filters, texts = INDEX.filters, self._weigher.values_of("make").texts
        wanted: dict[int, list[_Wanted]] = {}
        for turn, make in enumerate(makes or [-1], 1):
            slot = None if make < 0 else INDEX.slot(texts[make - 1] if make else "")
            if make >= 0 and slot is None:
                continue
            before = int(state[HITS])
            state[SLOT] = 0 if slot is None else turn
            salt, bits, masks = (
                (0, filters.every, filters.masks[0])
                if slot is None
                else (int(filters.salts[slot]), filters.by_make, filters.masks[slot + 1])
            )
            expand(
                level,
                key,
                places,
                open_count,
                length,
                asked.letters,
                after,
                salt,
                bits,
                masks,
                filters.affixes,
                fills,
                hits,
                state,
                seen,
                aside,
            )
            for place, found in enumerate(hits[before : int(state[HITS])].tolist(), before):
                wanted.setdefault(found, []).append(_Wanted(place, make))
        return wanted

    def _take(self, asked: Asked, coder: RowCoder, tally: Tally, count: int, rows: list[_Limited]) -> int:
        """Weigh rows with the maker each is limited to; how many are kept now."""
        kept, coded = [], []
        for row, limit in rows:
            facts = coder.known_facts(row.facts, row.known.description)
            if limit in (-1, facts[0]):
                kept.append(row)
                coded.append(Coded(row.text, [*facts, row.role]))
        first = len(self._rows)
        self._rows += kept
        return weigh_rows(asked, self._weigher, coded, tally, first, count) if kept else count

    def _fetch_keys(self, wanted: dict[int, list[_Wanted]]) -> list[_Limited]:
        """Rows with these keys, in the order the keys were thought of."""
        if not wanted:
            return []
        if connection.vendor == "postgresql":
            condition, parameter = "k.head = ANY(%s)", list(wanted)
        else:
            condition = "k.head IN (SELECT value FROM json_each(%s))"
            parameter = f"[{','.join(map(str, wanted))}]"  # type: ignore[assignment]  # [one driver takes text]
        found = [
            (place, str(row.weapon), number, row, make)
            for number, key, row in self._select(condition, [parameter])
            for place, make in wanted[key]
        ]
        found.sort(key=itemgetter(0, 1, 2))
        return [(row, make) for _, _, _, row, make in found]

    def _fetch_ends(self, asked: Asked) -> list[_Limited]:
        """Rows that begin and end as what is legible does."""
        assert asked.ends is not None
        conditions: list[str] = []
        params: list[int] = []
        for column, classes in (("head", asked.ends[0]), ("tail", asked.ends[1][::-1])):
            if len(classes):
                conditions.append(f"k.{column} BETWEEN %s AND %s")
                params += span_of_classes(classes.tolist())
        rows = self._select(" AND ".join(conditions), params)
        return [(row, -1) for _, _, row in sorted((str(row.weapon), number, row) for number, _, row in rows)]

    def _by_facts(self, query: Description) -> Part:
        """Weapons of the maker, model and calibre, where there is no number: the first, and how many more."""
        reading = reading_of(query, None)
        asked, tally = self._weigher.ask(reading), _tally()
        coder = RowCoder(self._weigher, reading)
        count = self._begin(asked, coder, tally)
        given = {
            "w.make_code": "" if query.make != stated_make(reading.make, "") else query.make,
            "w.model_key": query.model,
            "w.calibre_code": query.calibre,
        }
        given = {column: value for column, value in given.items() if value}
        if not given:
            return Part(0.0, None, reading, tally.weighed(count, asked.background, 1.0))
        kinds = ", ".join(["%s"] * len(self._kinds))
        where = " AND ".join([*(f"{column} = %s" for column in given), f"w.list_kind IN ({kinds})"])
        scope, scope_params = self._scope()
        params = [*given.values(), *self._kinds, *scope_params]
        source = f"FROM {weapon_table()} w WHERE {where} AND NOT w.is_voided{scope}"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT w.id {source} ORDER BY w.id LIMIT {MOST_BY_FACTS}", params)
            ids = [row[0] if isinstance(row[0], UUID) else UUID(row[0]) for row in cursor.fetchall()]
            beyond = 0
            if len(ids) == MOST_BY_FACTS:
                cursor.execute(f"SELECT count(*) {source}", params)
                beyond = cursor.fetchone()[0] - MOST_BY_FACTS
        weapons = facts_by_ids(self._viewer, ids)
        records = [record_of(weapons[each], self._read.group) for each in ids if each in weapons]
        named = [Numbered(record, None) for record in records]
        first = len(self._rows)
        self._rows += named
        coded = [coder.code(row.record.description, None) for row in named]
        count = weigh_rows(asked, self._weigher, coded, tally, first, count)
        weighed = tally.weighed(count, asked.background, self._weigher.model.also_fits)
        return Part(0.0, None, reading, weighed, beyond)

    def _select(self, condition: str, params: list[Any]) -> list[tuple[int, int, _Row]]:
        """Rows of the key table of these kinds of list, with their id and key."""
        scope, scope_params = self._scope()
        kinds = " OR ".join(["k.facts LIKE %s"] * len(self._kinds))
        keys = connection.ops.quote_name(MarkKey._meta.db_table)
        weapons = f" JOIN {weapon_table()} w ON w.id = k.weapon_id" if scope else ""
        statement = (
            f"SELECT k.id, k.head, k.spelling, k.role, k.weapon_id, k.facts FROM {keys} k{weapons}"
            f" WHERE {condition} AND NOT k.is_voided AND ({kinds}){scope} LIMIT {MOST_ROWS + 1}"
        )
        beginnings = [f"{kind}\t%" for kind in self._kinds]
        with connection.cursor() as cursor:
            cursor.execute(statement, [*params, *beginnings, *scope_params])
            rows = cursor.fetchall()
        self.is_capped |= len(rows) > MOST_ROWS
        apart = {form for each in self._apart for form in (each, each.hex)}
        return [
            (number, key, _Row(weapon, text, role, facts, known))
            for number, key, text, role, weapon, facts in rows[:MOST_ROWS]
            if (known := self._read(facts)).list_kind in self._kinds and weapon not in apart
        ]

    def _scope(self) -> tuple[str, list[Any]]:
        """The viewer's units, as the rest of a WHERE; empty for one who may search everywhere."""
        units = self._viewer.units("weapon.search")
        if units is None:
            return "", []
        blanks = ", ".join(["%s"] * len(units)) or "NULL"
        native = connection.features.has_native_uuid_field
        return f" AND w.unit_id IN ({blanks})", [unit if native else unit.hex for unit in units]
