"""A weapon's view is a fold over its events: three axes, its components, and what contradicts.

Voided events count for nothing; a request counts for nothing until a second officer accepts it. Events are
folded in the order in which they happened; an event without a date stays where it was recorded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from tracemark.findings import Finding, Severity
from tracemark.register.rules.axes import Condition, Custody, Standing
from tracemark.register.rules.events import Event, EventKind


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event does to the three axes; None leaves an axis as it is."""

    custody: Custody | None = None
    condition: Condition | None = None
    standing: Standing | None = None


EFFECTS: Mapping[EventKind, Effect] = {
    EventKind.MANUFACTURED: Effect(Custody.MAKER, Condition.SERVICEABLE, Standing.LAWFUL),
    EventKind.IMPORTED: Effect(Custody.DEALER, None, Standing.LAWFUL),
    EventKind.ISSUED: Effect(Custody.ISSUED),
    EventKind.RETURNED: Effect(Custody.STATE_STORE, None, Standing.LAWFUL),
    EventKind.MOVED: Effect(Custody.STATE_STORE),
    EventKind.TRANSFERRED: Effect(Custody.CIVILIAN_HOLDER, None, Standing.LAWFUL),
    EventKind.EXPORTED: Effect(Custody.ABROAD),
    EventKind.DEACTIVATED: Effect(None, Condition.DEACTIVATED),
    EventKind.DESTROYED: Effect(Custody.NONE, Condition.DESTROYED),
    EventKind.REPORTED_LOST: Effect(Custody.UNKNOWN, None, Standing.LOST),
    EventKind.REPORTED_STOLEN: Effect(Custody.UNKNOWN, None, Standing.STOLEN),
    EventKind.SEIZED: Effect(Custody.EVIDENCE, None, Standing.SEIZED),
    EventKind.FOUND: Effect(Custody.EVIDENCE, None, Standing.FOUND),
    EventKind.SURRENDERED: Effect(Custody.EVIDENCE, None, Standing.SURRENDERED),
    EventKind.RELEASED: Effect(Custody.CIVILIAN_HOLDER, None, Standing.RELEASED),
}

SIGHTINGS = frozenset(
    {
        EventKind.SEIZED,
        EventKind.FOUND,
        EventKind.SURRENDERED,
        EventKind.COUNTED,
        EventKind.ISSUED,
        EventKind.RETURNED,
        EventKind.TRANSFERRED,
        EventKind.EXPORTED,
    }
)
"""Kinds after which somebody has had the weapon in hand: impossible once it is destroyed."""

RECOVERIES = frozenset({EventKind.SEIZED, EventKind.FOUND, EventKind.SURRENDERED})
MISSING = frozenset({Standing.LOST, Standing.STOLEN})


@dataclass(frozen=True, slots=True)
class Component:
    """A marked part of a modular weapon; the essential one (frame or receiver) carries identity (ITI 10)."""

    id: str
    part: str
    essential: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeaponView:
    """What the events of one weapon add up to."""

    custody: Custody = Custody.UNKNOWN
    condition: Condition = Condition.UNKNOWN
    standing: Standing = Standing.UNKNOWN
    destroyed_on: date | None = None
    last_kind: EventKind | None = None
    outcome: str | None = None
    components: Mapping[str, Component] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    waiting: tuple[Event, ...] = ()
    contradictions: tuple[Finding, ...] = ()


def live_events(events: Sequence[Event]) -> list[Event]:
    """The events that count, in the order in which they happened: voided ones and voidings are left out."""
    if len(events) == 1:
        return [event for event in events if event.kind is not EventKind.VOIDED]
    voided = {event.voids for event in events if event.kind is EventKind.VOIDED}
    kept: list[tuple[date, int, Event]] = []
    running = date.min
    for event in sorted(events, key=lambda one: one.seq):
        running = max(running, event.occurred.day) if event.occurred else running
        if event.id not in voided and event.kind is not EventKind.VOIDED:
            kept.append((event.occurred.day if event.occurred else running, event.seq, event))
    return [event for _, _, event in sorted(kept, key=lambda item: item[:2])]


def fold(events: Sequence[Event]) -> WeaponView:
    """The view of one weapon from all its events, in any order of arrival."""
    live = live_events(events)
    if not any(event.kind is EventKind.REQUESTED for event in live):
        return _fold_live(live)
    return replace(_fold_live(_with_requests_decided(live)), waiting=tuple(_waiting(live)))


def settled_events(events: Sequence[Event]) -> list[Event]:
    """What counts as having happened: live events, accepted acts in place of their requests, none voided by two."""
    return list(_with_requests_decided(live_events(events)))


def _fold_live(live: Iterable[Event]) -> WeaponView:
    view = WeaponView()
    for event in live:
        view = step(view, event)
    return view


def waiting_requests(events: Sequence[Event]) -> list[Event]:
    """Requests that no second officer has accepted or rejected yet."""
    return _waiting(live_events(events))


