"""Search keys: a number folded to look-alike classes and packed, five bits a character, into one signed 64-bit integer.

A mark has two keys. ``head`` packs its first twelve characters from the top, so that all marks with one beginning
stand together; ``tail`` packs its last twelve from the end backwards, so that all marks with one ending do. A mark
of up to twelve characters is its head; a longer one shares its head with those that differ only further on, and the
scoring, which sees whole marks, tells them apart.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from tracemark.marks.rules.look_alikes import LOOK_ALIKE_CLASSES, fold
from tracemark.marks.rules.mark import Mark, Role

KEY_LENGTH = 12
TEXT_LENGTH = 20
"""How many characters of a number are compared."""

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
    """Both keys of a spelling, without what is unread."""
    legible = text.replace("?", "").replace("*", "")
    return KeyPair(pack(legible), pack(legible[::-1]))


class Keyed(NamedTuple):
    """One spelling of a mark on record as the key table holds it; ``role`` as in ``rules.evidence``."""

    head: int
    tail: int
    text: str
    role: int


def keyed_spellings(mark: Mark) -> tuple[Keyed, ...]:
    """The spellings of a mark on record with their keys; none for what is not a number or of which nothing is legible.

    What is unread on record is left out of its keys: the reading has it as a character more.
    """
    if mark.role not in (Role.SERIAL, Role.PART) or not mark.normalized:
        return ()
    part = 2 if mark.role is Role.PART else 0
    texts = dict.fromkeys((mark.normalized, *mark.alternatives))
    found = ((key_pair(text), text[:TEXT_LENGTH], part + bool(rank)) for rank, text in enumerate(texts))
    return tuple(Keyed(pair.head, pair.tail, text, role) for pair, text, role in found if pair.head)


def salt_of(make: str) -> int:
    """What tells keys of one maker from those of another in a filter: the same in every process."""
    return int.from_bytes(blake2b(make.encode(), digest_size=8).digest(), "big") >> 1


def span(beginning: str) -> tuple[int, int]:
    """The lowest and highest key of all marks that begin with ``beginning`` (or, for tails, end with it reversed)."""
    return span_of_classes([_CODES[character] for character in beginning])


def span_of_classes(classes: Sequence[int]) -> tuple[int, int]:
    """As `span`, of the classes of what is legible."""
    kept = classes[:KEY_LENGTH]
    free = BITS * (KEY_LENGTH - len(kept))
    low = 0
    for each in kept:
        low = low << BITS | each
    return low << free, low << free | (1 << free) - 1


def folded(text: str) -> str:
    """The look-alike classes of a text, as names."""
    return fold(text)
