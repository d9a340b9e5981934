"""Which State: names in six languages, ISO codes and M49; and marks that tell a country."""

from collections.abc import Iterable
from functools import lru_cache

from tracemark.reference.rules.absences import find_absence
from tracemark.reference.rules.folding import fold
from tracemark.reference.rules.names import Found, Names
from tracemark.reference.rules.tables import Country, Hit, Tables


def find_country(tables: Tables, text: str) -> Hit:
    """The State that ``text`` names: UN short or official name in six languages, alpha-2, alpha-3 or M49.

    ``code`` is alpha-2. A short text is only read as a code: one letter off is another State.
    """
    return _find_country(tables, text)


@lru_cache(maxsize=16384)
def _find_country(tables: Tables, text: str) -> Hit:
    hit = _hit(text, _names(tables).find(fold(text)))
    # Codes first: "NA" is Namibia.
    return hit if hit.how != "unknown" else find_absence(tables, text) or hit


def find_country_mark(tables: Tables, text: str) -> Hit:
    """The mark of a proof house, factory or State that ``text`` describes; ``code`` is the mark's own."""
    return _hit(text, _mark_names(tables).find_exact(fold(text)))


def _hit(text: str, found: Found) -> Hit:
    if len(found.codes) == 1:
        return Hit(text, found.codes[0], found.how)
    if not found.codes or found.how == "spelling":
        return Hit(text, None, "unknown")
    return Hit(text, None, "ambiguous", candidates=found.codes)


@lru_cache(maxsize=8)
def _names(tables: Tables) -> Names:
    return Names(entry for country in tables.countries.values() for entry in _entries(country))


def _entries(country: Country) -> Iterable[tuple[str, str, str]]:
    for name in (*country.short.values(), *country.official.values()):
        yield fold(name), country.alpha2, "name"
    for alias in (country.alpha2, country.alpha3, country.m49, *country.aliases):
        yield fold(alias), country.alpha2, "alias"


@lru_cache(maxsize=8)
def _mark_names(tables: Tables) -> Names:
    return Names(
        (fold(name), mark.code, "alias" if position else "name")
        for mark in tables.country_marks.values()
        for position, name in enumerate((mark.text, *mark.aliases))
    )
