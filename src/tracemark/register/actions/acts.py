"""What an officer does to one weapon: acts, reports, corrections, and the second officer's decision.

An act is decided by rules and may be refused. A report of something seen is always recorded; what
contradicts the history raises an alert. Client-made event ids make a retry harmless.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import raise_alert
from tracemark.register.actions.bulk import insert_rows
from tracemark.register.actions.writing import (
    EVENT_COLUMNS,
    Recorder,
    chain_events,
    history,
    refresh_weapons,
)
from tracemark.register.models import Event, Weapon
from tracemark.register.rules.decisions import (
    REPORTS,
    check_act,
    check_second_officer,
    needs_second_officer,
)
from tracemark.register.rules.events import Event as RuleEvent
from tracemark.register.rules.events import EventKind, Json, PartialDate
from tracemark.register.rules.fold import fold, requested_event, waiting_requests
from tracemark.register.rules.intake import Draft


def perform_act(
    *,
    weapon_id: UUID,
    event_id: UUID,
    kind: EventKind,
    occurred: PartialDate | None,
    payload: Mapping[str, Json],
    by: Viewer,
    at: datetime,
    document: str = "",
) -> Event:
    """Do an act, or ask a second officer for it where the rules want two. Raises Refused with the reasons."""
    with transaction.atomic():
        weapon = _lock(weapon_id)
        by.require("weapon.act", weapon.unit_id)
        known = Event.objects.filter(id=event_id).first()
        if known:
            return known
        findings = check_act(fold(history(weapon)), kind, occurred, at.date())
        if findings:
            raise Refused(*findings)
        if needs_second_officer(kind):
            request: dict[str, Json] = {"act": kind.value, "payload": dict(payload)}
            draft = Draft(event_id, EventKind.REQUESTED, occurred, request)
        else:
            draft = Draft(event_id, kind, occurred, dict(payload))
        return _append(weapon, draft, by=by, at=at, document=document)


def make_report(
    *,
    weapon_id: UUID,
    event_id: UUID,
    kind: EventKind,
    occurred: PartialDate | None,
    payload: Mapping[str, Json],
    by: Viewer,
    at: datetime,
    document: str = "",
) -> Event:
    """Record something seen. Never refused for what the history says: a contradiction becomes an alert."""
    if kind not in REPORTS:
        raise Refused(Finding("not_a_report", {"kind": kind.value}, Severity.REFUSAL))
    with transaction.atomic():
        weapon = _lock(weapon_id)
        by.require("weapon.report", weapon.unit_id)
        known = Event.objects.filter(id=event_id).first()
        if known:
            return known
        before = fold(history(weapon)).contradictions
        event = _append(
            weapon, Draft(event_id, kind, occurred, dict(payload)), by=by, at=at, document=document
        )
        _raise_new_alerts(weapon, before)
        return event


def request_void(
    *, weapon_id: UUID, event_id: UUID, voids: UUID, reason: str, by: Viewer, at: datetime
) -> Event:
    """Ask a second officer to void one event of a weapon. The reason is kept with it."""
    if not reason.strip():
        raise Refused(Finding("reason_needed", {}, Severity.REFUSAL))
    with transaction.atomic():
        weapon = _lock(weapon_id)
        by.require("weapon.void", weapon.unit_id)
        known = Event.objects.filter(id=event_id).first()
        if known:
            return known
        if (
            not Event.objects.filter(id=voids, weapon_id=weapon_id)
            .exclude(kind=EventKind.VOIDED.value)
            .exists()
        ):
            raise Refused(Finding("event_not_of_weapon", {}, Severity.REFUSAL))
        payload: dict[str, Json] = {
            "act": EventKind.VOIDED.value,
            "payload": {"reason": reason},
            "voids": voids.hex,
        }
        return _append(weapon, Draft(event_id, EventKind.REQUESTED, None, payload), by=by, at=at)


def decide_request(
    *, weapon_id: UUID, event_id: UUID, request_id: UUID, accept: bool, reason: str, by: Viewer, at: datetime
) -> Event:
    """Accept or reject a waiting request, as the second officer. An accepted act takes effect at once."""
    with transaction.atomic():
        weapon = _lock(weapon_id)
        by.require("weapon.accept", weapon.unit_id)
        known = Event.objects.filter(id=event_id).first()
        if known:
            return known
        request = _waiting_request(weapon, request_id)
        asked_by = request.recorded_by.hex if request.recorded_by else None
        refused = check_second_officer(asked_by, by.person_id.hex if by.person_id else None)
        refused += _still_possible(weapon, request, at) if accept else ()
        if refused:
            raise Refused(*refused)
        kind = EventKind.ACCEPTED if accept else EventKind.REJECTED
        payload: dict[str, Json] = {"request": request_id.hex, "reason": reason}
        return _append(weapon, Draft(event_id, kind, None, payload), by=by, at=at)


def link_weapons(
    *,
    weapon_id: UUID,
    other_id: UUID,
    event_ids: tuple[UUID, UUID],
    payload: Mapping[str, Json],
    by: Viewer,
    at: datetime,
) -> None:
    """Record that two records are one weapon, on both. Nothing is merged; unlinking takes it back."""
    _on_both(EventKind.LINKED, weapon_id, other_id, event_ids, payload, by=by, at=at)


def unlink_weapons(
    *,
    weapon_id: UUID,
    other_id: UUID,
    event_ids: tuple[UUID, UUID],
    payload: Mapping[str, Json],
    by: Viewer,
    at: datetime,
) -> None:
    """Take back that two records are one weapon, on both."""
    _on_both(EventKind.UNLINKED, weapon_id, other_id, event_ids, payload, by=by, at=at)


def _on_both(
    kind: EventKind,
    weapon_id: UUID,
    other_id: UUID,
    event_ids: tuple[UUID, UUID],
    payload: Mapping[str, Json],
    *,
    by: Viewer,
    at: datetime,
) -> None:
    by.require("match.judge")
    pairs = ((weapon_id, other_id, event_ids[0]), (other_id, weapon_id, event_ids[1]))
    with transaction.atomic():
        # Always locked in the same order, so that two officers judging one pair cannot wait for each other.
        for one, other, event_id in sorted(pairs):
            weapon = _lock(one)
            if not Event.objects.filter(id=event_id).exists():
                draft = Draft(event_id, kind, None, {**payload, "other": other.hex})
                _append(weapon, draft, by=by, at=at)


def lock_weapons(*weapon_ids: UUID) -> None:
    """Keep everybody else from changing these weapons until the caller's transaction ends."""
    for weapon_id in sorted(weapon_ids):
        _lock(weapon_id)


