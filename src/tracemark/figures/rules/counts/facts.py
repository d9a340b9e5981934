"""What counts are made from: one event of one arm, flat, so that a program and a database read it alike."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CountFact:
    """One event of one arm.

    ``kind`` is the event's (``seized``, ``destroyed`` …), ``how``, ``scope`` and ``outcome`` as in `SeizureFact`
    (empty: not stated). ``duplicate_of`` names an earlier report of the same event. ``unique_mark``: a serial
    with at most one sign that could not be read. ``marked``, ``destroyed``, ``collected``: the arm, or one linked
    to it, was marked after this event, was destroyed, was ever seized, found or surrendered. ``state_held``: it
    stands in an inventory of the State. ``type_code`` is that of the reference table of weapon types. ``leak``: how
    a traced arm left lawful hands (codes of `tracing`), of trace cases only.
    """

    weapon_id: str
    record_no: str
    event_id: str
    sheet_row: str
    list_kind: str
    kind: str
    how: str
    scope: str
    outcome: str
    day: date | None
    voided: bool
    duplicate_of: str
    unique_mark: bool
    marked: bool
    destroyed: bool
    collected: bool
    state_held: bool
    type_code: str = ""
    leak: str = ""
