"""Folding the words of a list, so that one table of names serves however they were typed."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NOT_WORD = re.compile(r"[\W_]+")
# Signs that stand for a letter in "N°" and "Nº", and Arabic letters that are typed one for another.
_LETTERS = str.maketrans({"°": "o", "º": "o", "ё": "е", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""})
_DIGITS = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower-case words without accents, digits of every script as 0-9, parted by single spaces.

    Idempotent. "N° de Série" is ``no de serie``; "２０１８年" is ``2018年``.
    """
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKC", text.translate(_LETTERS)).casefold()
    bare = "".join(
        plain_digit(sign)
        for sign in unicodedata.normalize("NFKD", plain)
        if unicodedata.category(sign) not in ("Mn", "Cf")
    )
    return _NOT_WORD.sub(" ", bare.translate(_LETTERS)).strip()


def plain_digit(sign: str) -> str:
    """The sign itself, or 0-9 for a digit of another script."""
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def ascii_digits(text: str) -> str:
    """``text`` with the digits of every script as 0-9 and full-width signs in normal width."""
    if text.isascii():
        return text
    return _DIGITS.sub(lambda found: plain_digit(unicodedata.normalize("NFKC", found[0])[:1] or ""), text)


def phrases(listed: str) -> tuple[str, ...]:
    """The folded phrases of a table written one language a line, parted by ``;``."""
    return tuple(dict.fromkeys(folded for part in listed.split(";") if (folded := fold(part))))


def is_spaceless(phrase: str) -> bool:
    """True for scripts that write without spaces: a phrase is found anywhere inside a text."""
    return any("\u2e80" <= sign <= "\u9fff" for sign in phrase)


def phrase_pattern(listed: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the folded phrases in a folded text.

    A phrase begins at the beginning of a word (Arabic words may carry an article or a conjunction in front);
    it may go on, so that stems find their endings.
    """
    ordered = sorted(listed, key=len, reverse=True)
    joined = "|".join(_searched(phrase) for phrase in ordered)
    return re.compile(joined or r"(?!)")


def _searched(phrase: str) -> str:
    if is_spaceless(phrase):
        return re.escape(phrase)
    if phrase[0] >= "\u0600":
        return rf"(?<!\w)(?:و|ب|ل|ف)?(?:ال)?{re.escape(phrase)}"
    return rf"\b{re.escape(phrase)}"
