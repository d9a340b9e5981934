"""The only writer of sites, stores and neighbours; every change is kept."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.stockpiles.models import Neighbour, Site, SiteChange, Store
from tracemark.stockpiles.rules.plans import NeighbourPlan, Plan, StorePlan

PERMISSION = "ammunition.plan"


@transaction.atomic
def add_site(*, unit_id: UUID, name: str, by: Viewer, at: datetime) -> Site:
    """Make a site; refused without a name or when the unit has one of that name."""
    by.require(PERMISSION, unit_id)
    if not name.strip():
        raise Refused(Finding("name_needed", {}, Severity.REFUSAL))
    if Site.objects.filter(unit_id=unit_id, name=name.strip()).exists():
        raise Refused(Finding("site_name_taken", {"name": name.strip()}, Severity.REFUSAL))
    site = Site.objects.create(unit_id=unit_id, name=name.strip()[:200])
    _record(site, site.id, "site_added", {"name": site.name}, by, at)
    return site


@transaction.atomic
def take_in_plan(site: Site, plan: Plan, *, by: Viewer, at: datetime) -> int:
    """Place the stores and neighbours of a plan on a site; what has a known name is changed, nothing is removed.

    Returns how many were new or changed.
    """
    by.require(PERMISSION, site.unit_id)
    changed = sum(_place(site, Store, one, by, at) for one in plan.stores)
    return changed + sum(_place(site, Neighbour, one, by, at) for one in plan.neighbours)


@transaction.atomic
def place(site: Site, one: StorePlan | NeighbourPlan, *, by: Viewer, at: datetime) -> bool:
    """Place or change one store or neighbour; True when that changed anything."""
    by.require(PERMISSION, site.unit_id)
    return _place(site, Store if isinstance(one, StorePlan) else Neighbour, one, by, at)


@transaction.atomic
def end_neighbour(neighbour_id: UUID, *, by: Viewer, at: datetime) -> None:
    """A neighbour is no longer there; it stays on record."""
    neighbour = Neighbour.objects.select_for_update().select_related("site").get(id=neighbour_id)
    by.require(PERMISSION, neighbour.site.unit_id)
    if neighbour.ended_on is None:
        neighbour.ended_on = at.date()
        neighbour.save(update_fields=["ended_on"])
        _record(neighbour.site, neighbour.id, "neighbour_ended", {"name": neighbour.name}, by, at)


def lock_stores(store_ids: Collection[UUID]) -> dict[UUID, Store]:
    """These stores with their sites, locked in order; those that are not in use are missing.

    For whoever changes what lies in them, inside a transaction: two movements must not both fill the last room.
    """
    rows = Store.objects.select_for_update(of=("self",)).select_related("site")
    return {store.id: store for store in rows.filter(id__in=store_ids, ended_on=None).order_by("id")}


def _place(
    site: Site, table: type[Store] | type[Neighbour], one: StorePlan | NeighbourPlan, by: Viewer, at: datetime
) -> bool:
    values = _values(one)
    known = table.objects.filter(site=site, name=one.name, ended_on=None).first()
    noun = "store" if table is Store else "neighbour"
    if known is None:
        made = table.objects.create(site=site, name=one.name, since_on=at.date(), **values)
        _record(site, made.id, f"{noun}_added", {"name": one.name, **values}, by, at)
        return True
    if all(getattr(known, field) == value for field, value in values.items()):
        return False
    for field, value in values.items():
        setattr(known, field, value)
    known.save()
    _record(site, known.id, f"{noun}_changed", {"name": one.name, **values}, by, at)
    return True


def _values(one: StorePlan | NeighbourPlan) -> dict[str, Any]:
    values = asdict(one)
    del values["name"], values["shape"]
    values["shape_kind"] = one.shape.kind.value
    values["points"] = [list(point) for point in one.shape.points]
    if isinstance(one, StorePlan):
        values["building"] = one.building.value
        values["allowances"] = " ".join(one.allowances)
    else:
        values["kind"] = one.kind.value
    return values


def _record(site: Site, subject: UUID, kind: str, values: dict[str, Any], by: Viewer, at: datetime) -> None:
    SiteChange.objects.create(
        site=site, subject_id=subject, kind=kind, at=at, by_id=by.person_id, values=values
    )
