"""What both sides do besides: consent to pass on, later restrictions, questions about an answer, replies on paper."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access
from tracemark.register.rules.chain import canonical
from tracemark.register.rules.events import Json
from tracemark.tracing.actions.messaging import keep_file, keep_incoming, send
from tracemark.tracing.actions.recording import record
from tracemark.tracing.models import Case, CaseMessage, Consent, Restriction
from tracemark.tracing.queries.cases import view_of
from tracemark.tracing.rules.checking import check_body
from tracemark.tracing.rules.reply import ITEM_NAMES, RECEIVED, ReplyKind, items_of
from tracemark.tracing.rules.stages import check_step
from tracemark.tracing.rules.steps import Side, Stage, Step
from tracemark.tracing.rules.terms import Terms, terms_json


@transaction.atomic
def ask_consent(
    case: Case, to_state: str, items: Sequence[str], *, text: str = "", by: Viewer, at: datetime
) -> Consent:
    """Ask the State that gave information whether it may go on to ``to_state`` (ITI 15 c)."""
    if not items or set(items) - set(ITEM_NAMES):
        raise Refused(Finding("consent_needs_items", {}, Severity.REFUSAL))
    names: list[Json] = [*items]
    record(case, Step.CONSENT_ASKED, payload={"to_state": to_state, "items": names}, by=by, at=at)
    consent = _consent(case, "out", "asked", uuid4().hex, to_state, items, text, at)
    purpose = view_of(case).facts.get("intended_use") or "tracing"
    body: dict[str, Json] = {
        "schema": 1,
        "consent_id": consent.consent_id,
        "to_state": to_state,
        "items": names,
        "purpose": purpose,
        "text": text[:4000],
    }
    send(case, "trace.consent_request", body, by=by, at=at)
    return consent


@transaction.atomic
def decide_consent(
    case: Case, consent_id: str, *, granted: bool, text: str = "", by: Viewer, at: datetime
) -> None:
    """Consent, or not, to what we told going on to another State."""
    by.require("trace.send", case.unit_id)
    asked = Consent.objects.filter(case=case, way="in", part="asked", consent_id=consent_id).first()
    decided = Consent.objects.filter(case=case, consent_id=consent_id).exclude(part="asked").exists()
    if asked is None or decided:
        raise Refused(Finding("consent_not_waiting", {"case": case.reference}, Severity.REFUSAL))
    part = "granted" if granted else "refused"
    _consent(case, "out", part, consent_id, asked.to_state, json.loads(asked.items), text, at)
    payload: dict[str, Json] = {"to_state": asked.to_state, "granted": granted}
    record(case, Step.CONSENT_DECIDED, payload=payload, by=by, at=at, as_other=True)
    body: dict[str, Json] = {"schema": 1, "consent_id": consent_id, "granted": granted, "text": text[:4000]}
    send(case, "trace.consent", body, by=by, at=at)


def _consent(
    case: Case,
    way: str,
    part: str,
    consent_id: str,
    to_state: str,
    items: Sequence[str],
    text: str,
    at: datetime,
) -> Consent:
    return Consent.objects.create(
        id=uuid4(),
        case=case,
        way=way,
        part=part,
        consent_id=consent_id,
        to_state=to_state,
        items=canonical({"": [*items]})[4:-1],
        text=text[:4000],
        at=at,
    )


@transaction.atomic
def restrict(
    case: Case, terms: Terms, *, about: Sequence[str] = (), text: str = "", by: Viewer, at: datetime
) -> Restriction:
    """Declare terms for what we told before; they hold with the other State from the moment it reads them."""
    record(case, Step.RESTRICTION_DECLARED, payload={"terms": terms_json(terms)}, by=by, at=at)
    names: list[Json] = [*about]
    restriction = Restriction.objects.create(
        id=uuid4(),
        case=case,
        way="out",
        part="declared",
        restriction_id=uuid4().hex,
        about=canonical({"": names})[4:-1],
        terms=canonical(terms_json(terms)),
        at=at,
    )
    body: dict[str, Json] = {
        "schema": 1,
        "restriction_id": restriction.restriction_id,
        "about": names,
        "part": "declared",
        "terms": terms_json(terms),
        "text": text[:4000],
    }
    send(case, "trace.restriction", body, by=by, at=at)
    return restriction


@transaction.atomic
def answer_restriction(
    case: Case, restriction: Restriction, *, accepted: bool, by: Viewer, at: datetime
) -> None:
    """Say whether we accept terms that were declared afterwards. They hold here either way."""
    by.require("trace.send", case.unit_id)
    part = "accepted" if accepted else "not_accepted"
    record(case, Step.RESTRICTION_ANSWERED, payload={"part": part}, by=by, at=at, as_other=True)
    body: dict[str, Json] = {
        "schema": 1,
        "restriction_id": restriction.restriction_id,
        "about": json.loads(restriction.about or "[]"),
        "part": part,
        "terms": json.loads(restriction.terms),
        "text": "",
    }
    send(case, "trace.restriction", body, by=by, at=at)


@transaction.atomic
def ask_clarification(case: Case, text: str, *, by: Viewer, at: datetime) -> CaseMessage:
    """Ask why an answer was delayed, limited or refused, or what it means (ITI 23)."""
    record(case, Step.CLARIFICATION_ASKED, payload={"text": text[:300]}, by=by, at=at)
    body: dict[str, Json] = {"schema": 1, "part": "question", "about": "reply", "text": text[:4000]}
    return send(case, "trace.clarification", body, by=by, at=at)


@transaction.atomic
def key_in_reply(
    case: Case,
    body: Mapping[str, Json],
    *,
    scan: tuple[str, bytes] | None,
    by: Viewer,
    at: datetime,
) -> CaseMessage:
    """Key in a reply that came on paper, with its scan; it counts like one that came by message."""
    by.require("trace.send", case.unit_id)
    findings = check_body("trace.reply", body)
    step = RECEIVED[ReplyKind(str(body["kind"]))] if not findings else Step.REPLY_FULL
    findings = findings or check_step(Side(case.side), Stage(case.stage), step)
    if findings:
        raise Refused(*findings)
    log_access(by, verb="key_in_reply", subject=case.reference)
    record(
        case,
        step,
        payload={"channel": "paper", "answer_by": body["expected_on"] or ""},
        by=by,
        at=at,
        as_other=True,
    )
    message = keep_incoming(case, "trace.reply", body, items_of(body), by=by, at=at)
    if scan is not None:
        keep_file(case, name=scan[0], data=scan[1], use="scan", message=message, by=by, at=at)
    return message


@transaction.atomic
def key_in_acknowledgement(case: Case, *, answer_by: str = "", by: Viewer, at: datetime) -> None:
    """Note that the other State acknowledged on paper or by telephone."""
    by.require("trace.send", case.unit_id)
    payload: dict[str, Json] = {"channel": "paper", "answer_by": answer_by}
    record(case, Step.ACKNOWLEDGED, payload=payload, by=by, at=at, as_other=True)
