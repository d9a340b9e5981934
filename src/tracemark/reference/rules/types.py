"""What kind of thing it is: a typed weapon type to the type, and so whether it is an arm at all."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tracemark.reference.rules.absences import find_absence
from tracemark.reference.rules.folding import fold, words
from tracemark.reference.rules.names import Names
from tracemark.reference.rules.tables import Hit, Tables

ARM_SCOPES = frozenset({"small_arm", "light_weapon"})
"""Scopes of things that are arms under the PoA and the ITI."""

# What is said after these is what came with the thing, not the thing.
_BESIDES = re.compile(r"\s(?:with|w/|avec|con|с|со|مع)\s|\s*(?:\+|附|带)\s*|,\s*(?=\d)", re.IGNORECASE)
_INVERTED = re.compile(r"^([^,]+),\s*([^,\d]+)$")
_GENERIC = frozenset({"firearm", "rifle", "machine_gun"})
# A replica of a pistol is a replica, a part of a rifle is a part: the wider word does not make it an arm.
_RANK = {"replica": 0, "antique": 1, "ammunition": 2, "part": 3}
# Chinese does not part its words: each sign is taken as a word of its own.
_CHINESE_SIGN = re.compile("([\u2e80-\u9fff])")
_LONGEST_NAME = 8


def find_weapon_type(tables: Tables, text: str) -> Hit:
    """The weapon type that ``text`` names, with its ``scope``: also what is no arm (part, replica, …).

    Reads inverted names ("Rifle, assault"), and names inside a longer text ("Ammunition 9 mm, 1 box",
    "Toy gun (replica)"). Two different arms in one text are ``ambiguous``.
    """
    return _find_weapon_type(tables, text)


@lru_cache(maxsize=32768)
def _find_weapon_type(tables: Tables, text: str) -> Hit:
    names = _names(tables)
    for form in _readings(text):
        found = names.find("".join(form))
        if len(found.codes) == 1:
            return _hit(tables, text, found.codes[0], found.how)
    return find_absence(tables, text) or _find_inside(tables, names, text)


def _readings(text: str) -> Iterable[tuple[str, ...]]:
    inverted = _INVERTED.match(text.strip())
    if inverted:
        yield words(f"{inverted[2]} {inverted[1]}")
    yield words(text)


def _find_inside(tables: Tables, names: Names, text: str) -> Hit:
    inverted = _INVERTED.match(text.strip())
    read = f"{inverted[2]} {inverted[1]}" if inverted else text
    codes = _phrases(names, _units(_BESIDES.split(read, maxsplit=1)[0]))
    no_arms = [code for code in codes if tables.weapon_types[code].scope in _RANK]
    if no_arms:
        no_arms.sort(key=lambda code: _RANK[tables.weapon_types[code].scope])
        return _hit(tables, text, no_arms[0], "alias")
    precise = [code for code in codes if code not in _GENERIC] or codes
    if len(set(precise)) == 1:
        return _hit(tables, text, precise[0], "alias")
    return Hit(text, None, "ambiguous" if precise else "unknown", candidates=tuple(sorted(set(precise))))


def _units(text: str) -> list[str]:
    """The words of ``text`` without the Arabic article; of Chinese, each sign."""
    parts = [part for word in words(text) for part in _CHINESE_SIGN.split(word) if part]
    return [part.removeprefix("ال") if len(part) > 4 else part for part in parts]


def _phrases(names: Names, said: Sequence[str]) -> list[str]:
    """Codes of the names that stand in ``said``, the longest name first at each place."""
    codes, place = [], 0
    while place < len(said):
        for length in range(min(_LONGEST_NAME, len(said) - place), 0, -1):
            phrase = "".join(said[place : place + length])
            found = names.find_exact(phrase)
            # Two letters are an abbreviation in a cell of their own ("MG"), and anything inside a text.
            if len(found.codes) == 1 and (len(phrase) > 2 or not phrase.isascii()):
                codes.append(found.codes[0])
                break
        else:
            length = 1
        place += length
    return codes


def _hit(tables: Tables, text: str, code: str, how: str) -> Hit:
    return Hit(text, code, how, scope=tables.weapon_types[code].scope)


@lru_cache(maxsize=8)
def _names(tables: Tables) -> Names:
    return Names(_entries(tables))


def _entries(tables: Tables) -> Iterable[tuple[str, str, str]]:
    for kind in tables.weapon_types.values():
        yield from ((fold(name), kind.code, "name") for name in (kind.name, *kind.names.values()))
        yield from ((fold(alias), kind.code, "alias") for alias in (kind.code, *kind.aliases))
