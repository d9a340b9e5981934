"""All licences of a State: arrays against the plain double loop. Run: benchmarks/siting.py [stores neighbours]."""

import random
import sys
import time

from tracemark.ammunition.data import rule_set
from tracemark.ammunition.jobs.national import national_limits, national_limits_by
from tracemark.ammunition.rules.siting import LICENSED, LimitCache, exposures_of, limits_of
from tracemark.stockpiles.rules.geodesy import Shape, ShapeKind, degrees_around
from tracemark.stockpiles.rules.plans import Building, NeighbourKind, NeighbourPlan, StorePlan

BOX = (-31.0, 3.0, 4.0)
"""A State of some 440 km by 440 km: longitude, latitude, degrees."""

LOOPED = 1
"""Stores that the double loop does; its time is scaled to all of them."""


def make_map(stores: int, neighbours: int, seed: int = 7) -> tuple[list[StorePlan], list[NeighbourPlan]]:
    """Depots of ten stores, each among a share of the neighbours within 3 km; the rest all over the country."""
    dice = random.Random(seed)
    depots = [
        (BOX[0] + BOX[2] * dice.random(), BOX[1] + BOX[2] * dice.random())
        for _ in range(max(1, stores // 10))
    ]
    made = [_store(dice, depots[number % len(depots)], number) for number in range(stores)]
    around = [_neighbour(dice, dice.choice(depots), number) for number in range(neighbours)]
    return made, around


def _area(dice: random.Random, centre: tuple[float, float], spread: float, half: float) -> Shape:
    east, north = dice.uniform(-spread, spread), dice.uniform(-spread, spread)
    corners = ((-half, -half), (half, -half), (half, half), (-half, half))
    return Shape(ShapeKind.AREA, tuple(degrees_around(centre, (east + x, north + y)) for x, y in corners))


def _store(dice: random.Random, centre: tuple[float, float], number: int) -> StorePlan:
    return StorePlan(
        f"S{number}",
        _area(dice, centre, 400, 8),
        dice.choice(list(Building)),
        is_barricaded=dice.random() < 0.5,
        front_bearing_deg=dice.choice([None, dice.uniform(0, 360)]),
        is_standard_ecm=dice.random() < 0.5,
    )


def _neighbour(dice: random.Random, centre: tuple[float, float], number: int) -> NeighbourPlan:
    kind = dice.choice([one for one in NeighbourKind if one is not NeighbourKind.PORT])
    shape = _area(dice, centre, 3000, 10)
    if kind in (NeighbourKind.ROAD, NeighbourKind.RAILWAY, NeighbourKind.POWER):
        start, end = (
            degrees_around(centre, (dice.uniform(-3000, 3000), dice.uniform(-3000, 3000))) for _ in range(2)
        )
        shape = Shape(ShapeKind.LINE, (start, end))
    return NeighbourPlan(
        f"N{number}",
        shape,
        kind,
        per_day=dice.choice([None, 300, 2000, 9000]),
        people=dice.choice([None, 5, 40]),
    )


def main() -> None:
    """Time both, and count where they differ."""
    count, around = (
        (int(one) for one in (*sys.argv[1:3], "1000", "10000")[:2]) if len(sys.argv) > 2 else (1000, 10000)
    )
    stores, neighbours = make_map(count, around)
    rules = rule_set()
    began, busy = time.perf_counter(), time.process_time()
    fast = national_limits(rules, stores, neighbours)
    arrays, own = time.perf_counter() - began, time.process_time() - busy
    began = time.perf_counter()
    shared = national_limits_by(2, rules, stores, neighbours)
    both = time.perf_counter() - began
    looped = stores[:: max(1, count // LOOPED)]
    cache, differ = LimitCache(rules), 0
    began, busy = time.perf_counter(), time.process_time()
    for store in looped:
        plain = limits_of(cache, exposures_of(rules, store, neighbours, stores))
        row = fast.kg[stores.index(store)]
        differ += sum(plain[division].neq_kg != row[place] for place, division in enumerate(LICENSED))
    loop = (time.perf_counter() - began) * count / len(looped)
    loop_own = (time.process_time() - busy) * count / len(looped)
    print(f"stores {count}, neighbours {around}, pairs {count * (around + count):,}")
    print(f"arrays             {arrays:8.2f} s, of the processor {own:.2f} s")
    print(f"arrays, two cores  {both:8.2f} s, the same: {bool((shared.kg == fast.kg).all())}")
    print(
        f"double loop        {loop:8.2f} s, of the processor {loop_own:.2f} s ({len(looped)} stores, scaled)"
    )
    print(f"limits that differ {differ} of {len(looped) * len(LICENSED)}")


if __name__ == "__main__":
    main()
