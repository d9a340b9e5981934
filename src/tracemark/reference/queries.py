"""The only reader of reference: the tables of this node, their entries, and what waits for the curator."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.reference.data import load_tables
from tracemark.reference.models import ReferenceAddition, UnknownValue
from tracemark.reference.rules import Tables, fold
from tracemark.reference.rules.additions import Addition, name_in, with_additions

READ, CURATE = "reference.read", "reference.curate"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value as it is browsed: ``detail`` is what its kind says besides (country, group, scope, makers).

    ``detail_code`` is true when ``detail`` is a code that has words.
    """

    code: str
    name: str
    detail: str
    aliases: tuple[str, ...]
    marks: tuple[str, ...]
    source: str
    detail_code: bool = False


def get_tables() -> Tables:
    """The shipped tables with what this node's curator added; the same object until something changes.

    Asks the database one small question each time, so that every process sees an addition at once.
    """
    standing = ReferenceAddition.objects.filter(taken_back_at__isnull=True).order_by("at", "id")
    return _tables_with(tuple(standing.values_list("id", flat=True)))


@lru_cache(maxsize=4)
def _tables_with(addition_ids: tuple[UUID, ...]) -> Tables:
    """An addition is never changed, only taken back: the ids of those that stand say all."""
    if not addition_ids:
        return load_tables()
    rows = ReferenceAddition.objects.filter(id__in=addition_ids).order_by("at", "id")
    return with_additions(load_tables(), [_addition(row) for row in rows])


def _addition(row: ReferenceAddition) -> Addition:
    return Addition(row.kind, row.code, row.text, row.source, row.is_new, row.details)


def list_entries(viewer: Viewer, kind: str, find: str = "") -> list[Entry]:
    """Entries of one list (a key of `LISTS`) whose code, name or any alias holds ``find``, by name."""
    if not viewer.may(READ):
        raise PermissionDenied
    language = viewer.language.partition("-")[0]
    wanted = fold(find)
    entries = (entry for entry in LISTS[kind](get_tables(), language) if not wanted or _has(entry, wanted))
    return sorted(entries, key=lambda entry: (fold(entry.name), entry.code))


def list_unknown(viewer: Viewer, *, stage: str = "", kind: str = "") -> QuerySet[UnknownValue]:
    """Texts that were not recognised, the most frequent first; none without ``reference.curate``."""
    rows = UnknownValue.objects.select_related("addition", "settled_by").order_by("-count", "kind", "folded")
    if not viewer.may(CURATE):
        return rows.none()
    wanted = {name: value for name, value in (("stage", stage), ("kind", kind)) if value}
    return rows.filter(**wanted)


def find_unknown(viewer: Viewer, entry_id: UUID) -> UnknownValue | None:
    """One text that was not recognised, or None."""
    return list_unknown(viewer).filter(id=entry_id).first()


def _has(entry: Entry, wanted: str) -> bool:
    return any(wanted in fold(text) for text in (entry.code, entry.name, *entry.aliases, *entry.marks))


def _makers(tables: Tables, language: str) -> Iterable[Entry]:
    for maker in tables.makers.values():
        country = tables.countries[maker.country].short[language] if maker.country else ""
        yield Entry(maker.code, maker.name, country, maker.aliases, maker.marks, maker.source)


def _calibres(tables: Tables, language: str) -> Iterable[Entry]:
    for calibre in tables.calibres.values():
        yield Entry(calibre.code, calibre.name, calibre.coarse, calibre.aliases, (), calibre.source)


def _weapon_types(tables: Tables, language: str) -> Iterable[Entry]:
    for kind in tables.weapon_types.values():
        scope, name = f"weapon_scope_{kind.scope}", name_in(kind, language)
        yield Entry(kind.code, name, scope, kind.aliases, (), kind.source, detail_code=True)


def _countries(tables: Tables, language: str) -> Iterable[Entry]:
    for country in tables.countries.values():
        codes = (country.alpha2, country.alpha3, country.m49)
        names = tuple(filter(None, (*codes[1:], *country.short.values(), *country.aliases)))
        yield Entry(
            country.alpha2,
            country.short[language],
            country.official[language],
            tuple(dict.fromkeys(names)),
            (),
            country.source,
        )


def _models(tables: Tables, language: str) -> Iterable[Entry]:
    for family in tables.models.values():
        makers = ", ".join(tables.makers[code].name for code in family.makers if code in tables.makers)
        yield Entry(family.code, family.name, makers, family.aliases, (), family.source)


def _marks(tables: Tables, language: str) -> Iterable[Entry]:
    for mark in tables.country_marks.values():
        country = tables.countries[mark.country].short[language] if mark.country else ""
        yield Entry(mark.code, mark.description, country, mark.aliases, (mark.text,), mark.source)


LISTS: dict[str, Callable[[Tables, str], Iterable[Entry]]] = {
    "makers": _makers,
    "calibres": _calibres,
    "types": _weapon_types,
    "models": _models,
    "countries": _countries,
    "marks": _marks,
}
"""Lists that can be browsed, in the order of the screen."""


def country_name(alpha2: str, language: str) -> str:
    """What a State is called in ``language`` (``zh-hans`` too); its code when the table does not know it."""
    country = load_tables().countries.get(alpha2)
    return country.short.get(language.partition("-")[0], alpha2) if country else alpha2