def _lock(weapon_id: UUID) -> Weapon:
    """The weapon's row, locked: whoever holds it gives the next ``seq``, so chains cannot fork."""
    weapon = Weapon.objects.select_for_update().filter(id=weapon_id).first()
    if weapon is None:
        raise Refused(Finding("no_such_weapon", {}, Severity.REFUSAL))
    return weapon


def _append(weapon: Weapon, draft: Draft, *, by: Viewer, at: datetime, document: str = "") -> Event:
    recorder = Recorder(
        recorded_at=at, person_id=by.person_id, unit_id=weapon.unit_id, document=document[:200]
    )
    rows, _, weapon.head_seq, weapon.head_hash = chain_events(
        recorder, weapon.id, [draft], seq=weapon.head_seq, prev_hash=weapon.head_hash
    )
    insert_rows(Event, EVENT_COLUMNS, rows)
    refresh_weapons([weapon])
    return Event.objects.get(id=draft.id)


def _waiting_request(weapon: Weapon, request_id: UUID) -> RuleEvent:
    for request in waiting_requests(history(weapon)):
        if request.id == request_id:
            return request
    raise Refused(Finding("request_not_waiting", {}, Severity.REFUSAL))


def _still_possible(weapon: Weapon, request: RuleEvent, at: datetime) -> tuple[Finding, ...]:
    """A request may have become impossible while it waited."""
    act = requested_event(request)
    if act.kind is EventKind.VOIDED:
        return ()
    others = [event for event in history(weapon) if event.id != request.id]
    return check_act(fold(others), act.kind, act.occurred, at.date())


def _raise_new_alerts(weapon: Weapon, before: tuple[Finding, ...]) -> None:
    for finding in fold(history(weapon)).contradictions:
        if finding not in before:
            raise_alert(
                kind=finding.code,
                key=f"{finding.code}:{weapon.id.hex}:{finding.params['event']}",
                weapon_ids={weapon.id: weapon.unit_id},
                params=dict(finding.params),
                severity=finding.severity,
            )
