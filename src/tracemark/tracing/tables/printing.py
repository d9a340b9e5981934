"""The form of a case as a file in a language: what its terms keep from paper is left out."""

from dataclasses import replace
from datetime import datetime

from django.utils import translation

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.tracing.models import Case
from tracemark.tracing.queries.drafting import draft_request
from tracemark.tracing.queries.information import list_told
from tracemark.tracing.rules.terms import Use
from tracemark.tracing.tables.docx import request_docx
from tracemark.tracing.tables.forms import FORM_LANGUAGES, written_request
from tracemark.tracing.tables.pdf import request_pdf

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def request_form(viewer: Viewer, case: Case, kind: str, *, language: str, at: datetime) -> bytes:
    """The request of a case as ``pdf`` or ``docx`` in the language of whoever gets it."""
    if language not in FORM_LANGUAGES or kind not in MEDIA_TYPES:
        raise Refused(Finding("form_not_offered", {"kind": kind, "language": language}, Severity.REFUSAL))
    drafted = draft_request(viewer, case, today=at.date())
    if drafted.draft.passed_on and case.parent is not None:
        told = list_told(viewer, case.parent, Use.PRINT, today=at.date())
        printable = {one.name for one in told if one.content is not None}
        kept = tuple(item for item in drafted.draft.passed_on if item["name"] in printable)
        drafted = replace(drafted, draft=replace(drafted.draft, passed_on=kept))
    with translation.override(language):
        form = written_request(drafted, language=language, at=at)
    return request_pdf(form) if kind == "pdf" else request_docx(form)
