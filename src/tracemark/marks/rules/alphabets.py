"""Spelling Cyrillic, Greek and Arabic letters in Latin: every honest reading, the likeliest first."""

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from tracemark.marks.rules.notation import DOUBTFUL, Draft, respell
from tracemark.marks.rules.scripts import (
    ARABIC_SOUND,
    CYRILLIC_DIGIT,
    CYRILLIC_SHAPE,
    CYRILLIC_SOUND,
    GREEK_SHAPE,
    GREEK_SOUND,
    LATIN_EXTRA,
)
from tracemark.marks.rules.stages import Path, take

_DIGITS = frozenset("0123456789?")


class _Alphabet(NamedTuple):
    name: str
    shape: Mapping[str, str]
    sound: Mapping[str, str]


_ALPHABETS = (
    _Alphabet("cyrillic", CYRILLIC_SHAPE, CYRILLIC_SOUND),
    _Alphabet("greek", GREEK_SHAPE, GREEK_SOUND),
    _Alphabet("arabic", {}, ARABIC_SOUND),
)


def digit_readings(path: Path) -> list[Path]:
    """Cyrillic letters that may be figures: figures between figures, else letters; the other way second.

    An O is never turned into a zero in the first reading.
    """
    text = path.draft.text
    places = [place for place, letter in enumerate(text) if letter in CYRILLIC_DIGIT]
    if not places:
        return [path]
    inside = {place for place in places if _figures_around(text, place) == 2}
    beside = {place for place in places if _figures_around(text, place) >= 1}
    preferred = {place for place in inside if text[place] not in "Оо"}
    choices = list(dict.fromkeys(map(frozenset, (preferred, beside, ()))))
    return [take(path, "cyrillic_as_digit", _with_figures(path.draft, choice)) for choice in choices]


def _figures_around(text: str, place: int) -> int:
    """How many neighbours are figures; 0 when a letter stands beside."""
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return 0 if any(neighbour.isalpha() for neighbour in around) else sum(n in _DIGITS for n in around)


def _with_figures(draft: Draft, places: frozenset[int]) -> Draft:
    text = "".join(
        CYRILLIC_DIGIT[letter] if place in places else letter for place, letter in enumerate(draft.text)
    )
    signs = "".join(DOUBTFUL if place in places else sign for place, sign in enumerate(draft.signs))
    return Draft(text, signs)


def latin_readings(path: Path) -> list[Path]:
    """Spell the letters of other alphabets in Latin, by shape and by sound."""
    path = take(path, "upper_cased", respell(path.draft, str.upper))
    path = take(path, "diacritics_removed", respell(path.draft, _without_diacritics))
    paths = [path]
    for alphabet in _ALPHABETS:
        paths = [reading for path in paths for reading in _readings_in(alphabet, path)]
    return paths


def _without_diacritics(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in LATIN_EXTRA:
        return LATIN_EXTRA[letter]
    parts = unicodedata.normalize("NFKD", letter)
    base = "".join(part for part in parts if not unicodedata.combining(part))
    return base if base.isascii() or len(base) == 1 else letter


def _readings_in(alphabet: _Alphabet, path: Path) -> list[Path]:
    """By shape first when all letters have a Latin shape or stand beside Latin ones; else by sound first."""
    text = path.draft.text
    letters = {letter for letter in text if letter in alphabet.sound or letter in alphabet.shape}
    if not letters:
        return [path]
    by_sound = take(
        path, f"{alphabet.name}_by_sound", respell(path.draft, lambda c: alphabet.sound.get(c, c))
    )
    if not alphabet.shape:
        return [by_sound]
    table = {**alphabet.sound, **alphabet.shape}
    by_shape = take(path, f"{alphabet.name}_by_shape", respell(path.draft, lambda c: table.get(c, c)))
    is_latin_beside = any(letter.isascii() and letter.isalpha() for letter in text)
    return (
        [by_shape, by_sound] if letters <= alphabet.shape.keys() or is_latin_beside else [by_sound, by_shape]
    )
