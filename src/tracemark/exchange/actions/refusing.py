"""What was not believed is written down, once for the same bytes and reason, and said loudly once a day."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from tracemark.exchange.models import RefusedArrival
from tracemark.findings import Finding
from tracemark.oversight.actions import raise_alert

HEAD_BYTES = 500
NOTED_AN_HOUR = 1000
"""How many refusals of one source are listed in an hour; ours. A flood must not fill the disk, and is said."""


@transaction.atomic
def note_refused(arrived: bytes, finding: Finding, *, via: str, source: str, peer: str, at: datetime) -> None:
    """Keep why something was refused, its digest and its beginning; raise the day's alert for this reason."""
    digest, source = hashlib.sha256(arrived).hexdigest(), source[:100]
    if RefusedArrival.objects.filter(digest=digest, code=finding.code).exists():
        return
    if _is_flooding(source, at):
        raise_alert(
            kind="refused_flood",
            key=f"refused_flood:{at:%Y-%m-%dT%H}:{source}",
            weapon_ids={},
            params={"source": source, "most": NOTED_AN_HOUR},
        )
        return
    RefusedArrival.objects.create(
        at=at,
        via=via,
        source=source,
        peer=peer[:2],
        code=finding.code,
        params=dict(finding.params),
        digest=digest,
        size=len(arrived),
        head=_printable(arrived[:HEAD_BYTES]),
    )
    raise_alert(
        kind="arrival_refused",
        key=f"arrival_refused:{at.date()}:{peer}:{finding.code}",
        weapon_ids={},
        params={"peer": peer, "cause": finding.code, "day": at.date().isoformat()},
    )


def _is_flooding(source: str, at: datetime) -> bool:
    """Whether a source had as many refusals in the last hour as are listed."""
    recent = RefusedArrival.objects.filter(at__gt=at - timedelta(hours=1), source=source)
    return recent[:NOTED_AN_HOUR].count() >= NOTED_AN_HOUR


def _printable(data: bytes) -> str:
    """The beginning of what came, with signs that do not print replaced: it may be anything."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in data.decode("utf-8", "replace"))
