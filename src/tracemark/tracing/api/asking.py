"""Cases of ours: open, prepare, draft, send, set the point of diversion, close; and what is late."""

from datetime import date
from typing import Any, Literal

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.problems import ERRORS, FindingOut, finding_json
from tracemark.oversight.actions import log_access
from tracemark.tracing.actions import asking, opening
from tracemark.tracing.actions.recording import record
from tracemark.tracing.api.shapes import (
    PLAIN,
    PURPOSES,
    STATE,
    CaseOut,
    CaseWholeOut,
    FactsIn,
    StoppedOut,
    TextIn,
    TraceReasonIn,
    case_for,
    case_out,
)
from tracemark.tracing.queries.cases import CaseFilters, list_cases, list_overdue
from tracemark.tracing.queries.drafting import draft_request
from tracemark.tracing.queries.figures import get_year
from tracemark.tracing.rules.outcomes import Diversion, Leak
from tracemark.tracing.rules.steps import Step
from tracemark.tracing.tables.documents import (
    case_document,
    case_line,
    draft_document,
    figures_document,
    overdue_document,
)

router = Router(tags=["tracing"])


class CaseQuery(Schema):
    """Which cases; ``after`` is the reference of the last one seen."""

    side: Literal["", "asking", "answering"] = ""
    stage: str = Field("", max_length=20, pattern=r"^[a-z_]*$")
    partner: str = Field("", max_length=2, pattern=r"^[A-Z]*$")
    text: str = Field("", max_length=60, pattern=PLAIN)
    open_only: bool = False
    after: str = Field("", max_length=40, pattern=r"^[A-Z0-9-]*$")


class CasePageOut(Schema):
    """One page, the newest first; ``next`` is the ``after`` of the following page, or null."""

    cases: list[CaseOut]
    next: str | None


class OverdueOut(Schema):
    """What is late: theirs and ours."""

    theirs: list[CaseOut]
    ours: list[CaseOut]


class OpenIn(FactsIn):
    """The weapon, by record number, and what is known besides the marks."""

    record_no: str = Field(min_length=1, max_length=40, pattern=PLAIN)


class RouteIn(TraceReasonIn):
    """The State to ask; another than the marks point to needs a reason."""

    state: str = Field(pattern=STATE)


class DraftOut(Schema):
    """A request as it would go out now, and what is missing from it."""

    case: str
    stage: str
    to_state: str
    route: dict[str, Any]
    findings: list[FindingOut]
    body: dict[str, Any]


class SendIn(Schema):
    """How the request goes: as a signed message, or printed."""

    on_paper: bool = False


class SentOut(Schema):
    """The case, the id of the signed message (null on paper) and what was still to be weighed."""

    case: CaseOut
    message_id: str | None
    findings: list[FindingOut]


class DiversionIn(Schema):
    """The point at which the weapon left lawful hands, and what it rests on."""

    leak: Leak
    state: str = Field(pattern=STATE)
    place: str = Field("", max_length=200, pattern=PLAIN)
    occurred_on: date | None = None
    last_lawful_on: date | None = None
    last_holder_category: Literal[
        "", "maker", "dealer", "state", "police", "army", "company", "private", "unknown"
    ] = ""
    reason: str = Field(min_length=1, max_length=1000, pattern=PLAIN)


class TraceFiguresOut(Schema):
    """A year's tracing: counts, the cases behind each, medians in days (null: nothing to take it of)."""

    year: int
    counts: dict[str, int]
    rows: dict[str, list[str]]
    median_days_to_acknowledge: float | None
    median_days_to_answer: float | None
    median_days_to_our_answer: float | None
    median_days_from_last_lawful_record: float | None
    diversions: dict[str, dict[str, int]]


SIMPLE: dict[str, Step] = {
    "secure": Step.SECURED,
    "confirm": Step.MARKS_CONFIRMED,
    "dispute": Step.MARKS_DISPUTED,
    "exempt": Step.EXEMPTED,
    "untraceable": Step.FOUND_UNTRACEABLE,
    "reopen": Step.REOPENED,
    "take-part": Step.TOOK_PART,
    "check": Step.REQUEST_CHECKED,
    "review": Step.LEGALLY_REVIEWED,
}
"""Steps that need nothing but, for some, a reason."""
SimpleStep = Literal[
    "secure", "confirm", "dispute", "exempt", "untraceable", "reopen", "take-part", "check", "review"
]


