"""Symbols with or without a number inside: triangle, circle, star. Never part of the serial number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracemark.marks.rules.label_words import SYMBOL_SIGNS
from tracemark.marks.rules.labels import LINK, SYMBOLS, phrase_pattern

# "Star 1234" is as likely the maker of that name, so a number may follow these names only.
_SHAPES_NAMED_FIRST = frozenset({"triangle", "circle", "diamond", "square"})
_SIGNS = {sign: name for name, signs in SYMBOL_SIGNS.items() for sign in signs}
_SIGN = f"[{''.join(_SIGNS)}]"
_NAME = phrase_pattern(SYMBOLS)
_NAME_FIRST = phrase_pattern(phrase for phrase, name in SYMBOLS.items() if name in _SHAPES_NAMED_FIRST)
_NUMBER = r"(?<![0-9a-z])(?:\d{1,4}|[a-z])(?![0-9a-z])"
_FIGURES = r"(?<![0-9a-z])\d{1,4}(?![0-9a-z])"
_CIRCLED = "[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf]"
_LINKS = rf"(?:{LINK})(?:\s+(?:{LINK}|a|an|the|un|une|el|la|le))*"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<number>{_NUMBER})\s*[(（]?\s*{_LINKS}\s*(?P<name>{_NAME})[)）]?",
        rf"(?P<number>{_NUMBER})\s*[(（]\s*(?P<name>{_NAME})\s*[)）]",
        rf"(?P<name>{_NAME_FIRST})\s*(?:{LINK})?\s*[:(（]?\s*(?P<number>{_FIGURES})[)）]?",
        rf"(?P<arrow>arrow|fleche|стрела|箭头|سهم|flecha|pfeil)\s*{_LINKS}\s*(?P<name>{_NAME})",
        rf"(?<![^\W_])(?P<sign>{_SIGN})\ufe0f?[ \t]*(?P<number>\d{{1,4}})(?![^\W_])",
        rf"(?<![^\W_])(?P<number>\d{{1,4}})[ \t]*(?P<sign>{_SIGN})(?![^\W_])",
        rf"(?P<circled>{_CIRCLED})",
        r"(?:^|(?<=[\s;,]))[(（](?P<enclosed>\d{2,3})[)）](?=\s|$|[;,]|[^\W_])|^[(（](?P<only>\d)[)）]$",
        rf"(?<![^\W_])(?P<sign>{_SIGN})",
    )
)


@dataclass(frozen=True, slots=True)
class FoundSymbol:
    """A symbol and where it stands; ``inside`` is the number or letter in it, or empty."""

    name: str
    inside: str
    start: int
    end: int


def find_symbols(plain_text: str) -> Iterator[FoundSymbol]:
    """Symbols in a plain text (see ``labels.plain``); none of them overlap.

    A number in brackets that stands by itself is an enclosed one whose shape was not said.
    """
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain_text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            yield _found(match)


def _found(match: re.Match[str]) -> FoundSymbol:
    groups = match.groupdict()
    if circled := groups.get("circled"):
        return FoundSymbol("circle", circled, *match.span())
    if enclosed := groups.get("enclosed") or groups.get("only"):
        return FoundSymbol("enclosed", enclosed, *match.span())
    name = SYMBOLS[groups["name"]] if groups.get("name") else _SIGNS[groups["sign"]]
    if groups.get("arrow"):
        return FoundSymbol(f"arrow_in_{name}", "", *match.span())
    return FoundSymbol(name, groups.get("number") or "", *match.span())
