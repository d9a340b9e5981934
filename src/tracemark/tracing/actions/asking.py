"""The asking side from its request on: send, give more, remind, set the point of diversion, tell the outcome, close."""

from datetime import date, datetime

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused
from tracemark.oversight.actions import log_access, raise_alert
from tracemark.reference.queries import get_tables
from tracemark.register.rules.events import Json
from tracemark.tracing.actions.messaging import send
from tracemark.tracing.actions.opening import choose_route
from tracemark.tracing.actions.recording import record
from tracemark.tracing.models import Case, CaseFile, CaseMessage
from tracemark.tracing.queries.cases import get_limits, view_of
from tracemark.tracing.queries.drafting import draft_request, weapon_of
from tracemark.tracing.rules.deadlines import next_move
from tracemark.tracing.rules.outcomes import Diversion, check_diversion, diversion_payload
from tracemark.tracing.rules.request import blocking, request_body, weapon_json
from tracemark.tracing.rules.stages import check_step
from tracemark.tracing.rules.steps import Side, Stage, Step
from tracemark.tracing.rules.terms import DEFAULT, terms_json


@transaction.atomic
def send_request(
    case: Case, *, by: Viewer, at: datetime, on_paper: bool = False
) -> tuple[CaseMessage, tuple[Finding, ...]]:
    """Send the request of a case, with its photographs; returns the message and what was still to be weighed.

    Refused when ITI 17 is not met, when something would be passed on without consent, or when the table says no.
    """
    Case.objects.select_for_update().get(id=case.id)
    case.refresh_from_db()
    if not case.partner:
        choose_route(case, draft_request(by, case, today=at.date()).route.state, by=by, at=at)
    drafted = draft_request(by, case, today=at.date())
    stops = (*check_step(Side.ASKING, Stage(case.stage), Step.REQUEST_SENT), *blocking(drafted.findings))
    if stops:
        raise Refused(*stops)
    log_access(by, verb="send_request", subject=f"{case.reference} {case.partner}")
    record(case, Step.REQUEST_SENT, payload={"partner": case.partner}, by=by, at=at)
    files = list(CaseFile.objects.filter(case=case, use="photograph").order_by("at", "name"))
    body = request_body(drafted.draft)
    return send(case, "trace.request", body, by=by, at=at, files=files, on_paper=on_paper), drafted.findings


@transaction.atomic
def give_information(
    case: Case, *, text: str, with_weapon: bool = True, by: Viewer, at: datetime, on_paper: bool = False
) -> CaseMessage:
    """Send what the other State asked for besides (ITI 20): the marks as they are now read, photographs, words."""
    record(case, Step.MORE_GIVEN, payload={"text": text[:300]}, by=by, at=at)
    weapon = weapon_of(by, case) if with_weapon else None
    files = list(CaseFile.objects.filter(case=case, use="photograph").order_by("at", "name"))
    body: dict[str, Json] = {
        "schema": 1,
        "reference": case.reference,
        "weapon": weapon_json(weapon.facts) if weapon else None,
        "photographs": [file.name for file in files],
        "text": text[:4000],
        "terms": terms_json(DEFAULT),
    }
    return send(case, "trace.information", body, by=by, at=at, files=files, on_paper=on_paper)


@transaction.atomic
def remind(case: Case, *, text: str = "", by: Viewer, at: datetime, as_program: bool = False) -> CaseMessage:
    """Remind the other State of a request that is overdue."""
    view = record(case, Step.REMINDED, payload={"text": text[:300]}, by=by, at=at, as_other=as_program)
    body: dict[str, Json] = {
        "schema": 1,
        "part": "reminder",
        "about": str(view.reminders),
        "text": text[:4000],
    }
    on_paper = case.messages.filter(kind="trace.request", channel="paper").exists()
    return send(case, "trace.clarification", body, by=by, at=at, on_paper=on_paper)


def move_on(case: Case, *, by: Viewer, at: datetime) -> list[Step]:
    """Do what time demands of a case: overdue, reminder, escalation, no reply. At most one turn of the clock a call."""
    moves: list[Step] = []
    while (move := next_move(view_of(case), get_limits(), at.date())) and move not in moves:
        if move is Step.REMINDED:
            remind(case, by=by, at=at, as_program=True)
        else:
            record(case, move, by=by, at=at, as_other=True)
        moves.append(move)
        if move in (Step.ESCALATED, Step.GAVE_UP_WAITING):
            _alert(case, f"case_{move.value}")
    return moves


@transaction.atomic
def set_diversion(
    case: Case, diversion: Diversion, *, reason: str, by: Viewer, at: datetime
) -> tuple[Finding, ...]:
    """Set the point at which the weapon left lawful hands, with what it rests on; returns warnings.

    Cases that this one went on from are set with it, as far as the table allows.
    """
    weapon = weapon_of(by, case)
    found = weapon.recovery.occurred.day if weapon and weapon.recovery and weapon.recovery.occurred else None
    findings = check_diversion(diversion, found_on=found, states=get_tables().countries)
    if blocking(findings):
        raise Refused(*blocking(findings))
    payload = diversion_payload(diversion)
    record(case, Step.DIVERSION_SET, payload=payload, reason=reason, by=by, at=at)
    before = case.parent
    while before is not None and not check_step(
        Side.ASKING, Stage(before.stage), Step.DIVERSION_SET, reason="x"
    ):
        onward: dict[str, Json] = {**payload, "by_case": case.reference}
        record(before, Step.DIVERSION_SET, payload=onward, reason=reason, by=by, at=at)
        before = before.parent
    return findings


@transaction.atomic
def tell_outcome(case: Case, *, text: str = "", by: Viewer, at: datetime) -> CaseMessage:
    """Tell the State that was asked what came of it: feedback that makes the next answer likelier."""
    view = view_of(case)
    record(case, Step.OUTCOME_SENT, payload={"outcome": case.outcome}, by=by, at=at)
    body: dict[str, Json] = {
        "schema": 1,
        "outcome_16_4_2": case.outcome or "pending",
        "leak": view.diversion.get("leak"),
        "state": view.diversion.get("state"),
        "occurred_on": view.diversion.get("occurred_on"),
        "last_holder_category": view.diversion.get("last_holder_category") or "",
        "text": text[:4000],
    }
    return send(case, "trace.outcome", body, by=by, at=at)


@transaction.atomic
def close(case: Case, *, reason: str, by: Viewer, at: datetime, tell: bool = True) -> None:
    """Close a case. The other State is told, when there was one and it is not told on paper."""
    asked = case.requested_at is not None and case.side == Side.ASKING.value
    record(case, Step.CLOSED, reason=reason, by=by, at=at)
    on_wire = case.messages.filter(channel="exchange").exists()
    if asked and tell and on_wire:
        body: dict[str, Json] = {"schema": 1, "reference": case.reference, "reason": ""}
        send(case, "trace.close", body, by=by, at=at)


def overdue_since(case: Case, today: date) -> int:
    """For how many days the case's day has passed; 0 when it has not."""
    return max(0, (today - case.due_on).days) if case.due_on else 0


def _alert(case: Case, kind: str) -> None:
    raise_alert(
        kind=kind,
        key=f"{kind}:{case.reference}:{case.head_seq}",
        weapon_ids={case.weapon_id: case.unit_id} if case.weapon_id else {},
        params={"case": case.reference, "state": case.partner},
    )