@router.get("/cases", response={200: CasePageOut, **ERRORS}, summary="Trace cases")
def cases(request: ApiRequest, query: Query[CaseQuery]) -> dict[str, Any]:
    """Those the viewer may see, 50 a page."""
    require_permission(request.auth, "trace.read")
    filters = CaseFilters(query.side, query.stage, query.partner, query.text, query.open_only)
    log_access(request.auth, verb="list_cases", subject=query.model_dump_json(exclude_defaults=True))
    page, today = list_cases(request.auth, filters, after=query.after), timezone.now().date()
    return {"cases": [case_line(case, today) for case in page.cases], "next": page.next_after}


@router.post("/cases", response={200: CaseOut, **ERRORS}, summary="Open a case about a weapon")
def open_case(request: ApiRequest, body: OpenIn) -> CaseOut:
    """Opens one; when one about this weapon is open, that one is given."""
    require_permission(request.auth, "trace.read", "trace.open")
    facts = {name: value for name, value in body.stated().items() if name != "record_no"}
    return case_out(opening.open_case(body.record_no, facts=facts, by=request.auth, at=timezone.now()))


@router.get("/overdue", response={200: OverdueOut, **ERRORS}, summary="What is late on both sides")
def overdue(request: ApiRequest) -> dict[str, Any]:
    """Open cases whose day has passed."""
    require_permission(request.auth, "trace.read")
    today = timezone.now().date()
    log_access(request.auth, verb="list_cases", subject="overdue")
    return overdue_document(list_overdue(request.auth, today), today)


@router.get(
    "/figures/{year}", response={200: TraceFiguresOut, **ERRORS}, summary="A year's tracing in numbers"
)
def figures(request: ApiRequest, year: int) -> dict[str, Any]:
    """Each number with the references of the cases it counts."""
    require_permission(request.auth, "figure.read", "trace.read")
    log_access(request.auth, verb="read_trace_figures", subject=str(year))
    return figures_document(*get_year(request.auth, year), year)


@router.get("/cases/{reference}", response={200: CaseWholeOut, **ERRORS}, summary="One case")
def case(request: ApiRequest, reference: str, purpose: PURPOSES | None = None) -> dict[str, Any]:
    """Everything, as far as the terms of what others told allow an export for this purpose."""
    found = case_for(request, reference)
    return case_document(request.auth, found, today=timezone.now().date(), purpose=purpose or "")


@router.post("/cases/{reference}/facts", response={200: CaseOut, **ERRORS}, summary="State facts")
def facts(request: ApiRequest, reference: str, body: FactsIn) -> CaseOut:
    """States what a request must hold besides the marks."""
    found = case_for(request, reference, "trace.open")
    opening.state_facts(found, body.stated(), by=request.auth, at=timezone.now())
    return case_out(found)


@router.post(
    "/cases/{reference}/prepare", response={200: StoppedOut, **ERRORS}, summary="Go on as far as possible"
)
def prepare(request: ApiRequest, reference: str) -> dict[str, Any]:
    """Takes the steps that need no judgement, and says what stopped it."""
    found = case_for(request, reference, "trace.open")
    stopped = opening.prepare(found, by=request.auth, at=timezone.now())
    return {"case": case_out(found), "findings": [finding_json(finding) for finding in stopped]}


