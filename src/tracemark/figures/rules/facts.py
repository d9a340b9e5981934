"""What a figure is counted from: one arm seized, found or surrendered, as the register knows it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Obtained(StrEnum):
    """How an authority came by an arm, in the words of the metadata of 16.4.2 ("Concepts")."""

    SEIZED = "seized"
    FOUND = "found"
    SURRENDERED = "surrendered"


class Outcome(StrEnum):
    """What became of the attempt to establish the illicit origin, as the officer recorded it."""

    TRACED_HOME = "traced_home"
    TRACED_ABROAD = "traced_abroad"
    ESTABLISHED_OTHERWISE = "established_otherwise"
    PENDING = "pending"
    TOO_LITTLE_INFORMATION = "too_little_information"
    NOT_TRIED = "not_tried"
    BLANK = "blank"


class Exclusion(StrEnum):
    """Why an arm is left out of the count, in the order in which the reasons are looked at."""

    VOIDED = "voided"
    NOT_AN_ARM = "not_an_arm"
    ANTIQUE = "antique"
    REPLICA = "replica"
    DATE_NOT_KNOWN = "date_not_known"
    OUTSIDE_PERIOD = "outside_period"
    CAMPAIGN_RECEIPT = "campaign_receipt"
    HOW_NOT_STATED = "how_not_stated"
    ADMINISTRATIVE = "administrative"
    DUPLICATE_EVENT = "duplicate_event"
    KEPT_ASIDE = "kept_aside"


@dataclass(frozen=True, slots=True)
class SeizureFact:
    """One arm seized, found or surrendered, or one line of a seizure list that did not become a weapon.

    ``record_no`` is empty (and ``weapon_id`` and ``event_id`` are None) for a line kept aside: it is
    counted nowhere, but a reader may ask where it went; ``scope`` is then the code of its reason.
    ``how`` is ``seized_criminal``, ``seized_administrative``, ``found``, ``surrendered`` or empty.
    ``outcome`` is one of `Outcome`, or empty or None when the officer left it blank; a value that is none
    of these counts as blank.
    ``scope`` is the weapon type's scope (``antique``, ``replica``, ``part`` …; empty when not known: an
    arm until somebody says otherwise). ``duplicate_of`` names the earlier report of the same event by
    its record number or ``sheet_row``. ``sheet_row`` is where the line stands (``file sheet:row``).
    """

    weapon_id: UUID | None
    record_no: str
    how: str
    outcome: str | None
    occurred_on: date | None
    scope: str
    traceable: bool
    duplicate_of: str | None
    list_kind: str
    voided: bool
    event_id: UUID | None
    sheet_row: str
