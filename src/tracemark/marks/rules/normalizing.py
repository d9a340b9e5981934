"""Normalizing one mark: from what a reader typed to A-Z, 0-9, ``?`` and ``*``, with every step kept."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tracemark.marks.rules.mark import Role, Step
from tracemark.marks.rules.notation import (
    DOUBTFUL,
    MAX_READINGS,
    SURE,
    UNREADABLE,
    Draft,
    mark_unreadable,
    new_draft,
    read_doubts,
    respell,
)
from tracemark.marks.rules.scripts import (
    ARABIC_SOUND,
    CHINESE_DIGIT,
    CHINESE_UNIT,
    CYRILLIC_DIGIT,
    CYRILLIC_SHAPE,
    CYRILLIC_SOUND,
    GREEK_SHAPE,
    GREEK_SOUND,
    LATIN_EXTRA,
    chinese_number,
    script_of,
)

MAX_LENGTH = 200

_READABLE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789?*")
_DIGITS = frozenset("0123456789?")
_INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})
# Letters and digits with spaces or single hyphens, slashes or full stops between: only three stages can
# change it.
_SIMPLE = re.compile(r" *[A-Za-z0-9]+(?:(?: +|[-/.])[A-Za-z0-9]+)*[-/. ]?")
_TO_SPACELESS = str.maketrans("", "", " ")
_TO_BARE = str.maketrans("", "", "-/.")
_LATE_X = re.compile(r"(?<=\d)X{3,}$")
_CHINESE_RUN = re.compile(f"[{''.join((*CHINESE_DIGIT, *CHINESE_UNIT))}]+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A mark in its normalized spelling, its other honest spellings (best first), and how it came about.

    ``certainty`` has one sign for each character of ``normalized`` (see ``Mark``).
    """

    normalized: str
    alternatives: tuple[str, ...] = ()
    script: str = "none"
    certainty: str = ""
    steps: tuple[Step, ...] = ()


class _Path(NamedTuple):
    """One way of reading the text, as far as it has come."""

    draft: Draft
    steps: tuple[Step, ...]


class _Alphabet(NamedTuple):
    name: str
    shape: Mapping[str, str]
    sound: Mapping[str, str]


_ALPHABETS = (
    _Alphabet("cyrillic", CYRILLIC_SHAPE, CYRILLIC_SOUND),
    _Alphabet("greek", GREEK_SHAPE, GREEK_SOUND),
    _Alphabet("arabic", {}, ARABIC_SOUND),
)


def normalize(text: str, role: Role = Role.SERIAL) -> Spelling:
    """Normalize one mark. Never raises; normalizing a normalized mark changes nothing.

    Look-alikes are kept as read (an O stays an O): see ``look_alikes.fold``. Letters of other scripts are
    spelt in Latin by shape or by sound, whichever is likelier first, and the other way in ``alternatives``.
    A letter with no Latin spelling becomes ``?``. Chinese numerals are figures in model marks only.
    """
    if text.isascii() and "x" not in text and text.count("X") < 3 and len(text) <= MAX_LENGTH:
        if text.isalnum():
            return _plain(text)
        if _SIMPLE.fullmatch(text):
            return _simple(text)
    return _spell(text, role)


def _plain(text: str) -> Spelling:
    """The quick way for ASCII letters and digits, which is how nearly all marks are typed."""
    upper = text.upper()
    steps = () if upper == text else (Step("upper_cased", text, upper),)
    return Spelling(upper, (), "none" if text.isdigit() else "latin", SURE * len(text), steps)


def _simple(text: str) -> Spelling:
    """The quick way for ASCII with ordinary separators: the same steps as the careful way."""
    upper = text.upper()
    spaceless = upper.translate(_TO_SPACELESS)
    bare = spaceless.translate(_TO_BARE)
    steps = tuple(
        Step(code, before, after)
        for code, before, after in (
            ("upper_cased", text, upper),
            ("spaces_removed", upper, spaceless),
            ("separators_removed", spaceless, bare),
        )
        if before != after
    )
    return Spelling(bare, (), "none" if bare.isdigit() else "latin", SURE * len(bare), steps)


@lru_cache(maxsize=8192)
def _spell(text: str, role: Role) -> Spelling:
    """The careful way: stage after stage, each change a step, each fork another reading."""
    first, *others = [
        last
        for doubtful in _doubtful_readings(_prepare(text, role))
        for numeric in _digit_readings(doubtful)
        for latin in _latin_readings(numeric)
        for last in _blank_readings(_clean(latin, role))
    ]
    normalized = first.draft.text
    alternatives = dict.fromkeys(path.draft.text for path in others if path.draft.text != normalized)
    return Spelling(
        normalized, tuple(alternatives)[:MAX_READINGS], script_of(text), first.draft.signs, first.steps
    )


