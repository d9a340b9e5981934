"""Saving a question under a permanent address, and taking it out of the lists again."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.models import SavedView
from tracemark.observatory.rules.asking import Ask

PERMISSION = "observatory.ask"


def save_view(
    *, view_id: UUID, name: str, question: Ask, is_shared: bool, by: Viewer, at: datetime
) -> SavedView:
    """Keep a question. Saving it again under the same id changes nothing. Raises Refused (``view_without_name``)."""
    by.require(PERMISSION)
    if not name.strip():
        raise Refused(Finding("view_without_name", {}, Severity.REFUSAL))
    with transaction.atomic():
        view, _ = SavedView.objects.get_or_create(
            id=view_id,
            defaults={
                "name": name.strip()[:200],
                "question": json.dumps(question.document(), sort_keys=True),
                "is_shared": is_shared,
                "by_id": by.person_id,
                "at": at,
            },
        )
    return view


def retire_view(view_id: UUID, *, by: Viewer, at: datetime) -> None:
    """Take one's own question out of the lists; its address still answers. Raises Refused (``view_not_yours``)."""
    by.require(PERMISSION)
    mine = SavedView.objects.filter(id=view_id, by_id=by.person_id, retired_at__isnull=True)
    if not mine.update(retired_at=at):
        raise Refused(Finding("view_not_yours", {}, Severity.REFUSAL))
