"""Who made it: a typed maker's name to the maker, or to the reason why there is none."""

from collections.abc import Iterable
from functools import lru_cache

from tracemark.reference.rules.absences import CRAFT, UNKNOWN, find_absence
from tracemark.reference.rules.countries import find_country
from tracemark.reference.rules.folding import fold, words
from tracemark.reference.rules.models import find_model
from tracemark.reference.rules.names import Found, Names
from tracemark.reference.rules.tables import Hit, Tables

# What a firm's name may carry or not: legal forms and the plainest words for "arms" and "works".
_FIRM_WORDS = frozenset(
    {
        "a", "ab", "ad", "ag", "ao", "as", "bv", "cjsc", "co", "company", "corp", "corporation", "dd", "doo",
        "fgup", "gesmbh", "gmbh", "gup", "inc", "incorporated", "jsc", "kg", "kk", "limited", "llc", "ltd",
        "nv", "oao", "ohg", "ojsc", "oy", "oyj", "pao", "pjsc", "plc", "sa", "sarl", "sas", "sl", "spa",
        "srl", "sro", "zao", "and", "de", "e", "et", "i", "of", "the", "und", "y", "arms", "firearms",
        "manufacturing", "mfg", "weapons", "works", "ао", "завод", "зао", "оао", "оружейный",
        "пао", "фабрика", "фгуп",
    }
)  # fmt: skip
_SHORT = 4


def find_maker(tables: Tables, text: str, model: str = "") -> Hit:
    """The maker that ``text`` names: alias first, then spelling; ``model`` decides between two of one name.

    "Izhevsk" is where two makers sit: with model "AKM" it is one of them, with "Makarov PM" the other, alone
    it is ``ambiguous``. "home-made", "unknown" and blank are ``absent`` with a ``reason``.
    """
    return _find_maker(tables, text, model)


@lru_cache(maxsize=32768)
def _find_maker(tables: Tables, text: str, model: str) -> Hit:
    folded = words(text)
    found = _first_found(tables, folded)
    if found.how == "spelling" or not found.codes:
        absence = find_absence(tables, text, (CRAFT, UNKNOWN))
        if absence is not None:
            return absence
    if len(found.codes) > 1 or (found.how == "spelling" and len("".join(folded)) < _SHORT):
        found = _narrowed_by_model(tables, found, model)
    if len(found.codes) == 1:
        return Hit(text, found.codes[0], found.how)
    if found.how == "spelling" or not found.codes:
        return Hit(text, None, "unknown")
    return Hit(text, None, "ambiguous", candidates=found.codes)


def _first_found(tables: Tables, folded: tuple[str, ...]) -> Found:
    """Exact, then without words that a firm's name may or may not carry, its beginning, the nearest spelling."""
    names = _names(tables)
    bare = [word for word in folded if word not in _FIRM_WORDS]
    for said in (folded, bare):
        found = names.find_exact("".join(said))
        if found.codes:
            return found
    beginning = names.find_exact("".join(_without_trailer(tables, bare)))
    return Found(beginning.codes, "begins") if beginning.codes else names.find("".join(folded))


def _without_trailer(tables: Tables, folded: list[str]) -> list[str]:
    """The name without a model or country typed behind it ("Glock 17", "Norinco (China)")."""
    kept = list(folded)
    while len(kept) > 1 and (
        any(sign.isdigit() for sign in kept[-1]) or find_country(tables, kept[-1]).code is not None
    ):
        kept.pop()
    return kept


def _narrowed_by_model(tables: Tables, found: Found, model: str) -> Found:
    families = [(code, find_model(tables, code, model)) for code in found.codes]
    fitting = tuple(code for code, family in families if family is not None and code in family.makers)
    if len(fitting) == 1 or found.how == "spelling":
        return Found(fitting, found.how)
    return found


@lru_cache(maxsize=8)
def _names(tables: Tables) -> Names:
    return Names(_entries(tables))


def _entries(tables: Tables) -> Iterable[tuple[str, str, str]]:
    for maker in tables.makers.values():
        yield fold(maker.name), maker.code, "name"
        for alias in maker.aliases:
            yield fold(alias), maker.code, "alias"
