"""Reports of other nodes that were taken in."""

import json
from uuid import UUID

from django.db.models import QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.figures.rules.frozen import Json
from tracemark.instruments.models import ReceivedReport
from tracemark.instruments.queries.reports import PERMISSION


def list_received(viewer: Viewer) -> QuerySet[ReceivedReport]:
    """All of them, the newest first."""
    viewer.require(PERMISSION)
    rows = ReceivedReport.objects.select_related("edition", "received_by")
    return rows.order_by("-received_at", "id")


def find_received(viewer: Viewer, report_id: UUID) -> ReceivedReport | None:
    """The one with this id, or None."""
    return list_received(viewer).filter(id=report_id).first()


def received_json(row: ReceivedReport) -> dict[str, Json]:
    """A report as it came in, with what proves it: whose key it is must be known from elsewhere."""
    return {
        "id": row.id.hex,
        "state": row.state,
        "instrument": row.instrument,
        "years": [row.first_year, row.last_year],
        "sha256": row.sha256,
        "seal_text": row.seal_text,
        "signature": row.signature,
        "public_key": row.public_key,
        "received_at": row.received_at.isoformat(timespec="seconds"),
        "document": json.loads(row.document),
    }
