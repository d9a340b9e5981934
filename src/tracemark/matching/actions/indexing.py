"""Keys of marks, written in the same transaction as the marks themselves."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from tracemark.marks.rules.mark import Mark
from tracemark.matching.models import MarkKey
from tracemark.matching.rules.keys import key_pairs
from tracemark.register.actions.bulk import insert_rows

KEY_COLUMNS = ("head", "tail", "weapon_id", "mark_id", "is_voided")
MARKS_AT_ONCE = 500

KeyRow = tuple[int, int, UUID, UUID, bool]


def index_marks(rows: Sequence[tuple[UUID, UUID, Mark]]) -> None:
    """Store the keys of marks, given as (weapon, mark id, mark), inside the caller's transaction."""
    insert_rows(MarkKey, KEY_COLUMNS, list(key_rows(rows)))


def key_rows(rows: Sequence[tuple[UUID, UUID, Mark]]) -> Iterator[KeyRow]:
    """The rows of the key table for marks, in the order of ``KEY_COLUMNS``; none for marks without a number."""
    for weapon_id, mark_id, mark in rows:
        for pair in key_pairs(mark):
            yield pair.head, pair.tail, weapon_id, mark_id, False


def set_voided(mark_ids: Sequence[UUID], voided: bool) -> None:
    """Take marks out of the search, or back in, when the event that brought them is voided or restored."""
    for start in range(0, len(mark_ids), MARKS_AT_ONCE):
        part = mark_ids[start : start + MARKS_AT_ONCE]
        MarkKey.objects.filter(mark_id__in=part).update(is_voided=voided)
