"""The one place where a case moves: the table is asked, the step is chained, the case and its weapon follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from tracemark.accounts.rules import Viewer, console
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import raise_alert
from tracemark.register.actions.acts import make_report
from tracemark.register.rules.chain import FIRST_HASH
from tracemark.register.rules.events import EventKind, Json, PartialDate
from tracemark.tracing.models import Case
from tracemark.tracing.models import CaseEvent as EventRow
from tracemark.tracing.queries.cases import get_limits, view_of
from tracemark.tracing.queries.information import home_state
from tracemark.tracing.rules.case import CaseEvent, CaseView, chained, take
from tracemark.tracing.rules.deadlines import due_on
from tracemark.tracing.rules.outcomes import outcome_16_4_2
from tracemark.tracing.rules.stages import (
    PARTNER,
    PROGRAM,
    Transition,
    check_other_person,
    check_step,
    find_transition,
)
from tracemark.tracing.rules.steps import Side, Step

REFERENCES_LOCK = 0x7472_6D74
"""PostgreSQL advisory lock under which references are given, so that two cases never get one."""
TRACED = frozenset({"traced_home", "traced_abroad"})


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new case begins with. ``thread`` empty: its own reference."""

    side: Side
    unit_id: UUID
    partner: str = ""
    thread: str = ""
    weapon_id: UUID | None = None
    parent_id: UUID | None = None


def begin(
    opening: Opening,
    step: Step,
    *,
    payload: Mapping[str, Json],
    by: Viewer,
    at: datetime,
    as_other: bool = False,
) -> Case:
    """Open a case with its first step, inside the caller's transaction."""
    row = find_transition(opening.side, None, step)
    assert row is not None
    if not as_other:
        by.require(row.who, opening.unit_id)
    reference = _next_reference(at.year)
    case = Case(
        id=uuid4(),
        reference=reference,
        side=opening.side.value,
        thread=opening.thread or reference,
        partner=opening.partner,
        unit_id=opening.unit_id,
        weapon_id=opening.weapon_id,
        parent_id=opening.parent_id,
        opened_at=at,
        head_seq=0,
        head_hash=FIRST_HASH,
    )
    first = {**payload, **({"partner": opening.partner} if opening.partner else {})}
    event, view = _next_event(case, CaseView(), step, first, by, at, uuid4())
    _project(case, view, event)
    case.save(force_insert=True)
    _insert(event)
    return case


@transaction.atomic
def record(
    case: Case,
    step: Step,
    *,
    payload: Mapping[str, Json] | None = None,
    reason: str = "",
    by: Viewer,
    at: datetime,
    as_other: bool = False,
    event_id: UUID | None = None,
) -> CaseView:
    """Append one step to a case. Refused when the table, the permission or the second person does not allow it.

    ``as_other``: the step is the other State's or the program's, and ``by`` only says on whose errand. The same
    ``event_id`` twice is recorded once.
    """
    locked = Case.objects.select_for_update().get(id=case.id)
    view = view_of(locked)
    if event_id and EventRow.objects.filter(id=event_id).exists():
        return view
    row = _require_step(locked, view, step, reason, by, as_other=as_other)
    said = {**(payload or {}), **({"reason": reason.strip()} if reason.strip() else {})}
    event, view = _next_event(locked, view, step, said, by, at, event_id or uuid4())
    _insert(event)
    _project(locked, view, event)
    locked.save()
    case.__dict__.update(locked.__dict__)
    _alert_console(locked, row, by)
    _tell_register(locked, view, step, by, at)
    return view


def _require_step(
    case: Case, view: CaseView, step: Step, reason: str, by: Viewer, *, as_other: bool
) -> Transition:
    side = Side(case.side)
    findings = check_step(side, view.stage, step, reason=reason)
    if findings:
        raise Refused(*findings)
    row = find_transition(side, view.stage, step)
    assert row is not None
    if as_other:
        return row
    if row.who in (PARTNER, PROGRAM):
        raise Refused(Finding("step_not_an_officers", {"case_step": step.value}, Severity.REFUSAL))
    by.require(row.who, case.unit_id)
    done_by = next((view.last_by[one] for one in row.after if one in view.last_by), None)
    person = by.person_id.hex if by.person_id else None
    findings = check_other_person(row, done_by.hex if done_by else None, person)
    if findings:
        raise Refused(*findings)
    return row


