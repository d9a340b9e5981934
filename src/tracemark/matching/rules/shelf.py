"""A register held in memory as arrays: what is compared of each weapon, and the index by which it is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.codes import classes_of_codes, encode_bytes
from tracemark.matching.rules.evidence import FIRST_YEAR, YEARS, Values, count_values
from tracemark.matching.rules.kernels.keys import (
    KEY_LENGTH,
    count_buckets,
    fill_filters,
    pack_keys,
    place_rows,
)

FILTER_BITS_A_RECORD = 12
AFFIX_BYTES = 1 << 17
CODED = ("make", "model", "calibre", "type", "country")


@dataclass(frozen=True, slots=True)
class Columns:
    """A list as columns of one length. ``serials``: normalized numbers as bytes; each of `CODED` as numbers from 1 into
    its ``texts``, 0 for missing; ``years``: 0 for missing."""

    serials: NDArray[np.bytes_]
    coded: dict[str, NDArray[np.uint16]]
    texts: dict[str, Sequence[str]]
    years: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.serials)


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """``codes`` (n, width), ``lengths`` and ``facts`` (n, 6) stand in the order of the index; ``order`` gives the row
    of the list. ``values`` by field, ``kinds`` (k, 5) of weapons with their shares, and the parts of the index."""

    codes: NDArray[np.uint8]
    lengths: NDArray[np.uint8]
    facts: NDArray[np.uint16]
    order: NDArray[np.uint32]
    keys: NDArray[np.int64]
    offsets: NDArray[np.uint32]
    bits: int
    every: NDArray[np.uint8]
    by_make: NDArray[np.uint8]
    masks: NDArray[np.int32]
    affixes: NDArray[np.uint8]
    salts: NDArray[np.int64]
    values: dict[str, Values]
    year_shares: NDArray[np.float64]
    kinds: NDArray[np.uint16]
    kind_shares: NDArray[np.float64]

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.order)

    @property
    def bytes_held(self) -> int:
        """Memory of the arrays, in bytes."""
        arrays = (
            self.codes,
            self.lengths,
            self.facts,
            self.order,
            self.keys,
            self.offsets,
            self.every,
            self.by_make,
        )
        return sum(each.nbytes for each in (*arrays, self.masks, self.affixes))


SAMPLE = 400_000
MOST_KINDS = 6_000


def build_shelf(columns: Columns) -> Shelf:
    """Index a list. Time and memory grow in a straight line with its length."""
    size = len(columns)
    codes, lengths = encode_bytes(columns.serials)
    keys = pack_keys(codes, lengths, classes_of_codes())
    bits = max(8, int(log2(max(size, 2))) - 1)
    offsets = count_buckets(keys, bits)
    order = place_rows(keys, offsets, bits)
    facts = np.zeros((size, len(CODED) + 1), np.uint16)
    for number, name in enumerate(CODED):
        facts[:, number] = columns.coded[name]
    years = columns.years.astype(np.int64)
    known = (years >= FIRST_YEAR) & (years < FIRST_YEAR + YEARS)
    facts[:, len(CODED)] = np.where(known, years - FIRST_YEAR + 1, 0)
    del years, known
    keys, codes, lengths, facts = keys[order], codes[order], lengths[order], facts[order]
    filter_bytes = max(1 << ceil(log2(max(size, 64) * FILTER_BITS_A_RECORD / 8)), 64)
    every, by_make = np.zeros(filter_bytes, np.uint8), np.zeros(filter_bytes, np.uint8)
    makes = len(columns.texts["make"]) + 1
    masks = np.zeros((makes + 1, KEY_LENGTH + 1, KEY_LENGTH), np.int32)
    affixes = np.zeros((2, KEY_LENGTH + 1, AFFIX_BYTES), np.uint8)
    salts = np.arange(1, makes + 1, dtype=np.int64) * 0x5851F42D4C957F
    fill_filters(keys, facts[:, 0].astype(np.int64), salts, every, by_make, masks, affixes)
    values = {name: count_values(columns.texts[name], columns.coded[name]) for name in CODED}
    year_counts = np.bincount(facts[:, len(CODED)], minlength=YEARS + 1)[1:].astype(np.float64)
    kinds, kind_shares = _kinds(facts)
    return Shelf(
        codes,
        lengths,
        facts,
        order,
        keys,
        offsets,
        bits,
        every,
        by_make,
        masks,
        affixes,
        salts,
        values,
        year_counts / max(year_counts.sum(), 1),
        kinds,
        kind_shares,
    )


def sample_rows(size: int) -> NDArray[np.int64]:
    """Rows spread evenly over the index, whose order is a hash: a fair sample."""
    return np.linspace(0, size - 1, min(size, SAMPLE)).astype(np.int64) if size else np.zeros(0, np.int64)


def _kinds(facts: NDArray[np.uint16]) -> tuple[NDArray[np.uint16], NDArray[np.float64]]:
    """The commonest combinations of maker, model, calibre, type and country, with their shares."""
    sample = facts[sample_rows(len(facts)), : len(CODED)]
    if not len(sample):
        return sample, np.zeros(0)
    packed = np.ascontiguousarray(sample).view(np.dtype((np.void, sample.shape[1] * 2))).ravel()
    _, first, counts = np.unique(packed, return_index=True, return_counts=True)
    common = np.argsort(-counts, kind="stable")[:MOST_KINDS]
    shares = counts[common].astype(np.float64)
    return np.ascontiguousarray(sample[first[common]]), shares / shares.sum()
