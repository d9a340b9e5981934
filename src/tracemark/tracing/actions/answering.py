"""The answering side: check, acknowledge, ask for more, search, review, reply, clarify (ITI 18 to 23)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access
from tracemark.register.queries.weapons import find_weapon
from tracemark.register.rules.events import Json
from tracemark.tracing.actions.messaging import send
from tracemark.tracing.actions.recording import record
from tracemark.tracing.models import Case, CaseMessage
from tracemark.tracing.queries.cases import view_of
from tracemark.tracing.queries.information import list_told, told_named
from tracemark.tracing.queries.replying import draft_reply
from tracemark.tracing.queries.searching import LookUp, facts_from, look_up
from tracemark.tracing.rules.reply import SENT, Certainty, ReplyDraft, ReplyKind, check_reply, reply_body
from tracemark.tracing.rules.request import blocking
from tracemark.tracing.rules.schemas import WANTED
from tracemark.tracing.rules.steps import Stage, Step
from tracemark.tracing.rules.terms import Use


def check_incoming(case: Case, *, text: str = "", by: Viewer, at: datetime) -> None:
    """State that the asking authority is who it says, and that we can keep the restrictions it set (ITI 15)."""
    record(case, Step.REQUEST_CHECKED, payload={"text": text[:300]}, by=by, at=at)


@transaction.atomic
def acknowledge(
    case: Case,
    *,
    answer_by: date | None = None,
    terms_accepted: bool = True,
    text: str = "",
    by: Viewer,
    at: datetime,
) -> CaseMessage:
    """Acknowledge receipt, with the day by which an answer may be expected and whether we keep the terms."""
    day = answer_by.isoformat() if answer_by else ""
    record(
        case, Step.RECEIPT_SENT, payload={"answer_by": day, "terms_accepted": terms_accepted}, by=by, at=at
    )
    body: dict[str, Json] = {
        "schema": 1,
        "reference": case.reference,
        "to_reference": case.thread[:40],
        "authority": str(settings.NODE.name)[:300],
        "answer_by": day or (case.due_on.isoformat() if case.due_on else None),
        "terms_accepted": terms_accepted,
        "text": text[:4000],
    }
    return send(case, "trace.acknowledgement", body, by=by, at=at)


@transaction.atomic
def ask_for_more(
    case: Case, wanted: Sequence[str], *, text: str = "", by: Viewer, at: datetime
) -> CaseMessage:
    """Ask for what is missing (ITI 20): codes of `schemas.WANTED`, and words."""
    if not wanted or set(wanted) - set(WANTED):
        raise Refused(Finding("wanted_not_named", {"wanted": ", ".join(wanted)[:100]}, Severity.REFUSAL))
    codes: list[Json] = [*wanted]
    record(case, Step.MORE_WANTED, payload={"wanted": codes, "text": text[:300]}, by=by, at=at)
    body: dict[str, Json] = {
        "schema": 1,
        "reference": case.reference,
        "to_reference": case.thread[:40],
        "wanted": codes,
        "text": text[:4000],
    }
    return send(case, "trace.more_information", body, by=by, at=at)


def search_for(case: Case, viewer: Viewer) -> LookUp:
    """Search our records for the weapon asked about, as it was last described to us."""
    told = list_told(viewer, case, Use.SHOW, today=timezone.now().date())
    held = tuple(
        finding for one in told if one.name in ("request", "more_weapon") for finding in one.withheld
    )
    if held:
        raise Refused(*held)
    weapon = told_named(told, "more_weapon") or (told_named(told, "request") or {}).get("weapon")
    if not weapon:
        raise Refused(Finding("request_names_no_weapon", {"case": case.reference}, Severity.REFUSAL))
    log_access(viewer, verb="look_up_for_request", subject=f"{case.reference} {case.partner}")
    return look_up(viewer, facts_from(weapon))


@transaction.atomic
def settle_look_up(
    case: Case,
    *,
    record_no: str = "",
    is_the_weapon: bool = False,
    reason: str = "",
    by: Viewer,
    at: datetime,
) -> LookUp:
    """Record what the search found. ``record_no`` is our weapon that answers it, empty for none.

    ``is_the_weapon``: an officer says, with a reason, that an unsure hit is the weapon; only then is its life told.
    """
    found = search_for(case, by)
    if is_the_weapon and not reason.strip():
        raise Refused(Finding("step_needs_reason", {"case_step": Step.LOOKED_UP.value}, Severity.REFUSAL))
    weapon = find_weapon(by, record_no) if record_no else None
    if record_no and weapon is None:
        raise Refused(Finding("weapon_of_case_unknown", {"record_no": record_no[:40]}, Severity.REFUSAL))
    certainty = found.certainty if weapon else Certainty.NONE
    best = found.candidates[0].weapon.record_no if found.candidates else ""
    if weapon and certainty is Certainty.SURE and weapon.record_no != best:
        certainty = Certainty.AMBIGUOUS
    payload: dict[str, Json] = {
        "record_no": weapon.record_no if weapon else "",
        "certainty": certainty.value,
        "others_that_fit": found.others_that_fit,
        "is_the_weapon": is_the_weapon,
        "similar": [one.weapon.record_no for one in found.candidates],
    }
    record(case, Step.LOOKED_UP, payload={"facts": {"look_up": payload}}, reason=reason, by=by, at=at)
    Case.objects.filter(id=case.id).update(weapon=weapon)
    case.weapon = weapon
    return found


def review(case: Case, *, text: str = "", by: Viewer, at: datetime) -> None:
    """State, as a second person, that the law allows the reply (ITI 22)."""
    record(case, Step.LEGALLY_REVIEWED, payload={"text": text[:300]}, by=by, at=at)


@transaction.atomic
def reply(
    case: Case, kind: ReplyKind, *, changes: Mapping[str, object] | None = None, by: Viewer, at: datetime
) -> CaseMessage:
    """Send the reply. What our records tell is filled in; ``changes`` are fields of `ReplyDraft` that the officer set.

    Refused with what ITI 22 and 23 ask for, and when an unsure hit would tell more than similar weapons.
    """
    draft: ReplyDraft = draft_reply(by, case, kind)
    draft = replace(draft, **(changes or {}))  # type: ignore[arg-type]  # [fields-by-name]
    findings = blocking(check_reply(draft))
    if findings:
        raise Refused(*findings)
    log_access(by, verb="send_reply", subject=f"{case.reference} {case.partner} {kind.value}")
    payload: dict[str, Json] = {
        "answer_by": draft.expected_on.isoformat() if draft.expected_on else "",
        "ground": draft.ground,
    }
    record(case, SENT[kind], payload=payload, reason=draft.reasons, by=by, at=at)
    return send(case, "trace.reply", reply_body(draft), by=by, at=at)


@transaction.atomic
def clarify(case: Case, text: str, *, by: Viewer, at: datetime) -> CaseMessage:
    """Answer a question about a reply (ITI 23)."""
    record(case, Step.CLARIFICATION_GIVEN, payload={"text": text[:300]}, by=by, at=at)
    body: dict[str, Json] = {"schema": 1, "part": "answer", "about": "reply", "text": text[:4000]}
    return send(case, "trace.clarification", body, by=by, at=at)


def prepare_reply(case: Case, *, record_no: str = "", by: Viewer, at: datetime) -> tuple[Finding, ...]:
    """Take the steps towards a reply that need no judgement of their own; what stops it is told.

    Only on the command line is the review taken as well; oversight is told (see `recording`).
    """
    try:
        if case.stage == Stage.RECEIVED:
            check_incoming(case, by=by, at=at)
        if case.stage == Stage.CHECKED:
            acknowledge(case, by=by, at=at)
        if case.stage in SEARCHABLE:
            found = search_for(case, by)
            sure = found.certainty is Certainty.SURE
            best = found.candidates[0].weapon.record_no if found.candidates and sure else ""
            chosen = record_no or best
            settle_look_up(case, record_no=chosen, by=by, at=at)
        if case.stage == Stage.LOOKED_UP and by.person_id is None:
            review(case, by=by, at=at)
    except Refused as refusal:
        return refusal.findings
    if case.stage == Stage.REVIEWED:
        return ()
    return (Finding("case_waits_at", {"case_stage": case.stage}, Severity.WARNING),)


SEARCHABLE = frozenset(
    {
        Stage.RECEIPT_SENT,
        Stage.MORE_WANTED,
        Stage.CLARIFIED,
        Stage.REPLY_SENT,
        Stage.REPLY_DELAYED,
        Stage.REPLY_RESTRICTED,
        Stage.REPLY_REFUSED,
    }
)


def looked_up(case: Case) -> Mapping[str, Json]:
    """What the last search of our records settled; empty before there was one."""
    found = view_of(case).facts.get("look_up")
    return found if isinstance(found, dict) else {}
