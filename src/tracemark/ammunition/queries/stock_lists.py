"""Lists of stock that were taken in. Each officer sees their own; whoever sees the whole node sees all."""

from uuid import UUID

from django.db.models import QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.models import StockList
from tracemark.ammunition.rules.stock_lists import Reject
from tracemark.findings import Finding, Severity

PERMISSION = "ammunition.read"


def visible_lists(viewer: Viewer) -> QuerySet[StockList]:
    """The lists the viewer may see, the newest first: rows kept aside name stores of other units."""
    rows = StockList.objects.select_related("by").order_by("-at", "id")
    return rows if viewer.units(PERMISSION) is None else rows.filter(by_id=viewer.person_id)


def find_list(viewer: Viewer, list_id: UUID) -> StockList | None:
    """The visible list with this id, or None."""
    return visible_lists(viewer).filter(id=list_id).first()


def find_same(viewer: Viewer, sha256: str) -> StockList | None:
    """The last visible list that was this very file, or None."""
    return visible_lists(viewer).filter(sha256=sha256).first()


def rejects_of(found: StockList) -> list[Reject]:
    """The rows of a list that were kept aside."""
    return [
        Reject(one.row, tuple(one.cells), Finding(one.code, one.params, Severity.REFUSAL))
        for one in found.rejects.order_by("id")
    ]
