"""Answers: given on screen, taken from the register, read from a spreadsheet or a phone, carried over."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.figures.rules.frozen import Json, canonical_text
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.models import Attachment, Entry, Report
from tracemark.instruments.queries.figures import Proposal
from tracemark.instruments.queries.reports import (
    ReportView,
    get_proposals,
    may_fill,
    previous_answers,
    view_of,
)
from tracemark.instruments.rules.values import Answer, check_answer

MOST_BYTES = 5_000_000
"""An attached file may be so long."""
MOST_ATTACHMENTS = 100


@dataclass(frozen=True, slots=True)
class Change:
    """What one answer changed: before and after, None for a blank."""

    key: str
    before: Answer
    after: Answer


@transaction.atomic
def answer_question(
    report: Report,
    *,
    key: str,
    value: Answer,
    reason: str = "",
    entry_id: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> Change | None:
    """Answer one question, or take the answer back (None). None when nothing changed.

    Where the register gave a number, another one needs a reason. Raises Refused with what is wrong.
    """
    changes = _record(report, {key: value}, way="screen", reason=reason, entry_id=entry_id, by=by, at=at)
    return changes[0] if changes else None


@transaction.atomic
def record_answers(
    report: Report, *, answers: Mapping[str, Answer], way: str, reason: str = "", by: Viewer, at: datetime
) -> list[Change]:
    """Record many answers at once (``sheet``, ``form`` or ``package``); all or none. What changed, in order."""
    return _record(report, answers, way=way, reason=reason, entry_id=None, by=by, at=at)


@transaction.atomic
def take_from_register(
    report: Report, *, keys: frozenset[str] = frozenset(), replace: bool = False, by: Viewer, at: datetime
) -> list[Change]:
    """Accept what the register gives, for questions that are blank (all that ask, or ``keys``).

    ``replace`` takes it for answered ones too. Sections the person may not answer are passed over.
    """
    view = view_of(_locked(report))
    found = get_proposals(by, view, keys)
    allowed = {section.key: may_fill(by, view, section.key) for section in view.instrument.sections}
    if not any(allowed.values()):
        raise Refused(Finding("permission_missing", {"permission": "report.fill"}, Severity.REFUSAL))
    wanted = [
        one
        for one in found.values()
        if allowed[view.instrument.by_key[one.key].section] and (replace or view.answers.get(one.key) is None)
    ]
    changes = []
    for one in wanted:
        if view.answers.get(one.key) != one.value:
            _append(view, one.key, one.value, way="register", source=one.source, by=by, at=at)
            changes.append(Change(one.key, view.answers.get(one.key), one.value))
    return changes


@transaction.atomic
def carry_over(
    report: Report, *, keys: frozenset[str] = frozenset(), by: Viewer, at: datetime
) -> list[Change]:
    """Take over the previous report's answers where this one is blank (of ``keys``, when given).

    Never counts, which are of their years.
    """
    view = view_of(_locked(report))
    changes = []
    for key, value in previous_answers(view).items():
        question = view.instrument.by_key[key]
        if keys and key not in keys:
            continue
        if question.counts_its_years or question.prefill or view.answers.get(key) is not None:
            continue
        if may_fill(by, view, question.section) and not check_answer(question, value):
            _append(view, key, value, way="carried", by=by, at=at)
            changes.append(Change(key, None, value))
    return changes


@transaction.atomic
def attach_file(
    report: Report, *, key: str, name: str, media_type: str, content: bytes, by: Viewer, at: datetime
) -> Attachment:
    """Add a file to the answer of a question for files. Raises Refused for one that is too long or out of place."""
    view = view_of(_locked(report))
    question = view.instrument.by_key.get(key)
    if question is None or question.kind.value != "files":
        raise Refused(Finding("question_unknown", {"question": key}, Severity.REFUSAL))
    _require_section(by, view, question.section)
    if not content or len(content) > MOST_BYTES:
        raise Refused(Finding("attachment_size", {"megabytes": MOST_BYTES // 1_000_000}, Severity.REFUSAL))
    if Attachment.objects.filter(report=report).count() >= MOST_ATTACHMENTS:
        raise Refused(Finding("attachments_too_many", {"most": MOST_ATTACHMENTS}, Severity.REFUSAL))
    plain = name.replace("\\", "/").rpartition("/")[2].strip()[:200] or "file"
    attachment = Attachment.objects.create(
        id=uuid4(),
        report=report,
        key=key,
        name=plain,
        media_type=media_type[:100],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        by_id=by.person_id,
        at=at,
    )
    held = view.answers.get(key)
    files: Answer = [*(held if isinstance(held, list) else []), {"name": plain, "sha256": attachment.sha256}]
    _append(view, key, files, way="screen", by=by, at=at)
    return attachment


def _record(
    report: Report,
    answers: Mapping[str, Answer],
    *,
    way: str,
    reason: str,
    entry_id: UUID | None,
    by: Viewer,
    at: datetime,
) -> list[Change]:
    view = view_of(_locked(report))
    if entry_id is not None and Entry.objects.filter(entry_id=entry_id).exists():
        return []
    findings: list[Finding] = []
    for key, value in answers.items():
        question = view.instrument.by_key.get(key)
        if question is None:
            findings.append(Finding("question_unknown", {"question": key}, Severity.REFUSAL))
            continue
        _require_section(by, view, question.section)
        findings += check_answer(question, value)
    if findings:
        raise Refused(*findings)
    changed = {key: value for key, value in answers.items() if view.answers.get(key) != value}
    given = _proposals_for(by, view, changed)
    for key, value in changed.items():
        proposal = given.get(key)
        same = proposal is not None and proposal.value == value
        if proposal is not None and not same and not reason.strip() and value is not None:
            raise Refused(Finding("reason_for_change_needed", {"question": key}, Severity.REFUSAL))
        source = proposal.source if proposal is not None else None
        own = "register" if same else way
        _append(view, key, value, way=own, source=source, reason=reason, entry_id=entry_id, by=by, at=at)
    return [Change(key, view.answers.get(key), value) for key, value in changed.items()]


def _proposals_for(by: Viewer, view: ReportView, changed: Mapping[str, Answer]) -> dict[str, Proposal]:
    """What the register would say to the changed questions that ask it; the register is read only for those."""
    asking = [key for key in changed if view.instrument.by_key[key].prefill]
    return get_proposals(by, view, asking) if asking and by.may("figure.read") else {}


def _append(
    view: ReportView,
    key: str,
    value: Answer,
    *,
    way: str,
    by: Viewer,
    at: datetime,
    source: dict[str, Json] | None = None,
    reason: str = "",
    entry_id: UUID | None = None,
) -> None:
    Entry.objects.create(
        entry_id=entry_id or uuid4(),
        report=view.report,
        key=key,
        value=json.dumps(value, ensure_ascii=False, sort_keys=False, separators=(",", ":")),
        reason=reason.strip()[:1000],
        source=canonical_text(source) if source else "",
        way=way,
        by_id=by.person_id,
        unit_id=by.unit_id,
        at=at,
    )


def _require_section(by: Viewer, view: ReportView, section: str) -> None:
    if not may_fill(by, view, section):
        raise Refused(Finding("section_not_yours", {"section": section}, Severity.REFUSAL))


def _locked(report: Report) -> Report:
    """The report, locked until the transaction ends. Raises Refused when it was submitted."""
    locked = Report.objects.select_for_update().select_related("edition").get(id=report.id)
    if locked.stage != "open":
        raise Refused(Finding("report_submitted", {"number": locked.number}, Severity.REFUSAL))
    return locked
