"""What the screens of reports have in common."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.utils.translation import get_language

from tracemark.accounts.access import ViewerRequest
from tracemark.findings import Finding, Refused
from tracemark.instruments.forms import CommentForm
from tracemark.instruments.queries.reports import ReportView, document_of, find_report, get_status
from tracemark.instruments.rules.questionnaire import LANGUAGES
from tracemark.instruments.tables.exporting import Wanted
from tracemark.reference.queries import country_name
from tracemark.ui.sentences import sentence


def get_view(request: ViewerRequest, number: str) -> ReportView:
    """The report, or 404."""
    view = find_report(request.viewer, number)
    if view is None:
        raise Http404
    return view


def language_of(request: ViewerRequest) -> str:
    """The language of the page, one of the six."""
    language = get_language() or "en"
    return language if language in LANGUAGES else "en"


def heading(view: ReportView, language: str) -> dict[str, object]:
    """What every page of a report says first."""
    return {
        "report": view.report,
        "number": view.report.number,
        "title": view.instrument.text("title", language),
        "edition": view.instrument.edition,
        "standing": view.instrument.standing.value,
        "is_open": view.is_open,
    }


def say(request: ViewerRequest, *findings: Finding) -> None:
    """Findings as messages on the next page."""
    for finding in findings:
        messages.warning(request, sentence(finding.code, finding.params))


def say_refusal(request: ViewerRequest, refusal: Refused) -> None:
    """A refusal as messages on the next page."""
    for finding in refusal.findings:
        messages.error(request, sentence(finding.code, finding.params))


def wanted_of(request: ViewerRequest, view: ReportView, language: str, section: str = "") -> Wanted:
    """The report as it is exported."""
    status = get_status(view)
    return Wanted(
        view=view,
        document=document_of(view, state=settings.NODE.state),
        state=settings.NODE.state,
        state_name=country_name(settings.NODE.state, language),
        language=language,
        sha256=status.submission.sha256 if status.submission else "",
        section=section,
    )


def comment_form() -> CommentForm:
    """An empty comment with an id of its own."""
    return CommentForm(initial={"comment_id": uuid4()})
