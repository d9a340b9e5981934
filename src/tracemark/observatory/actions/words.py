"""What a State says later about what may be published, and questions that people save."""

import json
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.models import SavedView, StateReport, Withholding
from tracemark.observatory.rules.asking import Ask


@transaction.atomic
def set_publicity(
    *,
    state: str,
    cycle: int,
    is_public: bool,
    reason: str,
    by: Viewer,
    at: datetime,
    key: str = "",
    instrument: str = "poa-iti",
) -> Withholding:
    """Record a State's word on a report (no ``key``) or on one answer. Raises Refused without report or reason."""
    by.require("observatory.load")
    if not reason.strip():
        raise Refused(Finding("reason_needed", {}, Severity.REFUSAL))
    if not StateReport.objects.filter(instrument=instrument, state=state, cycle=cycle).exists():
        raise Refused(Finding("state_report_unknown", {"state": state, "cycle": cycle}, Severity.REFUSAL))
    return Withholding.objects.create(
        instrument=instrument,
        state=state,
        cycle=cycle,
        key=key,
        is_public=is_public,
        reason=reason.strip()[:500],
        by_id=by.person_id,
        at=at,
    )


@transaction.atomic
def save_view(
    *, name: str, question: Ask, is_shared: bool, by: Viewer, at: datetime, view_id: UUID | None = None
) -> SavedView:
    """Save a question under a name; ``view_id`` made by the client makes a retry harmless. Raises Refused."""
    by.require("observatory.ask")
    if not name.strip():
        raise Refused(Finding("saved_view_without_name", {}, Severity.REFUSAL))
    text = json.dumps(question.document(), sort_keys=True, ensure_ascii=False)
    view, _ = SavedView.objects.get_or_create(
        id=view_id or uuid4(),
        defaults={
            "name": name.strip()[:200],
            "question": text,
            "is_shared": is_shared,
            "by_id": by.person_id,
            "at": at,
        },
    )
    return view


@transaction.atomic
def retire_view(view: SavedView, *, by: Viewer, at: datetime) -> None:
    """Take a saved question off the lists; its address still leads to it. Only for who saved it. Raises Refused."""
    by.require("observatory.ask")
    if view.by_id != by.person_id:
        raise Refused(Finding("saved_view_of_another", {}, Severity.REFUSAL))
    SavedView.objects.filter(id=view.id, retired_at__isnull=True).update(retired_at=at)
