"""How people write what they could not read: blanks, doubtful characters, several missing ones.

A draft is a text with one certainty sign for each of its characters, so that every later stage can change the
spelling without losing which place was doubtful.
"""

import re
from collections.abc import Callable
from itertools import islice, product
from typing import NamedTuple

from tracemark.marks.rules.look_alikes import LOOK_ALIKE_CLASSES

SURE, DOUBTFUL, UNREADABLE = "=", "~", "?"
MAX_READINGS = 8


class Draft(NamedTuple):
    """A text on its way to its normalized form; ``signs`` is as long as ``text``."""

    text: str
    signs: str


def new_draft(text: str) -> Draft:
    """A draft of which every character is sure."""
    return Draft(text, SURE * len(text))


def respell(draft: Draft, spell: Callable[[str], str]) -> Draft:
    """Spell each character anew; each new character takes the sign of the one it came from."""
    spelt = list(map(spell, draft.text))
    text = "".join(spelt)
    if text == draft.text:
        return draft
    if draft.signs.count(SURE) == len(draft.signs):
        return new_draft(text)
    signs = "".join(sign * len(new) for sign, new in zip(draft.signs, spelt, strict=True))
    return Draft(text, signs)


_WHOLE_DOUBTFUL = re.compile(r"(?:\s+\?|\s*\(\?\))\s*$")
_DOUBTFUL = re.compile(
    r"(?P<seen>[^\W_])\((?P<other>[^\W\d_]|\d)\)"  # 8(B)
    r"|[\[{(](?P<either>[^\W_](?:[/|][^\W_])+)[\]})]"  # [8/B]
    r"|[(\[](?P<alone>[^\W_]{1,2})[)\]]"  # (8)
)
_BRACKETED_BLANK = re.compile(r"\[(?P<inside>[\s.?_*…-]*|[^\W\d_][^\]\d]*)\]")
_DOTS = re.compile(r"\.{2,}")
_STARS = re.compile(r"\*{2,}")
_SMALL_X = re.compile(r"(?<=\d)x{2,}(?=\d|$)")
_INNER_NUMBER_SIGN = re.compile(r"(?<=[^\W_?#])#+|(?<=[?_])#+|#{2,}")
_MISSING_SIGN = re.compile(r"[□■◻◼]|(?<=[^\W_])[○◯●](?=[^\W_])")
_MANY = re.compile(r"\*{2,}")


def mark_unreadable(text: str) -> str:
    """Write ``?`` for each character said to be unreadable and ``*`` for an unknown number of them.

    Blanks that are counted are ``?`` themselves, ``_``, ``#`` inside a number, two dots or more than three,
    two or more stars, small ``x`` among figures, and the square that stands for a missing character in
    Chinese. Three dots, one star and words in square brackets are not counted.
    """
    text = _BRACKETED_BLANK.sub(_blank_in_brackets, text)
    text = _MISSING_SIGN.sub("?", text)
    text = _STARS.sub(lambda match: "?" * len(match[0]), text)
    text = _DOTS.sub(lambda match: "*" if len(match[0]) == 3 else "?" * len(match[0]), text)
    text = _INNER_NUMBER_SIGN.sub(lambda match: "?" * len(match[0]), text)
    if not any(letter.islower() and letter != "x" for letter in text):
        text = _SMALL_X.sub(lambda match: "?" * len(match[0]), text)
    return _MANY.sub("*", text.replace("_", "?"))


def _blank_in_brackets(match: re.Match[str]) -> str:
    inside: str = match["inside"]
    if any(character.isalpha() for character in inside):
        # ``[8]`` is one doubtful character; ``[rust]`` says why several are missing.
        return match[0] if len(inside) == 1 or re.fullmatch(r"\w{2}|\w(?:[/|]\w)+", inside) else "*"
    blanks = sum(character in ".?_-" for character in inside)
    if "*" in inside or "…" in inside or inside.count(".") == 3:
        return "*"
    return "?" * max(blanks, 1)


def read_doubts(draft: Draft) -> list[Draft]:
    """Take doubtful characters out of their brackets: first the reading preferred, then the others.

    ``8(B)`` and ``[8/B]`` are one doubtful character that may be either; ``(8)`` is doubtful without saying
    what else it could be (``K(8)`` is that too, since nobody takes a K for an 8); a question mark set apart
    at the end makes the whole reading doubtful.
    """
    text, sign = draft.text, SURE
    if whole := _WHOLE_DOUBTFUL.search(text):
        text, sign = text[: whole.start()], DOUBTFUL
    pieces: list[list[Draft]] = []
    end = 0
    for match in _DOUBTFUL.finditer(text):
        pieces.append([_signed(text[end : match.start()], sign)])
        pieces.append(_options(match, sign))
        end = match.end()
    pieces.append([_signed(text[end:], sign)])
    return [_join(choice) for choice in islice(product(*pieces), MAX_READINGS)]


def _signed(text: str, sign: str) -> Draft:
    return Draft(text, sign * len(text))


def _options(match: re.Match[str], sign: str) -> list[Draft]:
    seen, other = match["seen"], match["other"]
    if seen:
        both = Draft(seen + other, sign + DOUBTFUL)
        if not _is_look_alike(seen, other):
            return [both]
        return [_signed(seen, DOUBTFUL), _signed(other, DOUBTFUL), both]
    choices = re.split(r"[/|]", match["either"]) if match["either"] else [match["alone"]]
    return [_signed(choice, DOUBTFUL) for choice in choices]


def _is_look_alike(left: str, right: str) -> bool:
    left, right = left.upper(), right.upper()
    return LOOK_ALIKE_CLASSES.get(left, left) == LOOK_ALIKE_CLASSES.get(right, right)


def _join(pieces: tuple[Draft, ...]) -> Draft:
    return Draft("".join(piece.text for piece in pieces), "".join(piece.signs for piece in pieces))
