"""Taking a store out of use: only when nothing lies in it."""

from datetime import datetime

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.models import Holding
from tracemark.findings import Finding, Refused, Severity
from tracemark.stockpiles.actions import end_store, lock_stores
from tracemark.stockpiles.queries import Store


@transaction.atomic
def close_store(store: Store, *, by: Viewer, at: datetime) -> None:
    """A store is no longer used. Raises Refused while anything lies in it."""
    by.require("ammunition.plan", store.site.unit_id)
    lock_stores([store.id])
    if Holding.objects.filter(store_id=store.id, quantity__gt=0).exists():
        raise Refused(Finding("store_not_empty", {"store": store.name}, Severity.REFUSAL))
    end_store(store.id, by=by, at=at)
