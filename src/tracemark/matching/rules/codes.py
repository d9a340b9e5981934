"""Numbers as arrays of codes: 0 to 35 for 0-9 and A-Z, 36 for an unread character, 37 for an unread run."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tracemark.marks.rules.look_alikes import LOOK_ALIKE_CLASSES
from tracemark.matching.rules.keys import CLASS_CODES

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ?*"
WIDTH = 20
"""How many characters of a number are compared; what a longer one has beyond is left to the officer's eye."""

_CODES = {character: code for code, character in enumerate(ALPHABET)}
_TRANSLATED = bytes(_CODES.get(chr(byte), 0) for byte in range(256))
_OTHERS = bytes(byte for byte in range(256) if chr(byte) not in _CODES)


@cache
def classes_of_codes() -> NDArray[np.uint8]:
    """The look-alike class (1 to 25) of each code; 0 for what is unread."""
    return np.array(
        [CLASS_CODES[LOOK_ALIKE_CLASSES[each]] if each in LOOK_ALIKE_CLASSES else 0 for each in ALPHABET],
        np.uint8,
    )


@cache
def _byte_codes() -> NDArray[np.uint8]:
    codes = np.full(256, 255, np.uint8)
    for character, code in _CODES.items():
        codes[ord(character)] = code
        codes[ord(character.lower())] = code
    return codes


def encode(text: str) -> NDArray[np.uint8]:
    """The codes of one number, at most `WIDTH`; other characters than A-Z, 0-9, ``?`` and ``*`` are left out."""
    codes = text.encode("ascii", "ignore").translate(_TRANSLATED, _OTHERS)[:WIDTH]
    return np.frombuffer(bytearray(codes), np.uint8)


def encode_all(texts: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Codes (n, `WIDTH`) and lengths (n) of normalized numbers."""
    table = np.array([text.encode("ascii", "ignore")[:WIDTH] for text in texts] or [b""], dtype=f"S{WIDTH}")
    return encode_bytes(table[: len(texts)])


def encode_bytes(table: NDArray[np.bytes_]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """As `encode_all`, from fixed-width bytes without separators."""
    raw = np.zeros((len(table), WIDTH), np.uint8)
    width = min(table.dtype.itemsize, WIDTH)
    if len(table):
        raw[:, :width] = table.view(np.uint8).reshape(len(table), -1)[:, :width]
    lengths = (raw != 0).sum(axis=1).astype(np.uint8)
    codes = _byte_codes()[raw]
    codes[raw == 0] = 0
    return codes, lengths
