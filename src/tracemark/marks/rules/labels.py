"""Finding the words of ``label_words`` in a cell, by position in the text as typed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracemark.marks.rules.label_words import (
    IMPORT_WORDS,
    LINK_WORDS,
    OTHER_WORDS,
    POSITION_WORDS,
    SERIAL_WORDS,
    SYMBOL_WORDS,
)


class LabelKind(StrEnum):
    """What a label says of the number beside it."""

    SERIAL = "serial"
    POSITION = "position"
    OTHER = "other"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Label:
    """A label found: its meaning, and where it stands (``end`` is behind its colon and spaces).

    ``is_bare`` is true for two or three Latin letters without a sign behind them ("SN 6446"), which may as
    well belong to the number.
    """

    kind: LabelKind
    value: str
    start: int
    end: int
    is_bare: bool


def plain(text: str) -> str:
    """Lower case without accents or width, of the same length as ``text``: places in both agree."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character == "’":
        return "'"
    if character in "№°º" or unicodedata.decomposition(character).startswith("<circle>"):
        return character
    folded = unicodedata.normalize("NFKC", character).lower()
    base = "".join(part for part in unicodedata.normalize("NFD", folded) if not unicodedata.combining(part))
    return base if len(base) == 1 else folded if len(folded) == 1 else character


def phrases(listed: str) -> list[str]:
    """The phrases of a table entry, plain, longest first."""
    found = {plain(" ".join(phrase.split())) for phrase in listed.split(";")} - {""}
    return sorted(found, key=len, reverse=True)


_WORD_START = r"(?<![^\W_])"


def phrase_pattern(words: Iterable[str]) -> str:
    """A pattern for any of ``words`` as whole words, longest first; a full stop between is optional.

    Words of three letters need a sign or space behind them; longer ones may touch a figure; scripts written
    without spaces have no borders at all.
    """
    ordered = sorted(set(words), key=len, reverse=True)
    spelt = [phrase for phrase in ordered if phrase[0].isalpha() and phrase[0] < "\u0600"]
    words_only = [phrase for phrase in spelt if phrase[-1].isalpha()]
    groups = (
        (_WORD_START, [phrase for phrase in words_only if len(phrase) > 3], r"(?![^\W\d_])"),
        (_WORD_START, [phrase for phrase in words_only if len(phrase) <= 3], r"(?![^\W_])"),
        (_WORD_START, [phrase for phrase in spelt if not phrase[-1].isalpha()], ""),
        ("", [phrase for phrase in ordered if phrase not in spelt], ""),
    )
    return "|".join(
        f"{before}(?:{'|'.join(map(_one_phrase, members))}){after}"
        for before, members, after in groups
        if members
    )


def _one_phrase(phrase: str) -> str:
    return re.escape(phrase).replace(r"\.\ ", r"\.?\s*").replace(r"\ ", r"[\s.]\s*")


def _meanings() -> dict[str, tuple[LabelKind, str]]:
    meanings = {phrase: (LabelKind.SERIAL, "serial") for phrase in phrases(SERIAL_WORDS)}
    meanings |= {phrase: (LabelKind.IMPORT, "import") for phrase in phrases(IMPORT_WORDS)}
    for kind, table in ((LabelKind.POSITION, POSITION_WORDS), (LabelKind.OTHER, OTHER_WORDS)):
        meanings |= {phrase: (kind, value) for value, listed in table.items() for phrase in phrases(listed)}
    return meanings


def table_meanings(table: Mapping[str, str]) -> dict[str, str]:
    """Phrase to key of a table of listed phrases."""
    return {phrase: key for key, listed in table.items() for phrase in phrases(listed)}


_ALL_PHRASES = (*_meanings(), *table_meanings(SYMBOL_WORDS))
# A cell none of whose words is here holds no label; a look-up is much quicker than the pattern.
FIRST_WORDS = frozenset(words[0] for words in map(re.compile(r"[^\W\d_]+").findall, _ALL_PHRASES) if words)

_SHORT = {
    phrase for phrase in phrases(SERIAL_WORDS) if phrase.isascii() and phrase.isalpha() and len(phrase) <= 3
}
BARE_SERIAL_WORDS = frozenset(_SHORT | {phrase.upper() for phrase in _SHORT})

_MEANINGS = {re.sub(r"[\s.]+", "", phrase): meaning for phrase, meaning in _meanings().items()}
_LABEL = re.compile(rf"(?P<word>{phrase_pattern(_meanings())})(?P<signs>[\s.:=#°º：)-]*)")
LINK = phrase_pattern(phrases(LINK_WORDS))
POSITIONS = table_meanings(POSITION_WORDS)
SYMBOLS = table_meanings(SYMBOL_WORDS)


def find_labels(plain_text: str) -> Iterator[Label]:
    """Every label in a plain text, from left to right."""
    for match in _LABEL.finditer(plain_text):
        kind, value = _MEANINGS[re.sub(r"[\s.]+", "", match["word"])]
        is_bare = len(match["word"]) <= 3 and match["word"].isascii() and match["word"].isalpha()
        yield Label(kind, value, match.start(), match.end(), is_bare and not match["signs"].strip())
