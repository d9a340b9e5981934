"""Instruments and reports as programs see them."""

from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.node import check_signature
from tracemark.config.problems import ERRORS
from tracemark.figures.rules.frozen import Json
from tracemark.instruments.actions.answers import answer_question, carry_over, take_from_register
from tracemark.instruments.actions.reports import add_comment, open_report
from tracemark.instruments.jobs.packages import receive_package
from tracemark.instruments.queries.editions import get_instrument, list_instruments
from tracemark.instruments.queries.explaining import explain, explanation_values
from tracemark.instruments.queries.received import list_received, received_json
from tracemark.instruments.queries.reports import (
    PERMISSION,
    ReportView,
    compare_with_previous,
    compare_with_register,
    document_of,
    find_report,
    get_status,
    history_of,
    list_reports,
)
from tracemark.instruments.rules.document import instrument_json, report_schema
from tracemark.instruments.rules.package import MOST_BYTES
from tracemark.instruments.rules.roadmap import road_map_json
from tracemark.instruments.tables.lines import differences_json, explanation_json, status_json
from tracemark.oversight.actions import log_access

router = Router(tags=["instruments"])

PLAIN = r"^[^\x00]*$"
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=PLAIN)]
Whole = Annotated[int, Field(ge=0, le=10**15)]
Scalar = Text | Whole
AnswerIn = Scalar | list[Text] | list[dict[str, Scalar]] | dict[str, Scalar] | None


class EditionOut(Schema):
    """An edition this node can use."""

    name: str
    title: str
    standing: str
    period: str
    questions: int


class NationalReportOut(Schema):
    """A report of this node."""

    number: str
    instrument: str
    first_year: int
    last_year: int
    stage: str


class ReportIn(Schema):
    """A report to begin. ``id`` is made by the client, so that sending it twice is harmless."""

    id: UUID
    instrument: str = Field(max_length=80, pattern=PLAIN)
    first_year: int = Field(ge=1990, le=2100)
    last_year: int = Field(ge=1990, le=2100)


class EntryIn(Schema):
    """An answer; null takes it back. ``reason`` is needed where the register gives another number."""

    id: UUID
    value: AnswerIn = None
    reason: str = Field("", max_length=1000, pattern=PLAIN)


class CommentIn(Schema):
    """A comment on a question, or on the report when ``key`` is empty."""

    id: UUID
    key: str = Field("", max_length=80, pattern=PLAIN)
    text: str = Field(min_length=1, max_length=4000, pattern=PLAIN)


class ChangedOut(Schema):
    """The keys of questions whose answer changed."""

    changed: list[str]


@router.get("/editions", response={200: list[EditionOut], **ERRORS}, summary="Editions of instruments")
def editions(request: ApiRequest) -> list[EditionOut]:
    """Shipped ones, and those that were loaded, by name."""
    require_permission(request.auth, PERMISSION)
    return [
        EditionOut(
            name=name,
            title=one.text("title", request.auth.language or "en"),
            standing=one.standing.value,
            period=one.period.value,
            questions=len(one.questions),
        )
        for name, one in list_instruments(request.auth).items()
    ]


@router.get(
    "/editions/{instrument}/{edition}", response={200: dict[str, Any], **ERRORS}, summary="One edition"
)
def edition(request: ApiRequest, instrument: str, edition: str) -> dict[str, Any]:
    """Sections, questions and words in six languages."""
    require_permission(request.auth, PERMISSION)
    return dict(instrument_json(get_instrument(request.auth, f"{instrument}/{edition}")))


@router.get("/schema", response={200: dict[str, Any], **ERRORS}, summary="JSON schema of a report")
def schema(request: ApiRequest) -> dict[str, Any]:
    """What ``/reports/{number}`` answers with, as JSON schema 2020-12."""
    require_permission(request.auth, PERMISSION)
    return dict(report_schema())


@router.get("/reports", response={200: list[NationalReportOut], **ERRORS}, summary="Reports")
def reports(request: ApiRequest) -> list[NationalReportOut]:
    """Newest first."""
    require_permission(request.auth, PERMISSION)
    return [
        NationalReportOut(
            number=row.number,
            instrument=row.edition.name,
            first_year=row.first_year,
            last_year=row.last_year,
            stage=row.stage,
        )
        for row in list_reports(request.auth)
    ]


@router.post("/reports", response={200: dict[str, Any], **ERRORS}, summary="Begin a report")
def new_report(request: ApiRequest, body: ReportIn) -> dict[str, Any]:
    """Answers with its status."""
    require_permission(request.auth, "report.lead")
    report = open_report(
        name=body.instrument,
        first_year=body.first_year,
        last_year=body.last_year,
        state=settings.NODE.state,
        report_id=body.id,
        by=request.auth,
        at=timezone.now(),
    )
    return _status(_view(request, report.number))


@router.get("/reports/{number}", response={200: dict[str, Any], **ERRORS}, summary="One report as a document")
def report(request: ApiRequest, number: str) -> dict[str, Any]:
    """The submitted document, or as it would be now."""
    view = _view(request, number)
    log_access(request.auth, verb="export_report", subject=f"{number} json")
    return dict(document_of(view, state=settings.NODE.state))


