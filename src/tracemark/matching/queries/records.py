"""Weapons of the register as the rules of matching compare them."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.db import connection

from tracemark.accounts.rules import Viewer
from tracemark.matching.models import MarkKey
from tracemark.matching.rules.description import KeyFacts, Record, custodian, describe, read_key_facts
from tracemark.matching.rules.linking import Row
from tracemark.reference.queries import get_tables
from tracemark.reference.rules import find_calibre
from tracemark.reference.rules.tables import Tables
from tracemark.register.queries.facts import WeaponFacts, iter_facts
from tracemark.register.rules.rows import ListKind

OWNED = (ListKind.INVENTORY, ListKind.REGISTER)
SEEN = (ListKind.SEIZURES, ListKind.LOSSES, ListKind.DESTRUCTION)
ELSEWHERE = (*SEEN, ListKind.RECEIPTS)
"""Lists of what happened to weapons, beside `OWNED`: where they are at home."""


@lru_cache(maxsize=2)
def calibre_grouper(tables: Tables) -> Callable[[str, str], str]:
    """How the coarse group of a calibre is found, by code or, without one, by what was typed."""

    @lru_cache(maxsize=4096)
    def group(code: str, text: str) -> str:
        if code in tables.calibres:
            return tables.calibres[code].coarse
        return find_calibre(tables, text).coarse if text else ""

    return group


class FactsReader:
    """Reads what the key table says of weapons; each text once while it is remembered."""

    def __init__(self, tables: Tables) -> None:
        self.group = calibre_grouper(tables)
        self._read = lru_cache(maxsize=50_000)(partial(read_key_facts, calibre_group=self.group))

    def __call__(self, text: str) -> KeyFacts:
        return self._read(text)


@lru_cache(maxsize=2)
def facts_reader(tables: Tables) -> FactsReader:
    """The reader by these tables."""
    return FactsReader(tables)


def record_of(weapon: WeaponFacts, group: Callable[[str, str], str]) -> Record[UUID]:
    """A weapon as matching compares it; its source is the custodian's list, so that one list never names it twice."""
    return Record(weapon.weapon_id, describe(weapon.facts, group), custodian_of(weapon))


def custodian_of(weapon: WeaponFacts) -> str:
    """Whose books a weapon stands in."""
    return custodian(weapon.list_kind, weapon.authority)


def weapon_table() -> str:
    """The register's table of weapons, as the key table refers to it."""
    return connection.ops.quote_name(_weapon()._meta.db_table)


def _weapon() -> Any:
    return MarkKey._meta.get_field("weapon").related_model


def iter_rows(
    viewer: Viewer, kinds: Sequence[ListKind], *, year: int | None = None
) -> Iterator[tuple[WeaponFacts, Row[UUID]]]:
    """All visible weapons of these lists, with what matching needs of each."""
    group = calibre_grouper(get_tables())
    for weapon in iter_facts(viewer, kinds, year=year):
        record = record_of(weapon, group)
        yield weapon, Row(record, weapon.list_kind, weapon.occurred, custodian_of(weapon))
