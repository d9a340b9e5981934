"""A saved question by its permanent address."""

import json
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.models import SavedView
from tracemark.observatory.rules.asking import Ask, By


def get_saved(viewer: Viewer, view_id: UUID) -> Ask:
    """The question saved under this id, one's own or shared. Raises Refused (``view_unknown``)."""
    viewer.require("observatory.read")
    row = SavedView.objects.filter(id=view_id).first()
    if row is None or not (row.is_shared or row.by_id == viewer.person_id):
        raise Refused(Finding("view_unknown", {}, Severity.REFUSAL))
    return read_question(row.question)


def read_question(text: str) -> Ask:
    """A question from its JSON."""
    held = json.loads(text)
    return Ask(
        key=held["key"],
        path=held["path"],
        instrument=held["instrument"],
        states=tuple(held["states"]),
        regions=tuple(held["regions"]),
        cycles=tuple(held["cycles"]),
        by=By(held["by"]),
    )
