"""Placing events in their chain and keeping the stored copy of a weapon in step, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tracemark.accounts.queries import authorities_of_units
from tracemark.matching.actions.indexing import index_marks, restate_facts, set_voided
from tracemark.matching.rules.description import import_marks, key_facts
from tracemark.register.actions.bulk import insert_rows, stored_moment
from tracemark.register.models import Event, Mark, Weapon
from tracemark.register.queries.stored import moment_text, rule_event
from tracemark.register.rules.chain import FIRST_HASH, canonical, link_hash
from tracemark.register.rules.events import Event as RuleEvent
from tracemark.register.rules.events import Json
from tracemark.register.rules.intake import Draft
from tracemark.register.rules.projection import (
    MARK_COLUMNS,
    PlacedMark,
    Projection,
    mark_id,
    mark_row,
    project,
    projected_values,
)

EVENT_COLUMNS = (
    "id",
    "weapon_id",
    "seq",
    "kind",
    "occurred_on",
    "occurred_precision",
    "recorded_at",
    "recorded_by_id",
    "unit_id",
    "schema",
    "payload",
    "document",
    "batch_id",
    "voids",
    "prev_hash",
    "hash",
)
RECORDED_AT = EVENT_COLUMNS.index("recorded_at")
SCHEMA = 1
"""Version of the shape of payloads."""


class Recorder:
    """Who records, when, at which unit and in which batch: the same for all events of one action."""

    __slots__ = ("batch_id", "document", "person_id", "recorded_at", "stored", "text", "unit_id")

    def __init__(
        self,
        *,
        recorded_at: datetime,
        person_id: UUID | None,
        unit_id: UUID,
        batch_id: UUID | None = None,
        document: str = "",
    ) -> None:
        self.recorded_at = recorded_at
        self.text = moment_text(recorded_at)
        self.stored = stored_moment(recorded_at)
        self.person_id = person_id
        self.unit_id = unit_id
        self.batch_id = batch_id
        self.document = document


def chain_events(
    recorder: Recorder, weapon_id: UUID, drafts: Iterable[Draft], *, seq: int = 0, prev_hash: str = FIRST_HASH
) -> tuple[list[tuple[Any, ...]], list[RuleEvent], int, str]:
    """Give drafts their place after ``seq``: rows to insert, events for the rules, new seq and head."""
    rows: list[tuple[Any, ...]] = []
    events: list[RuleEvent] = []
    for draft in drafts:
        seq += 1
        payload = canonical(draft.payload)
        prev_hash, row = _chain_one(recorder, weapon_id, draft, seq, payload, prev_hash)
        rows.append(row)
        events.append(
            RuleEvent(
                id=draft.id,
                weapon_id=weapon_id,
                seq=seq,
                kind=draft.kind,
                occurred=draft.occurred,
                recorded_at=recorder.recorded_at,
                recorded_by=recorder.person_id,
                unit_id=recorder.unit_id,
                payload=draft.payload,
                document=recorder.document,
                voids=draft.voids,
            )
        )
    return rows, events, seq, prev_hash


def _chain_one(
    recorder: Recorder, weapon_id: UUID, draft: Draft, seq: int, payload: str, prev_hash: str
) -> tuple[str, tuple[Any, ...]]:
    """The new head and the row: the very values that the hash covers, with the moment as the database stores it.

    The order is that of ``StoredEvent``, from whose fields ``event_hash`` computes the same hash again.
    """
    occurred = draft.occurred
    fields: list[Json] = [
        draft.id.hex,
        weapon_id.hex,
        seq,
        draft.kind.value,
        occurred.day.isoformat() if occurred else None,
        occurred.precision.value if occurred else "",
        recorder.text,
        recorder.person_id.hex if recorder.person_id else None,
        recorder.unit_id.hex,
        SCHEMA,
        payload,
        recorder.document,
        recorder.batch_id.hex if recorder.batch_id else None,
        draft.voids.hex if draft.voids else None,
    ]
    new_hash = link_hash(prev_hash, fields)
    fields[RECORDED_AT] = recorder.stored
    return new_hash, (*fields, prev_hash, new_hash)


def store_marks(placed: Sequence[tuple[UUID, PlacedMark]], facts: Mapping[UUID, str]) -> None:
    """Insert marks, given with their weapon, and the keys by which they are found; ``facts`` by weapon."""
    rows = [mark_row(weapon_id, one) for weapon_id, one in placed]
    insert_rows(Mark, MARK_COLUMNS, rows)
    index_marks(
        [
            (weapon_id, row[0], one.mark)
            for row, (weapon_id, one) in zip(rows, placed, strict=True)
            if one.mark.normalized
        ],
        facts,
    )


def history(weapon: Weapon) -> list[RuleEvent]:
    """All events of a weapon as the rules see them, in order."""
    return [rule_event(row) for row in Event.objects.filter(weapon_id=weapon.id).order_by("seq")]


def refresh_weapons(weapons: Sequence[Weapon]) -> None:
    """Bring the stored copies of weapons in step with their events, inside the caller's transaction."""
    by_weapon: dict[UUID, list[RuleEvent]] = {weapon.id: [] for weapon in weapons}
    for row in Event.objects.filter(weapon__in=weapons).order_by("weapon_id", "seq"):
        by_weapon[row.weapon_id].append(rule_event(row))
    new_marks: list[tuple[UUID, PlacedMark]] = []
    authorities = authorities_of_units()
    facts: dict[UUID, str] = {}
    names: list[str] = []
    for weapon in weapons:
        projection = project(by_weapon[weapon.id])
        values = projected_values(projection)
        names = list(values)
        for name, value in values.items():
            setattr(weapon, name, value)
        new_marks += [(weapon.id, placed) for placed in projection.marks]
        facts[weapon.id] = compared_facts(projection, authorities[weapon.unit_id])
    Weapon.objects.bulk_update(weapons, [*names, "head_seq", "head_hash"], batch_size=200)
    _refresh_marks(weapons, new_marks, facts)
    restate_facts(facts)


def compared_facts(projection: Projection, authority: str) -> str:
    """What the keys of a weapon hold of it beside its numbers; nothing of one that was voided."""
    if projection.is_voided:
        return ""
    marks = [placed.mark for placed in projection.marks if not placed.is_voided]
    return key_facts(projection.list_kind, authority, projection.facts, import_marks(marks))


def _refresh_marks(
    weapons: Sequence[Weapon], placed: Sequence[tuple[UUID, PlacedMark]], facts: Mapping[UUID, str]
) -> None:
    stored = dict(Mark.objects.filter(weapon__in=weapons).values_list("id", "is_voided"))
    wanted = {mark_id(one): (weapon_id, one) for weapon_id, one in placed}
    store_marks([pair for key, pair in wanted.items() if key not in stored], facts)
    for state in (True, False):
        changed = [
            key
            for key, (_, one) in wanted.items()
            if key in stored and one.is_voided is state is not stored[key]
        ]
        Mark.objects.filter(id__in=changed).update(is_voided=state)
        set_voided(changed, state)