@router.get(
    "/reports/{number}/status", response={200: dict[str, Any], **ERRORS}, summary="How far a report is"
)
def status(request: ApiRequest, number: str) -> dict[str, Any]:
    """Sections, findings, signatures."""
    return _status(_view(request, number))


@router.get(
    "/reports/{number}/questions/{key}",
    response={200: dict[str, Any], **ERRORS},
    summary="An answer explained",
)
def question(request: ApiRequest, number: str, key: str) -> dict[str, Any]:
    """Answer, history, definition, and the rows that were counted."""
    view = _view(request, number)
    if key not in view.instrument.by_key:
        raise Http404
    found = explain(request.auth, view, key) if request.auth.may("figure.read") else None
    log_access(request.auth, verb="explain_answer", subject=f"{number} {key}")
    values: dict[str, Json] = explanation_values(found) if found else {}
    return dict(explanation_json(view, key, history_of(view, key), values))


@router.put(
    "/reports/{number}/questions/{key}", response={200: ChangedOut, **ERRORS}, summary="Answer a question"
)
def answer(request: ApiRequest, number: str, key: str, body: EntryIn) -> ChangedOut:
    """409 with what is wrong with the answer."""
    require_permission(request.auth, "report.fill")
    view = _view(request, number)
    if key not in view.instrument.by_key:
        raise Http404
    change = answer_question(
        view.report,
        key=key,
        value=body.value,
        reason=body.reason,
        entry_id=body.id,
        by=request.auth,
        at=timezone.now(),
    )
    return ChangedOut(changed=[change.key] if change else [])


@router.post(
    "/reports/{number}/register",
    response={200: ChangedOut, **ERRORS},
    summary="Fill blanks from the register",
)
def from_register(request: ApiRequest, number: str) -> ChangedOut:
    """For every blank question the person may answer."""
    require_permission(request.auth, "report.fill", "figure.read")
    changes = take_from_register(_view(request, number).report, by=request.auth, at=timezone.now())
    return ChangedOut(changed=[one.key for one in changes])


@router.post(
    "/reports/{number}/previous",
    response={200: ChangedOut, **ERRORS},
    summary="Take over the previous report",
)
def from_previous(request: ApiRequest, number: str) -> ChangedOut:
    """For every blank question that asks for no number."""
    require_permission(request.auth, "report.fill")
    changes = carry_over(_view(request, number).report, by=request.auth, at=timezone.now())
    return ChangedOut(changed=[one.key for one in changes])


@router.post("/reports/{number}/comments", response={200: dict[str, Any], **ERRORS}, summary="Comment")
def comment(request: ApiRequest, number: str, body: CommentIn) -> dict[str, Any]:
    """On a question, or on the report."""
    view = _view(request, number)
    made = add_comment(
        view.report, key=body.key, text=body.text, comment_id=body.id, by=request.auth, at=timezone.now()
    )
    return {"id": made.comment_id.hex, "key": made.key, "text": made.text}


@router.get("/reports/{number}/changes", response={200: dict[str, Any], **ERRORS}, summary="What differs")
def changes(request: ApiRequest, number: str) -> dict[str, Any]:
    """From the previous report, and from what the register says now."""
    view = _view(request, number)
    require_permission(request.auth, "figure.read")
    return {
        "previous": differences_json(compare_with_previous(view)),
        "register": differences_json(compare_with_register(request.auth, view)),
    }


@router.get("/reports/{number}/road-map", response={200: dict[str, Any], **ERRORS}, summary="Road map")
def road_map(request: ApiRequest, number: str) -> dict[str, Any]:
    """Proposed actions for the gaps that the answers show."""
    view = _view(request, number)
    language = request.auth.language or "en"
    return dict(road_map_json(view.instrument, view.answers, state=settings.NODE.state, language=language))


@router.get("/received", response={200: list[dict[str, Any]], **ERRORS}, summary="Reports of other nodes")
def received(request: ApiRequest) -> list[dict[str, Any]]:
    """What was taken in: the document, its seal, and by which key it was signed."""
    require_permission(request.auth, PERMISSION)
    log_access(request.auth, verb="export_report", subject="received")
    return [dict(received_json(row)) for row in list_received(request.auth)]


@router.post("/received", response={200: dict[str, Any], **ERRORS}, summary="Take in a package")
def receive(request: ApiRequest) -> dict[str, Any]:
    """The body is the package itself (``application/zip``): every byte and the signature are checked, else 409."""
    require_permission(request.auth, "report.lead")
    content = request.read(MOST_BYTES + 1)
    row = receive_package(content, check_signature, by=request.auth, at=timezone.now())
    log_access(request.auth, verb="receive_report", subject=f"{row.state} {row.instrument}")
    return dict(received_json(row))


def _view(request: ApiRequest, number: str) -> ReportView:
    require_permission(request.auth, PERMISSION)
    view = find_report(request.auth, number) if "\x00" not in number else None
    if view is None:
        raise Http404
    return view


def _status(view: ReportView) -> dict[str, Any]:
    return dict(status_json(get_status(view)))
