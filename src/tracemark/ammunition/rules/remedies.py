"""What can be done about a store that holds more than its licence: each remedy recomputed, the cheapest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tracemark.ammunition.rules.siting import (
    Exposure,
    LimitCache,
    StoreLimit,
    exposures_of,
    limits_of,
    needed_m,
)
from tracemark.findings import Finding, Severity
from tracemark.stockpiles.rules.plans import Building, NeighbourPlan, StorePlan

COSTS = ("none", "low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out: what it is in words (a finding), what the limit becomes, its class of cost."""

    finding: Finding
    cost: str
    limit_kg: int
    is_enough: bool


@dataclass(frozen=True, slots=True)
class Site:
    """All that stands on and around a site."""

    stores: Sequence[StorePlan]
    neighbours: Sequence[NeighbourPlan]


def limits_on(cache: LimitCache, site: Site, store: StorePlan) -> dict[str, StoreLimit]:
    """The limits of one store of the site."""
    return limits_of(cache, exposures_of(cache.rules, store, site.neighbours, site.stores))


def remedies(
    cache: LimitCache, site: Site, store: StorePlan, division: str, held_kg: Decimal, free: Mapping[str, int]
) -> tuple[Remedy, ...]:
    """Ways to bring ``held_kg`` of ``division`` within a licence, those that are enough first, then by cost.

    ``free``: for other stores of the site, how many kg of the division they could still take.
    """
    now = limits_on(cache, site, store)[division]
    excess = max(0, int(-(-held_kg // 1)) - now.neq_kg)
    found = [
        _move(now, excess, free),
        _split(now, held_kg),
        *_barricade(cache, site, store, division, held_kg),
    ]
    found += _clear(cache, site, store, division, held_kg)
    return tuple(sorted(filter(None, found), key=lambda one: (not one.is_enough, COSTS.index(one.cost))))


def _move(now: StoreLimit, excess: int, free: Mapping[str, int]) -> Remedy | None:
    """Move the excess to the store of the site that can take most."""
    if not excess or not free:
        return None
    name, room = max(free.items(), key=lambda item: item[1])
    if room <= 0:
        return None
    moved = min(excess, room)
    finding = Finding("remedy_move", {"kg": moved, "store": name, "room": room}, Severity.INFO)
    return Remedy(finding, "low", now.neq_kg, room >= excess)


def _split(now: StoreLimit, held_kg: Decimal) -> Remedy | None:
    """Split over several places like this one; no quantity at all cannot be split."""
    if now.neq_kg <= 0:
        return None
    places = int(-(-held_kg // now.neq_kg))
    if places < 2:
        return None
    finding = Finding("remedy_split", {"places": places, "kg": now.neq_kg}, Severity.INFO)
    return Remedy(finding, "medium" if places <= 3 else "high", now.neq_kg, True)


def _barricade(
    cache: LimitCache, site: Site, store: StorePlan, division: str, held_kg: Decimal
) -> list[Remedy]:
    """Raise a barricade, or build an earth-covered magazine that turns its back, and look again."""
    changes: list[tuple[str, str, StorePlan]] = []
    if store.building in (Building.MEDIUM, Building.LIGHT) and not store.is_barricaded:
        changes.append(("remedy_barricade", "medium", replace(store, is_barricaded=True)))
    if store.building is not Building.EARTH_COVERED:
        turned = (_bearing_of_binding(cache, site, store, division) + 180) % 360
        built = replace(
            store,
            building=Building.EARTH_COVERED,
            is_standard_ecm=True,
            front_bearing_deg=turned,
            headwall_bar=7,
        )
        changes.append(("remedy_earth_cover", "high", built))
    found = []
    for code, cost, changed in changes:
        others = [changed if one.name == store.name else one for one in site.stores]
        limit = limits_on(cache, Site(others, site.neighbours), changed)[division]
        finding = Finding(code, {"kg": limit.neq_kg}, Severity.INFO)
        found.append(Remedy(finding, cost, limit.neq_kg, limit.neq_kg >= held_kg))
    return found


def _clear(cache: LimitCache, site: Site, store: StorePlan, division: str, held_kg: Decimal) -> list[Remedy]:
    """Move the store, or the neighbours: how many metres are missing to the worst of those too near."""
    short = {
        one.neighbour: needed - one.distance_m
        for one in exposures_of(cache.rules, store, site.neighbours, site.stores)
        if (needed := needed_m(cache.rules, division, float(held_kg), one)) and needed > one.distance_m
    }
    if not short:
        return []
    worst = max(short, key=lambda name: short[name])
    left = [one for one in site.neighbours if one.name not in short]
    others = [one for one in site.stores if one.name not in short]
    limit = limits_on(cache, Site(others, left), store)[division]
    away = Finding(
        "remedy_move_store", {"metres": int(-(-short[worst] // 1)), "neighbour": worst}, Severity.INFO
    )
    found = [Remedy(away, "high", int(held_kg), True)]
    if len(short) == 1:
        gone = Finding("remedy_neighbour_gone", {"neighbour": worst, "kg": limit.neq_kg}, Severity.INFO)
        found.append(Remedy(gone, "high", limit.neq_kg, limit.neq_kg >= held_kg))
    return found


def _bearing_of_binding(cache: LimitCache, site: Site, store: StorePlan, division: str) -> float:
    """Where the binding neighbour lies, in degrees from north; 0 when none binds."""
    exposures: list[Exposure] = exposures_of(cache.rules, store, site.neighbours, site.stores)
    binding = limits_of(cache, exposures)[division].binding
    return next((one.bearing_deg for one in exposures if one.neighbour == binding), 0.0)
