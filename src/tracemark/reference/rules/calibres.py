"""Which cartridge: a typed calibre to the cartridge, or to the coarse group that is all a short name says."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tracemark.reference.rules.absences import find_absence
from tracemark.reference.rules.folding import words
from tracemark.reference.rules.names import Names
from tracemark.reference.rules.tables import Hit, Tables

_GROUP = "group:"
_TIMES = re.compile(r"(?<=\d)\s*(?:mm|мм|毫米|مم|ملم|ملم)?\s*[x×хх*✕✖]\s*(?=\d)")
_PER = re.compile(r"(?<=\d)\s*/\s*(?=\d)")
_COMMA = re.compile(r"(?<=\d)\s*[,٫·](?=\d)")
_LEADING_POINT = re.compile(r"(?<![\d.])0?\.(?=\d)")
_WORD_FOR_CALIBRE = re.compile(r"\b(?:cal|caliber|calibre|kal|kaliber|кал|калибр|калибра|عيار)\b\.?|口径")
_MILLIMETRES = re.compile(r"(?<=\d)\s*(?:mm|мм|毫米|مم|ملم|ملليمتر)(?![^\W\d_])")
_BARE_MILLIMETRES = re.compile(r"^(\d+)mm$")
_METRIC = re.compile(r"\d+(?:\.\d+)?x\d+(?:\.\d+)?r?(?![a-z\d])")
_PIECES = re.compile(r"\s*(?:[();|]|\bor\b|\bou\b|\bили\b|\bo\b|=|\s/\s|/(?=\D))\s*")


def find_calibre(tables: Tables, text: str) -> Hit:
    """The cartridge that ``text`` names, or only its coarse group ("9 mm", "7.62", "12 gauge").

    Digits are never guessed: a typing error is forgiven in letters only, for 9x18 and 9x19 are two.
    """
    return _find_calibre(tables, text)


@lru_cache(maxsize=32768)
def _find_calibre(tables: Tables, text: str) -> Hit:
    hit = _look_up(tables, text, calibre_key(text))
    if hit.how != "unknown":
        return hit
    return find_absence(tables, text) or _find_in_pieces(tables, text)


def calibre_key(text: str) -> str:
    """``text`` as it is looked up: one decimal point, one sign for "by", no "mm" beside a decimal number."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)
    plain = _WORD_FOR_CALIBRE.sub(" ", plain)
    plain = _COMMA.sub(".", plain)
    plain = _PER.sub("x", _TIMES.sub("x", plain))
    plain = _LEADING_POINT.sub("", plain)
    plain = _MILLIMETRES.sub("mm ", plain)
    parts = [part for part in re.split(r"(\d+(?:\.\d+)?(?:x\d+(?:\.\d+)?)*)", plain) if part]
    key = "".join(part if part[0].isdigit() else "".join(words(part)) for part in parts)
    bare = _BARE_MILLIMETRES.match(key)
    return bare[0] if bare else re.sub(r"(?<=\d)mm", "", key)


def _look_up(tables: Tables, text: str, key: str) -> Hit:
    found = _names(tables).find(key)
    if found.how == "spelling" and len(found.codes) > 1:
        return Hit(text, None, "unknown")
    codes = [code for code in found.codes if not code.startswith(_GROUP)]
    groups = {code.removeprefix(_GROUP) for code in found.codes if code.startswith(_GROUP)}
    groups |= {tables.calibres[code].coarse for code in codes}
    if len(codes) == 1:
        return Hit(text, codes[0], found.how, coarse=tables.calibres[codes[0]].coarse)
    if len(groups) == 1:
        return Hit(text, None, "coarse", coarse=groups.pop(), candidates=tuple(codes))
    return Hit(text, None, "ambiguous" if codes else "unknown", candidates=tuple(codes))


def _find_in_pieces(tables: Tables, text: str) -> Hit:
    """What the pieces of a cell agree on: two names of one cartridge, or words beside a name."""
    keys = [calibre_key(piece) for piece in _PIECES.split(text)]
    hits = [_look_up(tables, text, key) for key in (*keys, *_METRIC.findall(calibre_key(text))) if key]
    hits = [hit for hit in hits if hit.how != "unknown"]
    codes = {hit.code for hit in hits if hit.code}
    groups = {hit.coarse for hit in hits}
    if len(codes) == 1 and len(groups) == 1:
        return Hit(text, codes.pop(), "alias", coarse=groups.pop())
    if len(groups) == 1:
        return Hit(text, None, "coarse", coarse=groups.pop(), candidates=tuple(sorted(codes)))
    return Hit(text, None, "unknown")


@lru_cache(maxsize=8)
def _names(tables: Tables) -> Names:
    return Names(_entries(tables))


def _entries(tables: Tables) -> Iterable[tuple[str, str, str]]:
    for calibre in tables.calibres.values():
        yield from _keys(calibre.code, (calibre.name, calibre.code, *calibre.aliases))
    for group in tables.calibre_groups.values():
        yield from _keys(_GROUP + group.code, (group.code, *group.aliases))


def _keys(code: str, names: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    keys: Mapping[str, None] = dict.fromkeys(calibre_key(name) for name in names)
    for position, key in enumerate(keys):
        yield key, code, "alias" if position else "name"
