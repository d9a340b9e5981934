"""Events of weapons as counts look at them: what was collected, destroyed or lost in some years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Q

from tracemark.accounts.rules import Viewer
from tracemark.register.models import Event, Weapon
from tracemark.register.queries.facts import CHUNK, SEIZURE_KINDS, facts_of, marks_of
from tracemark.register.queries.stored import rule_events
from tracemark.register.queries.weapons import visible_weapons
from tracemark.register.rules.events import Event as RuleEvent
from tracemark.register.rules.events import EventKind
from tracemark.register.rules.fold import fold, settled_events
from tracemark.register.rules.rows import Facts, ListKind


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of one weapon, with what the weapon's whole history, and that of linked ones, adds to it."""

    weapon_id: UUID
    record_no: str
    event_id: UUID
    kind: EventKind
    day: date | None
    how: str
    scope: str
    outcome: str
    duplicate_of: str
    list_kind: str
    sheet: str
    row: int | None
    is_voided: bool
    is_marked_later: bool
    is_destroyed: bool
    was_collected: bool
    is_in_inventory: bool
    facts: Facts


def iter_happenings(viewer: Viewer, years: Sequence[int], kinds: Sequence[str]) -> Iterator[Happening]:
    """Events of these kinds in these years, and those without a date, voided ones too, by record number."""
    rows = visible_weapons(viewer, "figure.read").filter(
        Q(events__occurred_on__year__in=list(years)) | Q(events__occurred_on=None),
        events__kind__in=[*kinds, EventKind.REQUESTED.value],
    )
    after = ""
    while chunk := list(rows.filter(record_no__gt=after).order_by("record_no").distinct()[:CHUNK]):
        yield from _of_chunk(chunk, frozenset(years), frozenset(kinds))
        after = chunk[-1].record_no


def _of_chunk(chunk: Sequence[Weapon], years: frozenset[int], kinds: frozenset[str]) -> Iterator[Happening]:
    histories = _histories([weapon.id for weapon in chunk])
    links = {
        weapon_id: [UUID(other) for other in fold(events).links] for weapon_id, events in histories.items()
    }
    linked = sorted({other for others in links.values() for other in others} - set(histories))
    beside = _histories(linked) | histories
    marks = marks_of(chunk)
    inventories = _in_inventories([*histories, *linked])
    for weapon in chunk:
        together = [weapon.id, *links[weapon.id]]
        settled = {one: settled_events(beside.get(one, [])) for one in together}
        around = [event for events in settled.values() for event in events]
        in_inventory = any(one in inventories for one in together)
        facts = facts_of(weapon, marks.get(weapon.id, ()))
        for event, is_voided in _told(histories[weapon.id], settled[weapon.id]):
            day = event.occurred.day if event.occurred else None
            if event.kind.value in kinds and (day is None or day.year in years):
                yield _happening(weapon, event, around, is_voided, in_inventory, facts)


def _told(history: Sequence[RuleEvent], settled: Sequence[RuleEvent]) -> Iterator[tuple[RuleEvent, bool]]:
    """What happened, and what was recorded and voided since."""
    known = {event.id for event in settled}
    yield from ((event, False) for event in settled)
    yield from ((event, True) for event in history if event.id not in known)


def _histories(weapon_ids: Sequence[UUID]) -> dict[UUID, list[RuleEvent]]:
    rows = Event.objects.filter(weapon_id__in=weapon_ids).order_by("weapon_id", "seq")
    return {
        weapon_id: rule_events(group) for weapon_id, group in groupby(rows, key=lambda row: row.weapon_id)
    }


def _in_inventories(weapon_ids: Sequence[UUID]) -> frozenset[UUID]:
    held = Weapon.objects.filter(id__in=weapon_ids, list_kind=ListKind.INVENTORY.value, is_voided=False)
    return frozenset(held.values_list("id", flat=True))


def _happening(
    weapon: Weapon,
    event: RuleEvent,
    live: Sequence[RuleEvent],
    is_voided: bool,
    in_inventory: bool,
    facts: Facts,
) -> Happening:
    extra, place = (_mapping(event, name) for name in ("extra", "source"))
    row = place.get("row")
    kinds = {other.kind for other in live}
    return Happening(
        weapon_id=weapon.id,
        record_no=weapon.record_no,
        event_id=event.id,
        kind=event.kind,
        day=event.occurred.day if event.occurred else None,
        how=str(extra.get("how") or (event.kind.value if event.kind is not EventKind.SEIZED else "")),
        scope=str(extra.get("scope") or ""),
        outcome=weapon.outcome,
        duplicate_of=str(extra.get("duplicate_of") or ""),
        list_kind=str(event.payload.get("list") or weapon.list_kind),
        sheet=str(place.get("sheet") or ""),
        row=row if isinstance(row, int) else None,
        is_voided=is_voided,
        is_marked_later=any(other.kind is EventKind.MARKED and other.seq > event.seq for other in live),
        is_destroyed=EventKind.DESTROYED in kinds,
        was_collected=bool(SEIZURE_KINDS & kinds),
        is_in_inventory=in_inventory,
        facts=facts,
    )


def _mapping(event: RuleEvent, name: str) -> dict[str, object]:
    held = event.payload.get(name)
    return dict(held) if isinstance(held, dict) else {}