def _waiting(live: Sequence[Event]) -> list[Event]:
    decided = {event.payload.get("request") for event in live if event.kind in DECISIONS}
    return [event for event in live if event.kind is EventKind.REQUESTED and event.id.hex not in decided]


DECISIONS = frozenset({EventKind.ACCEPTED, EventKind.REJECTED})


def requested_event(request: Event) -> Event:
    """The act that a request asks for, as the event it becomes when accepted."""
    act = request.payload.get("act")
    payload = request.payload.get("payload")
    return replace(
        request,
        kind=EventKind(str(act)),
        payload=dict(payload) if isinstance(payload, dict) else {},
        voids=UUID(str(request.payload["voids"])) if request.payload.get("voids") else None,
    )


def _with_requests_decided(events: Iterable[Event]) -> Iterable[Event]:
    events = list(events)
    requests = {event.id.hex: event for event in events if event.kind is EventKind.REQUESTED}
    voided = _voided_by_acceptance(events, requests)
    for event in events:
        if event.id in voided:
            continue
        request = (
            requests.get(str(event.payload.get("request"))) if event.kind is EventKind.ACCEPTED else None
        )
        yield (
            replace(requested_event(request), occurred=request.occurred or event.occurred)
            if request
            else event
        )


def _voided_by_acceptance(events: Iterable[Event], requests: Mapping[str, Event]) -> set[UUID | None]:
    accepted = (requests.get(str(e.payload.get("request"))) for e in events if e.kind is EventKind.ACCEPTED)
    return {requested_event(request).voids for request in accepted if request} - {None}


def step(view: WeaponView, event: Event) -> WeaponView:
    """The view after one more event. A destroyed weapon stays destroyed whatever is reported afterwards."""
    found = tuple(contradictions_of(view, event))
    changes: dict[str, Any] = {
        "last_kind": event.kind,
        **_axes_after(view, event),
        **_parts_after(view, event),
    }
    if found:
        changes["contradictions"] = view.contradictions + found
    return replace(view, **changes)


def contradictions_of(view: WeaponView, event: Event) -> Iterable[Finding]:
    """What the history so far says against this event. The event is recorded all the same."""
    day = event.occurred.day.isoformat() if event.occurred else None
    if (
        event.kind in SIGHTINGS
        and view.condition is Condition.DESTROYED
        and _is_later(event, view.destroyed_on)
    ):
        yield Finding("seen_after_destruction", {"event": event.id.hex, "day": day}, Severity.ALERT)
    if event.kind in RECOVERIES and view.standing in MISSING:
        yield Finding("missing_then_recovered", {"event": event.id.hex, "day": day}, Severity.ALERT)
    if event.kind is EventKind.DESTROYED and view.condition is Condition.DESTROYED:
        yield Finding("destroyed_twice", {"event": event.id.hex, "day": day}, Severity.ALERT)


def _is_later(event: Event, day: date | None) -> bool:
    return day is None or event.occurred is None or event.occurred.day > day


def _axes_after(view: WeaponView, event: Event) -> dict[str, Any]:
    effect = _effect_of(event)
    if view.condition is Condition.DESTROYED:
        return {"standing": effect.standing or view.standing}
    changes: dict[str, Any] = {
        "custody": effect.custody or view.custody,
        "condition": effect.condition or view.condition,
        "standing": effect.standing or view.standing,
    }
    if effect.condition is Condition.DESTROYED and event.occurred:
        changes["destroyed_on"] = event.occurred.day
    return changes


def _effect_of(event: Event) -> Effect:
    """The table's effect, with what a recording or a modification states about itself."""
    if event.kind not in {EventKind.RECORDED, EventKind.COUNTED, EventKind.MODIFIED}:
        return EFFECTS.get(event.kind, Effect())
    custody, condition, standing = (event.payload.get(name) for name in ("custody", "condition", "standing"))
    return Effect(
        Custody(str(custody)) if custody else None,
        Condition(str(condition)) if condition else None,
        Standing(str(standing)) if standing else None,
    )


def _parts_after(view: WeaponView, event: Event) -> dict[str, Any]:
    payload = event.payload
    match event.kind:
        case EventKind.OUTCOME_RECORDED:
            return {"outcome": str(payload["outcome"]) if payload.get("outcome") else None}
        case EventKind.LINKED:
            return {"links": view.links | {str(payload["other"])}}
        case EventKind.UNLINKED:
            return {"links": view.links - {str(payload["other"])}}
        case EventKind.COMPONENT_FITTED:
            part = _component(payload)
            return {"components": {**view.components, part.id: part}}
        case EventKind.COMPONENT_REMOVED:
            left = {key: part for key, part in view.components.items() if key != payload.get("component")}
            return {"components": left}
    return {}


def _component(payload: Mapping[str, object]) -> Component:
    marks = payload.get("marks")
    texts = tuple(str(mark.get("verbatim", "")) for mark in marks) if isinstance(marks, list) else ()
    return Component(
        str(payload["component"]), str(payload.get("part", "")), payload.get("essential") is True, texts
    )
