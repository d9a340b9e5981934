"""What was not believed is written down, once for the same bytes and reason, and said loudly once a day."""

import hashlib
from datetime import datetime

from django.db import transaction

from tracemark.exchange.models import RefusedArrival
from tracemark.findings import Finding
from tracemark.oversight.actions import raise_alert

HEAD_BYTES = 500


@transaction.atomic
def note_refused(arrived: bytes, finding: Finding, *, via: str, source: str, peer: str, at: datetime) -> None:
    """Keep why something was refused, its digest and its beginning; raise the day's alert for this reason."""
    _, is_new = RefusedArrival.objects.get_or_create(
        digest=hashlib.sha256(arrived).hexdigest(),
        code=finding.code,
        defaults={
            "at": at,
            "via": via,
            "source": source[:100],
            "peer": peer[:2],
            "params": dict(finding.params),
            "size": len(arrived),
            "head": _printable(arrived[:HEAD_BYTES]),
        },
    )
    if is_new:
        raise_alert(
            kind="arrival_refused",
            key=f"arrival_refused:{at.date()}:{peer}:{finding.code}",
            weapon_ids={},
            params={"peer": peer, "cause": finding.code, "day": at.date().isoformat()},
        )


def _printable(data: bytes) -> str:
    """The beginning of what came, with signs that do not print replaced: it may be anything."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in data.decode("utf-8", "replace"))
