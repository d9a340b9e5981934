"""The only writer of sites, stores and neighbours; every change is kept."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.stockpiles.models import Neighbour, Site, SiteChange, SitePicture, Store
from tracemark.stockpiles.rules.pictures import Tie, place_picture, read_size
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
def add_place(site: Site, one: StorePlan | NeighbourPlan, *, by: Viewer, at: datetime) -> UUID:
    """Place a store or neighbour that is new; refused when the site has one of that name. Returns its id."""
    by.require(PERMISSION, site.unit_id)
    _require_free_name(site, one.name, None)
    return _add(site, _table_of(one), one, by, at)


@transaction.atomic
def change_place(
    site: Site, place_id: UUID, one: StorePlan | NeighbourPlan, *, by: Viewer, at: datetime
) -> bool:
    """Change a store or neighbour, its name included; True when that changed anything."""
    by.require(PERMISSION, site.unit_id)
    known = _table_of(one).objects.select_for_update().get(id=place_id, site=site, ended_on=None)
    _require_free_name(site, one.name, place_id)
    return _change(known, one, by, at)


@transaction.atomic
def end_neighbour(neighbour_id: UUID, *, by: Viewer, at: datetime) -> None:
    """A neighbour is no longer there; it stays on record."""
    _end(Neighbour, neighbour_id, by, at)


@transaction.atomic
def end_store(store_id: UUID, *, by: Viewer, at: datetime) -> None:
    """A store is no longer used; it stays on record. Whoever knows what lies in it looks first (``ammunition``)."""
    _end(Store, store_id, by, at)


@transaction.atomic
def add_picture(
    site: Site, content: bytes, ties: tuple[Tie, Tie], *, by: Viewer, at: datetime
) -> SitePicture:
    """Put a picture behind the drawing of a site; the newest holds, earlier ones stay.

    Raises Refused for what is no PNG or JPEG, too large, or tied wrongly.
    """
    by.require(PERMISSION, site.unit_id)
    size = read_size(content)
    place_picture(size, *ties)
    picture = SitePicture.objects.create(
        site=site,
        content=content,
        ties=[asdict(tie) for tie in ties],
        at=at,
        by_id=by.person_id,
        **asdict(size),
    )
    _record(site, picture.id, "picture_added", {"name": f"{size.width_px} × {size.height_px}"}, by, at)
    return picture


def lock_stores(store_ids: Collection[UUID]) -> dict[UUID, Store]:
    """These stores with their sites, locked in order; those that are not in use are missing.

    For whoever changes what lies in them, inside a transaction: two movements must not both fill the last room.
    """
    rows = Store.objects.select_for_update(of=("self",)).select_related("site")
    return {store.id: store for store in rows.filter(id__in=store_ids, ended_on=None).order_by("id")}


def _place(
    site: Site, table: type[Store] | type[Neighbour], one: StorePlan | NeighbourPlan, by: Viewer, at: datetime
) -> bool:
    known = table.objects.filter(site=site, name=one.name, ended_on=None).first()
    if known is None:
        _add(site, table, one, by, at)
        return True
    return _change(known, one, by, at)


def _table_of(one: StorePlan | NeighbourPlan) -> type[Store] | type[Neighbour]:
    return Store if isinstance(one, StorePlan) else Neighbour


def _add(
    site: Site, table: type[Store] | type[Neighbour], one: StorePlan | NeighbourPlan, by: Viewer, at: datetime
) -> UUID:
    values = _values(one)
    made = table.objects.create(site=site, name=one.name, since_on=at.date(), **values)
    noun = "store" if table is Store else "neighbour"
    _record(site, made.id, f"{noun}_added", {"name": one.name, **values}, by, at)
    return made.id


def _change(known: Store | Neighbour, one: StorePlan | NeighbourPlan, by: Viewer, at: datetime) -> bool:
    values = {"name": one.name, **_values(one)}
    if all(getattr(known, field) == value for field, value in values.items()):
        return False
    for field, value in values.items():
        setattr(known, field, value)
    known.save()
    noun = "store" if isinstance(known, Store) else "neighbour"
    _record(known.site, known.id, f"{noun}_changed", values, by, at)
    return True


def _end(table: type[Store] | type[Neighbour], place_id: UUID, by: Viewer, at: datetime) -> None:
    known = table.objects.select_for_update(of=("self",)).select_related("site").get(id=place_id)
    by.require(PERMISSION, known.site.unit_id)
    if known.ended_on is None:
        known.ended_on = at.date()
        known.save(update_fields=["ended_on"])
        noun = "store" if table is Store else "neighbour"
        _record(known.site, known.id, f"{noun}_ended", {"name": known.name}, by, at)


def _require_free_name(site: Site, name: str, own: UUID | None) -> None:
    """Within a site a name is one thing, store or neighbour: the map and the rules call it by its name."""
    for table in (Store, Neighbour):
        rows = table.objects.filter(site=site, name=name, ended_on=None)
        if (rows.exclude(id=own) if own else rows).exists():
            raise Refused(Finding("place_name_taken", {"name": name}, Severity.REFUSAL))


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
