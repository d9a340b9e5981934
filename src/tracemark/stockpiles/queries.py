"""Sites with their stores and neighbours, limited to what the viewer may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.stockpiles.models import Neighbour, Site, SiteChange, SitePicture, Store
from tracemark.stockpiles.rules.geodesy import Shape, ShapeKind
from tracemark.stockpiles.rules.pictures import Placing, Size, Tie, place_picture
from tracemark.stockpiles.rules.plans import Building, NeighbourKind, NeighbourPlan, StorePlan

__all__ = [
    "Neighbour",
    "Site",
    "SitePlan",
    "Store",
    "find_neighbour",
    "find_picture",
    "find_site",
    "find_store",
    "find_store_named",
    "get_site_plan",
    "list_changes",
    "neighbour_plan",
    "site_plans",
    "store_plan",
    "visible_sites",
    "visible_stores",
]

PERMISSION = "ammunition.read"


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A site as the rules see it; ``store_ids`` and ``neighbour_ids`` by name."""

    site: Site
    stores: tuple[StorePlan, ...]
    neighbours: tuple[NeighbourPlan, ...]
    store_ids: dict[str, UUID]
    neighbour_ids: dict[str, UUID]


def visible_sites(viewer: Viewer) -> QuerySet[Site]:
    """All sites the viewer may see: one WHERE on the unit."""
    units = viewer.units(PERMISSION)
    rows = Site.objects.select_related("unit").order_by("name", "id")
    return rows if units is None else rows.filter(unit_id__in=units)


def visible_stores(viewer: Viewer) -> QuerySet[Store]:
    """All stores in use that the viewer may see."""
    units = viewer.units(PERMISSION)
    rows = (
        Store.objects.filter(ended_on=None)
        .select_related("site", "site__unit")
        .order_by("site__name", "name")
    )
    return rows if units is None else rows.filter(site__unit_id__in=units)


def find_site(viewer: Viewer, site_id: UUID) -> Site | None:
    """The visible site with this id, or None."""
    return visible_sites(viewer).filter(id=site_id).first()


def find_store(viewer: Viewer, store_id: UUID) -> Store | None:
    """The visible store with this id, or None."""
    return visible_stores(viewer).filter(id=store_id).first()


def find_neighbour(viewer: Viewer, neighbour_id: UUID) -> Neighbour | None:
    """The visible neighbour with this id that still stands, or None."""
    rows = Neighbour.objects.filter(id=neighbour_id, ended_on=None, site__in=visible_sites(viewer))
    return rows.select_related("site__unit").first()


def find_picture(site: Site) -> tuple[SitePicture, Placing] | None:
    """The newest picture of a site without its content, and how it lies on the ground; or None."""
    found = site.pictures.defer("content").order_by("-at", "-id").first()
    if found is None:
        return None
    size = Size(found.content_type, found.width_px, found.height_px)
    one, other = (Tie(**tie) for tie in found.ties)
    return found, place_picture(size, one, other)


def find_store_named(viewer: Viewer, name: str) -> Store | None:
    """The one visible store of this name (``SITE/STORE`` when several sites have one), or None."""
    site, _, own = name.rpartition("/")
    rows = visible_stores(viewer).filter(name=own)
    found = list((rows.filter(site__name=site) if site else rows)[:2])
    return found[0] if len(found) == 1 else None


def site_plans(sites: Iterable[Site]) -> dict[UUID, SitePlan]:
    """The plans of these sites, in two queries however many there are."""
    by_id = {site.id: site for site in sites}
    stores: dict[UUID, list[Store]] = {site_id: [] for site_id in by_id}
    neighbours: dict[UUID, list[Neighbour]] = {site_id: [] for site_id in by_id}
    for store in Store.objects.filter(site_id__in=by_id, ended_on=None).order_by("name"):
        stores[store.site_id].append(store)
    for neighbour in Neighbour.objects.filter(site_id__in=by_id, ended_on=None).order_by("name"):
        neighbours[neighbour.site_id].append(neighbour)
    return {
        site_id: SitePlan(
            site=site,
            stores=tuple(store_plan(one) for one in stores[site_id]),
            neighbours=tuple(neighbour_plan(one) for one in neighbours[site_id]),
            store_ids={one.name: one.id for one in stores[site_id]},
            neighbour_ids={one.name: one.id for one in neighbours[site_id]},
        )
        for site_id, site in by_id.items()
    }


def get_site_plan(site: Site) -> SitePlan:
    """The plan of one site."""
    return site_plans([site])[site.id]


def list_changes(site: Site, most: int = 50) -> list[SiteChange]:
    """The last changes of a site, the newest first."""
    return list(site.changes.select_related("by").order_by("-at", "id")[:most])


def store_plan(store: Store) -> StorePlan:
    """A stored store as the rules see it."""
    return StorePlan(
        name=store.name,
        shape=_shape(store.shape_kind, store.points),
        building=Building(store.building),
        is_barricaded=store.is_barricaded,
        front_bearing_deg=store.front_bearing_deg,
        is_standard_ecm=store.is_standard_ecm,
        headwall_bar=store.headwall_bar,
        allowances=tuple(store.allowances.split()),
    )


def neighbour_plan(neighbour: Neighbour) -> NeighbourPlan:
    """A stored neighbour as the rules see it."""
    return NeighbourPlan(
        name=neighbour.name,
        shape=_shape(neighbour.shape_kind, neighbour.points),
        kind=NeighbourKind(neighbour.kind),
        grade=neighbour.grade,
        per_day=neighbour.per_day,
        people=neighbour.people,
        is_vulnerable=neighbour.is_vulnerable,
    )


def _shape(kind: str, points: list[list[float]]) -> Shape:
    return Shape(ShapeKind(kind), tuple((float(lon), float(lat)) for lon, lat in points))
