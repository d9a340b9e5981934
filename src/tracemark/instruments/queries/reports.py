"""Reports as they stand: answers and who gave them, what the register says now, progress, signatures."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db.models import Max, QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.figures.rules.frozen import Json, canonical_text, text_hash
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.models import Assignment, Attachment, Comment, Entry, Report, Signature, Submission
from tracemark.instruments.queries.editions import instrument_of
from tracemark.instruments.queries.figures import Proposal, proposals
from tracemark.instruments.rules.checks import check_sums
from tracemark.instruments.rules.document import ReportHead, report_json
from tracemark.instruments.rules.progress import (
    Difference,
    SectionProgress,
    compare_answers,
    hidden_answers,
    jumps,
    progress_of,
)
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.instruments.rules.values import Answer, read_cells, value_cells

PERMISSION = "report.read"
SIGNATURES_NEEDED = 2


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with its edition and the answers that hold now."""

    report: Report
    instrument: Instrument
    entries: Mapping[str, Entry]
    answers: Mapping[str, Answer]

    @property
    def years(self) -> tuple[int, ...]:
        """The years it covers, one or two (or more)."""
        return tuple(range(self.report.first_year, self.report.last_year + 1))

    @property
    def sourced(self) -> tuple[str, ...]:
        """Keys whose answer is still what the register gave."""
        return tuple(key for key, entry in self.entries.items() if entry.way == "register")

    @property
    def is_open(self) -> bool:
        """Whether answers may still change."""
        return self.report.stage == "open"


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """How far a report is: by section, what does not add up, what jumped, who signed."""

    view: ReportView
    sections: tuple[SectionProgress, ...]
    findings: tuple[Finding, ...]
    signatures: tuple[Signature, ...]
    submission: Submission | None
    differences: tuple[Difference, ...] = ()


def list_reports(viewer: Viewer) -> QuerySet[Report]:
    """All reports of this node, newest first."""
    viewer.require(PERMISSION)
    return Report.objects.select_related("edition").order_by("-last_year", "-opened_at", "number")


def get_report(viewer: Viewer, number: str) -> ReportView:
    """The report with this number. Raises Refused (``report_unknown``) when there is none."""
    found = find_report(viewer, number)
    if found is None:
        raise Refused(Finding("report_unknown", {"number": number}, Severity.REFUSAL))
    return found


def find_report(viewer: Viewer, number: str) -> ReportView | None:
    """The report with this number, or None."""
    report = list_reports(viewer).filter(number=number).first()
    return view_of(report) if report else None


def view_of(report: Report) -> ReportView:
    """A report as it stands now, whoever asks: for actions, which check permissions themselves."""
    instrument = instrument_of(report.edition)
    last = Entry.objects.filter(report=report).values("key").annotate(last=Max("id")).values("last")
    rows = {row.key: row for row in Entry.objects.select_related("by", "unit").filter(id__in=last)}
    entries = {question.key: rows[question.key] for question in instrument.questions if question.key in rows}
    answers = {key: json.loads(row.value) for key, row in entries.items()}
    return ReportView(
        report, instrument, entries, {key: one for key, one in answers.items() if one is not None}
    )


def history_of(view: ReportView, key: str) -> list[Entry]:
    """Everything that was ever answered to one question, oldest first."""
    return list(Entry.objects.select_related("by", "unit").filter(report=view.report, key=key).order_by("id"))


def comments_of(view: ReportView, key: str | None = None) -> list[Comment]:
    """Comments, oldest first; on one question when it is named."""
    rows = Comment.objects.select_related("by").filter(report=view.report).order_by("id")
    return list(rows if key is None else rows.filter(key=key))


def attachments_of(view: ReportView, keys: Iterable[str] = ()) -> list[Attachment]:
    """Attached files without their bytes, oldest first."""
    rows = Attachment.objects.defer("content").filter(report=view.report).order_by("at", "id")
    wanted = list(keys)
    return list(rows.filter(key__in=wanted) if wanted else rows)


def assignments_of(view: ReportView) -> dict[str, Assignment]:
    """Which unit answers which section, as last assigned."""
    rows = Assignment.objects.select_related("unit").filter(report=view.report).order_by("id")
    return {row.section: row for row in rows}


def may_fill(viewer: Viewer, view: ReportView, section: str) -> bool:
    """Whether the viewer may answer a section: it is open, and assigned to a unit of theirs, or they reach the node."""
    if not view.is_open or not viewer.may("report.fill"):
        return False
    if viewer.units("report.fill") is None:
        return True
    assigned = assignments_of(view).get(section)
    return assigned is not None and viewer.may_at("report.fill", assigned.unit_id)


