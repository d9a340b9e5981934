"""Weapons' lives for tests, written short."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from tracemark.register.rules.events import Event, EventKind, Json, PartialDate

WEAPON = UUID("11111111-1111-4111-8111-111111111111")
OFFICER = UUID("22222222-2222-4222-8222-222222222222")
UNIT = UUID("33333333-3333-4333-8333-333333333333")
RECORDED_AT = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)

Entry = tuple[EventKind, str | None, dict[str, Json]]


def life(*entries: Entry | tuple[EventKind, str | None]) -> list[Event]:
    """Events in order of recording: (kind, day it happened or None, payload)."""
    return [_event(seq, entry) for seq, entry in enumerate(entries, start=1)]


def event_id(seq: int) -> UUID:
    """The id of the event recorded as number ``seq``."""
    return uuid5(WEAPON, str(seq))


def _event(seq: int, entry: Sequence[object]) -> Event:
    kind, day = entry[0], entry[1]
    payload = entry[2] if len(entry) > 2 else {}
    assert isinstance(kind, EventKind) and isinstance(payload, dict)
    voids = payload.pop("_voids", None) if "_voids" in payload else None
    return Event(
        id=event_id(seq),
        weapon_id=WEAPON,
        seq=seq,
        kind=kind,
        occurred=PartialDate(date.fromisoformat(str(day))) if day else None,
        recorded_at=RECORDED_AT,
        recorded_by=OFFICER,
        unit_id=UNIT,
        payload=payload,
        voids=event_id(voids) if isinstance(voids, int) else None,
    )