def _take(path: _Path, code: str, draft: Draft) -> _Path:
    """Go on with ``draft``; a change of text is a step."""
    if draft.text == path.draft.text:
        return _Path(draft, path.steps)
    return _Path(draft, (*path.steps, Step(code, path.draft.text, draft.text)))


def _prepare(text: str, role: Role) -> _Path:
    """Stages on the text alone, before any place in it is doubtful."""
    stages: list[tuple[str, Callable[[str], str]]] = [
        ("invisible_removed", _without_invisible),
        ("full_width_folded", _half_width),
        ("compatibility_folded", _compatible),
        ("digits_converted", _ascii_digits),
    ]
    if role is Role.MODEL:
        stages.append(("chinese_numerals_read", _chinese_figures))
    stages.append(("unreadable_marked", mark_unreadable))
    path = _Path(new_draft(text), ())
    for code, stage in stages:
        path = _take(path, code, new_draft(stage(path.draft.text)))
    return path


def _without_invisible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character
        for character in text
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE
    )


def _half_width(text: str) -> str:
    return _per_character(text, lambda character: "\uff00" <= character <= "\uffef" or character == "\u3000")


def _compatible(text: str) -> str:
    return _per_character(text, lambda character: True)


def _per_character(text: str, wanted: Callable[[str], bool]) -> str:
    """NFKC one character at a time, so that nothing is composed across characters."""
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", character) if wanted(character) else character for character in text
    )


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text
    )


def _chinese_figures(text: str) -> str:
    return _CHINESE_RUN.sub(lambda match: chinese_number(match[0]), text)


def _doubtful_readings(path: _Path) -> list[_Path]:
    return [_take(path, "doubtful_marked", reading) for reading in read_doubts(path.draft)]


def _digit_readings(path: _Path) -> list[_Path]:
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
    return [_take(path, "cyrillic_as_digit", _with_figures(path.draft, choice)) for choice in choices]


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


def _latin_readings(path: _Path) -> list[_Path]:
    """Spell the letters of other alphabets in Latin, by shape and by sound."""
    path = _take(path, "upper_cased", respell(path.draft, str.upper))
    path = _take(path, "diacritics_removed", respell(path.draft, _without_diacritics))
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


def _readings_in(alphabet: _Alphabet, path: _Path) -> list[_Path]:
    """By shape first when all letters have a Latin shape or stand beside Latin ones; else by sound first."""
    text = path.draft.text
    letters = {letter for letter in text if letter in alphabet.sound or letter in alphabet.shape}
    if not letters:
        return [path]
    by_sound = _take(
        path, f"{alphabet.name}_by_sound", respell(path.draft, lambda c: alphabet.sound.get(c, c))
    )
    if not alphabet.shape:
        return [by_sound]
    table = {**alphabet.sound, **alphabet.shape}
    by_shape = _take(path, f"{alphabet.name}_by_shape", respell(path.draft, lambda c: table.get(c, c)))
    is_latin_beside = any(letter.isascii() and letter.isalpha() for letter in text)
    return (
        [by_shape, by_sound] if letters <= alphabet.shape.keys() or is_latin_beside else [by_sound, by_shape]
    )


def _clean(path: _Path, role: Role) -> _Path:
    """Leave A-Z, 0-9, ``?`` and ``*`` only."""
    path = _take(path, "spaces_removed", respell(path.draft, lambda c: "" if c.isspace() else c))
    path = _take(path, "separators_removed", respell(path.draft, lambda c: "" if _is_separator(c) else c))
    if role is Role.MODEL and any(character in _READABLE for character in path.draft.text):
        path = _take(path, "words_removed", respell(path.draft, lambda c: c if c in _READABLE else ""))
    path = _take(path, "letter_unknown", respell(path.draft, lambda c: c if c in _READABLE else "?"))
    return _take(path, "shortened", _settle(path.draft))


def _is_separator(character: str) -> bool:
    return character not in _READABLE and unicodedata.category(character)[0] in "PSMZC"


def _settle(draft: Draft) -> Draft:
    """One ``*`` where several stand together, signs of unreadable places, and no more than ``MAX_LENGTH``."""
    kept = [
        (character, UNREADABLE if character in "?*" else sign)
        for place, (character, sign) in enumerate(zip(draft.text, draft.signs, strict=True))
        if not (character == "*" and draft.text[place + 1 : place + 2] == "*")
    ][:MAX_LENGTH]
    return Draft("".join(character for character, _ in kept), "".join(sign for _, sign in kept))


def _blank_readings(path: _Path) -> list[_Path]:
    """Three or more X after figures at the end are blanks first and letters second."""
    found = _LATE_X.search(path.draft.text)
    if not found:
        return [path]
    blanks = len(found[0])
    text = path.draft.text[:-blanks] + "?" * blanks
    return [_take(path, "x_as_unreadable", Draft(text, path.draft.signs[:-blanks] + "?" * blanks)), path]
