"""A store in words: lines of its licence, remedies, movements."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracemark.ammunition.data import rule_set
from tracemark.ammunition.queries.standing import StoreStanding, Usage
from tracemark.ammunition.rules.remedies import Remedy, Site, limits_on, remedies
from tracemark.ammunition.rules.siting import Exposure, LimitCache, exposures_of
from tracemark.ammunition.tables.maps import Drawing, Ring, draw_site, rings_of
from tracemark.stockpiles.queries import SitePlan
from tracemark.stockpiles.rules.pictures import Placing
from tracemark.stockpiles.rules.plans import StorePlan

ALL_DIVISIONS = "all"


@dataclass(frozen=True, slots=True)
class StorePage:
    """What the page of a store shows beside its standing."""

    drawing: Drawing
    remedies: tuple[Remedy, ...]
    over: Usage | None
    shown: str


def store_page(
    standing: StoreStanding,
    others: Sequence[StoreStanding],
    plan: SitePlan,
    picture: tuple[str, Placing] | None = None,
    arcs: str = "",
) -> StorePage:
    """Map with the arcs of what the store holds, who binds, and what can be done.

    ``arcs``: the division whose arcs are drawn, or ``ALL_DIVISIONS``; empty: the one that is over, or held most.
    """
    store = plan_store(plan, standing.store.name)
    cache = LimitCache(rule_set())
    over = next((one for one in standing.usages if one.is_over), None)
    usages = {one.division: one for one in standing.usages}
    shown = usages.get(arcs) or over or max(standing.usages, key=lambda one: one.held_kg)
    exposures = exposures_of(cache.rules, store, plan.neighbours, plan.stores)
    if arcs == ALL_DIVISIONS:
        rings = tuple(ring for one in standing.usages for ring in _rings(cache, one, exposures)[:1])
    else:
        rings = _rings(cache, shown, exposures)
    drawing = draw_site(
        plan.stores,
        plan.neighbours,
        {one.store.name: one.tone for one in others},
        {store.name: rings},
        (store.name, shown.limit.binding) if shown.limit.binding else None,
        picture,
    )
    ways = _remedies(cache, plan, store, over, others) if over else ()
    return StorePage(drawing, ways, over, arcs if arcs == ALL_DIVISIONS else shown.division)


def _rings(cache: LimitCache, usage: Usage, exposures: Sequence[Exposure]) -> tuple[Ring, ...]:
    """The rings of what is held of a division or, of one that is not held, of what may be; houses first."""
    quantity = float(usage.held_kg or usage.limit.neq_kg)
    return rings_of(cache.rules, usage.division, quantity, exposures) if quantity else ()


def plan_store(plan: SitePlan, name: str) -> StorePlan:
    """The store of this name on a plan."""
    return next(one for one in plan.stores if one.name == name)


def _remedies(
    cache: LimitCache, plan: SitePlan, store: StorePlan, over: Usage, others: Sequence[StoreStanding]
) -> tuple[Remedy, ...]:
    site = Site(plan.stores, plan.neighbours)
    free = {}
    for other in others:
        if other.store.name == store.name or other.store.site_id != plan.site.id:
            continue
        usage = next(one for one in other.usages if one.division == over.division)
        room = limits_on(cache, site, plan_store(plan, other.store.name))[over.division].neq_kg
        if usage.licensed_kg is not None:
            free[other.store.name] = min(room, usage.licensed_kg) - int(usage.held_kg)
    return remedies(cache, site, store, over.division, Decimal(over.held_kg), free)
