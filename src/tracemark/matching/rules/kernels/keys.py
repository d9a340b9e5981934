"""Packing of codes to keys, and the bit filters that say which keys are on record.

A key holds twelve look-alike classes, five bits each, the first character in the highest bits (see ``rules.keys``).
All integers are signed 64-bit; only hashing works on unsigned ones.
"""

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.compiled import compiled, inlined, parallel, spread, whole

KEY_LENGTH = 12
BITS = 5
PLACE = 31
AFFIX = 4
AFFIX_BITS = BITS * AFFIX
CLASSES = 25

Bytes = NDArray[np.uint8]
Longs = NDArray[np.int64]


@inlined
def mixed(key: int, salt: int) -> int:
    """A 63-bit hash of a key, different for each salt (Stafford's mixer)."""
    h = np.uint64(key) ^ np.uint64(salt)
    h ^= h >> np.uint64(30)
    h *= np.uint64(0xBF58476D1CE4E5B9)
    h ^= h >> np.uint64(27)
    h *= np.uint64(0x94D049BB133111EB)
    h ^= h >> np.uint64(31)
    return whole(h >> np.uint64(1))


@parallel
def pack_keys(codes: Bytes, lengths: Bytes, classes: Bytes) -> Longs:
    """The key of each row of ``codes`` (n, width). What is unread on record is left out: the reading has it as a
    character more, which is one edit."""
    keys = np.zeros(len(lengths), np.int64)
    for row in spread(len(lengths)):
        key, packed = 0, 0
        for place in range(lengths[row]):
            if codes[row, place] < 36 and packed < KEY_LENGTH:
                packed += 1
                key |= whole(classes[codes[row, place]]) << BITS * (KEY_LENGTH - packed)
        keys[row] = key
    return keys


@compiled
def key_length(key: int) -> int:
    """How many characters a key holds."""
    empty = 0
    while empty < KEY_LENGTH and not key >> BITS * empty & PLACE:
        empty += 1
    return KEY_LENGTH - empty


@compiled
def fill_filters(
    keys: Longs,
    makes: Longs,
    salts: Longs,
    every: Bytes,
    by_make: Bytes,
    masks: NDArray[np.int32],
    affixes: Bytes,
) -> None:
    """Enter keys into the filter of all makers, the filter by maker, and the tables that prune a search.

    ``makes`` are numbers of makers, ``salts`` theirs; ``masks`` (makers + 1, 13, 12) tells which classes stand at a
    place in numbers of a length; ``affixes`` (2, 13, 2**17) which beginnings and endings of four characters there are.
    """
    size, size_make = len(every) * 8 - 1, len(by_make) * 8 - 1
    for row in range(len(keys)):
        key, make = keys[row], makes[row]
        if key == 0:
            continue
        h = mixed(key, 0) & size
        every[h >> 3] |= np.uint8(1 << (h & 7))
        h = mixed(key, salts[make]) & size_make
        by_make[h >> 3] |= np.uint8(1 << (h & 7))
        length = key_length(key)
        for place in range(length):
            bit = np.int32(1) << np.int32(key >> BITS * (KEY_LENGTH - 1 - place) & PLACE)
            masks[0, length, place] |= bit
            masks[make + 1, length, place] |= bit
        head = key >> BITS * (KEY_LENGTH - AFFIX)
        affixes[0, length, head >> 3] |= np.uint8(1 << (head & 7))
        if length >= AFFIX:
            tail = key >> BITS * (KEY_LENGTH - length) & (1 << AFFIX_BITS) - 1
            affixes[1, length, tail >> 3] |= np.uint8(1 << (tail & 7))


@compiled
def count_buckets(keys: Longs, bits: int) -> NDArray[np.uint32]:
    """Where each bucket of a hash table begins: ``2**bits + 1`` offsets."""
    starts = np.zeros((1 << bits) + 1, np.uint32)
    for row in range(len(keys)):
        starts[(mixed(keys[row], 0) >> 63 - bits) + 1] += np.uint32(1)
    for bucket in range(1 << bits):
        starts[bucket + 1] += starts[bucket]
    return starts


@compiled
def place_rows(keys: Longs, starts: NDArray[np.uint32], bits: int) -> NDArray[np.uint32]:
    """The rows in order of their bucket, and within one in the order they were given."""
    following = starts[:-1].copy()
    order = np.empty(len(keys), np.uint32)
    for row in range(len(keys)):
        bucket = mixed(keys[row], 0) >> 63 - bits
        order[following[bucket]] = row
        following[bucket] += np.uint32(1)
    return order
