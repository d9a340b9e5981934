"""Three small axes instead of one list of statuses: who has it, what shape it is in, how it stands in law."""

from collections.abc import Mapping
from enum import StrEnum


class Custody(StrEnum):
    """Who has the weapon."""

    MAKER = "maker"
    DEALER = "dealer"
    STATE_STORE = "state_store"
    ISSUED = "issued"
    CIVILIAN_HOLDER = "civilian_holder"
    EVIDENCE = "evidence"
    IN_TRANSIT = "in_transit"
    ABROAD = "abroad"
    UNKNOWN = "unknown"
    NONE = "none"


class Condition(StrEnum):
    """What shape the weapon is in; ``destroyed`` is absorbing."""

    SERVICEABLE = "serviceable"
    UNSERVICEABLE = "unserviceable"
    DEACTIVATED = "deactivated"
    DESTROYED = "destroyed"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How the weapon stands in law. Seized, found and surrendered stay apart, as in SDG 16.4.2."""

    LAWFUL = "lawful"
    LOST = "lost"
    STOLEN = "stolen"
    SEIZED = "seized"
    FOUND = "found"
    SURRENDERED = "surrendered"
    RELEASED = "released"
    UNKNOWN = "unknown"


USUAL: Mapping[str, str] = {
    "list_kind": "inventory",
    "custody": Custody.STATE_STORE.value,
    "condition": Condition.UNKNOWN.value,
    "standing": Standing.LAWFUL.value,
}
"""What nearly every weapon of a State's own inventories has: only those that differ stand in an index of their own."""
