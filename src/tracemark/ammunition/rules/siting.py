"""A store among its neighbours: which cell of the rules holds for each, and the limits they leave (IATG 02.20, 02.30).

Distances run from nearest point to nearest point. The side a neighbour sees (front, side, rear) is the worst that any
part of it lies on; a front that is not known is a front towards everybody.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracemark.ammunition.rules.distances import Limit, Pair, largest_quantity, required_distance
from tracemark.ammunition.rules.rulesets import RuleSet
from tracemark.findings import Refused
from tracemark.stockpiles.rules.geodesy import (
    Nearest,
    Shape,
    angle_between,
    bearing,
    between,
    flat,
    nearest,
    samples,
)
from tracemark.stockpiles.rules.plans import Building, NeighbourKind, NeighbourPlan, StorePlan

LICENSED = ("1.1", "1.2.1", "1.2.2", "1.3.1", "1.3.2", "1.4")
"""The divisions a licence states a limit for."""

WORST_FIRST = ("front", "side", "rear")
BUSY: Mapping[NeighbourKind, tuple[int, int]] = {
    NeighbourKind.ROAD: (5_000, 1_000),
    NeighbourKind.RAILWAY: (5_000, 1_000),
    NeighbourKind.WATERWAY: (1_800, 400),
    NeighbourKind.FOOTPATH: (900, 200),
}
"""From how many a day traffic is high, and medium (IATG 02.20 Table 5)."""

FEW_PEOPLE = 10
OFFICE_SMALL = 20


@dataclass(frozen=True, slots=True)
class Exposure:
    """A store and one neighbour: how far, which side is seen, and the pair of the rules for each division."""

    neighbour: str
    distance_m: float
    bearing_deg: float
    pairs: Mapping[str, Pair]


@dataclass(frozen=True, slots=True)
class StoreLimit:
    """The limit of one division and the neighbour that sets it; empty when the rules' own end does."""

    division: str
    neq_kg: int
    binding: str
    distance_m: float
    pair: Pair | None
    is_capped: bool


@dataclass(slots=True)
class LimitCache:
    """Limits already found: many neighbours ask the same question. Distances count in whole metres, downwards."""

    rules: RuleSet
    known: dict[tuple[str, Pair, int], Limit] = field(default_factory=dict)

    def limit(self, division: str, distance_m: float, pair: Pair) -> Limit:
        """The largest quantity of ``division`` at ``distance_m``."""
        key = (division, pair, math.floor(distance_m + 1e-6))
        if key not in self.known:
            self.known[key] = largest_quantity(self.rules, division, key[2], pair)
        return self.known[key]


def limits_of(cache: LimitCache, exposures: Sequence[Exposure]) -> dict[str, StoreLimit]:
    """For each licensed division the largest quantity that satisfies every exposure, and which one binds."""
    found = {}
    for division in LICENSED:
        whole = cache.rules.domains.get(division, cache.rules.domains["1.1"])[1]
        best = StoreLimit(division, whole, "", 0.0, None, True)
        for exposure in exposures:
            pair = exposure.pairs[division]
            limit = cache.limit(division, exposure.distance_m, pair)
            if limit.neq_kg < best.neq_kg:
                best = StoreLimit(
                    division, limit.neq_kg, exposure.neighbour, exposure.distance_m, pair, False
                )
        found[division] = best
    return found


def exposures_of(
    rules: RuleSet, store: StorePlan, neighbours: Iterable[NeighbourPlan], others: Iterable[StorePlan] = ()
) -> list[Exposure]:
    """What ``store`` exposes: every neighbour, and every other store as a neighbour, nearest first."""
    found = [_exposure(rules, store, one) for one in neighbours]
    found += [_store_exposure(rules, store, one) for one in others if one.name != store.name]
    return sorted(found, key=lambda one: one.distance_m)


def needed_m(rules: RuleSet, division: str, neq_kg: float, exposure: Exposure) -> int | None:
    """The distance that ``neq_kg`` would want from this neighbour, to the metre; None when the rules refuse."""
    try:
        return required_distance(rules, division, neq_kg, exposure.pairs[division]).exact_m
    except Refused:
        return None


