"""A weapon is its list of events; an event is appended and never changed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class EventKind(StrEnum):
    """What happened, as a past participle."""

    RECORDED = "recorded"
    MANUFACTURED = "manufactured"
    MARKED = "marked"
    IMPORTED = "imported"
    ISSUED = "issued"
    RETURNED = "returned"
    MOVED = "moved"
    TRANSFERRED = "transferred"
    COUNTED = "counted"
    EXPORTED = "exported"
    MODIFIED = "modified"
    DEACTIVATED = "deactivated"
    DESTROYED = "destroyed"
    REPORTED_LOST = "reported_lost"
    REPORTED_STOLEN = "reported_stolen"
    SEIZED = "seized"
    FOUND = "found"
    SURRENDERED = "surrendered"
    RELEASED = "released"
    OUTCOME_RECORDED = "outcome_recorded"
    COMPONENT_FITTED = "component_fitted"
    COMPONENT_REMOVED = "component_removed"
    LINKED = "linked"
    UNLINKED = "unlinked"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    VOIDED = "voided"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known; ``day`` is the first of the month or year when only those are."""

    day: date
    precision: Precision = Precision.DAY


Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one weapon. Valid time is ``occurred``; record time is ``recorded_at`` (UTC)."""

    id: UUID
    weapon_id: UUID
    seq: int
    kind: EventKind
    occurred: PartialDate | None
    recorded_at: datetime
    recorded_by: UUID | None
    unit_id: UUID | None
    payload: dict[str, Json]
    document: str = ""
    voids: UUID | None = None
