"""Folding a text to what stays the same however it was typed: case, accents, punctuation, spaces, scripts."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i",
        "þ": "th",
        "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "", "ё": "е", "й": "и",
    }
)  # fmt: skip
_CYRILLIC_SHAPES = str.maketrans("авекмнорстухіјѕԛԝ", "abekmhopctyxijsqw")
_LATIN_SHAPES = str.maketrans("abekmhopctyx", "авекмнорстух")
_CYRILLIC_SOUNDS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
        "ю": "yu", "я": "ya", "і": "i", "ї": "i", "є": "e", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c",
        "ђ": "dj", "џ": "dz", "ґ": "g",
    }
)  # fmt: skip
_SPLIT = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-яіїєјљњћђџґѕ]")
_LATIN = re.compile(r"[a-z]")


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` folded: lower case, no accents, digits of every script as 0-9.

    Full stops inside abbreviations and apostrophes join (``F.N.`` is one word ``fn``); everything else that
    is not a letter or a digit parts. A text with look-alikes of another script inside one word is put into
    the script that most of its letters are written in.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    plain = "".join(_plain_sign(sign) for sign in unicodedata.normalize("NFD", plain))
    plain = re.sub(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)|['’`´]", "", plain.translate(_LETTERS))
    return tuple(_one_script(word) for word in _SPLIT.findall(plain))


def fold(text: str) -> str:
    """``text`` as one run of folded letters and digits: equal for every way of typing the same name."""
    return "".join(words(text))


def by_shape(folded: str) -> str:
    """A folded Cyrillic text written with the Latin letters that look the same (``акм`` is ``akm``)."""
    return folded.translate(_CYRILLIC_SHAPES)


def by_sound(folded: str) -> str:
    """A folded Cyrillic text in the Latin letters that sound the same (``ижмаш`` is ``izhmash``)."""
    return folded.translate(_CYRILLIC_SOUNDS)


def is_cyrillic(folded: str) -> bool:
    """Whether a folded text has a Cyrillic letter."""
    return _CYRILLIC.search(folded) is not None


def _plain_sign(sign: str) -> str:
    if unicodedata.category(sign) == "Mn":
        return ""
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def _one_script(word: str) -> str:
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic or not latin:
        return word
    other = word.translate(_CYRILLIC_SHAPES)
    if not is_cyrillic(other):
        return other
    other = word.translate(_LATIN_SHAPES)
    return word if _LATIN.search(other) else other