@router.post("/cases/{reference}/steps/{step}", response={200: CaseOut, **ERRORS}, summary="Take a step")
def take_step(request: ApiRequest, reference: str, step: SimpleStep, body: TraceReasonIn) -> CaseOut:
    """Takes one step of the table; an impossible one is refused with the rule."""
    found = case_for(request, reference)
    record(found, SIMPLE[step], reason=body.reason, by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/describe", response={200: CaseOut, **ERRORS}, summary="Describe the marks")
def describe(request: ApiRequest, reference: str) -> CaseOut:
    """States that the marks on record are all those on the weapon."""
    found = case_for(request, reference, "trace.open")
    opening.describe_marks(found, by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/search", response={200: CaseOut, **ERRORS}, summary="Search our own records")
def search(request: ApiRequest, reference: str, body: TraceReasonIn) -> CaseOut:
    """Marks that fit several weapons need a reason to go on."""
    found = case_for(request, reference, "trace.open")
    opening.search_at_home(found, reason=body.reason, by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/route", response={200: CaseOut, **ERRORS}, summary="Choose the State to ask")
def route(request: ApiRequest, reference: str, body: RouteIn) -> CaseOut:
    """The State the marks point to, or another with a reason."""
    found = case_for(request, reference, "trace.open")
    opening.choose_route(found, body.state, reason=body.reason, by=request.auth, at=timezone.now())
    return case_out(found)


@router.get(
    "/cases/{reference}/draft", response={200: DraftOut, **ERRORS}, summary="The request as it would go"
)
def draft(request: ApiRequest, reference: str) -> dict[str, Any]:
    """With what ITI 17 asks for and it lacks, and what would be passed on without consent."""
    found = case_for(request, reference)
    log_access(request.auth, verb="draft_request", subject=found.reference)
    return draft_document(found, draft_request(request.auth, found, today=timezone.now().date()))


@router.post("/cases/{reference}/send", response={200: SentOut, **ERRORS}, summary="Send the request")
def send(request: ApiRequest, reference: str, body: SendIn) -> dict[str, Any]:
    """Signed and queued, with its photographs."""
    found = case_for(request, reference, "trace.send")
    message, findings = asking.send_request(found, by=request.auth, at=timezone.now(), on_paper=body.on_paper)
    return {
        "case": case_out(found),
        "message_id": str(message.message_id) if message.message_id else None,
        "findings": [finding_json(finding) for finding in findings],
    }


@router.post(
    "/cases/{reference}/information", response={200: CaseOut, **ERRORS}, summary="Give more information"
)
def information(request: ApiRequest, reference: str, body: TextIn) -> CaseOut:
    """Sends what the other State asked for besides."""
    found = case_for(request, reference, "trace.send")
    asking.give_information(found, text=body.text, by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/remind", response={200: CaseOut, **ERRORS}, summary="Send a reminder")
def remind(request: ApiRequest, reference: str, body: TextIn) -> CaseOut:
    """Only for a case that is overdue."""
    found = case_for(request, reference, "trace.send")
    asking.remind(found, text=body.text, by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/onward", response={200: CaseOut, **ERRORS}, summary="Ask the next State")
def onward(request: ApiRequest, reference: str, body: RouteIn) -> CaseOut:
    """Opens a case about the same weapon; a State that no reply names needs a reason."""
    found = case_for(request, reference, "trace.open")
    return case_out(
        opening.open_child(found, body.state, reason=body.reason, by=request.auth, at=timezone.now())
    )


@router.post(
    "/cases/{reference}/diversion", response={200: StoppedOut, **ERRORS}, summary="Set the point of diversion"
)
def diversion(request: ApiRequest, reference: str, body: DiversionIn) -> dict[str, Any]:
    """Where, when and how the weapon left lawful hands."""
    found = case_for(request, reference, "trace.open")
    point = Diversion(**body.dict(exclude={"reason"}))
    findings = asking.set_diversion(found, point, reason=body.reason, by=request.auth, at=timezone.now())
    return {"case": case_out(found), "findings": [finding_json(finding) for finding in findings]}


@router.post("/cases/{reference}/outcome", response={200: CaseOut, **ERRORS}, summary="Tell the outcome")
def outcome(request: ApiRequest, reference: str, body: TextIn) -> CaseOut:
    """Feedback for the State that was asked."""
    found = case_for(request, reference, "trace.send")
    asking.tell_outcome(found, text=body.text, by=request.auth, at=timezone.now())
    return case_out(found)


@router.post("/cases/{reference}/close", response={200: CaseOut, **ERRORS}, summary="Close a case")
def close(request: ApiRequest, reference: str, body: TraceReasonIn) -> CaseOut:
    """With a reason; the other State is told."""
    found = case_for(request, reference)
    asking.close(found, reason=body.reason, by=request.auth, at=timezone.now())
    return case_out(found)
