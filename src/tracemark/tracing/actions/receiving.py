"""What comes in by `exchange`: each kind of message finds its case and takes the step the table allows, once.

A message whose step is no longer possible loses nothing: it is kept with the case as late, and an alert says so.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from tracemark.accounts.queries import top_unit_id
from tracemark.accounts.rules import Viewer, console
from tracemark.exchange.rules.envelope import ReceivedMessage
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import raise_alert
from tracemark.register.rules.chain import canonical
from tracemark.register.rules.events import Json
from tracemark.tracing.actions.messaging import keep_file, keep_incoming
from tracemark.tracing.actions.recording import Opening, begin, record
from tracemark.tracing.models import Case, CaseMessage, Consent, Restriction
from tracemark.tracing.queries.information import home_state
from tracemark.tracing.rules.checking import check_body
from tracemark.tracing.rules.files import PICTURES, check_file, media_type_of
from tracemark.tracing.rules.reply import RECEIVED, ReplyKind, items_of
from tracemark.tracing.rules.stages import check_step
from tracemark.tracing.rules.steps import Side, Stage, Step

Body = Mapping[str, Any]


@transaction.atomic
def apply(message: ReceivedMessage) -> None:
    """Apply one message. Refused (and so receipted as refused) when its body or its case is not what it says."""
    findings = check_body(message.kind, message.body)
    if findings:
        raise Refused(*findings)
    by = console(user="exchange", purpose=message.case)
    if message.kind == "trace.request":
        _open(message, by)
    else:
        _APPLY[message.kind](_case_of(message), message, by)


def _open(message: ReceivedMessage, by: Viewer) -> None:
    body = message.body
    if body["from_state"] != message.sender or body["to_state"] != home_state():
        raise Refused(Finding("request_names_other_states", {"state": message.sender}, Severity.REFUSAL))
    if Case.objects.filter(side=Side.ANSWERING.value, partner=message.sender, thread=message.case).exists():
        raise Refused(Finding("request_known", {"case": message.case}, Severity.REFUSAL))
    unit_id = top_unit_id()
    assert unit_id is not None
    opening = Opening(Side.ANSWERING, unit_id, message.sender, message.case)
    facts: dict[str, Json] = {
        "urgent": body["urgent"],
        "intended_use": body["intended_use"],
        "terms": body["terms"],
    }
    case = begin(
        opening, Step.REQUEST_RECEIVED, payload={"facts": facts}, by=by, at=message.received_at, as_other=True
    )
    content = {name: value for name, value in body.items() if name not in ("schema", "terms")}
    _keep(case, message, {"request": content}, by)


def _case_of(message: ReceivedMessage) -> Case:
    sides = [Side.ASKING.value, Side.ANSWERING.value]
    rows = Case.objects.filter(thread=message.case, partner=message.sender, side__in=sides)
    case = rows.select_related("weapon", "parent", "unit").first()
    if case is None or case.side not in _SIDES[message.kind]:
        raise Refused(Finding("message_of_no_case", {"case": message.case}, Severity.REFUSAL))
    return case


def _take(case: Case, step: Step, message: ReceivedMessage, by: Viewer, **payload: Json) -> None:
    """Take the step, or keep the message as late when the table no longer allows it."""
    said: dict[str, Json] = {"message": message.id, **payload}
    if not check_step(Side(case.side), Stage(case.stage), step):
        record(case, step, payload=said, by=by, at=message.received_at, as_other=True)
        return
    late: dict[str, Json] = {"message": message.id, "case_step": step.value}
    record(case, Step.RECEIVED_LATE, payload=late, by=by, at=message.received_at, as_other=True)
    raise_alert(
        kind="message_came_late",
        key=f"message_came_late:{message.id}",
        weapon_ids={case.weapon_id: case.unit_id} if case.weapon_id else {},
        params={"case": case.reference, "state": case.partner, "case_step": step.value},
    )


def _keep(case: Case, message: ReceivedMessage, items: Mapping[str, Json], by: Viewer) -> CaseMessage:
    kept = keep_incoming(
        case,
        message.kind,
        message.body,
        items,
        by=by,
        at=message.received_at,
        message_id=UUID(message.id),
        digest=message.digest,
    )
    for one in message.attachments:
        # A file of a kind we do not show stays in the archive of the signed message.
        if not check_file(one.name, one.data, pictures_only=False):
            use = "photograph" if media_type_of(one.data) in PICTURES else "scan"
            keep_file(
                case, name=one.name, data=one.data, use=use, message=kept, by=by, at=message.received_at
            )
    return kept


def _acknowledgement(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    body = message.body
    _take(
        case,
        Step.ACKNOWLEDGED,
        message,
        by,
        answer_by=body["answer_by"] or "",
        reference=body["reference"],
        terms_accepted=body["terms_accepted"],
    )
    due = {"answer_by": body["answer_by"]} if body["answer_by"] else {}
    _keep(case, message, {**due, **_words(body)}, by)


def _more_information(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    wanted: list[Json] = [*message.body["wanted"]]
    _take(case, Step.MORE_ASKED, message, by, wanted=wanted)
    _keep(case, message, {"wanted": wanted, **_words(message.body)}, by)


def _information(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    _take(case, Step.INFORMATION_RECEIVED, message, by)
    weapon = message.body["weapon"]
    _keep(case, message, {**({"more_weapon": weapon} if weapon else {}), **_words(message.body)}, by)


def _reply(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    body = message.body
    step = RECEIVED[ReplyKind(body["kind"])]
    _take(
        case,
        step,
        message,
        by,
        answer_by=body["expected_on"] or "",
        ground=body["ground"],
        certainty=body["certainty"],
        reference=body["reference"],
    )
    _keep(case, message, {**items_of(body), **({"reasons": body["reasons"]} if body["reasons"] else {})}, by)


def _consent_request(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    body = message.body
    if Consent.objects.filter(case=case, part="asked", consent_id=body["consent_id"]).exists():
        raise Refused(Finding("consent_number_taken", {"case": case.reference}, Severity.REFUSAL))
    _take(case, Step.CONSENT_ASKED, message, by, to_state=body["to_state"], items=[*body["items"]])
    _keep(case, message, _words(body), by)
    _store_consent(
        case, "asked", body["consent_id"], body["to_state"], body["items"], body["text"], message.received_at
    )


def _consent(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    body = message.body
    asked = Consent.objects.filter(case=case, way="out", part="asked", consent_id=body["consent_id"]).first()
    if asked is None or Consent.objects.filter(case=case, way="in", consent_id=body["consent_id"]).exists():
        raise Refused(Finding("consent_not_waiting", {"case": case.reference}, Severity.REFUSAL))
    _take(case, Step.CONSENT_DECIDED, message, by, to_state=asked.to_state, granted=body["granted"])
    part = "granted" if body["granted"] else "refused"
    _keep(case, message, {"granted": part, **_words(body)}, by)
    items = json.loads(asked.items)
    _store_consent(case, part, asked.consent_id, asked.to_state, items, body["text"], message.received_at)


def _store_consent(
    case: Case, part: str, consent_id: str, to_state: str, items: list[str], text: str, at: datetime
) -> None:
    Consent.objects.create(
        id=uuid4(),
        case=case,
        way="in",
        part=part,
        consent_id=consent_id,
        to_state=to_state,
        items=canonical({"": [*items]})[4:-1],
        text=text,
        at=at,
    )


def _restriction(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    body = message.body
    declared = body["part"] == "declared"
    step = Step.RESTRICTION_DECLARED if declared else Step.RESTRICTION_ANSWERED
    _take(case, step, message, by, part=body["part"], terms=body["terms"])
    _keep(case, message, _words(body), by)
    Restriction.objects.create(
        id=uuid4(),
        case=case,
        way="in",
        part=body["part"],
        restriction_id=body["restriction_id"],
        about=canonical({"": [*body["about"]]})[4:-1],
        terms=canonical(body["terms"]),
        at=message.received_at,
    )


def _outcome(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    _take(case, Step.OUTCOME_RECEIVED, message, by, outcome=message.body["outcome_16_4_2"])
    content = {name: value for name, value in message.body.items() if name != "schema" and value}
    _keep(case, message, {"outcome": content}, by)


_CLARIFIES = {
    ("answering", "question"): Step.CLARIFICATION_RECEIVED,
    ("answering", "reminder"): Step.REMINDER_RECEIVED,
    ("asking", "answer"): Step.CLARIFICATION_RECEIVED,
}


def _clarification(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    step = _CLARIFIES.get((case.side, message.body["part"]))
    if step is None:
        raise Refused(Finding("message_of_no_case", {"case": message.case}, Severity.REFUSAL))
    _take(case, step, message, by, part=message.body["part"])
    _keep(case, message, _words(message.body), by)


def _close(case: Case, message: ReceivedMessage, by: Viewer) -> None:
    _take(case, Step.CLOSE_RECEIVED, message, by)
    _keep(case, message, {}, by)


def _words(body: Body) -> dict[str, Json]:
    """The words of a message as a piece of information, if it has any."""
    return {"text": body["text"]} if body.get("text") else {}


_ASKING, _ANSWERING = frozenset({"asking"}), frozenset({"answering"})
_SIDES: Mapping[str, frozenset[str]] = {
    "trace.acknowledgement": _ASKING,
    "trace.more_information": _ASKING,
    "trace.information": _ANSWERING,
    "trace.reply": _ASKING,
    "trace.consent_request": _ANSWERING,
    "trace.consent": _ASKING,
    "trace.restriction": _ASKING | _ANSWERING,
    "trace.outcome": _ANSWERING,
    "trace.clarification": _ASKING | _ANSWERING,
    "trace.close": _ANSWERING,
}
"""On which side a message of each kind is received."""

_APPLY: Mapping[str, Callable[[Case, ReceivedMessage, Viewer], None]] = {
    "trace.acknowledgement": _acknowledgement,
    "trace.more_information": _more_information,
    "trace.information": _information,
    "trace.reply": _reply,
    "trace.consent_request": _consent_request,
    "trace.consent": _consent,
    "trace.restriction": _restriction,
    "trace.outcome": _outcome,
    "trace.clarification": _clarification,
    "trace.close": _close,
}
