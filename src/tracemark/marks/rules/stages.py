"""Stages of normalizing on the way in and on the way out; each change of the text is a step."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from tracemark.marks.rules.mark import Role, Step
from tracemark.marks.rules.notation import UNREADABLE, Draft, mark_unreadable, new_draft, read_doubts, respell
from tracemark.marks.rules.scripts import CHINESE_DIGIT, CHINESE_UNIT, chinese_number

MAX_LENGTH = 200

_READABLE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789?*")
_CLEAN = re.compile(r"[A-Z0-9?]*")
_INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})
_LATE_X = re.compile(r"(?<=\d)X{3,}$")
_CHINESE_RUN = re.compile(f"[{''.join((*CHINESE_DIGIT, *CHINESE_UNIT))}]+")


class Path(NamedTuple):
    """One way of reading the text, as far as it has come."""

    draft: Draft
    steps: tuple[Step, ...]


def take(path: Path, code: str, draft: Draft) -> Path:
    """Go on with ``draft``; a change of text is a step."""
    if draft.text == path.draft.text:
        return Path(draft, path.steps)
    return Path(draft, (*path.steps, Step(code, path.draft.text, draft.text)))


def prepare(text: str, role: Role) -> Path:
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
    path = Path(new_draft(text), ())
    for code, stage in stages:
        path = take(path, code, new_draft(stage(path.draft.text)))
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


def doubtful_readings(path: Path) -> list[Path]:
    """The ways a doubtful notation such as ``(8)`` or ``8(B)`` can be read, best first."""
    return [take(path, "doubtful_marked", reading) for reading in read_doubts(path.draft)]


def clean(path: Path, role: Role) -> Path:
    """Leave A-Z, 0-9, ``?`` and ``*`` only."""
    if len(path.draft.text) <= MAX_LENGTH and _CLEAN.fullmatch(path.draft.text):
        return path._replace(draft=_settle(path.draft))
    path = take(path, "spaces_removed", respell(path.draft, lambda c: "" if c.isspace() else c))
    path = take(path, "separators_removed", respell(path.draft, lambda c: "" if _is_separator(c) else c))
    if role is Role.MODEL and any(character in _READABLE for character in path.draft.text):
        path = take(path, "words_removed", respell(path.draft, lambda c: c if c in _READABLE else ""))
    path = take(path, "letter_unknown", respell(path.draft, lambda c: c if c in _READABLE else "?"))
    return take(path, "shortened", _settle(path.draft))


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


def blank_readings(path: Path) -> list[Path]:
    """Three or more X after figures at the end are blanks first and letters second."""
    found = _LATE_X.search(path.draft.text)
    if not found:
        return [path]
    blanks = len(found[0])
    text = path.draft.text[:-blanks] + "?" * blanks
    return [take(path, "x_as_unreadable", Draft(text, path.draft.signs[:-blanks] + "?" * blanks)), path]
