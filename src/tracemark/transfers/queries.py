"""Permits, limited to what the viewer may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.transfers.models import Permit
from tracemark.transfers.models import PermitEvent as EventRow
from tracemark.transfers.rules import (
    PermitEvent,
    PermitEventKind,
    PermitFacts,
    check_permit_chain,
    check_quantities,
    read_payload,
)

PAGE_SIZE = 50
PERMISSION = "weapon.read"


@dataclass(frozen=True, slots=True)
class PermitFilters:
    """What a list of permits is narrowed by; empty means no limit. ``stage`` is one of `STAGES`."""

    text: str = ""
    importer: str = ""
    stage: str = ""
    with_voided: bool = False


STAGES = {
    "over": Q(delivered_quantity__gt=F("permitted_quantity")),
    "complete": Q(delivered_quantity=F("permitted_quantity")),
    "partly": Q(delivered_quantity__lt=F("permitted_quantity")),
    "not_known": Q(delivered_quantity__isnull=True),
}
"""Deliveries compared with what was permitted; nothing known is a stage of its own."""


@dataclass(frozen=True, slots=True)
class PermitPage:
    """One page of permits in order of permit number; ``next_after``, the last one's id, continues it."""

    permits: list[Permit]
    next_after: UUID | None


@dataclass(frozen=True, slots=True)
class PermitLife:
    """Everything a permit's page shows."""

    permit: Permit
    facts: PermitFacts
    events: list[PermitEvent]
    findings: tuple[Finding, ...]


def visible_permits(viewer: Viewer) -> QuerySet[Permit]:
    """All permits the viewer may see: one WHERE on the unit."""
    units = viewer.units(PERMISSION)
    rows = Permit.objects.select_related("unit")
    return rows if units is None else rows.filter(unit_id__in=units)


def filtered_permits(viewer: Viewer, filters: PermitFilters) -> QuerySet[Permit]:
    """The visible permits that fit the filters, in order of permit number."""
    rows = visible_permits(viewer)
    if not filters.with_voided:
        rows = rows.filter(is_voided=False)
    if filters.text:
        rows = rows.filter(Q(permit_no__icontains=filters.text) | Q(euc_no__icontains=filters.text))
    if filters.importer:
        rows = rows.filter(importer__iexact=filters.importer)
    if filters.stage in STAGES:
        rows = rows.filter(STAGES[filters.stage])
    return rows.order_by("permit_no", "id")


def list_permits(
    viewer: Viewer, filters: PermitFilters, *, after: UUID | None = None, size: int = PAGE_SIZE
) -> PermitPage:
    """A page of permits behind ``after`` (a permit's id); at most two queries however many there are."""
    rows = filtered_permits(viewer, filters)
    last = Permit.objects.filter(id=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(permit_no__gt=last.permit_no) | Q(permit_no=last.permit_no, id__gt=last.id))
    page = list(rows[: size + 1])
    return PermitPage(page[:size], page[size - 1].id if len(page) > size else None)


def find_permit(viewer: Viewer, permit_id: UUID) -> Permit | None:
    """The visible permit with this id, or None."""
    return visible_permits(viewer).filter(id=permit_id).first()


def find_life(viewer: Viewer, permit_id: UUID) -> PermitLife | None:
    """The visible permit with its events and what they contradict, or None."""
    permit = find_permit(viewer, permit_id)
    if permit is None:
        return None
    facts = stored_facts(permit)
    return PermitLife(permit, facts, events_of([permit.id])[permit.id], check_quantities(facts))


def stored_facts(permit: Permit) -> PermitFacts:
    """The projection as the rules see it."""
    return PermitFacts(**{name: getattr(permit, name) for name in PermitFacts.__slots__})


def rule_event(row: EventRow) -> PermitEvent:
    """A stored event as the rules see it."""
    return PermitEvent(
        id=row.id,
        permit_id=row.permit_id,
        seq=row.seq,
        kind=PermitEventKind(row.kind),
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by_id,
        unit_id=row.unit_id,
        batch_id=row.batch_id,
        payload=read_payload(row.payload),
        voids=row.voids,
        schema=row.schema,
        prev_hash=row.prev_hash,
        hash=row.hash,
        text=row.payload,
    )


def events_of(permit_ids: Iterable[UUID]) -> dict[UUID, list[PermitEvent]]:
    """The events of these permits, each in order."""
    grouped: dict[UUID, list[PermitEvent]] = {}
    for row in EventRow.objects.filter(permit_id__in=list(permit_ids)).order_by("permit_id", "seq"):
        grouped.setdefault(row.permit_id, []).append(rule_event(row))
    return grouped


def verify_permits() -> tuple[int, list[Finding]]:
    """How many permits were checked, and what is wrong with their chains or heads."""
    findings: list[Finding] = []
    count = 0
    for permit in Permit.objects.order_by("id").iterator(chunk_size=1000):
        count += 1
        events = events_of([permit.id]).get(permit.id, [])
        findings += check_permit_chain(events)
        head = (events[-1].seq, events[-1].hash) if events else (0, "")
        if head != (permit.head_seq, permit.head_hash):
            findings.append(Finding("permit_head_differs", {"permit": permit.permit_no}))
    return count, findings


def delivered_by_exporter(viewer: Viewer, years: Sequence[int]) -> list[dict[str, str | int]]:
    """What was delivered in these years under import permits: exporting State, items, make and model.

    Deliveries whose number or day is not known are left out: they are not zero.
    """
    permits = visible_permits(viewer).filter(
        is_voided=False, delivered_on__year__in=list(years), delivered_quantity__gt=0
    )
    rows = permits.values("exporter", "make_text", "model_text").annotate(items=Sum("delivered_quantity"))
    return [
        {
            "state": row["exporter"] or "?",
            "items": row["items"],
            "remarks": f"{row['make_text']} {row['model_text']}".strip() or "?",
        }
        for row in rows.order_by("exporter", "make_text", "model_text")
    ]
