"""The asking side up to its request: open, secure, describe, confirm, search at home, choose the State."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access
from tracemark.reference.queries import get_tables
from tracemark.register.queries.weapons import find_weapon
from tracemark.register.rules.events import Json
from tracemark.tracing.actions.messaging import keep_file
from tracemark.tracing.actions.recording import Opening, begin, record
from tracemark.tracing.models import Case, CaseFile
from tracemark.tracing.queries.cases import view_of
from tracemark.tracing.queries.drafting import WeaponOfCase, confirmed_by, route_of, weapon_of
from tracemark.tracing.queries.information import home_state
from tracemark.tracing.queries.searching import look_up
from tracemark.tracing.rules.request import check_facts
from tracemark.tracing.rules.routing import check_route
from tracemark.tracing.rules.stages import check_step
from tracemark.tracing.rules.steps import Side, Stage, Step
from tracemark.tracing.rules.uniqueness import are_unique

Facts = Mapping[str, Json]
CAN_BE_TRACED = frozenset({"seized", "found", "surrendered"})


@transaction.atomic
def open_case(record_no: str, *, facts: Facts | None = None, by: Viewer, at: datetime) -> Case:
    """Open a case about a weapon that was found, seized or surrendered. An open one about it is returned as it is."""
    weapon = find_weapon(by, record_no)
    if weapon is None:
        raise Refused(Finding("weapon_of_case_unknown", {"record_no": record_no[:40]}, Severity.REFUSAL))
    by.require("trace.open", weapon.unit_id)
    if weapon.standing not in CAN_BE_TRACED:
        raise Refused(Finding("weapon_not_recovered", {"standing": weapon.standing}, Severity.REFUSAL))
    stated = _checked(facts or {})
    known = Case.objects.filter(weapon=weapon, side=Side.ASKING.value, parent=None)
    standing = known.exclude(stage=Stage.CLOSED.value).first()
    if standing is not None:
        return standing
    log_access(by, verb="open_case", subject=weapon.record_no)
    opening = Opening(Side.ASKING, weapon.unit_id, weapon_id=weapon.id)
    return begin(opening, Step.OPENED, payload={"facts": dict(stated)} if stated else {}, by=by, at=at)


@transaction.atomic
def open_child(parent: Case, state: str, *, reason: str = "", by: Viewer, at: datetime) -> Case:
    """Open a case to the next State, about the same weapon: where the reply pointed, or where an officer says why."""
    by.require("trace.open", parent.unit_id)
    _check_state(state)
    if parent.side != Side.ASKING.value or parent.weapon_id is None:
        raise Refused(Finding("case_cannot_go_on", {"case": parent.reference}, Severity.REFUSAL))
    known = Case.objects.filter(parent=parent, partner=state).first()
    if known is not None:
        return known
    named = parent.information.filter(name="next_state", content=f'"{state}"').exists()
    if not named and not reason.strip():
        raise Refused(Finding("child_needs_reason", {"state": state}, Severity.REFUSAL))
    view = view_of(parent)
    facts = {**view.facts, "marks_confirmed_by": confirmed_by(view)}
    facts.pop("pass_on", None)
    opening = Opening(
        Side.ASKING, parent.unit_id, partner=state, weapon_id=parent.weapon_id, parent_id=parent.id
    )
    payload: dict[str, Json] = {"facts": facts, "parent": parent.reference, "reason": reason.strip()}
    return begin(opening, Step.CHILD_OPENED, payload=payload, by=by, at=at)


def state_facts(case: Case, facts: Facts, *, by: Viewer, at: datetime) -> None:
    """State what ITI 17 asks for besides the marks; what was stated before and is not named again stays."""
    stated = _checked(facts)
    if stated:
        record(case, Step.FACTS_STATED, payload={"facts": dict(stated)}, by=by, at=at)


def choose_route(case: Case, state: str, *, reason: str = "", by: Viewer, at: datetime) -> None:
    """Choose the State to ask; another than the marks point to needs a reason."""
    weapon = _weapon(by, case)
    route = route_of(case, weapon.facts)
    findings = check_route(route, state, home=home_state(), states=get_tables().countries, reason=reason)
    if not findings and Stage(case.stage) not in BEFORE_REQUEST:
        findings = (Finding("route_is_settled", {"state": case.partner}, Severity.REFUSAL),)
    if findings:
        raise Refused(*findings)
    if state == case.partner and not reason.strip():
        return
    payload: dict[str, Json] = {"partner": state, "proposed": route.state, "basis": route.basis}
    record(case, Step.ROUTE_CHOSEN, payload=payload, reason=reason, by=by, at=at)


BEFORE_REQUEST = frozenset(
    {
        Stage.OPENED,
        Stage.SECURED,
        Stage.DESCRIBED,
        Stage.IDENTIFIED,
        Stage.UNIQUE,
        Stage.AMBIGUOUS,
        Stage.SEARCHED,
    }
)


def secure(case: Case, *, place: str = "", by: Viewer, at: datetime) -> None:
    """State that the weapon is stored under custody (ITI 9)."""
    record(case, Step.SECURED, payload={"place": place[:200]}, by=by, at=at)


def describe_marks(case: Case, *, by: Viewer, at: datetime) -> None:
    """State that the marks on the register's record are all those on the weapon, as they were read."""
    marks = _weapon(by, case).facts.marks
    if not any(mark.normalized or mark.absent for mark in marks):
        raise Refused(Finding("no_marks_on_record", {"case": case.reference}, Severity.REFUSAL))
    read: list[Json] = [mark.normalized or str(mark.absent) for mark in marks]
    record(case, Step.MARKS_DESCRIBED, payload={"marks": read}, by=by, at=at)


