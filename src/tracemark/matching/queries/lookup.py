"""The search index in the database: keys to weapons, within what the viewer may search."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from tracemark.accounts.rules import Viewer
from tracemark.matching.models import MarkKey
from tracemark.matching.queries.records import record_of
from tracemark.matching.rules.description import AS_TYPED, Description, Record
from tracemark.matching.rules.searching import FoundByFacts
from tracemark.register.queries.facts import WeaponFacts, facts_by_ids
from tracemark.register.queries.weapons import visible_weapons
from tracemark.register.rules.rows import ListKind

MOST_A_LOOKUP = 150
MOST_BY_FACTS = 100


class TableLookup:
    """A `matching.rules.searching.Lookup` over the key table, for weapons of some kinds of list.

    ``weapons`` collects the facts of all it found. When more fit than can be weighed, those of the make that was read
    come first and ``is_capped`` says so.
    """

    def __init__(
        self, viewer: Viewer, kinds: Sequence[ListKind], make: str, group: Callable[[str, str], str]
    ) -> None:
        self.weapons: dict[UUID, WeaponFacts] = {}
        self.is_capped = False
        self._viewer = viewer
        self._make = "" if make.startswith(AS_TYPED) else make
        self._group = group
        self._kinds = [kind.value for kind in kinds]

    def by_heads(self, keys: set[int], make: str) -> list[Record[UUID]]:
        """Weapons with one of these head keys."""
        return self._load(self._ids(_one_of("head"), [_list(keys)], make))

    def by_tails(self, keys: set[int], make: str) -> list[Record[UUID]]:
        """Weapons with one of these tail keys."""
        return self._load(self._ids(_one_of("tail"), [_list(keys)], make))

    def by_spans(
        self, heads: tuple[int, int] | None, tails: tuple[int, int] | None, make: str
    ) -> list[Record[UUID]]:
        """Weapons with a head, or a tail, in a range."""
        ids: list[UUID] = []
        for column, span in (("head", heads), ("tail", tails)):
            if span is not None:
                ids += self._ids(f"k.{column} BETWEEN %s AND %s", list(span), make)
        return self._load(ids)

    def by_facts(self, description: Description) -> FoundByFacts[UUID]:
        """Weapons of the maker and model: the first hundred, and how many more there are."""
        rows = visible_weapons(self._viewer, "weapon.search").filter(is_voided=False)
        rows = rows.filter(list_kind__in=self._kinds)
        wanted = {
            "make_code": self._make,
            "model_key": description.model,
            "calibre_code": description.calibre,
        }
        given = {name: value for name, value in wanted.items() if value}
        if not given:
            return FoundByFacts([], 0)
        rows = rows.filter(**given)
        ids = list(rows.order_by("record_no").values_list("id", flat=True)[:MOST_BY_FACTS])
        beyond = rows.count() - len(ids) if len(ids) == MOST_BY_FACTS else 0
        return FoundByFacts(self._load(ids), beyond)

    def _ids(self, condition: str, params: list[Any], make: str) -> list[UUID]:
        """Ids of weapons whose keys fit, those of the make that was read first."""
        quote = connection.ops.quote_name
        keys, weapons = quote(MarkKey._meta.db_table), quote(_weapon_table())
        scope, scope_params = self._scope()
        if make:
            scope, scope_params = f"{scope} AND w.make_code IN (%s, '')", [*scope_params, make]
        statement = (
            f"SELECT DISTINCT w.id, w.make_code = %s FROM {keys} k JOIN {weapons} w ON w.id = k.weapon_id"
            f" WHERE {condition} AND NOT k.is_voided AND NOT w.is_voided{scope}"
            f" ORDER BY 2 DESC LIMIT {MOST_A_LOOKUP + 1}"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [self._make, *params, *scope_params])
            found = [row[0] if isinstance(row[0], UUID) else UUID(row[0]) for row in cursor.fetchall()]
        self.is_capped |= len(found) > MOST_A_LOOKUP
        return found[:MOST_A_LOOKUP]

    def _scope(self) -> tuple[str, list[Any]]:
        """The kinds of list and the viewer's units, as the rest of a WHERE."""
        kinds = f" AND w.list_kind IN ({', '.join(['%s'] * len(self._kinds))})"
        units = self._viewer.units("weapon.search")
        if units is None:
            return kinds, list(self._kinds)
        blanks = ", ".join(["%s"] * len(units)) or "NULL"
        native = connection.features.has_native_uuid_field
        scope = [unit if native else unit.hex for unit in units]
        return f"{kinds} AND w.unit_id IN ({blanks})", [*self._kinds, *scope]

    def _load(self, ids: Iterable[UUID]) -> list[Record[UUID]]:
        wanted = list(dict.fromkeys(ids))
        fresh = [each for each in wanted if each not in self.weapons]
        self.weapons |= facts_by_ids(self._viewer, fresh) if fresh else {}
        return [record_of(self.weapons[each], self._group) for each in wanted if each in self.weapons]


def _weapon_table() -> str:
    """The register's table of weapons, as the key table refers to it."""
    related = MarkKey._meta.get_field("weapon").related_model
    return str(related._meta.db_table)


def _one_of(column: Literal["head", "tail"]) -> str:
    """The condition that a key is in a list given as one parameter, however long."""
    if connection.vendor == "postgresql":
        return f"k.{column} = ANY(%s)"
    return f"k.{column} IN (SELECT value FROM json_each(%s))"


def _list(keys: set[int]) -> object:
    if connection.vendor == "postgresql":
        return sorted(keys)
    return f"[{','.join(map(str, sorted(keys)))}]"
