"""Requests of other States: search, acknowledge, ask for more, reply."""

from datetime import date
from typing import Any, Literal

from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest
from tracemark.config.problems import ERRORS, FindingOut
from tracemark.tracing.actions import answering
from tracemark.tracing.api.shapes import PLAIN, CaseOut, TextIn, case_for, case_out
from tracemark.tracing.rules.reply import ReplyKind
from tracemark.tracing.rules.terms import Onward, Terms
from tracemark.tracing.tables.documents import look_up_document

router = Router(tags=["tracing"])


class TraceCandidateOut(Schema):
    """A weapon of ours that it may be, with its reasons."""

    record_no: str
    probability: float
    make: str
    model: str
    reasons: list[FindingOut]


class LookUpOut(Schema):
    """What a search of our records found, and how surely."""

    certainty: str
    others_that_fit: int
    findings: list[FindingOut]
    candidates: list[TraceCandidateOut]


class SettleCaseIn(Schema):
    """Our weapon that answers the request (empty: none). An unsure hit is called the weapon with a reason."""

    record_no: str = Field("", max_length=40, pattern=PLAIN)
    is_the_weapon: bool = False
    reason: str = Field("", max_length=1000, pattern=PLAIN)


class AcknowledgeIn(Schema):
    """When an answer may be expected, and whether we keep the terms."""

    answer_by: date | None = None
    terms_accepted: bool = True
    text: str = Field("", max_length=4000, pattern=PLAIN)


class MoreIn(Schema):
    """What is missing (ITI 20)."""

    wanted: list[
        Literal[
            "marks",
            "photographs",
            "laboratory_reading",
            "ground",
            "circumstances",
            "intended_use",
            "assurance",
            "other",
        ]
    ] = Field(min_length=1, max_length=8)
    text: str = Field("", max_length=4000, pattern=PLAIN)


class ReplyIn(Schema):
    """How far the request is answered; what our records tell is filled in."""

    kind: ReplyKind
    ground: Literal["", "criminal_inquiry", "confidentiality_law", "no_assurance", "national_security"] = ""
    reasons: str = Field("", max_length=4000, pattern=PLAIN)
    expected_on: date | None = None
    text: str = Field("", max_length=4000, pattern=PLAIN)
    onward: Onward = Onward.CONSENT
    people_on_case_only: bool = False
    may_print: bool = True
    may_export: bool = True
    until: date | None = None


@router.get(
    "/cases/{reference}/look-up",
    response={200: LookUpOut, **ERRORS},
    summary="Search for the weapon asked about",
)
def look_up(request: ApiRequest, reference: str) -> dict[str, Any]:
    """Candidates with reasons; nothing is recorded but that somebody looked."""
    found = case_for(request, reference, "trace.send")
    return look_up_document(answering.search_for(found, request.auth))


@router.post("/cases/{reference}/look-up", response={200: LookUpOut, **ERRORS}, summary="Settle the search")
def settle(request: ApiRequest, reference: str, body: SettleCaseIn) -> dict[str, Any]:
    """Records which weapon of ours answers the request, or that none does."""
    found = case_for(request, reference, "trace.send")
    return look_up_document(
        answering.settle_look_up(found, **body.dict(), by=request.auth, at=timezone.now())
    )


@router.post(
    "/cases/{reference}/acknowledge", response={200: CaseOut, **ERRORS}, summary="Acknowledge receipt"
)
def acknowledge(request: ApiRequest, reference: str, body: AcknowledgeIn) -> CaseOut:
    """ITI 18 a."""
    found = case_for(request, reference, "trace.send")
    answering.acknowledge(found, **body.dict(), by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/more", response={200: CaseOut, **ERRORS}, summary="Ask for more information")
def more(request: ApiRequest, reference: str, body: MoreIn) -> CaseOut:
    """ITI 20."""
    found = case_for(request, reference, "trace.send")
    answering.ask_for_more(found, body.wanted, text=body.text, by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/reply", response={200: CaseOut, **ERRORS}, summary="Send the reply")
def reply(request: ApiRequest, reference: str, body: ReplyIn) -> CaseOut:
    """Refused without the review, a ground (ITI 22) or reasons (ITI 23) where they are needed."""
    found = case_for(request, reference, "trace.send")
    terms = Terms(
        onward=body.onward,
        people_on_case_only=body.people_on_case_only,
        may_print=body.may_print,
        may_export=body.may_export,
        until=body.until,
    )
    changes = {
        "ground": body.ground,
        "reasons": body.reasons,
        "expected_on": body.expected_on,
        "text": body.text,
        "terms": terms,
    }
    answering.reply(found, body.kind, changes=changes, by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/clarify", response={200: CaseOut, **ERRORS}, summary="Answer a question")
def clarify(request: ApiRequest, reference: str, body: TextIn) -> CaseOut:
    """ITI 23."""
    found = case_for(request, reference, "trace.send")
    answering.clarify(found, body.text, by=request.auth, at=timezone.now())
    return case_out(found)
