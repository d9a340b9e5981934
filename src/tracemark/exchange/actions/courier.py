"""What courier files leave behind: which receipts were handed over, and a line for every file."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.exchange.models import CourierFile, Incoming


@transaction.atomic
def receipts_handed(messages: Sequence[int]) -> None:
    """These receipts stand in a courier file now; they go again when the message comes again."""
    for start in range(0, len(messages), 500):
        Incoming.objects.filter(message_id__in=messages[start : start + 500]).update(is_receipt_due=False)


def record_file(
    *, way: str, peer: str, name: str, digest: str, counts: Mapping[str, int], by: Viewer, at: datetime
) -> CourierFile:
    """Write down a courier file that was written or read."""
    return CourierFile.objects.create(
        way=way, peer=peer, name=name[:200], digest=digest, counts=dict(counts), at=at, by_id=by.person_id
    )
