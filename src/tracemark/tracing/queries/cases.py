"""Cases, limited to what the viewer may see; lists, what is overdue, and the view of one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.tracing.models import Case, LimitSetting
from tracemark.tracing.models import CaseEvent as EventRow
from tracemark.tracing.rules.case import CaseEvent, CaseView, check_case_chain, fold_case
from tracemark.tracing.rules.deadlines import is_ours, limits_with
from tracemark.tracing.rules.steps import Clock, Stage, Step

PAGE_SIZE = 50
PERMISSION = "trace.read"


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """What a list of cases is narrowed by; empty means no limit. ``open_only`` leaves closed cases out."""

    side: str = ""
    stage: str = ""
    partner: str = ""
    text: str = ""
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page in order of reference, the newest first; ``next_after`` continues it."""

    cases: list[Case]
    next_after: str | None


@dataclass(frozen=True, slots=True)
class Overdue:
    """What is late: theirs (another State must act) and ours."""

    theirs: list[Case]
    ours: list[Case]


def visible_cases(viewer: Viewer, permission: str = PERMISSION) -> QuerySet[Case]:
    """All cases the viewer may see: one WHERE on the unit."""
    units = viewer.units(permission)
    rows = Case.objects.select_related("unit", "weapon", "parent")
    return rows if units is None else rows.filter(unit_id__in=units)


def filtered_cases(viewer: Viewer, filters: CaseFilters) -> QuerySet[Case]:
    """The visible cases that fit the filters, the newest reference first."""
    rows = visible_cases(viewer)
    exact = {"side": filters.side, "stage": filters.stage, "partner": filters.partner}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if filters.open_only:
        rows = rows.exclude(stage=Stage.CLOSED.value)
    if filters.text:
        text = filters.text.strip()
        rows = rows.filter(
            Q(reference__icontains=text) | Q(thread__icontains=text) | Q(weapon__record_no__icontains=text)
        )
    return rows.order_by("-reference")


def list_cases(viewer: Viewer, filters: CaseFilters, *, after: str = "", size: int = PAGE_SIZE) -> CasePage:
    """A page of cases behind the reference ``after``; one query whatever their number."""
    rows = filtered_cases(viewer, filters)
    if after:
        rows = rows.filter(reference__lt=after)
    page = list(rows[: size + 1])
    return CasePage(page[:size], page[size - 1].reference if len(page) > size else None)


def find_case(viewer: Viewer, reference: str) -> Case | None:
    """The visible case with this reference (ours, or the other State's), or None."""
    rows = visible_cases(viewer)
    wanted = reference.strip().upper()
    return rows.filter(reference=wanted).first() or rows.filter(thread=wanted).first()


def list_overdue(viewer: Viewer, today: date) -> Overdue:
    """Open cases whose day has passed, the longest wait first: theirs and ours apart. One query."""
    late = visible_cases(viewer).filter(
        Q(due_on__lt=today) | Q(stage__in=[Stage.OVERDUE.value, Stage.NO_REPLY.value])
    )
    rows = list(late.exclude(stage=Stage.CLOSED.value).order_by("due_on", "reference"))
    theirs = [case for case in rows if waits_for_them(case)]
    return Overdue(theirs, [case for case in rows if case not in theirs])


def waits_for_them(case: Case) -> bool:
    """Whether it is the other State that is late."""
    if case.stage in {Stage.OVERDUE.value, Stage.NO_REPLY.value}:
        return True
    return bool(case.clock) and not is_ours(Clock(case.clock))


def cases_of_weapon(viewer: Viewer, weapon_id: UUID) -> list[Case]:
    """The visible cases about one weapon, the newest first."""
    return list(visible_cases(viewer).filter(weapon_id=weapon_id).order_by("-opened_at"))


def rule_event(row: EventRow) -> CaseEvent:
    """A stored event as the rules see it."""
    return CaseEvent(
        id=row.id,
        case_id=row.case_id,
        seq=row.seq,
        step=Step(row.step),
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by_id,
        unit_id=row.unit_id,
        payload=json.loads(row.payload),
        prev_hash=row.prev_hash,
        hash=row.hash,
        text=row.payload,
        schema=row.schema,
    )


def events_of(case_ids: Iterable[UUID]) -> dict[UUID, list[CaseEvent]]:
    """The events of these cases, each in order. One query."""
    grouped: dict[UUID, list[CaseEvent]] = {}
    for row in EventRow.objects.filter(case_id__in=list(case_ids)).order_by("case_id", "seq"):
        grouped.setdefault(row.case_id, []).append(rule_event(row))
    return grouped


def view_of(case: Case) -> CaseView:
    """What the events of a case add up to."""
    return fold_case(events_of([case.id]).get(case.id, []))


def get_limits() -> dict[str, int]:
    """The deadlines of this node: its settings over our defaults."""
    return limits_with(dict(LimitSetting.objects.values_list("name", "value")))


def list_settings() -> dict[str, LimitSetting]:
    """The deadlines this node has set for itself, by name."""
    return {row.name: row for row in LimitSetting.objects.select_related("changed_by")}


def verify_cases() -> tuple[int, list[Finding]]:
    """How many cases were checked, and what is wrong with their chains or heads; for ``tracemark verify``."""
    findings: list[Finding] = []
    count = 0
    for case in Case.objects.order_by("id").iterator(chunk_size=500):
        count += 1
        events = events_of([case.id]).get(case.id, [])
        findings += check_case_chain(events)
        head = (events[-1].seq, events[-1].hash) if events else (0, "")
        view = fold_case(events)
        if head != (case.head_seq, case.head_hash) or (view.stage and view.stage.value != case.stage):
            findings.append(Finding("case_head_differs", {"case": case.reference}))
    return count, findings
