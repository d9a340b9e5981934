"""The bit filters of this process: which keys the register's own table has, and makers under each.

Filled from `KeyBatch` at the first question and brought up to date at each one after, by what was committed since; so
there is no lag between processes and nothing to rebuild after a crash. A filter never misses a key that is there; one
that was voided stays in it, and the table says so.
"""

from collections.abc import Iterable
from threading import RLock

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from tracemark.matching.models import KeyBatch
from tracemark.matching.rules.keys import salt_of
from tracemark.matching.rules.shelf import Filters, new_filters

LEAST_ROOM = 1 << 16
MOST_MAKES_MORE = 64
BATCHES_AT_ONCE = 500


class KeyIndex:
    """Filters over the key table with the makers they know by slot."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.forget()

    def forget(self) -> None:
        """Fill again at the next question: after a restore, and between tests."""
        with self.lock:
            self.keys = 0
            self.filters = new_filters(LEAST_ROOM, ())
            self._room = 0
            self._slots: dict[int, int] = {}
            self._applied: set[int] = set()
            self._last = (0, 0)
            self._floor = 0

    def refresh(self) -> None:
        """Take in what was committed since the last question."""
        with self.lock:
            fresh = (
                self._fresh_on_postgresql() if connection.vendor == "postgresql" else self._fresh_on_sqlite()
            )
            if not fresh:
                return
            if self.keys + self._count(fresh) > self._room:
                self._enlarge()
                return
            self._apply(fresh)

    def slot(self, make: str) -> int | None:
        """Where a maker's masks and salt are; None when no key is of that maker."""
        return self._slots.get(salt_of(make))

    def _fresh_on_sqlite(self) -> list[int]:
        """Batches after the last one. A last one that is another than it was had been rolled back."""
        last, token = self._last
        table = connection.ops.quote_name(KeyBatch._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, writer FROM {table} WHERE id >= %s ORDER BY id", [last])
            rows = cursor.fetchall()
        if last and (not rows or rows[0] != (last, token)):
            self.forget()
            return self._fresh_on_sqlite()
        fresh = [number for number, _ in rows if number != last]
        if rows:
            self._last = rows[-1]
        return fresh

    def _fresh_on_postgresql(self) -> list[int]:
        """Batches of transactions that had not all ended at the last question, without those that were seen then."""
        table = connection.ops.quote_name(KeyBatch._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,"
                f" ARRAY(SELECT id FROM {table} WHERE writer >= %s ORDER BY id)",
                [self._floor],
            )
            floor, found = cursor.fetchone()
        fresh = [number for number in found if number not in self._applied]
        self._floor = floor
        self._applied = set(found)
        return fresh

    def _count(self, batches: list[int]) -> int:
        rows = KeyBatch.objects.filter(id__gte=batches[0], id__lte=batches[-1])
        return sum(rows.values_list("count", flat=True))

    def _enlarge(self) -> None:
        """Fill larger filters from the beginning."""
        ids = list(KeyBatch.objects.order_by("id").values_list("id", flat=True))
        self._room = max(2 * self._count(ids), LEAST_ROOM)
        self.filters, self.keys, self._slots = new_filters(self._room, ()), 0, {}
        self._apply(ids)

    def _apply(self, batches: list[int]) -> None:
        for start in range(0, len(batches), BATCHES_AT_ONCE):
            part = batches[start : start + BATCHES_AT_ONCE]
            blobs = KeyBatch.objects.filter(id__in=part).order_by("id").values_list("keys", flat=True)
            for keys, salts in _split(blobs):
                slots = self._slots_of(salts)
                self.filters.add(keys, slots)
                self.keys += len(keys)

    def _slots_of(self, salts: NDArray[np.int64]) -> NDArray[np.int64]:
        """The slots of makers; new ones get one, and the masks grow."""
        known, inverse = np.unique(salts, return_inverse=True)
        for salt in known.tolist():
            self._slots.setdefault(salt, len(self._slots))
        filters = self.filters
        lacking = len(self._slots) + 1 - len(filters.masks)
        if lacking > 0 or len(self._slots) > len(filters.salts):
            masks = np.zeros((len(self._slots) + MOST_MAKES_MORE, *filters.masks.shape[1:]), np.int32)
            masks[: len(filters.masks)] = filters.masks
            all_salts = np.zeros(len(masks) - 1, np.int64)
            self.filters = Filters(filters.every, filters.by_make, masks, filters.affixes, all_salts)
        self.filters.salts[: len(self._slots)] = list(self._slots)
        return np.array([self._slots[salt] for salt in known.tolist()], np.int64)[inverse]


def _split(blobs: Iterable[bytes | memoryview]) -> Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Keys and the salts of their makers, as `actions.indexing` packs them."""
    for blob in blobs:
        numbers = np.frombuffer(blob, "<i8")
        yield numbers[: len(numbers) // 2].copy(), numbers[len(numbers) // 2 :].copy()


INDEX = KeyIndex()
"""That of this process."""
