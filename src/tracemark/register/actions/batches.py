"""A list comes in: its batch, its rows as weapons, and its end.

Each chunk is one transaction with the batch's position, so that an import killed at any moment goes on where
it was and gives the same register to the hash.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.matching.actions.arrivals import watch_arrivals
from tracemark.reference.actions import queue_unknown
from tracemark.register.actions.bulk import insert_rows
from tracemark.register.actions.writing import (
    EVENT_COLUMNS,
    Recorder,
    chain_events,
    compared_facts,
    refresh_weapons,
    store_marks,
)
from tracemark.register.models import Batch, Event, Holder, KeptAsideRow, RowFinding, Weapon
from tracemark.register.queries.imports import current_batch_id
from tracemark.register.rules.events import EventKind, Json
from tracemark.register.rules.ids import id_beside
from tracemark.register.rules.intake import Draft, drafts, holder_id, weapon_ids
from tracemark.register.rules.projection import PlacedMark, project, projected_values
from tracemark.register.rules.record_no import make_record_no
from tracemark.register.rules.rows import KeptAside, ListKind, Row, RowResult
from tracemark.transfers.actions import record_permits, void_permits

VOID_CHUNK = 1000
NOTHING_UNKNOWN: Mapping[tuple[str, str], int] = {}

FINDING_COLUMNS = ("batch_id", "sheet", "row", "code", "severity", "params")
KEPT_COLUMNS = ("batch_id", "sheet", "row", "code", "params", "cells")
HOLDER_COLUMNS = ("id", "batch_id", "unit_id", "names", "sex", "age_group", "purpose")


def open_batch(
    *,
    kind: ListKind,
    file_name: str,
    file_sha256: str,
    unit_id: UUID,
    by: Viewer,
    accepted_at: datetime,
    mapping: Mapping[str, Any],
    rows_expected: int = 0,
) -> Batch:
    """Begin a batch, or find it again where it stopped. A batch that exists keeps its ``accepted_at``."""
    by.require("list.import", unit_id)
    batch, _ = Batch.objects.get_or_create(
        id=current_batch_id(kind, file_sha256),
        defaults={
            "kind": kind.value,
            "file_name": file_name[:255],
            "file_sha256": file_sha256,
            "unit_id": unit_id,
            "created_by_id": by.person_id,
            "accepted_at": accepted_at,
            "stage": "loading",
            "rows_expected": rows_expected,
            "mapping": dict(mapping),
        },
    )
    return batch


def record_rows(batch: Batch, results: Sequence[RowResult], *, rows_read: int, state: str) -> None:
    """Store a chunk of results and the batch's position, all or nothing, and raise the alerts that follow at once.

    ``rows_read`` is the number of results of this batch up to and including these; ``state`` is this node's
    State (alpha-2) for record numbers. Raises Refused when the batch moved meanwhile (two imports at once).
    """
    with transaction.atomic():
        locked = Batch.objects.select_for_update().get(id=batch.id)
        if locked.rows_done != rows_read - len(results) or locked.stage != "loading":
            raise Refused(Finding("batch_moved", {"batch": batch.file_name}, Severity.REFUSAL))
        rows = [result for result in results if isinstance(result, Row)]
        if ListKind(batch.kind) is ListKind.IMPORTS:
            record_permits(
                batch_id=batch.id,
                rows=rows,
                unit_id=batch.unit_id,
                accepted_at=batch.accepted_at,
                by=batch.created_by_id,
            )
        else:
            watch_arrivals(_store_weapons(batch, rows, state), ListKind(batch.kind))
        _store_holders(batch, rows)
        _store_findings(batch, rows)
        _store_kept_aside(batch, [result for result in results if isinstance(result, KeptAside)])
        locked.rows_done = rows_read
        locked.save(update_fields=["rows_done"])
    batch.rows_done = rows_read


def _store_weapons(batch: Batch, rows: Sequence[Row], state: str) -> list[UUID]:
    recorder = Recorder(
        recorded_at=batch.accepted_at,
        person_id=batch.created_by_id,
        unit_id=batch.unit_id,
        batch_id=batch.id,
    )
    weapons: list[dict[str, Any]] = []
    event_rows: list[tuple[Any, ...]] = []
    marks: list[tuple[UUID, PlacedMark]] = []
    facts: dict[UUID, str] = {}
    for row in rows:
        for number, weapon_id in enumerate(weapon_ids(batch.id, row), start=1):
            placed, events, seq, head = chain_events(
                recorder, weapon_id, drafts(batch.id, row, weapon_id, number)
            )
            projection = project(events, row.facts)
            event_rows += placed
            marks += [(weapon_id, mark) for mark in projection.marks]
            facts[weapon_id] = compared_facts(projection, batch.unit.authority)
            weapons.append(
                {
                    "id": weapon_id,
                    "record_no": make_record_no(state, weapon_id),
                    "unit_id": batch.unit_id,
                    "batch_id": batch.id,
                    "head_seq": seq,
                    "head_hash": head,
                    "sealed_seq": 0,
                    **projected_values(projection),
                }
            )
    if weapons:
        columns = tuple(weapons[0])
        insert_rows(Weapon, columns, [tuple(weapon.values()) for weapon in weapons])
        insert_rows(Event, EVENT_COLUMNS, event_rows)
        store_marks(marks, facts)
    return [weapon["id"] for weapon in weapons]


def _store_holders(batch: Batch, rows: Sequence[Row]) -> None:
    insert_rows(
        Holder,
        HOLDER_COLUMNS,
        [
            (
                holder_id(batch.id, row),
                batch.id,
                batch.unit_id,
                row.personal.get("names", ""),
                row.personal.get("sex", "")[:20],
                row.personal.get("age_group", "")[:20],
                batch.kind,
            )
            for row in rows
            if row.personal
        ],
    )


def _store_findings(batch: Batch, rows: Sequence[Row]) -> None:
    store_findings(batch, [(row.sheet, row.row, finding) for row in rows for finding in row.findings])


def store_findings(batch: Batch, findings: Sequence[tuple[str | None, int, Finding]]) -> None:
    """Keep warnings about rows or total lines with their batch."""
    insert_rows(
        RowFinding,
        FINDING_COLUMNS,
        [
            (batch.id, sheet or "", row, finding.code, finding.severity.value, dict(finding.params))
            for sheet, row, finding in findings
        ],
    )


def _store_kept_aside(batch: Batch, kept: Sequence[KeptAside]) -> None:
    insert_rows(
        KeptAsideRow,
        KEPT_COLUMNS,
        [
            (batch.id, one.sheet or "", one.row, one.reason.code, dict(one.reason.params), list(one.cells))
            for one in kept
        ],
    )


def close_batch(
    batch: Batch,
    *,
    result: Mapping[str, Any],
    findings: Sequence[tuple[str | None, int, Finding]] = (),
    unknown: Mapping[tuple[str, str], int] = NOTHING_UNKNOWN,
) -> None:
    """End a batch: all rows are in. Closing twice is harmless.

    ``unknown`` counts the makers, calibres and types, as ``(kind, text)``, that wait for a curator; they are queued
    in the same transaction, so that a kill at the very end counts none of them twice.
    """
    with transaction.atomic():
        locked = Batch.objects.select_for_update().get(id=batch.id)
        if locked.stage != "loading":
            return
        store_findings(locked, findings)
        for (kind, text), count in sorted(unknown.items()):
            queue_unknown(kind=kind, text=text, count=count, at=locked.accepted_at)
        locked.stage = "loaded"
        locked.result = dict(result)
        locked.save(update_fields=["stage", "result"])
    batch.stage, batch.result = "loaded", dict(result)


def ask_void_batch(batch: Batch, *, reason: str, by: Viewer) -> None:
    """Ask a second officer to void a whole list. Nothing changes until one accepts."""
    by.require("list.void", batch.unit_id)
    if not reason.strip():
        raise Refused(Finding("reason_needed", {}, Severity.REFUSAL))
    asked = Batch.objects.filter(id=batch.id, stage__in=["loaded", "loading"]).update(
        stage="void_asked", void_reason=reason[:1000], void_asked_by_id=by.person_id
    )
    if not asked:
        raise Refused(Finding("batch_not_loaded", {}, Severity.REFUSAL))
    batch.refresh_from_db()


def accept_void_batch(batch: Batch, *, by: Viewer, at: datetime) -> int:
    """Void every event that the batch brought, as a whole, and go on where it stopped. Returns the count.

    Whoever asked cannot accept; the machine's own shell may do both (it has everything, and is logged).
    """
    batch.refresh_from_db()
    if batch.stage not in {"void_asked", "voiding"}:
        raise Refused(Finding("batch_not_loaded", {}, Severity.REFUSAL))
    by.require("weapon.accept", batch.unit_id)
    if by.person_id is not None and by.person_id == batch.void_asked_by_id:
        raise Refused(Finding("same_officer", {}, Severity.REFUSAL))
    Batch.objects.filter(id=batch.id).update(stage="voiding")
    count = _void_events(batch, by, at)
    Batch.objects.filter(id=batch.id).update(stage="voided", voided_at=at)
    batch.refresh_from_db()
    return count


def _void_events(batch: Batch, by: Viewer, at: datetime) -> int:
    if ListKind(batch.kind) is ListKind.IMPORTS:
        return void_permits(batch.id, reason=batch.void_reason, by=by, at=at)
    recorder = Recorder(
        recorded_at=at, person_id=by.person_id, unit_id=batch.unit_id, document=batch.file_name[:200]
    )
    count = 0
    waiting = Weapon.objects.filter(batch_id=batch.id, is_voided=False).order_by("id")
    while weapons := list(waiting[:VOID_CHUNK]):
        with transaction.atomic():
            _void_chunk(weapons, batch, recorder)
        count += len(weapons)
    return count


def _void_chunk(weapons: Sequence[Weapon], batch: Batch, recorder: Recorder) -> None:
    voided: dict[UUID, list[UUID]] = {}
    brought = Event.objects.filter(weapon__in=weapons, batch_id=batch.id).order_by("weapon_id", "seq")
    for weapon_id, event_id in brought.values_list("weapon_id", "id"):
        voided.setdefault(weapon_id, []).append(event_id)
    payload: dict[str, Json] = {"reason": batch.void_reason, "asked_by": _hex(batch.void_asked_by_id)}
    rows: list[tuple[Any, ...]] = []
    for weapon in weapons:
        void_drafts = [
            Draft(id_beside(event_id, "voided"), EventKind.VOIDED, None, payload, voids=event_id)
            for event_id in voided[weapon.id]
        ]
        placed, _, weapon.head_seq, weapon.head_hash = chain_events(
            recorder, weapon.id, void_drafts, seq=weapon.head_seq, prev_hash=weapon.head_hash
        )
        rows += placed
    insert_rows(Event, EVENT_COLUMNS, rows)
    refresh_weapons(weapons)


def _hex(value: UUID | None) -> str | None:
    return value.hex if value else None
