"""Search keys: a number folded to look-alike classes and packed, five bits a character, into one signed 64-bit integer.

A mark has two keys. ``head`` packs its first twelve characters from the top, so that all marks with one beginning
stand together; ``tail`` packs its last twelve from the end backwards, so that all marks with one ending do. A mark
of up to twelve characters is its head; a longer one shares its head with those that differ only further on, and the
scoring, which sees whole marks, tells them apart.
"""

from typing import NamedTuple

from tracemark.marks.rules.look_alikes import LOOK_ALIKE_CLASSES, fold
from tracemark.marks.rules.mark import Mark, Role

KEY_LENGTH = 12
BITS = 5

CLASS_NAMES = "".join(sorted(set(LOOK_ALIKE_CLASSES.values())))
CLASS_CODES = {name: number for number, name in enumerate(CLASS_NAMES, 1)}
MAX_CODE = len(CLASS_NAMES)
_CODES = {character: CLASS_CODES[name] for character, name in LOOK_ALIKE_CLASSES.items()}


class KeyPair(NamedTuple):
    """Both keys of one spelling."""

    head: int
    tail: int


def pack(text: str, length: int = KEY_LENGTH) -> int:
    """Pack the first ``length`` characters of a normalized text, first character in the highest bits."""
    key = 0
    for character in text[:length]:
        key = key << BITS | _CODES[character]
    return key << BITS * max(length - len(text), 0)


def unpack(key: int) -> str:
    """The class names a key was packed from, for explanation and tests."""
    places = (key >> BITS * place & (1 << BITS) - 1 for place in reversed(range(KEY_LENGTH)))
    return "".join(CLASS_NAMES[code - 1] for code in places if code)


def key_pair(text: str) -> KeyPair:
    """Both keys of a spelling without ``?`` or ``*``."""
    return KeyPair(pack(text), pack(text[::-1]))


def keys_of(mark: Mark) -> tuple[int, ...]:
    """The head keys of a mark on record, one for each of its spellings; none for what is not a number."""
    return tuple(pair.head for pair in key_pairs(mark))


def key_pairs(mark: Mark) -> tuple[KeyPair, ...]:
    """The key pairs of a mark on record.

    A record with unread characters is kept under its longest legible beginning and ending, so that it is found by
    whoever reads those; a record with nothing legible has no key.
    """
    if mark.role not in (Role.SERIAL, Role.PART) or not mark.normalized:
        return ()
    pairs = (legible_pair(text) for text in (mark.normalized, *mark.alternatives))
    return tuple(dict.fromkeys(pair for pair in pairs if pair != KeyPair(0, 0)))


def legible_pair(text: str) -> KeyPair:
    """Both keys of a spelling; with unread characters those of its legible beginning and ending."""
    if text.isalnum():
        return key_pair(text)
    pieces = text.replace("*", "?").split("?")
    return KeyPair(pack(pieces[0]), pack(pieces[-1][::-1]))


def span(beginning: str) -> tuple[int, int]:
    """The lowest and highest key of all marks that begin with ``beginning`` (or, for tails, end with it reversed)."""
    kept = beginning[:KEY_LENGTH]
    free = BITS * (KEY_LENGTH - len(kept))
    low = pack(kept)
    return low, low | (1 << free) - 1


def folded(text: str) -> str:
    """The look-alike classes of a text, as names."""
    return fold(text)
