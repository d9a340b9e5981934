"""What the API of tracing takes and gives, and how it finds a case."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from ninja import Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import FindingOut
from tracemark.oversight.actions import log_access
from tracemark.register.rules.events import Json
from tracemark.tracing.models import Case
from tracemark.tracing.queries.cases import PERMISSION, find_case
from tracemark.tracing.tables.documents import case_line

PLAIN = r"^[^\x00]*$"
STATE = r"^[A-Z]{2}$"
PURPOSES = Literal[
    "tracing", "criminal_investigation", "prosecution", "customs", "stockpile_security", "statistics"
]


class CaseOut(Schema):
    """A case as a list tells it. ``waits_for`` is the clock that runs, ``due_on`` when it runs out."""

    reference: str
    side: str
    partner: str
    thread: str
    record_no: str | None
    parent: str | None
    stage: str
    waits_for: str
    due_on: date | None
    days_late: int
    urgent: bool
    opened_at: str
    outcome_16_4_2: str | None


class CaseWholeOut(CaseOut):
    """Everything about a case; ``information`` only as far as its terms allow an export."""

    waits_for_them: bool
    facts: dict[str, Any]
    diversion: dict[str, Any] | None
    children: list[str]
    events: list[dict[str, Any]]
    messages: list[dict[str, Any]]
    information: list[dict[str, Any]]
    files: list[dict[str, Any]]
    possible_steps: list[str]


class StoppedOut(Schema):
    """A case after the program went as far as it may, and what stopped it."""

    case: CaseOut
    findings: list[FindingOut]


class FactsIn(Schema):
    """What ITI 17 asks for besides the marks; what is not named stays as it was."""

    ground: (
        Literal["law_of_the_state", "embargo", "not_marked", "unlicensed_making", "unauthorized_transfer"]
        | None
    ) = None
    legal_basis: str | None = Field(None, max_length=300, pattern=PLAIN)
    place: str | None = Field(None, max_length=300, pattern=PLAIN)
    circumstances: str | None = Field(None, max_length=4000, pattern=PLAIN)
    intended_use: PURPOSES | None = None
    urgent: bool | None = None
    urgent_reason: str | None = Field(None, max_length=300, pattern=PLAIN)
    pass_on: list[Literal["weapon", "similar", "chain", "reported", "next_state", "text"]] | None = None

    def stated(self) -> Mapping[str, Json]:
        """The facts that were named."""
        return {name: value for name, value in self.dict().items() if value is not None}


class TraceReasonIn(Schema):
    """Words that go with a step, where the table asks for a reason."""

    reason: str = Field("", max_length=1000, pattern=PLAIN)


class TextIn(Schema):
    """Words for the other State."""

    text: str = Field("", max_length=4000, pattern=PLAIN)


def case_for(request: ApiRequest, reference: str, *permissions: str) -> Case:
    """The case, when the viewer may see it and holds ``permissions`` at its unit; 404 or 403 otherwise."""
    require_permission(request.auth, PERMISSION, *permissions)
    case = find_case(request.auth, reference)
    if case is None:
        raise Http404
    if not all(request.auth.may_at(permission, case.unit_id) for permission in permissions):
        raise PermissionDenied
    log_access(request.auth, verb="read_case", subject=case.reference)
    return case


def case_out(case: Case) -> CaseOut:
    """The case as it now stands."""
    case.refresh_from_db()
    return CaseOut(**case_line(case, timezone.now().date()))
