"""Keys of marks, written in the same transaction as the marks themselves."""

import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from secrets import randbits
from uuid import UUID

from django.db import connection

from tracemark.marks.rules.mark import Mark
from tracemark.matching.models import KeyBatch, MarkKey
from tracemark.matching.rules.description import make_of_facts
from tracemark.matching.rules.keys import keyed_spellings, salt_of
from tracemark.register.actions.bulk import insert_rows

KEY_COLUMNS = ("head", "tail", "spelling", "role", "facts", "weapon_id", "mark_id", "is_voided")
MARKS_AT_ONCE = 500

KeyRow = tuple[int, int, str, int, str, UUID, UUID, bool]


def index_marks(rows: Sequence[tuple[UUID, UUID, Mark]], facts: Mapping[UUID, str]) -> None:
    """Store the keys of marks, given as (weapon, mark id, mark), inside the caller's transaction.

    ``facts`` of the weapons as ``matching.rules.description.key_facts`` gives them.
    """
    keys = list(key_rows(rows, facts))
    insert_rows(MarkKey, KEY_COLUMNS, keys)
    announce_keys([(row[0], make_of_facts(row[4])) for row in keys])


def key_rows(rows: Sequence[tuple[UUID, UUID, Mark]], facts: Mapping[UUID, str]) -> Iterator[KeyRow]:
    """The rows of the key table for marks, in the order of ``KEY_COLUMNS``; none for marks without a number."""
    for weapon_id, mark_id, mark in rows:
        for one in keyed_spellings(mark):
            yield one.head, one.tail, one.text, one.role, facts[weapon_id], weapon_id, mark_id, False


def announce_keys(keys: Sequence[tuple[int, str]]) -> None:
    """Tell every process of keys with their makers, when the caller's transaction is committed."""
    if keys:
        packed = array("q", [key for key, _ in keys] + [salt_of(make) for _, make in keys])
        if sys.byteorder == "big":
            packed.byteswap()
        KeyBatch.objects.create(count=len(keys), keys=packed.tobytes(), writer=_writer())


def restate_facts(facts: Mapping[UUID, str]) -> None:
    """Bring the copies of facts in step for weapons of which something was corrected or voided."""
    ids = list(facts)
    for start in range(0, len(ids), MARKS_AT_ONCE):
        changed = [
            key
            for key in MarkKey.objects.filter(mark__weapon_id__in=ids[start : start + MARKS_AT_ONCE])
            if key.facts != facts[key.weapon_id]
        ]
        moved = [key for key in changed if make_of_facts(key.facts) != make_of_facts(facts[key.weapon_id])]
        announce_keys([(key.head, make_of_facts(facts[key.weapon_id])) for key in moved])
        for key in changed:
            key.facts = facts[key.weapon_id]
        MarkKey.objects.bulk_update(changed, ["facts"])


def _writer() -> int:
    """The transaction on PostgreSQL, by which others see what they have not yet; elsewhere a number drawn for it."""
    if connection.vendor != "postgresql":
        return randbits(62)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


def set_voided(mark_ids: Sequence[UUID], voided: bool) -> None:
    """Take marks out of the search, or back in, when the event that brought them is voided or restored."""
    for start in range(0, len(mark_ids), MARKS_AT_ONCE):
        part = mark_ids[start : start + MARKS_AT_ONCE]
        MarkKey.objects.filter(mark_id__in=part).update(is_voided=voided)