def _next_event(
    case: Case,
    view: CaseView,
    step: Step,
    payload: Mapping[str, Json],
    by: Viewer,
    at: datetime,
    event_id: UUID,
) -> tuple[CaseEvent, CaseView]:
    event = chained(
        CaseEvent(
            id=event_id,
            case_id=case.id,
            seq=case.head_seq + 1,
            step=step,
            recorded_at=at,
            recorded_by=by.person_id,
            unit_id=case.unit_id,
            payload=dict(payload),
        ),
        case.head_hash,
    )
    return event, take(view, event)


def _project(case: Case, view: CaseView, event: CaseEvent) -> None:
    """The case's columns out of its view."""
    assert view.stage is not None
    case.stage = view.stage.value
    case.partner = view.partner or case.partner
    case.clock = view.clock.value if view.clock else ""
    case.due_on = due_on(view, get_limits())
    case.is_urgent = view.facts.get("urgent") is True
    case.requested_at = view.requested_at
    case.acknowledged_at = view.acknowledged_at
    case.answered_at = view.answered_at
    case.changed_at = event.recorded_at
    case.head_seq, case.head_hash = event.seq, event.hash
    if view.side is Side.ASKING:
        case.outcome = _outcome(case, view)


def _outcome(case: Case, view: CaseView) -> str:
    """A case is traced when it, or a case that went on from it, is."""
    outcome = outcome_16_4_2(view, home_state())
    if outcome in TRACED or case._state.adding:
        return outcome
    traced = Case.objects.filter(parent_id=case.id, outcome__in=TRACED).values_list("outcome", flat=True)
    return traced.first() or outcome


def _insert(event: CaseEvent) -> None:
    EventRow.objects.create(
        id=event.id,
        case_id=event.case_id,
        seq=event.seq,
        step=event.step.value,
        recorded_at=event.recorded_at,
        recorded_by_id=event.recorded_by,
        unit_id=event.unit_id,
        schema=event.schema,
        payload=event.text,
        prev_hash=event.prev_hash,
        hash=event.hash,
    )


def _alert_console(case: Case, row: Transition, by: Viewer) -> None:
    """A step that confirms another's, taken on the command line, where nobody is anybody: oversight is told."""
    if row.after and by.person_id is None:
        raise_alert(
            kind="case_step_on_console",
            key=f"case_step_on_console:{case.reference}:{row.step.value}:{case.head_seq}",
            weapon_ids={case.weapon_id: case.unit_id} if case.weapon_id else {},
            params={"case": case.reference, "case_step": row.step.value},
        )


TOLD_AT = frozenset(
    {Step.REQUEST_SENT, Step.DIVERSION_SET, Step.CLOSED, Step.EXEMPTED, Step.FOUND_UNTRACEABLE, Step.REOPENED}
)
"""Steps after which the weapon's own life says how the trace stands (SDG 16.4.2)."""


def _tell_register(case: Case, view: CaseView, step: Step, by: Viewer, at: datetime) -> None:
    if step not in TOLD_AT or case.weapon is None or case.weapon.outcome == case.outcome or not case.outcome:
        return
    extra: dict[str, Json] = {"case_ref": case.reference}
    if view.partner:
        extra["country"] = view.partner
    make_report(
        weapon_id=case.weapon.id,
        event_id=uuid4(),
        kind=EventKind.OUTCOME_RECORDED,
        occurred=PartialDate(date(at.year, at.month, at.day)),
        payload={"outcome": case.outcome, "extra": extra},
        by=by if by.may_at("weapon.report", case.weapon.unit_id) else console(user="tracing"),
        at=at,
    )


def _next_reference(year: int) -> str:
    """The next reference of the year: the State, ``T`` for trace, the year, a number."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REFERENCES_LOCK])
    start = f"{home_state()}-T-{year}-"
    last = Case.objects.filter(reference__startswith=start).order_by("-reference").first()
    number = int(last.reference.removeprefix(start)) + 1 if last else 1
    return f"{start}{number:05}"