def neighbour_code(neighbour: NeighbourPlan) -> str:
    """The code of the rules for a neighbour; what is not known takes the stricter code."""
    kind = neighbour.kind
    if kind in (NeighbourKind.HOUSE, NeighbourKind.SCHOOL, NeighbourKind.HOSPITAL):
        return "vulnerable-building" if neighbour.is_vulnerable else "inhabited-building"
    if kind in BUSY:
        high, medium = BUSY[kind]
        count = neighbour.per_day
        if count is None or count >= high:
            return "traffic-high"
        return "traffic-medium" if count >= medium else "traffic-low"
    if kind is NeighbourKind.OFFICE:
        few = neighbour.people is not None and neighbour.people <= OFFICE_SMALL
        return "office-small" if few else "office-large"
    first = {NeighbourKind.WORKSHOP: "open", NeighbourKind.POWER: "super", NeighbourKind.FUEL: "vital"}
    return f"{kind.value}-{neighbour.grade or first.get(kind, 'inhabited')}"


def store_code(store: StorePlan, side: str) -> str:
    """The code of the rules for a store whose ``side`` a neighbour sees."""
    if store.building is Building.EARTH_COVERED:
        return f"ecm-{side}"
    if store.building is Building.REINFORCED:
        return "reinforced-door" if side == "front" else "reinforced"
    if store.building is Building.SEMI_REINFORCED:
        return "semi-reinforced"
    return f"{store.building.value}{'-barricaded' if store.is_barricaded else ''}"


def exposed_store_code(store: StorePlan, side: str) -> str:
    """The code of the rules for a store that is exposed to another, with the ``side`` it shows."""
    if store.building is Building.EARTH_COVERED:
        strength = {7: "ecm7", 3: "ecm3"}.get(store.headwall_bar, "ecm")
        return f"store-{strength}-{side}"
    if store.building is Building.REINFORCED:
        return "store-reinforced"
    return f"store-{store_code(store, side)}"


def side_of(store: StorePlan, exposed: Shape, half_front_deg: float, half_rear_deg: float) -> str:
    """The worst side of ``store`` that any part of ``exposed`` lies on; ``front`` when its front is not known.

    Angles are from the middle of the store, widened by what its corners see, so that on a border the worse holds.
    """
    if store.front_bearing_deg is None:
        return "front"
    origin = between(store.shape, exposed)
    own = flat(store.shape, origin)
    middle = (sum(x for x, _ in own) / len(own), sum(y for _, y in own) / len(own))
    size = max(math.dist(middle, corner) for corner in own)
    sides = set()
    for point in samples(exposed, flat(exposed, origin)):
        away = math.dist(middle, point)
        if away <= size:
            return "front"
        spread = math.degrees(math.asin(size / away))
        angle = angle_between(bearing(middle, point), store.front_bearing_deg)
        if angle - spread <= half_front_deg:
            sides.add("front")
        else:
            sides.add("rear" if angle - spread >= 180 - half_rear_deg else "side")
    return next(side for side in WORST_FIRST if side in sides)


def _exposure(rules: RuleSet, store: StorePlan, neighbour: NeighbourPlan) -> Exposure:
    code = neighbour_code(neighbour)
    found = nearest(store.shape, neighbour.shape)
    conditions = _conditions(store)
    if neighbour.people is not None and neighbour.people < FEW_PEOPLE:
        conditions |= {"few_people"}
    sides = _sides(rules, store, neighbour.shape)
    pairs = {
        division: Pair(code, store_code(store, sides[division[:3]]), conditions) for division in LICENSED
    }
    return Exposure(neighbour.name, found.distance_m, found.bearing_deg, pairs)


def _store_exposure(rules: RuleSet, store: StorePlan, other: StorePlan) -> Exposure:
    found: Nearest = nearest(store.shape, other.shape)
    sides, theirs = _sides(rules, store, other.shape), _sides(rules, other, store.shape)
    pairs = {
        division: Pair(
            exposed_store_code(other, theirs[division[:3]]),
            store_code(store, sides[division[:3]]),
            _conditions(store),
        )
        for division in LICENSED
    }
    return Exposure(other.name, found.distance_m, found.bearing_deg, pairs)


def _conditions(store: StorePlan) -> frozenset[str]:
    return frozenset({"standard_ecm"} if store.is_standard_ecm else ())


def _sides(rules: RuleSet, store: StorePlan, exposed: Shape) -> dict[str, str]:
    """The side seen, by main division: 1.2 has another front than 1.1 and 1.3."""
    if store.building not in (Building.EARTH_COVERED, Building.REINFORCED):
        return dict.fromkeys(("1.1", "1.2", "1.3", "1.4"), "front")
    sides = {
        main: side_of(store, exposed, sector["front"], sector["rear"])
        for main, sector in rules.sectors.items()
    }
    return {**sides, "1.4": sides["1.1"]}
