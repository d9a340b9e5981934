"""What the weapons of this node are like, counted over a fair sample and kept in memory while they grow little.

Record numbers are a digest of ids, so the first by record number are a fair sample.
"""

from collections.abc import Callable
from threading import RLock
from typing import Any

from django.db import connection

from tracemark.matching.queries.index import INDEX
from tracemark.matching.queries.records import OWNED, calibre_grouper, weapon_table
from tracemark.matching.rules.description import keyed_make
from tracemark.matching.rules.lists import columns_of
from tracemark.matching.rules.rows import calibre_text
from tracemark.matching.rules.shelf import count_columns
from tracemark.matching.rules.statistics import Statistics
from tracemark.matching.rules.weighing import Reading
from tracemark.reference.queries import get_tables

SAMPLE = 30_000
FEW = 10_000
GROWTH = 1.1


class _Kept:
    """The statistics last counted, and how many keys there were then."""

    def __init__(self) -> None:
        self.keys = -1
        self.statistics: Statistics | None = None
        self.lock = RLock()


_kept = _Kept()


def current_statistics() -> Statistics:
    """Counts over all inventories and registers, whoever asks: only how common a value is shows in an answer."""
    INDEX.refresh()
    with _kept.lock:
        if _kept.statistics is None or not _is_fresh(INDEX.keys):
            _kept.statistics = _count()
            _kept.keys = INDEX.keys
        return _kept.statistics


def forget_index() -> None:
    """Count and fill the filters again at the next question: after a restore, and between tests."""
    with _kept.lock:
        _kept.keys, _kept.statistics = -1, None
    INDEX.forget()


def _is_fresh(keys: int) -> bool:
    if keys < FEW:
        return keys == _kept.keys
    return _kept.keys <= keys <= _kept.keys * GROWTH


def _count() -> Statistics:
    kinds = [kind.value for kind in OWNED]
    blanks = ", ".join(["%s"] * len(kinds))
    where = f"FROM {weapon_table()} WHERE list_kind IN ({blanks}) AND NOT is_voided"
    group = calibre_grouper(get_tables())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT serial, make_code, make_text, model_key, calibre_code, calibre_text, type_code,"
            f" country_code, year {where} ORDER BY record_no LIMIT {SAMPLE}",
            kinds,
        )
        sample = [_reading(row, group) for row in cursor.fetchall()]
        size = len(sample)
        if size == SAMPLE:
            cursor.execute(f"SELECT count(*) {where}", kinds)
            size = cursor.fetchone()[0]
    return count_columns(columns_of(sample), size)


def _reading(row: tuple[Any, ...], group: Callable[[str, str], str]) -> Reading:
    serial, make, make_text, model, calibre, calibre_typed, kind, country, year = row
    coarse = group(calibre, calibre_typed)
    return Reading(
        serial=serial,
        make=keyed_make(make, make_text),
        model=model,
        calibre=calibre_text(calibre, coarse),
        type=kind,
        country=country,
        year=year,
        calibre_group=coarse,
    )
