"""Event rows as the hash chain sees them, and as the rules see them."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

from tracemark.register.models import Event as EventRow
from tracemark.register.rules.chain import StoredEvent
from tracemark.register.rules.events import Event, EventKind, PartialDate, Precision


def moment_text(moment: datetime) -> str:
    """A moment as hashes cover it: UTC, microseconds, ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def stored_event(row: EventRow) -> StoredEvent:
    """The row with each field as the text or number that its hash covers."""
    return StoredEvent(
        id=row.id.hex,
        weapon_id=row.weapon_id.hex,
        seq=row.seq,
        kind=row.kind,
        occurred_on=row.occurred_on.isoformat() if row.occurred_on else None,
        occurred_precision=row.occurred_precision,
        recorded_at=moment_text(row.recorded_at),
        recorded_by=row.recorded_by_id.hex if row.recorded_by_id else None,
        unit_id=row.unit_id.hex,
        schema=row.schema,
        payload=row.payload,
        document=row.document,
        batch_id=row.batch_id.hex if row.batch_id else None,
        voids=row.voids.hex if row.voids else None,
        prev_hash=row.prev_hash,
        hash=row.hash,
    )


def partial_date(day: date | None, precision: str) -> PartialDate | None:
    """A stored date as the rules see it; one stored without its precision is known to the day."""
    return PartialDate(day, Precision(precision or "day")) if day else None


def rule_event(row: EventRow) -> Event:
    """The row as the fold reads it."""
    return Event(
        id=row.id,
        weapon_id=row.weapon_id,
        seq=row.seq,
        kind=EventKind(row.kind),
        occurred=partial_date(row.occurred_on, row.occurred_precision),
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by_id,
        unit_id=row.unit_id,
        payload=json.loads(row.payload),
        document=row.document,
        voids=row.voids,
    )


def rule_events(rows: Iterable[EventRow]) -> list[Event]:
    """All rows as the fold reads them."""
    return [rule_event(row) for row in rows]