def get_proposals(viewer: Viewer, view: ReportView, keys: Iterable[str] = ()) -> dict[str, Proposal]:
    """What the register would answer now."""
    return proposals(viewer, view.instrument, view.years, keys)


def previous_answers(view: ReportView) -> dict[str, Answer]:
    """The answers of the report before, as far as this edition asks the same; empty without one."""
    if view.report.previous_id is None:
        return {}
    before = view_of(Report.objects.select_related("edition").get(id=view.report.previous_id))
    found: dict[str, Answer] = {}
    for key, value in before.answers.items():
        question, old = view.instrument.by_key.get(key), before.instrument.by_key[key]
        if question is None or question.kind is not old.kind:
            continue
        found[key], findings = read_cells(question, value_cells(old, value))
        if findings:
            del found[key]
    return found


def compare_with_previous(view: ReportView) -> tuple[Difference, ...]:
    """What differs from the report before."""
    return compare_answers(view.instrument, previous_answers(view), view.answers)


def compare_with_register(viewer: Viewer, view: ReportView) -> tuple[Difference, ...]:
    """What would now differ from the answers that the register gave (or that a person changed from it)."""
    now = get_proposals(viewer, view)
    asked = [key for key, entry in view.entries.items() if entry.source]
    after = {key: now[key].value if key in now else None for key in asked}
    return compare_answers(view.instrument, {key: view.answers.get(key) for key in asked}, after)


def get_status(view: ReportView) -> ReportStatus:
    """How far the report is, and everything that should be looked at before it is signed."""
    differences = compare_with_previous(view) if view.report.previous_id else ()
    wrong = (*hidden_answers(view.instrument, view.answers), *check_sums(view.instrument, view.answers))
    jumped = tuple(jumps(differences))
    explained = _explained_keys(view) if jumped else frozenset()
    doubted = {str(one.params["question"]) for one in wrong}
    doubted |= {str(one.params["question"]) for one in jumped} - explained
    return ReportStatus(
        view=view,
        sections=progress_of(view.instrument, view.answers, view.sourced, doubted),
        findings=(*wrong, *jumped),
        differences=differences,
        signatures=tuple(signatures_of(view)),
        submission=Submission.objects.filter(report=view.report).first(),
    )


def _explained_keys(view: ReportView) -> frozenset[str]:
    """Questions about whose answer somebody said something: a reason beside it, or a comment."""
    reasons = {key for key, entry in view.entries.items() if entry.reason}
    return frozenset(reasons | {comment.key for comment in comments_of(view) if comment.key})


def signatures_of(view: ReportView) -> list[Signature]:
    """The signatures that hold: for the answers as they are now."""
    rows = Signature.objects.select_related("by").filter(report=view.report).order_by("id")
    return list(rows.filter(sha256=answers_hash(view)))


def answers_hash(view: ReportView) -> str:
    """What a signature covers: SHA-256 over the edition and the answers, as canonical JSON."""
    held: dict[str, Json] = {"edition": view.report.edition.sha256, "answers": cast(Json, dict(view.answers))}
    return text_hash(canonical_text(held))


def document_of(view: ReportView, *, state: str) -> dict[str, Json]:
    """The report as one document: the one submitted, or as it would be now."""
    submitted = Submission.objects.filter(report=view.report).first()
    if submitted is not None:
        frozen: dict[str, Json] = json.loads(submitted.document)
        return frozen
    return document_now(view, state=state, signatures=signatures_of(view))


def document_now(view: ReportView, *, state: str, signatures: Sequence[Signature]) -> dict[str, Json]:
    """The report with these signatures as a document."""
    head = ReportHead(view.report.number, state, view.years, view.report.language)
    sources: dict[str, Json] = {
        key: json.loads(entry.source) for key, entry in view.entries.items() if entry.source
    }
    signed: list[Json] = [
        {"name": one.by.name, "at": one.at.isoformat(timespec="seconds"), "sha256": one.sha256}
        for one in signatures
    ]
    return report_json(head, view.instrument, view.answers, sources, signed)


def person_names(entries: Iterable[Entry]) -> dict[UUID, str]:
    """Names of who answered."""
    return {entry.by_id: entry.by.name for entry in entries if entry.by_id and entry.by}
