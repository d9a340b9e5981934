"""A register held in memory as arrays: what is compared of each weapon, and the index by which it is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, log2

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.codes import WIDTH, classes_of_codes, encode_bytes
from tracemark.matching.rules.evidence import CODED, NO_VALUES, Values, count_values
from tracemark.matching.rules.kernels.keys import (
    KEY_LENGTH,
    count_buckets,
    fill_filters,
    pack_keys,
    place_rows,
)
from tracemark.matching.rules.keys import salt_of
from tracemark.matching.rules.statistics import Statistics, count_statistics, year_numbers

FILTER_BITS_A_RECORD = 12
AFFIX_BYTES = 1 << 17
ROWS_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Columns:
    """A list as columns of one length. ``serials``: normalized numbers as bytes; each of `CODED` as numbers from 1 into
    its ``texts``, 0 for missing; ``years``: 0 for missing.

    ``calibre_groups``: the coarse calibre of each text of ``calibre``. ``imports`` (numbers into its texts) and
    ``roles`` may be left out. ``weapons``: which weapon a row is of, where one has several numbers.
    """

    serials: NDArray[np.bytes_]
    coded: dict[str, NDArray[np.uint16]]
    texts: dict[str, Sequence[str]]
    years: NDArray[np.uint16]
    calibre_groups: Sequence[str] = ()
    imports: NDArray[np.uint16] | None = None
    roles: NDArray[np.uint8] | None = None
    weapons: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))

    def __len__(self) -> int:
        return len(self.serials)


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """``codes`` (n, width), ``lengths`` and ``facts`` (n, 6 or 8) stand in the order of the index; ``order`` gives the
    row of the list. ``statistics`` of the register, ``values`` of its fields, and the parts of the index."""

    codes: NDArray[np.uint8]
    lengths: NDArray[np.uint8]
    facts: NDArray[np.uint16]
    order: NDArray[np.uint32]
    keys: NDArray[np.int64]
    offsets: NDArray[np.uint32]
    bits: int
    filters: "Filters"
    values: dict[str, Values]
    statistics: Statistics

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.order)

    @property
    def bytes_held(self) -> int:
        """Memory of the arrays, in bytes."""
        arrays = (self.codes, self.lengths, self.facts, self.order, self.keys, self.offsets)
        return sum(each.nbytes for each in arrays) + self.filters.bytes_held


@dataclass(frozen=True, slots=True, eq=False)
class Filters:
    """Which keys are on record, by bits: of ``every`` maker, and ``by_make``, salted; ``masks`` (makers + 1, 13, 12)
    of the classes at each place, ``affixes`` of beginnings and endings. ``salts`` by number of maker, that of a missing
    one in front."""

    every: NDArray[np.uint8]
    by_make: NDArray[np.uint8]
    masks: NDArray[np.int32]
    affixes: NDArray[np.uint8]
    salts: NDArray[np.int64]

    @property
    def bytes_held(self) -> int:
        """Memory of the arrays, in bytes."""
        return sum(each.nbytes for each in (self.every, self.by_make, self.masks, self.affixes))

    def add(self, keys: NDArray[np.int64], makes: NDArray[np.int64]) -> None:
        """Enter keys with the numbers of their makers."""
        fill_filters(keys, makes, self.salts, self.every, self.by_make, self.masks, self.affixes)


def new_filters(size: int, makes: Sequence[str]) -> Filters:
    """Empty filters for so many keys of these makers."""
    held = max(1 << ceil(log2(max(size, 64) * FILTER_BITS_A_RECORD / 8)), 64)
    return Filters(
        np.zeros(held, np.uint8),
        np.zeros(held, np.uint8),
        np.zeros((len(makes) + 2, KEY_LENGTH + 1, KEY_LENGTH), np.int32),
        np.zeros((2, KEY_LENGTH + 1, AFFIX_BYTES), np.uint8),
        np.array([salt_of(make) for make in ("", *makes)], np.int64),
    )


def build_shelf(columns: Columns, statistics: Statistics | None = None) -> Shelf:
    """Index a list. Time and memory grow in a straight line with its length.

    ``statistics`` of the register that the list is (a part) of, where they were counted before; the texts of
    ``columns`` then begin with its values.
    """
    size = len(columns)
    keys = np.empty(size, np.int64)
    for part in _parts(size):
        keys[part] = pack_keys(*encode_bytes(columns.serials[part]), classes_of_codes())
    bits = max(8, int(log2(max(size, 2))) - 1)
    offsets = count_buckets(keys, bits)
    order = place_rows(keys, offsets, bits)
    keys = keys[order]
    codes, lengths = np.empty((size, WIDTH), np.uint8), np.empty(size, np.uint8)
    for part in _parts(size):
        codes[part], lengths[part] = encode_bytes(columns.serials[order[part]])
    facts = _facts(columns, order)
    filters = new_filters(size, columns.texts["make"])
    filters.add(keys, facts[:, 0].astype(np.int64))
    values = _values(columns, statistics)
    return Shelf(
        codes,
        lengths,
        facts,
        order,
        keys,
        offsets,
        bits,
        filters,
        values,
        statistics or count_statistics(_weapon_count(columns), values, codes, lengths, facts),
    )


def count_columns(columns: Columns, size: int) -> Statistics:
    """The statistics of a register of ``size`` weapons, of which ``columns`` is a fair sample."""
    codes, lengths = encode_bytes(columns.serials)
    rows = np.arange(len(columns), dtype=np.uint32)
    return count_statistics(size, _values(columns, None), codes, lengths, _facts(columns, rows))


def _parts(size: int) -> Iterator[slice]:
    """Rows some at a time, so that what is needed on the way takes little room."""
    return (slice(start, start + ROWS_AT_ONCE) for start in range(0, size, ROWS_AT_ONCE))


def _facts(columns: Columns, order: NDArray[np.uint32]) -> NDArray[np.uint16]:
    is_plain = columns.imports is None and columns.roles is None
    facts = np.zeros((len(columns), len(CODED) + (1 if is_plain else 3)), np.uint16)
    for number, name in enumerate(CODED):
        facts[:, number] = columns.coded[name][order]
    facts[:, len(CODED)] = year_numbers(columns.years[order].astype(np.int64))
    if columns.imports is not None:
        facts[:, len(CODED) + 1] = columns.imports[order]
    if columns.roles is not None:
        facts[:, len(CODED) + 2] = columns.roles[order]
    return facts


def _values(columns: Columns, statistics: Statistics | None) -> dict[str, Values]:
    """The values of each field: counted here, or those of the statistics with what else the list has."""
    found = {}
    coded = dict(columns.coded)
    if columns.imports is not None:
        coded["imports"] = columns.imports
    for name, codes in coded.items():
        groups = columns.calibre_groups if name == "calibre" else ()
        if statistics is None:
            found[name] = count_values(columns.texts[name], codes, groups)
        else:
            counted = statistics.values.get(name, NO_VALUES)
            found[name] = Values(columns.texts[name], counted.shares, counted.least, groups)
    return found


def _weapon_count(columns: Columns) -> int:
    return len(np.unique(columns.weapons)) if len(columns.weapons) else len(columns)
