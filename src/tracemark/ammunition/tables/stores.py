"""A store in words: lines of its licence, remedies, movements."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracemark.ammunition.data import rule_set
from tracemark.ammunition.queries.standing import StoreStanding, Usage
from tracemark.ammunition.rules.remedies import Remedy, Site, limits_on, remedies
from tracemark.ammunition.rules.siting import LimitCache, exposures_of
from tracemark.ammunition.tables.maps import Drawing, arcs_of, draw_site
from tracemark.stockpiles.queries import SitePlan
from tracemark.stockpiles.rules.plans import StorePlan


@dataclass(frozen=True, slots=True)
class StorePage:
    """What the page of a store shows beside its standing."""

    drawing: Drawing
    remedies: tuple[Remedy, ...]
    over: Usage | None


def store_page(standing: StoreStanding, others: Sequence[StoreStanding], plan: SitePlan) -> StorePage:
    """Map with the arcs of what the store holds, who binds, and what can be done."""
    store = plan_store(plan, standing.store.name)
    cache = LimitCache(rule_set())
    over = next((one for one in standing.usages if one.is_over), None)
    shown = over or max(standing.usages, key=lambda one: one.held_kg)
    exposures = exposures_of(cache.rules, store, plan.neighbours, plan.stores)
    quantity = float(shown.held_kg or shown.limit.neq_kg)
    arcs = arcs_of(cache.rules, shown.division, quantity, exposures) if quantity else {}
    tones = {one.store.name: one.tone for one in others}
    drawing = draw_site(
        plan.stores,
        plan.neighbours,
        tones,
        {store.name: arcs},
        (store.name, shown.limit.binding) if shown.limit.binding else None,
    )
    ways = _remedies(cache, plan, store, over, others) if over else ()
    return StorePage(drawing, ways, over)


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
