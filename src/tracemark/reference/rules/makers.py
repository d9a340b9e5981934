"""Who made it: a typed maker's name to the maker, or to the reason why there is none."""

from collections.abc import Iterable
from functools import lru_cache

from tracemark.reference.rules.folding import fold, words
from tracemark.reference.rules.models import find_model
from tracemark.reference.rules.names import Found, Names
from tracemark.reference.rules.tables import Hit, Tables

_ABSENT = "absent:"
# What a firm's name may carry or not: legal forms and the plainest words for "arms" and "works".
_FIRM_WORDS = frozenset(
    "ag ab as a inc incorporated ltd limited llc co company corp corporation plc gmbh gesmbh kg ohg sa sas sarl spa"
    " srl sl oy oyj bv nv kk doo dd ad jsc ojsc pjsc cjsc oao ao zao pao fgup gup sro the and und et y e i de of"
    " mfg manufacturing arms firearms weapons works фабрика завод оао ао зао пао фгуп оружейный".split()
)


def find_maker(tables: Tables, text: str, model: str = "") -> Hit:
    """The maker that ``text`` names: alias first, then spelling; ``model`` decides between two of one name.

    "Izhevsk" is where two makers sit: with model "AKM" it is one of them, with "Makarov PM" the other, alone
    it is ``ambiguous``. "home-made", "unknown" and blank are ``absent`` with a ``reason``.
    """
    return _find_maker(tables, text, model)


@lru_cache(maxsize=32768)
def _find_maker(tables: Tables, text: str, model: str) -> Hit:
    folded = words(text)
    if not folded:
        return Hit(text, None, "absent", reason="unknown" if "?" in text else "not_stated")
    names = _names(tables)
    found = _first_found(names, folded)
    if len(found.codes) > 1:
        found = _narrowed_by_model(tables, found, model)
    if not found.codes or (len(found.codes) > 1 and found.how == "spelling"):
        return Hit(text, None, "unknown")
    if len(found.codes) > 1:
        return Hit(text, None, "ambiguous", candidates=found.codes)
    if found.codes[0].startswith(_ABSENT):
        return Hit(text, None, "absent", reason=found.codes[0].removeprefix(_ABSENT))
    return Hit(text, found.codes[0], found.how)


def _first_found(names: Names, folded: tuple[str, ...]) -> Found:
    whole = names.find_exact("".join(folded))
    if whole.codes:
        return whole
    bare = "".join(word for word in folded if word not in _FIRM_WORDS)
    found = names.find_exact(bare) if bare else whole
    if found.codes:
        return Found(found.codes, "alias")
    return names.find("".join(folded))


def _narrowed_by_model(tables: Tables, found: Found, model: str) -> Found:
    families = [(code, find_model(tables, code, model)) for code in found.codes]
    fitting = [code for code, family in families if family is not None and code in family.makers]
    return Found(tuple(fitting), found.how) if len(fitting) == 1 else found


@lru_cache(maxsize=8)
def _names(tables: Tables) -> Names:
    return Names(_entries(tables))


def _entries(tables: Tables) -> Iterable[tuple[str, str, str]]:
    for maker in tables.makers.values():
        yield fold(maker.name), maker.code, "name"
        for alias in maker.aliases:
            yield fold(alias), maker.code, "alias"
    for absence in tables.absences:
        for word in absence.words:
            yield fold(word), _ABSENT + absence.reason, "alias"
