"""Opening a report, giving sections to units, comments, the two signatures, and the submission they make."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.figures.rules.frozen import Json, canonical_text, text_hash
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.actions.editions import store_edition
from tracemark.instruments.models import Assignment, Comment, Report, Signature, Submission
from tracemark.instruments.queries.editions import get_instrument
from tracemark.instruments.queries.reports import (
    SIGNATURES_NEEDED,
    answers_hash,
    document_now,
    signatures_of,
    view_of,
)
from tracemark.instruments.rules.package import SealFacts, seal_text
from tracemark.instruments.rules.questionnaire import LANGUAGES, Period

SPANS = {Period.TWO_YEARS: 2, Period.YEAR: 1, Period.MOMENT: 1}
"""How many years a report of each kind covers."""
FIRST_YEAR, LAST_YEAR = 1990, 2100


@transaction.atomic
def open_report(
    *,
    name: str,
    first_year: int,
    last_year: int,
    state: str,
    language: str = "en",
    report_id: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> Report:
    """Begin a report under the edition ``name``; the last one of the same instrument becomes its previous one.

    ``report_id`` made by the client makes a retry harmless. Raises Refused for years that do not fit.
    """
    by.require("report.lead")
    instrument = get_instrument(by, name)
    if last_year - first_year + 1 != SPANS[instrument.period] or not FIRST_YEAR <= first_year <= LAST_YEAR:
        params = {"years": SPANS[instrument.period], "first": first_year, "last": last_year}
        raise Refused(Finding("report_years", params, Severity.REFUSAL))
    if language not in LANGUAGES:
        raise Refused(Finding("language_unknown", {"language": language}, Severity.REFUSAL))
    new_id = report_id or uuid4()
    known = Report.objects.filter(id=new_id).first()
    if known is not None:
        return known
    edition = store_edition(instrument, is_loaded=False, by=by, at=at)
    stem = f"{state}-{instrument.id}-{first_year}" + (f"-{last_year}" if last_year != first_year else "")
    same = Report.objects.filter(number__startswith=stem).count()
    return Report.objects.create(
        id=new_id,
        number=stem if not same else f"{stem}-v{same + 1}",
        edition=edition,
        first_year=first_year,
        last_year=last_year,
        language=language,
        previous=_previous(instrument.id, first_year),
        stage="open",
        opened_by_id=by.person_id,
        opened_at=at,
    )


def _previous(instrument_id: str, first_year: int) -> Report | None:
    rows = Report.objects.filter(edition__name__startswith=f"{instrument_id}/", last_year__lt=first_year)
    return rows.order_by("-last_year", "-opened_at").first()


@transaction.atomic
def assign_section(
    report: Report, *, section: str, unit_id: UUID, due_on: date | None = None, by: Viewer, at: datetime
) -> Assignment:
    """Give a section to a unit to answer. Raises Refused for a section that does not exist or a closed report."""
    by.require("report.lead")
    view = view_of(_lock_open(report))
    found = view.instrument.find_section(section)
    if found is None:
        raise Refused(Finding("section_unknown", {"section": section}, Severity.REFUSAL))
    return Assignment.objects.create(
        report=report, section=found.key, unit_id=unit_id, due_on=due_on, by_id=by.person_id, at=at
    )


@transaction.atomic
def add_comment(
    report: Report, *, key: str, text: str, comment_id: UUID, by: Viewer, at: datetime
) -> Comment:
    """Say something about a question, or about the report (empty ``key``). Closed reports take comments too."""
    by.require("report.read")
    known = Comment.objects.filter(comment_id=comment_id).first()
    if known is not None:
        return known
    if not text.strip():
        raise Refused(Finding("comment_empty", {}, Severity.REFUSAL))
    if key and key not in view_of(report).instrument.by_key:
        raise Refused(Finding("question_unknown", {"question": key}, Severity.REFUSAL))
    return Comment.objects.create(
        comment_id=comment_id, report=report, key=key, text=text.strip()[:4000], by_id=by.person_id, at=at
    )


@transaction.atomic
def sign_report(
    report: Report,
    *,
    state: str,
    public_key: str,
    sign: Callable[[bytes], str],
    by: Viewer,
    at: datetime,
) -> Submission | None:
    """Sign the answers as they are; the second person's signature submits the report and freezes it.

    A signature holds for exactly these answers: whoever changes one takes the signatures away. ``sign`` is the
    node's Ed25519 key. Raises Refused for somebody without a name, or who has signed these answers already.
    """
    by.require("report.sign")
    if by.person_id is None:
        raise Refused(Finding("signature_needs_person", {}, Severity.REFUSAL))
    view = view_of(_lock_open(report))
    sha256 = answers_hash(view)
    if Signature.objects.filter(report=report, sha256=sha256, by_id=by.person_id).exists():
        raise Refused(Finding("signed_already", {}, Severity.REFUSAL))
    Signature.objects.create(report=report, sha256=sha256, by_id=by.person_id, at=at)
    signatures = signatures_of(view)
    if len(signatures) < SIGNATURES_NEEDED:
        return None
    document: dict[str, Json] = document_now(view, state=state, signatures=signatures)
    text = canonical_text(document)
    facts = SealFacts(
        state,
        report.number,
        view.instrument.name,
        at.isoformat(timespec="seconds"),
        text_hash(text),
        view.report.edition.sha256,
    )
    sealed = seal_text(facts)
    Report.objects.filter(id=report.id).update(stage="submitted")
    return Submission.objects.create(
        report=report,
        document=text,
        sha256=facts.sha256,
        seal_text=sealed,
        signature=sign(sealed.encode()),
        public_key=public_key,
        at=at,
    )


def _lock_open(report: Report) -> Report:
    """The report, locked. Raises Refused when it was submitted: it never changes again."""
    locked = Report.objects.select_for_update().select_related("edition").get(id=report.id)
    if locked.stage != "open":
        raise Refused(Finding("report_submitted", {"number": locked.number}, Severity.REFUSAL))
    return locked
