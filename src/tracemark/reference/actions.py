"""The only writer of reference: unknown values queue here, and the curator decides about them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.reference.models import ReferenceAddition, Stage, UnknownValue
from tracemark.reference.queries import get_tables
from tracemark.reference.rules.additions import KINDS, check_alias, check_new_value, folded_value

CURATE = "reference.curate"
_LONGEST = 200


def queue_unknown(
    *, kind: str, text: str, by: Viewer | None = None, count: int = 1, at: datetime | None = None
) -> UnknownValue | None:
    """Count ``text`` among the values nobody has recognised; None when nothing of it can be looked up.

    ``kind`` is one of ``rules.additions.KINDS``. ``by`` is whoever loaded the list (kept nowhere: a queue
    holds values, not people). Ways of typing one value share an entry, whose sample is the first typed. A
    value that was dismissed stays dismissed; it is only counted.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of reference value: {kind}")
    folded = folded_value(kind, text)[:_LONGEST]
    if not folded:
        return None
    now = at or timezone.now()
    entry, is_new = UnknownValue.objects.get_or_create(
        kind=kind,
        folded=folded,
        defaults={
            "sample": text.strip()[:_LONGEST],
            "count": count,
            "first_seen_at": now,
            "last_seen_at": now,
        },
    )
    if not is_new:
        UnknownValue.objects.filter(id=entry.id).update(count=F("count") + count, last_seen_at=now)
        entry.refresh_from_db()
    return entry


@transaction.atomic
def accept_alias(
    entry_id: UUID, *, code: str, source: str, is_confirmed: bool = False, by: Viewer, at: datetime
) -> ReferenceAddition:
    """Take a waiting text as another name of ``code``. Raises Refused with the reasons."""
    entry = _waiting(entry_id, by)
    _refuse_if(check_alias(get_tables(), entry.kind, code, entry.sample) + _check_source(source))
    return _accept(entry, code=code, is_new=False, details={}, source=source, ok=is_confirmed, by=by, at=at)


@transaction.atomic
def accept_value(
    entry_id: UUID,
    *,
    code: str,
    details: Mapping[str, str],
    source: str,
    is_confirmed: bool = False,
    by: Viewer,
    at: datetime,
) -> ReferenceAddition:
    """Take a waiting text as the name of a new value. ``details`` as in `rules.additions.Addition`."""
    entry = _waiting(entry_id, by)
    findings = check_new_value(get_tables(), entry.kind, code, entry.sample, details)
    _refuse_if(findings + _check_source(source))
    return _accept(
        entry, code=code, is_new=True, details=details, source=source, ok=is_confirmed, by=by, at=at
    )


@transaction.atomic
def dismiss(entry_id: UUID, *, why: str, by: Viewer, at: datetime) -> UnknownValue:
    """Decide that a waiting text is no value of reference; it stays in its rows as typed."""
    entry = _waiting(entry_id, by)
    if not why.strip():
        raise Refused(Finding("reference_reason_needed", {}, Severity.REFUSAL))
    return _settle(entry, Stage.DISMISSED, None, why=why.strip(), by=by, at=at)


@transaction.atomic
def reopen(entry_id: UUID, *, by: Viewer, at: datetime) -> UnknownValue:
    """Put a decided text back to waiting; what it added is taken back."""
    by.require(CURATE)
    entry = UnknownValue.objects.select_for_update().get(id=entry_id)
    if entry.stage == Stage.WAITING:
        raise Refused(Finding("reference_not_decided", {"text": entry.sample}, Severity.REFUSAL))
    if entry.addition_id is not None:
        ReferenceAddition.objects.filter(id=entry.addition_id).update(
            taken_back_at=at, taken_back_by_id=by.person_id
        )
    entry.stage, entry.addition, entry.settled_by_id, entry.settled_at = Stage.WAITING, None, None, None
    entry.why = ""
    entry.save(update_fields=["stage", "addition", "settled_by", "settled_at", "why"])
    return entry


def _waiting(entry_id: UUID, by: Viewer) -> UnknownValue:
    by.require(CURATE)
    entry = UnknownValue.objects.select_for_update().get(id=entry_id)
    if entry.stage != Stage.WAITING:
        raise Refused(Finding("reference_already_decided", {"text": entry.sample}, Severity.REFUSAL))
    return entry


def _accept(
    entry: UnknownValue,
    *,
    code: str,
    is_new: bool,
    details: Mapping[str, str],
    source: str,
    ok: bool,
    by: Viewer,
    at: datetime,
) -> ReferenceAddition:
    addition = ReferenceAddition.objects.create(
        kind=entry.kind,
        code=code,
        text=entry.sample,
        is_new=is_new,
        details=dict(details),
        source=source.strip()[:300],
        is_confirmed=ok,
        by_id=by.person_id,
        at=at,
    )
    _settle(entry, Stage.ACCEPTED, addition, why="", by=by, at=at)
    return addition


def _settle(
    entry: UnknownValue,
    stage: Stage,
    addition: ReferenceAddition | None,
    *,
    why: str,
    by: Viewer,
    at: datetime,
) -> UnknownValue:
    entry.stage, entry.addition, entry.why = stage, addition, why[:300]
    entry.settled_by_id, entry.settled_at = by.person_id, at
    entry.save(update_fields=["stage", "addition", "why", "settled_by", "settled_at"])
    return entry


def _check_source(source: str) -> list[Finding]:
    return [] if source.strip() else [Finding("reference_source_needed", {}, Severity.REFUSAL)]


def _refuse_if(findings: list[Finding]) -> None:
    if findings:
        raise Refused(*findings)
