"""Rows that repeat an earlier row of the same list, remembered in little memory however long the list is."""

from array import array
from hashlib import blake2b

from tracemark.register.rules.lists.folding import fold

Place = tuple[int, int]
"""Number of the sheet, counted from 0, and row."""

_ROW_BITS, _SHEET_BITS, _MODEL_BITS = 32, 12, 20
_FIRST_SIZE = 1 << 12
_FULL_SHARE = 0.6


class SeenWeapons:
    """The weapons of a list so far: which row was the first to name this serial of this make.

    16 bytes a weapon in two flat tables (about 27 MB a million), 64-bit keys: a repeat is never missed, and of
    ten million different weapons the chance that any one is taken for another is one in 300 000. Two models of one
    maker may bear the same number; a row without a model repeats any.
    """

    def __init__(self) -> None:
        self._keys = array("Q", bytes(8 * _FIRST_SIZE))
        self._places = array("Q", bytes(8 * _FIRST_SIZE))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def find_or_add(self, identity: str, model: str, place: Place) -> Place | None:
        """The place of the first row with this weapon; None when this row is the first, which is then kept.

        ``identity`` is what must be equal: serial, make, and in lists of events when and by whom.
        """
        key = _hash(identity)
        model_part = _hash(model) >> (64 - _MODEL_BITS) if model else 0
        first = self._find_or_add(key, model_part, place)
        if first is None or not model_part or not first[1] or first[1] == model_part:
            return first[0] if first else None
        second = self._find_or_add(_hash(f"{identity}\x1f{model}"), model_part, place)
        return second[0] if second else None

    def _find_or_add(self, key: int, model_part: int, place: Place) -> tuple[Place, int] | None:
        slot = self._slot(key)
        if self._keys[slot]:
            packed = self._places[slot]
            sheet = packed >> _ROW_BITS & (1 << _SHEET_BITS) - 1
            return (sheet, packed & (1 << _ROW_BITS) - 1), packed >> _ROW_BITS + _SHEET_BITS
        self._keys[slot] = key
        self._places[slot] = model_part << _ROW_BITS + _SHEET_BITS | place[0] << _ROW_BITS | place[1]
        self._count += 1
        if self._count > _FULL_SHARE * len(self._keys):
            self._grow()
        return None

    def _slot(self, key: int) -> int:
        keys, mask = self._keys, len(self._keys) - 1
        slot = key & mask
        while keys[slot] and keys[slot] != key:
            slot = slot + 1 & mask
        return slot

    def _grow(self) -> None:
        keys, places = self._keys, self._places
        size = 2 * len(keys)
        self._keys, self._places = array("Q", bytes(8 * size)), array("Q", bytes(8 * size))
        for key, place in zip(keys, places, strict=True):
            if key:
                slot = self._slot(key)
                self._keys[slot], self._places[slot] = key, place


def _hash(text: str) -> int:
    """A 64-bit key that is the same on every machine and never 0, which means an empty slot."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") or 1


def make_for_comparing(make_code: str | None, make_text: str) -> str:
    """What tells two makers apart: the code, or the text as typed when it was not recognised."""
    return make_code or fold(make_text)
