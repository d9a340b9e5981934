"""Telling apart why there is no reading: none, not looked for, illegible, removed, not stated.

A wrong guess is costly in one direction: "removed" may be an offence and "none" ends a trace, so whatever
names neither is "not stated".
"""

import re
import unicodedata
from functools import lru_cache

from tracemark.marks.rules.absence_words import PARTS, WHOLE_VALUES
from tracemark.marks.rules.mark import Absent

_REFERS = re.compile(
    r"^(ditto|do|idem|id|ídem|same|то же|同上|كما سبق|نفسه|as above|same as above|see above)\b"
    r"|ci dessus|^[\"”″〃]+$"
)
_NOT_WORD = re.compile(r"[\W_]+")
_DIACRITIC_FOLD = str.maketrans("أإآٱىؤئ", "اااايوي")


def _words(text: str) -> str:
    """Lower-case words with single spaces: what the tables are looked up by."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    stripped = "".join(
        character
        for character in unicodedata.normalize("NFD", folded)
        if not unicodedata.combining(character)
    )
    composed = unicodedata.normalize("NFC", stripped).translate(_DIACRITIC_FOLD)
    return _NOT_WORD.sub(" ", composed).strip()


def _phrases(listed: str) -> set[str]:
    return {_words(phrase) for phrase in listed.split(";")} - {""}


_WHOLE_INDEX = {phrase: reason for reason, listed in WHOLE_VALUES.items() for phrase in _phrases(listed)}


def _within_pattern(listed: str) -> re.Pattern[str]:
    stems = sorted(_phrases(listed), key=len, reverse=True)
    spaced = [re.escape(stem) for stem in stems if stem[0] < "\u0600"]
    joined = [re.escape(stem) for stem in stems if stem[0] >= "\u0600"]
    return re.compile(rf"\b(?:{'|'.join(spaced)})|{'|'.join(joined)}")


_WITHIN_PATTERNS = tuple((reason, _within_pattern(listed)) for reason, listed in PARTS.items())


@lru_cache(maxsize=4096)
def find_absence(text: str) -> Absent | None:
    """Say why ``text`` holds no reading, or None when it may hold one.

    A text with a figure in it is never an absence: "partly rusted, 12?45" is a reading.
    """
    if any(character.isdecimal() for character in text):
        return None
    words = _words(text)
    if not words:
        return _of_signs_only(text)
    if found := _WHOLE_INDEX.get(words):
        return found
    for reason, pattern in _WITHIN_PATTERNS:
        if pattern.search(words):
            return reason
    return None


def _of_signs_only(text: str) -> Absent | None:
    """Blank, dashes and one question mark state nothing; several blanks for characters are illegible."""
    signs = "".join(text.split())
    blanks = sum(signs.count(blank) for blank in "?_*#？")
    if blanks >= 2 and blanks == len(signs):
        return Absent.ILLEGIBLE
    if any(unicodedata.category(sign) in ("So", "Sk") for sign in signs):
        return None
    return Absent.NOT_STATED


def refers_elsewhere(text: str) -> bool:
    """True for "ditto" and its like: the reading stands in another row and is not to be guessed."""
    return bool(_REFERS.search(text.strip()) or _REFERS.search(_words(text)))
