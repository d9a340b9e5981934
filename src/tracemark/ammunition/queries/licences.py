"""Licences of stores: which holds, what it says, which wait for approval."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.models import Licence
from tracemark.ammunition.rules.ledger import StoreRules
from tracemark.ammunition.rules.licences import LicenceFacts, LicenceStage, in_force, stage_of
from tracemark.stockpiles.queries import visible_stores

PERMISSION = "ammunition.read"


@dataclass(frozen=True, slots=True)
class LicenceView:
    """A licence with its stage on a day."""

    licence: Licence
    facts: LicenceFacts
    stage: LicenceStage


def _with_all() -> QuerySet[Licence]:
    rows = Licence.objects.select_related("store__site__unit", "proposed_by", "end")
    return rows.prefetch_related("approvals__person")


def facts_of(licence: Licence) -> LicenceFacts:
    """A licence as the rules see it."""
    return LicenceFacts(
        proposed_by=licence.proposed_by_id,
        valid_from=licence.valid_from,
        valid_until=licence.valid_until,
        is_waiver=bool(licence.waiver_reason),
        approvers=tuple(one.person_id for one in licence.approvals.all()),
        is_ended=getattr(licence, "end", None) is not None,
    )


def limits_in(licence: Licence) -> dict[str, int]:
    """The licensed kg by division."""
    return {division: int(one["licensed_kg"]) for division, one in licence.limits["divisions"].items()}


def licences_in_force(store_ids: Collection[UUID], day: date) -> dict[UUID, Licence]:
    """The licence that holds for each of these stores; stores without one are missing."""
    by_store: dict[UUID, list[Licence]] = {}
    for licence in _with_all().filter(store_id__in=store_ids):
        by_store.setdefault(licence.store_id, []).append(licence)
    found = {}
    for store_id, licences in by_store.items():
        number = in_force([(one.number, facts_of(one)) for one in licences], day)
        if number is not None:
            found[store_id] = next(one for one in licences if one.number == number)
    return found


def store_rules(stores: Collection[tuple[UUID, str, str]], day: date) -> dict[UUID, StoreRules]:
    """What holds for stores, given as (id, name, allowances)."""
    holding = licences_in_force([store_id for store_id, _, _ in stores], day)
    return {
        store_id: StoreRules(
            name=name,
            limits=limits_in(holding[store_id]) if store_id in holding else None,
            allowances=tuple(allowances.split()),
        )
        for store_id, name, allowances in stores
    }


def list_licences(viewer: Viewer, store_id: UUID, day: date) -> list[LicenceView]:
    """The licences of a store the viewer may see, the newest first."""
    stores = visible_stores(viewer).filter(id=store_id)
    rows = _with_all().filter(store__in=stores).order_by("-proposed_at", "number")
    return [LicenceView(one, facts := facts_of(one), stage_of(facts, day)) for one in rows]


def find_licence(viewer: Viewer, number: str, day: date) -> LicenceView | None:
    """The visible licence of this number, or None."""
    one = _with_all().filter(number=number, store__in=visible_stores(viewer)).first()
    return LicenceView(one, facts := facts_of(one), stage_of(facts, day)) if one else None


def list_waiting(viewer: Viewer, day: date) -> list[LicenceView]:
    """Licences that wait for an approval the viewer may give."""
    units = viewer.units("ammunition.approve")
    rows = _with_all().filter(end=None).order_by("proposed_at")
    if units is not None:
        rows = rows.filter(store__site__unit_id__in=units)
    found = [LicenceView(one, facts := facts_of(one), stage_of(facts, day)) for one in rows]
    return [one for one in found if one.stage is LicenceStage.PROPOSED]