def confirm_marks(case: Case, *, by: Viewer, at: datetime) -> None:
    """Confirm, as a second person with the weapon in hand, that the marks are as described."""
    record(case, Step.MARKS_CONFIRMED, by=by, at=at)


def dispute_marks(case: Case, *, reason: str, by: Viewer, at: datetime) -> None:
    """Say, as a second person, that the marks are not as described: they are read again."""
    record(case, Step.MARKS_DISPUTED, reason=reason, by=by, at=at)


def search_at_home(case: Case, *, reason: str = "", by: Viewer, at: datetime) -> None:
    """Search our own records by the marks: how many weapons fit, and whether one of ours is this weapon.

    Marks that fit several weapons stop here, unless a reason says why to go on with them.
    """
    weapon = _weapon(by, case)
    search = look_up(by, weapon.facts, without=weapon.record_no).search
    unique = are_unique(weapon.facts.marks, search)
    payload: dict[str, Json] = {
        "fits": search.fits,
        "best": search.best if search.is_at_home else "",
        "probability_thousandths": search.probability,
        "elsewhere": [*search.elsewhere],
    }
    with transaction.atomic():
        step = Step.FOUND_UNIQUE if unique else Step.FOUND_AMBIGUOUS
        if not check_step(Side.ASKING, Stage(case.stage), step):
            record(case, step, payload=payload, by=by, at=at)
        if unique or reason.strip():
            record(case, Step.SEARCHED_AT_HOME, payload=payload, reason=reason, by=by, at=at)


def exempt(case: Case, *, reason: str, by: Viewer, at: datetime) -> None:
    """Leave a weapon untraced: amnesty without tracing, made before 1946, or tracing would delay destruction."""
    record(case, Step.EXEMPTED, reason=reason, by=by, at=at)


def give_up(case: Case, *, reason: str, by: Viewer, at: datetime) -> None:
    """Call a weapon untraceable: the marks tell too little and no laboratory can read more."""
    record(case, Step.FOUND_UNTRACEABLE, reason=reason, by=by, at=at)


def reopen(case: Case, *, reason: str, by: Viewer, at: datetime) -> None:
    """Take a case up again, such as when a laboratory read more. What was before stays."""
    record(case, Step.REOPENED, reason=reason, by=by, at=at)


def take_part(case: Case, *, reason: str, by: Viewer, at: datetime) -> None:
    """Join the people who work on a case, with a reason: what is limited to them can then be seen, and it is known."""
    log_access(by, verb="take_part", subject=case.reference, purpose=reason)
    record(case, Step.TOOK_PART, reason=reason, by=by, at=at)


def add_photograph(case: Case, *, name: str, data: bytes, by: Viewer, at: datetime) -> CaseFile:
    """Add a photograph of the weapon or a mark."""
    by.require("trace.open", case.unit_id)
    with transaction.atomic():
        return keep_file(case, name=name, data=data, use="photograph", by=by, at=at)


def prepare(case: Case, *, by: Viewer, at: datetime) -> tuple[Finding, ...]:
    """Take every step towards a request that needs no judgement of its own; what stops it is told.

    Secured follows from custody, described from the marks on record; a second person must confirm, but on the command
    line, where nobody is anybody, the confirmation is recorded as such and oversight is told.
    """
    try:
        if case.stage == Stage.OPENED and case.weapon and case.weapon.custody == "evidence":
            secure(case, by=by, at=at)
        if case.stage == Stage.SECURED:
            describe_marks(case, by=by, at=at)
        if case.stage == Stage.DESCRIBED and (
            by.person_id is None or by.may_at("trace.confirm", case.unit_id)
        ):
            confirm_marks(case, by=by, at=at)
        if case.stage == Stage.IDENTIFIED:
            search_at_home(case, by=by, at=at)
    except Refused as refusal:
        return refusal.findings
    if case.stage == Stage.SEARCHED or Stage(case.stage) not in BEFORE_REQUEST:
        return ()
    return (Finding("case_waits_at", {"case_stage": case.stage}, Severity.WARNING),)


def _weapon(by: Viewer, case: Case) -> WeaponOfCase:
    weapon = weapon_of(by, case)
    if weapon is None:
        raise Refused(Finding("weapon_not_readable", {"case": case.reference}, Severity.REFUSAL))
    return weapon


def _check_state(state: str) -> None:
    if state not in get_tables().countries:
        raise Refused(Finding("state_unknown", {"state": state[:10]}, Severity.REFUSAL))
    if state == home_state():
        raise Refused(Finding("request_to_ourselves", {}, Severity.REFUSAL))


def _checked(facts: Facts) -> Facts:
    findings = check_facts(facts)
    if findings:
        raise Refused(*findings)
    return facts
