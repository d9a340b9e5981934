"""Keeping on record that a list of stock was taken in, with the rows that were kept aside."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.models import StockList, StockListReject
from tracemark.ammunition.rules.stock_lists import Reject


@transaction.atomic
def keep_list(
    list_id: UUID,
    *,
    name: str,
    sha256: str,
    header: Sequence[str],
    recorded: int,
    rejects: Sequence[Reject],
    by: Viewer,
    at: datetime,
) -> StockList:
    """Write down a list that was taken in; the same id twice is harmless."""
    by.require("ammunition.move")
    known = StockList.objects.filter(id=list_id).first()
    if known is not None:
        return known
    kept = StockList.objects.create(
        id=list_id,
        sha256=sha256,
        name=name[:200],
        at=at,
        by_id=by.person_id,
        header=list(header),
        recorded=recorded,
        kept_aside=len(rejects),
    )
    StockListReject.objects.bulk_create(
        [
            StockListReject(
                stock_list=kept,
                row=one.row,
                code=one.finding.code,
                params=dict(one.finding.params),
                cells=list(one.cells),
            )
            for one in rejects
        ],
        batch_size=500,
    )
    return kept
