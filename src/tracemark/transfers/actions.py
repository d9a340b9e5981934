"""The only writer of permits: lists come in, deliveries are reported, a list is voided as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import AlertDraft, raise_alerts
from tracemark.register.rules.chain import FIRST_HASH
from tracemark.register.rules.events import Json
from tracemark.register.rules.rows import Row
from tracemark.transfers.models import Permit
from tracemark.transfers.models import PermitEvent as EventRow
from tracemark.transfers.queries import events_of, stored_facts
from tracemark.transfers.rules import (
    PermitEvent,
    PermitEventKind,
    PermitFacts,
    chained,
    check_delivery,
    check_quantities,
    fold_permit,
    permit_id,
    recorded_payload,
)

CHUNK = 500


@transaction.atomic
def record_permits(
    *, batch_id: UUID, rows: Sequence[Row], unit_id: UUID, accepted_at: datetime, by: UUID | None = None
) -> int:
    """Record the permits of these rows of a batch; returns how many were new.

    A row that was recorded before is left alone, so that a chunk may come twice. ``accepted_at`` is the
    moment the batch was accepted, ``by`` the id of the person who did.
    """
    by_id = {permit_id(batch_id, row): row for row in rows}
    known = set(Permit.objects.filter(id__in=list(by_id)).values_list("id", flat=True))
    events = [
        chained(
            PermitEvent(
                id=uuid5(new_id, "1"),
                permit_id=new_id,
                seq=1,
                kind=PermitEventKind.RECORDED,
                recorded_at=accepted_at,
                recorded_by=by,
                unit_id=unit_id,
                batch_id=batch_id,
                payload=recorded_payload(row),
            ),
            FIRST_HASH,
        )
        for new_id, row in by_id.items()
        if new_id not in known
    ]
    permits = [_new_permit(event) for event in events]
    Permit.objects.bulk_create(permits, batch_size=CHUNK)
    _append(events)
    _raise_over_quantity(permits)
    return len(permits)


@transaction.atomic
def report_delivery(
    permit: Permit,
    *,
    quantity: int,
    delivered_on: date | None,
    by: Viewer,
    at: datetime,
    event_id: UUID | None = None,
) -> tuple[Finding, ...]:
    """Record what was delivered in all under a permit, and return warnings.

    ``event_id`` made by the client makes a retry harmless. Raises Refused for a voided permit or a
    negative quantity; more than permitted is recorded and raises an alert.
    """
    by.require("weapon.report", permit.unit_id)
    locked = Permit.objects.select_for_update().get(id=permit.id)
    findings = check_delivery(stored_facts(locked), quantity, delivered_on)
    refusals = [finding for finding in findings if finding.severity is Severity.REFUSAL]
    if refusals:
        raise Refused(*refusals)
    new_id = event_id or uuid4()
    if EventRow.objects.filter(id=new_id).exists():
        return findings
    day = delivered_on.isoformat() if delivered_on else None
    payload: dict[str, Json] = {"delivered_quantity": quantity, **({"delivered_on": day} if day else {})}
    event = PermitEvent(
        id=new_id,
        permit_id=locked.id,
        seq=locked.head_seq + 1,
        kind=PermitEventKind.DELIVERY_REPORTED,
        recorded_at=at,
        recorded_by=by.person_id,
        unit_id=locked.unit_id,
        batch_id=None,
        payload=payload,
    )
    _extend([(locked, event)])
    return (*findings, *check_quantities(stored_facts(locked)))


def void_permits(batch_id: UUID, *, reason: str, by: Viewer, at: datetime) -> int:
    """Void all permits that a batch brought, and go on where it stopped; returns how many were voided now."""
    if not reason.strip():
        raise Refused(Finding("reason_needed", {}, Severity.REFUSAL))
    count = 0
    while permits := list(Permit.objects.filter(batch_id=batch_id, is_voided=False).order_by("id")[:CHUNK]):
        for unit_id in {permit.unit_id for permit in permits}:
            by.require("list.void", unit_id)
        with transaction.atomic():
            _extend([(permit, _voiding(permit, reason, by, at)) for permit in permits])
        count += len(permits)
    return count


def _voiding(permit: Permit, reason: str, by: Viewer, at: datetime) -> PermitEvent:
    recorded = uuid5(permit.id, "1")
    return PermitEvent(
        id=uuid5(recorded, "voided"),
        permit_id=permit.id,
        seq=permit.head_seq + 1,
        kind=PermitEventKind.VOIDED,
        recorded_at=at,
        recorded_by=by.person_id,
        unit_id=permit.unit_id,
        batch_id=None,
        payload={"reason": reason.strip()},
        voids=recorded,
    )


def _extend(pairs: Sequence[tuple[Permit, PermitEvent]]) -> None:
    """Append one event to each permit and bring its projection up to date."""
    events = [chained(event, permit.head_hash) for permit, event in pairs]
    _append(events)
    stored = events_of(permit.id for permit, _ in pairs)
    permits = [permit for permit, _ in pairs]
    for permit, event in zip(permits, events, strict=True):
        permit.head_seq, permit.head_hash = event.seq, event.hash
        for name, value in _projected(fold_permit(stored[permit.id])).items():
            setattr(permit, name, value)
    changed = [*PermitFacts.__slots__, "head_seq", "head_hash"]
    Permit.objects.bulk_update(permits, changed, batch_size=CHUNK)
    _raise_over_quantity(permits)


def _new_permit(event: PermitEvent) -> Permit:
    return Permit(
        id=event.permit_id,
        unit_id=event.unit_id,
        batch_id=event.batch_id,
        head_seq=event.seq,
        head_hash=event.hash,
        **_projected(fold_permit([event])),
    )


LENGTHS = {field.attname: field.max_length for field in Permit._meta.concrete_fields if field.max_length}


def _projected(facts: PermitFacts) -> Mapping[str, Any]:
    """The values of the projection's columns; a text too long for its column is cut, the event keeps it."""
    return {
        name: value[: LENGTHS[name]] if isinstance(value, str) else value
        for name, value in asdict(facts).items()
    }


def _append(events: Sequence[PermitEvent]) -> None:
    EventRow.objects.bulk_create(
        (
            EventRow(
                id=event.id,
                permit_id=event.permit_id,
                seq=event.seq,
                kind=event.kind.value,
                recorded_at=event.recorded_at,
                recorded_by_id=event.recorded_by,
                unit_id=event.unit_id,
                schema=event.schema,
                payload=event.payload_text,
                batch_id=event.batch_id,
                voids=event.voids,
                prev_hash=event.prev_hash,
                hash=event.hash,
            )
            for event in events
        ),
        batch_size=CHUNK,
    )


def _raise_over_quantity(permits: Sequence[Permit]) -> None:
    """One alert a permit, however often it is seen to be over its quantity."""
    raise_alerts(
        [
            AlertDraft(
                kind=finding.code,
                key=f"{finding.code}:{permit.id.hex}",
                params={**finding.params, "permit_id": permit.id.hex},
                severity=finding.severity,
            )
            for permit in permits
            if not permit.is_voided
            for finding in check_quantities(stored_facts(permit))
        ]
    )
