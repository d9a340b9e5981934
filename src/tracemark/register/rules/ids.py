"""Ids that follow from what they name and stand beside each other, so that a million of them go into an index in order.

They are UUIDs of version 8 (RFC 9562, for ids of one's own making). The first 60 bits are the place: 32 of the list and
28 of the row, so that a list's weapons, their events and their marks come one after the other; an index in which
every new row falls on another page costs a database ten times the writing. The other 62 bits are a digest of the
whole name, by which ids of one place differ: the odds that any two of 100 000 weapons of one row are alike are one in
a thousand million.
"""

from functools import lru_cache
from hashlib import sha256
from uuid import UUID

_VERSION = 8 << 76
_VARIANT = 2 << 62
_PLACE = (1 << 128) - (1 << 64) - (0xF << 76)
_DIGEST = (1 << 62) - 1
_MAX_ROW = (1 << 28) - 1


def id_of_row(batch_id: UUID, sheet: str | None, row: int, name: str) -> UUID:
    """The id of what a row of a list is about; always the same for the same batch, row and name."""
    bits = row & _MAX_ROW
    place = _list_bits(batch_id, sheet or "") << 96 | bits >> 12 << 80 | (bits & 0xFFF) << 64
    return _id(place, batch_id, f"{sheet or ''}\x1f{row}\x1f{name}")


def id_beside(other: UUID, name: str) -> UUID:
    """An id that follows from another id and a name, and stands at the other's place."""
    return _id(other.int & _PLACE, other, name)


def _id(place: int, of: UUID, name: str) -> UUID:
    digest = int.from_bytes(sha256(of.bytes + name.encode()).digest()[:8]) & _DIGEST
    return UUID(int=place | _VERSION | _VARIANT | digest)


@lru_cache(maxsize=256)
def _list_bits(batch_id: UUID, sheet: str) -> int:
    return int.from_bytes(sha256(batch_id.bytes + sheet.encode()).digest()[:4])
