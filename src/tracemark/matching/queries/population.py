"""What the weapons of this node are like: counts over a fair sample, kept in memory while it grows little.

Record numbers are a digest of ids, so the first ten thousand by record number are a fair sample.
"""

from itertools import islice
from threading import Lock

from django.db.models import Max

from tracemark.accounts.rules import console
from tracemark.matching.models import MarkKey
from tracemark.matching.queries.records import OWNED, iter_rows
from tracemark.matching.rules.population import Population, count_population

SAMPLE = 10_000
GROWTH = 1.1


class _Kept:
    """The population last counted, and how many keys there were then."""

    def __init__(self) -> None:
        self.keys = -1
        self.population = count_population(())
        self.lock = Lock()


_kept = _Kept()


def current_population() -> Population:
    """Counts over all inventories and registers, whoever asks: only how common a value is shows in an answer."""
    keys = MarkKey.objects.aggregate(last=Max("id"))["last"] or 0
    with _kept.lock:
        if not _is_fresh(keys):
            _kept.population = _count(keys)
            _kept.keys = keys
        return _kept.population


def forget_population() -> None:
    """Count again at the next question: after a restore, and between tests."""
    with _kept.lock:
        _kept.keys = -1


def _is_fresh(keys: int) -> bool:
    if keys < SAMPLE:
        return keys == _kept.keys
    return _kept.keys <= keys <= _kept.keys * GROWTH


def _count(keys: int) -> Population:
    rows = islice(iter_rows(console(purpose="matching"), OWNED), SAMPLE)
    sample = [row.record.description for _, row in rows]
    if len(sample) < SAMPLE:
        return count_population(sample)
    keys_sampled = sum(len(description.spellings) for description in sample)
    return count_population(sample, size=max(round(keys * len(sample) / max(keys_sampled, 1)), len(sample)))
