"""What is stored beside a weapon's events for listing and searching: a copy that can be rebuilt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from tracemark.marks.rules.mark import Mark, Role
from tracemark.register.rules.events import Event, EventKind, PartialDate
from tracemark.register.rules.fold import WeaponView, fold, live_events
from tracemark.register.rules.intake import facts_from_payload, marks_from_payload
from tracemark.register.rules.rows import Facts


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark with the event that brought it, its place there, and whether that event was voided."""

    event_id: UUID
    position_no: int
    mark: Mark
    is_voided: bool


@dataclass(frozen=True, slots=True)
class Projection:
    """Everything that is stored about a weapon besides its events."""

    view: WeaponView
    facts: Facts
    list_kind: str
    serial: str
    serial_absent: str
    occurred: PartialDate | None
    is_voided: bool
    marks: tuple[PlacedMark, ...]


def project(events: Sequence[Event], facts_of_first: Facts | None = None) -> Projection:
    """The stored copy of one weapon from all its events (at least one).

    ``facts_of_first`` spares reading the first event's payload back when its writer still has the facts at hand.
    """
    ordered = sorted(events, key=lambda event: event.seq)
    live = live_events(ordered)
    live_seqs = {event.seq for event in live}
    first = ordered[0]
    described = {first.seq: facts_of_first} if facts_of_first else {}
    for event in ordered:
        if event.seq not in described and "facts" in event.payload:
            described[event.seq] = facts_from_payload(event.payload)
    stating = [event.seq for event in live or [first] if event.seq in described]
    facts = described[stating[-1]] if stating else Facts()
    serial, absent = _serial_of(facts)
    return Projection(
        view=fold(ordered),
        facts=facts,
        list_kind=str(first.payload.get("list") or ""),
        serial=serial,
        serial_absent=absent,
        occurred=first.occurred,
        is_voided=first.seq not in live_seqs,
        marks=tuple(_placed_marks(ordered, described, live_seqs)),
    )


def _serial_of(facts: Facts) -> tuple[str, str]:
    for mark in facts.marks:
        if mark.role is Role.SERIAL:
            return mark.normalized, mark.absent.value if mark.absent else ""
    return "", "not_stated"


def _placed_marks(
    ordered: Sequence[Event], described: Mapping[int, Facts], live_seqs: set[int]
) -> list[PlacedMark]:
    return [
        PlacedMark(event.id, number, mark, event.seq not in live_seqs)
        for event in ordered
        if event.kind not in {EventKind.REQUESTED, EventKind.VOIDED}
        for number, mark in enumerate(
            described[event.seq].marks if event.seq in described else marks_from_payload(event.payload)
        )
    ]


MARK_COLUMNS = (
    "id",
    "weapon_id",
    "event_id",
    "position_no",
    "role",
    "verbatim",
    "normalized",
    "alternatives",
    "script",
    "certainty",
    "symbol",
    "absent",
    "country",
    "year",
    "position",
    "is_voided",
)


def mark_id(placed: PlacedMark) -> UUID:
    """A mark's id follows from its event and its place there, so that a rebuild gives the same."""
    return uuid5(placed.event_id, str(placed.position_no))


def mark_row(weapon_id: UUID, placed: PlacedMark) -> tuple[Any, ...]:
    """A mark as its table holds it, in the order of ``MARK_COLUMNS``."""
    mark = placed.mark
    return (
        mark_id(placed),
        weapon_id,
        placed.event_id,
        placed.position_no,
        mark.role.value,
        mark.verbatim[:300],
        mark.normalized[:200],
        list(mark.alternatives),
        mark.script,
        mark.certainty[:200],
        (mark.symbol or "")[:60],
        mark.absent.value if mark.absent else "",
        mark.country or "",
        mark.year,
        (mark.position or "")[:60],
        placed.is_voided,
    )


def projected_values(projection: Projection) -> dict[str, Any]:
    """The columns of the weapon's row that follow from its events."""
    facts, view, occurred = projection.facts, projection.view, projection.occurred
    return {
        "list_kind": projection.list_kind,
        "custody": view.custody.value,
        "condition": view.condition.value,
        "standing": view.standing.value,
        "type_text": facts.type_text[:200],
        "type_code": facts.type_code or "",
        "make_text": facts.make_text[:200],
        "make_code": facts.make_code or "",
        "model_text": facts.model_text[:200],
        "model_key": facts.model_key[:60],
        "calibre_text": facts.calibre_text[:200],
        "calibre_code": facts.calibre_code or "",
        "country_code": facts.country_code or "",
        "year": facts.year,
        "serial": projection.serial[:200],
        "serial_absent": projection.serial_absent,
        "occurred_on": occurred.day if occurred else None,
        "occurred_precision": occurred.precision.value if occurred else "",
        "outcome": view.outcome or "",
        "is_voided": projection.is_voided,
    }
