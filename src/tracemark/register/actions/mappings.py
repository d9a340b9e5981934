"""Remembering how an officer read the columns of a list."""

from collections.abc import Mapping
from datetime import datetime

from tracemark.accounts.rules import Viewer
from tracemark.register.models import ColumnMapping
from tracemark.register.rules.rows import ListKind


def remember_mapping(
    *, kind: ListKind, fingerprint: str, columns: Mapping[str, str], by: Viewer, at: datetime
) -> None:
    """Keep ``columns`` (name of the column to field) for lists of this kind with the same header; the last holds."""
    by.require("list.import")
    ColumnMapping.objects.update_or_create(
        kind=kind.value,
        fingerprint=fingerprint,
        defaults={"columns": dict(columns), "accepted_by_id": by.person_id, "accepted_at": at},
    )
