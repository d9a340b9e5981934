"""Consent, later restrictions, questions, deadlines."""

from typing import Any, Literal

from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS
from tracemark.tracing.actions import dealing, limits
from tracemark.tracing.api.shapes import PLAIN, STATE, CaseOut, TextIn, case_for, case_out
from tracemark.tracing.queries.cases import get_limits
from tracemark.tracing.rules.terms import Onward, Terms

router = Router(tags=["tracing"])


class ConsentIn(Schema):
    """What may go on, and to which State."""

    to_state: str = Field(pattern=STATE)
    items: list[Literal["weapon", "similar", "chain", "reported", "next_state", "holder", "text"]] = Field(
        min_length=1, max_length=7
    )
    text: str = Field("", max_length=4000, pattern=PLAIN)


class ConsentOut(Schema):
    """The question, to find its answer by."""

    consent_id: str
    to_state: str
    items: list[str]


class DecideIn(Schema):
    """Consent or not, with words."""

    granted: bool
    text: str = Field("", max_length=4000, pattern=PLAIN)


class RestrictIn(Schema):
    """Terms for what was told before; ``about`` empty: all of it."""

    about: list[Literal["weapon", "similar", "chain", "reported", "next_state", "holder", "text"]] = Field(
        default_factory=list, max_length=7
    )
    onward: Onward = Onward.CONSENT
    people_on_case_only: bool = False
    may_print: bool = True
    may_export: bool = True
    text: str = Field("", max_length=4000, pattern=PLAIN)


class LimitIn(Schema):
    """Days, or times, and whose number it is."""

    value: int = Field(ge=1, le=3650)
    source: str = Field("", max_length=200, pattern=PLAIN)


@router.post("/cases/{reference}/consents", response={200: ConsentOut, **ERRORS}, summary="Ask for consent")
def ask_consent(request: ApiRequest, reference: str, body: ConsentIn) -> dict[str, Any]:
    """Whether information may go on to another State (ITI 15 c)."""
    found = case_for(request, reference, "trace.send")
    asked = dealing.ask_consent(
        found, body.to_state, body.items, text=body.text, by=request.auth, at=timezone.now()
    )
    return {"consent_id": asked.consent_id, "to_state": asked.to_state, "items": body.items}


@router.post(
    "/cases/{reference}/consents/{consent_id}", response={200: CaseOut, **ERRORS}, summary="Decide on consent"
)
def decide_consent(request: ApiRequest, reference: str, consent_id: str, body: DecideIn) -> CaseOut:
    """Once."""
    found = case_for(request, reference, "trace.send")
    dealing.decide_consent(
        found, consent_id, granted=body.granted, text=body.text, by=request.auth, at=timezone.now()
    )
    return case_out(found)


@router.post(
    "/cases/{reference}/restrictions", response={200: CaseOut, **ERRORS}, summary="Restrict what was told"
)
def restrict(request: ApiRequest, reference: str, body: RestrictIn) -> CaseOut:
    """Holds at the other State from the moment it reads it."""
    found = case_for(request, reference, "trace.send")
    terms = Terms(
        onward=body.onward,
        people_on_case_only=body.people_on_case_only,
        may_print=body.may_print,
        may_export=body.may_export,
    )
    dealing.restrict(found, terms, about=body.about, text=body.text, by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/questions", response={200: CaseOut, **ERRORS}, summary="Ask about an answer")
def ask(request: ApiRequest, reference: str, body: TextIn) -> CaseOut:
    """ITI 23."""
    found = case_for(request, reference, "trace.send")
    dealing.ask_clarification(found, body.text, by=request.auth, at=timezone.now())
    return case_out(found)


@router.get("/limits", response={200: dict[str, int], **ERRORS}, summary="Deadlines of this node")
def read_limits(request: ApiRequest) -> dict[str, int]:
    """In days, or times."""
    require_permission(request.auth, "trace.read")
    return get_limits()


@router.post("/limits/{name}", response={200: dict[str, int], **ERRORS}, summary="Set a deadline")
def set_limit(request: ApiRequest, name: str, body: LimitIn) -> dict[str, int]:
    """Open cases are due by it from now on."""
    require_permission(request.auth, "trace.configure")
    limits.set_limit(name, body.value, source=body.source, by=request.auth, at=timezone.now())
    return get_limits()
