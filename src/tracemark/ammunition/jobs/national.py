"""The limits of every store of a State at once: near pairs by a grid, distances and limits as arrays.

A thousand stores among ten thousand neighbours take about a second; ``benchmarks/siting.py`` compares with the plain
double loop of ``rules.siting``, whose results are the reference.
"""

import math
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt

from tracemark.ammunition.jobs.limit_tables import FARTHEST_M, LimitTables
from tracemark.ammunition.rules.distances import Pair
from tracemark.ammunition.rules.rulesets import RuleSet
from tracemark.ammunition.rules.siting import (
    FEW_PEOPLE,
    LICENSED,
    WORST_FIRST,
    exposed_store_code,
    neighbour_code,
    store_code,
)
from tracemark.stockpiles.rules.geodesy import (
    ECCENTRICITY_2,
    SEMI_MAJOR_M,
    Shape,
    ShapeKind,
    nearest,
)
from tracemark.stockpiles.rules.plans import Building, NeighbourPlan, StorePlan

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
CELL_DEG = 0.03
SAMPLES = np.linspace(0.0, 1.0, 9)
SIDED = (Building.EARTH_COVERED, Building.REINFORCED)


@dataclass(frozen=True, slots=True)
class NationalLimits:
    """For each store and licensed division the limit in kg and the number of the neighbour that binds (-1: none).

    Numbers run through the neighbours and then the stores; arrays are (stores, divisions).
    """

    kg: Ints
    binding: Ints


@dataclass(frozen=True, slots=True)
class _Ground:
    """Everything exposed, as sides of shapes: their ends in degrees, and where the sides of each thing begin."""

    ends: Floats
    first: Ints
    middles: Floats
    reach_deg: Floats
    area_deg: Floats
    shapes: tuple[Shape, ...]


def national_limits_by(
    processes: int, rules: RuleSet, stores: Sequence[StorePlan], neighbours: Sequence[NeighbourPlan]
) -> NationalLimits:
    """The same, by so many processes, each with a share of the stores; worth it from some hundreds of stores."""
    ends = [len(stores) * place // processes for place in range(processes + 1)]
    shares = [range(start, end) for start, end in pairwise(ends)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        asked = [pool.submit(national_limits, rules, stores, neighbours, share) for share in shares]
        parts = [one.result() for one in asked]
    return NationalLimits(
        np.concatenate([one.kg for one in parts]), np.concatenate([one.binding for one in parts])
    )


def national_limits(
    rules: RuleSet,
    stores: Sequence[StorePlan],
    neighbours: Sequence[NeighbourPlan],
    only: range | None = None,
) -> NationalLimits:
    """The limits of all stores (or of ``only`` some), each among all neighbours and all other stores."""
    chosen = range(len(stores)) if only is None else only
    ground = _ground([*(one.shape for one in neighbours), *(one.shape for one in stores)])
    grid = _Grid(ground)
    tables = LimitTables(rules)
    coder = _Coder(rules, stores, neighbours)
    kg = np.empty((len(chosen), len(LICENSED)), dtype=np.int64)
    binding = np.full_like(kg, -1)
    for row, number in enumerate(chosen):
        store = stores[number]
        near = grid.near(len(neighbours) + number)
        distance, sides = _look(rules, store, ground, near)
        asked = {main: coder.questions(main, store, near, sides[main], distance) for main in ("1.1", "1.2")}
        for column, division in enumerate(LICENSED):
            whole = rules.domains.get(division, rules.domains["1.1"])[1]
            questions = asked["1.2" if division.startswith("1.2") else "1.1"]
            kg[row, column], place = _least(tables, division, questions, distance, whole)
            binding[row, column] = near[place] if place >= 0 else -1
    return NationalLimits(kg, binding)


def _least(
    tables: LimitTables, division: str, questions: Sequence[tuple[Pair, int]], distance: Ints, whole: int
) -> tuple[int, int]:
    """The smallest limit among the exposed, and its place; -1 when the rules' own end is smaller."""
    best, place = whole, -1
    for pair, nearest_one in questions:
        limit = int(tables.table(division, pair)[distance[nearest_one]])
        if limit < best or (limit == best and place > nearest_one):
            best, place = limit, nearest_one
    return best, place


class _Coder:
    """Tells apart what asks a different question of the rules: kind of neighbour, side, kind of store."""

    def __init__(
        self, rules: RuleSet, stores: Sequence[StorePlan], neighbours: Sequence[NeighbourPlan]
    ) -> None:
        self._rules = rules
        self._stores = stores
        self._count = len(neighbours)
        self._classes: dict[tuple[str, bool], int] = {}
        few = (one.people is not None and one.people < FEW_PEOPLE for one in neighbours)
        named = zip((neighbour_code(one) for one in neighbours), few, strict=True)
        numbers = [self._class(code, is_few) for code, is_few in named]
        numbers += [
            -1 if one.building in SIDED else self._class(exposed_store_code(one, "front"), False)
            for one in stores
        ]
        self._of_thing = np.array(numbers, dtype=np.int64)
        self._pairs: dict[tuple[int, str, bool], Pair] = {}

    def questions(
        self, main: str, store: StorePlan, near: Ints, sides: Ints, distance: Ints
    ) -> list[tuple[Pair, int]]:
        """Each different pair with the place of the nearest thing that asks it: a limit never falls with distance."""
        if not len(near):
            return []
        classes = self._of_thing[near]
        for place in np.flatnonzero(classes < 0):
            other = self._stores[int(near[place]) - self._count]
            classes[place] = self._class(self._exposed(main, store, other), False)
        kinds = classes * 3 + sides
        order = np.lexsort((distance, kinds))
        found, first = np.unique(kinds[order], return_index=True)
        return [
            (self._pair(int(kind), store), int(order[place]))
            for kind, place in zip(found, first, strict=True)
        ]

    def _pair(self, kind: int, store: StorePlan) -> Pair:
        code = store_code(store, WORST_FIRST[kind % 3])
        key = (kind, code, store.is_standard_ecm)
        if key not in self._pairs:
            exposed, is_few = list(self._classes)[kind // 3]
            known = {"standard_ecm"} if store.is_standard_ecm else set()
            self._pairs[key] = Pair(exposed, code, frozenset(known | ({"few_people"} if is_few else set())))
        return self._pairs[key]

    def _class(self, code: str, is_few: bool) -> int:
        return self._classes.setdefault((code, is_few), len(self._classes))

    def _exposed(self, main: str, store: StorePlan, other: StorePlan) -> str:
        sector = self._rules.sectors[main]
        return exposed_store_code(other, _sides_of(other, store.shape, sector["front"], sector["rear"]))


class _Grid:
    """Which things lie within reach of a place, by squares of a few kilometres."""

    def __init__(self, ground: _Ground) -> None:
        self._ground = ground
        self._squares: dict[tuple[int, int], list[int]] = {}
        lon, lat = ground.middles[:, 0], ground.middles[:, 1]
        for number, (x, y) in enumerate(zip(_square(lon), _square(lat), strict=True)):
            self._squares.setdefault((int(x), int(y)), []).append(number)
        self._widest = float(ground.reach_deg.max(initial=0.0))

    def near(self, number: int) -> Ints:
        """Numbers of things that may lie within `FARTHEST_M`, the thing itself left out, in order."""
        lon, lat = self._ground.middles[number]
        reach = FARTHEST_M / 110_500 + self._widest + float(self._ground.reach_deg[number])
        wide = min(180.0, reach / max(0.02, math.cos(math.radians(lat))))
        turn = round(360 / CELL_DEG)
        columns = range(int(_square(lon - wide)), int(_square(lon + wide)) + 1)
        rows = range(int(_square(lat - reach)), int(_square(lat + reach)) + 1)
        half = turn // 2
        found = [
            other
            for x in columns
            for y in rows
            for other in self._squares.get(((x + half) % turn - half, y), ())
            if other != number
        ]
        return np.array(sorted(found), dtype=np.int64)


def _look(rules: RuleSet, store: StorePlan, ground: _Ground, near: Ints) -> tuple[Ints, dict[str, Ints]]:
    """Whole metres to each thing near (cut at `FARTHEST_M`), and the side of the store it sees, by main division."""
    if not len(near):
        return np.empty(0, np.int64), dict.fromkeys(("1.1", "1.2", "1.3", "1.4"), np.empty(0, np.int64))
    counts = ground.first[near + 1] - ground.first[near]
    chosen = np.repeat(
        ground.first[near] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts
    ) + np.arange(counts.sum())
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    origin = np.array(store.shape.middle)
    theirs = _flat(ground.ends[chosen], origin)
    own = _flat(_sides(store.shape), origin)
    per_side = np.full(len(chosen), np.inf)
    for side in own:
        per_side = np.minimum(per_side, _segment_distance(side, theirs))
    metres = np.minimum.reduceat(per_side, starts)
    metres = _inside(store, ground, near, metres)
    whole = np.minimum(np.floor(metres + 1e-6), FARTHEST_M).astype(np.int64)
    return whole, _side_numbers(rules, store, own, theirs, starts)


def _inside(store: StorePlan, ground: _Ground, near: Ints, metres: Floats) -> Floats:
    """What contains, or is contained, is no distance away: only areas close by can be."""
    middle = store.shape.middle
    own = max(abs(lat - middle[1]) + abs(lon - middle[0]) for lon, lat in store.shape.points)
    widest = np.maximum(ground.area_deg[near], own if store.shape.kind is ShapeKind.AREA else 0.0) * 112_000
    for place in np.flatnonzero(metres < widest):
        metres[place] = nearest(store.shape, ground.shapes[near[place]]).distance_m
    return metres


def _side_numbers(
    rules: RuleSet, store: StorePlan, own: Floats, theirs: Floats, starts: Ints
) -> dict[str, Ints]:
    """0 front, 1 side, 2 rear for each thing: the worst side that any part of it lies on."""
    count = len(starts)
    if store.building not in SIDED or store.front_bearing_deg is None:
        return dict.fromkeys(("1.1", "1.2", "1.3", "1.4"), np.zeros(count, np.int64))
    corners = own[:, 0]
    middle = corners.mean(axis=0)
    size = float(np.hypot(*(corners - middle).T).max())
    points = theirs[:, :1] + (theirs[:, 1:] - theirs[:, :1]) * SAMPLES[None, :, None]
    offset = points - middle
    away = np.hypot(offset[..., 0], offset[..., 1])
    bearing = np.degrees(np.arctan2(offset[..., 0], offset[..., 1]))
    angle = np.abs((bearing - store.front_bearing_deg + 180) % 360 - 180)
    spread = np.degrees(np.arcsin(np.minimum(1.0, size / np.maximum(away, 1e-9))))
    least = np.where(away <= size, -1.0, angle - spread)
    sides = {}
    for main, sector in rules.sectors.items():
        number = np.where(least <= sector["front"], 0, np.where(least >= 180 - sector["rear"], 2, 1))
        sides[main] = np.minimum.reduceat(number.min(axis=1), starts)
    return {**sides, "1.4": sides["1.1"]}


def _sides_of(store: StorePlan, exposed: Shape, half_front: float, half_rear: float) -> str:
    """The worst side of a store that another lies on, as `rules.siting.side_of`."""
    if store.front_bearing_deg is None:
        return "front"
    origin = np.array(store.shape.middle)
    own, theirs = _flat(_sides(store.shape), origin), _flat(_sides(exposed), origin)
    middle = own[:, 0].mean(axis=0)
    size = float(np.hypot(*(own[:, 0] - middle).T).max())
    offset = (theirs[:, :1] + (theirs[:, 1:] - theirs[:, :1]) * SAMPLES[None, :, None]) - middle
    away = np.hypot(offset[..., 0], offset[..., 1])
    bearing = np.degrees(np.arctan2(offset[..., 0], offset[..., 1]))
    angle = np.abs((bearing - store.front_bearing_deg + 180) % 360 - 180)
    least = np.where(
        away <= size, -1.0, angle - np.degrees(np.arcsin(np.minimum(1.0, size / np.maximum(away, 1e-9))))
    )
    number = np.where(least <= half_front, 0, np.where(least >= 180 - half_rear, 2, 1))
    return WORST_FIRST[int(number.min())]


def _ground(shapes: Iterable[Shape]) -> _Ground:
    kept = tuple(shapes)
    sides = [_sides(shape) for shape in kept]
    counts = np.array([len(one) for one in sides], dtype=np.int64)
    middles = np.array([shape.middle for shape in kept]).reshape(-1, 2)
    reach = np.array(
        [
            max(abs(lat - middle[1]) + abs((lon - middle[0] + 180) % 360 - 180) for lon, lat in shape.points)
            for shape, middle in zip(kept, middles, strict=True)
        ]
    )
    return _Ground(
        ends=np.concatenate(sides) if sides else np.empty((0, 2, 2)),
        first=np.concatenate(([0], np.cumsum(counts))),
        middles=middles,
        reach_deg=reach,
        area_deg=np.where([one.kind is ShapeKind.AREA for one in kept], reach, 0.0),
        shapes=kept,
    )


def _sides(shape: Shape) -> Floats:
    """The sides of a shape, (n, 2, 2) in degrees; a point is a side of no length."""
    points = list(shape.points)
    if len(points) == 1:
        return np.array([[points[0], points[0]]])
    if shape.kind is ShapeKind.AREA and len(points) > 2:
        points.append(points[0])
    return np.array(list(pairwise(points)))


def _flat(degrees: Floats, origin: Floats) -> Floats:
    """Metres around ``origin``, as `rules.geodesy.flat_point`."""
    phi, base = np.radians(degrees[..., 1]), math.radians(origin[1])
    delta = np.radians((degrees[..., 0] - origin[0] + 180) % 360 - 180)
    sine, cosine = np.sin(phi), np.cos(phi)
    normal = SEMI_MAJOR_M / np.sqrt(1 - ECCENTRICITY_2 * sine * sine)
    east = delta * cosine
    eta2 = ECCENTRICITY_2 / (1 - ECCENTRICITY_2) * cosine * cosine
    x = normal * east * (1 + east * east / 6 * (1 - (sine / cosine) ** 2 + eta2))
    middle = (base + phi) / 2
    meridian = (phi - base) / 6 * (_radius(np.full_like(phi, base)) + 4 * _radius(middle) + _radius(phi))
    return np.stack((x, meridian + normal * sine * cosine * delta * delta / 2), axis=-1)


def _radius(phi: Floats) -> Floats:
    return np.asarray(SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / (1 - ECCENTRICITY_2 * np.sin(phi) ** 2) ** 1.5)


def _segment_distance(one: Floats, others: Floats) -> Floats:
    """Metres from one side (2, 2) to many (n, 2, 2); 0 where they cross."""
    a, b = one
    c, d = others[:, 0], others[:, 1]
    found = np.minimum(_to_segment(c, a, b), _to_segment(d, a, b))
    found = np.minimum(found, np.minimum(_to_segment(a, c, d), _to_segment(b, c, d)))
    crossing = (_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0)
    return np.where(crossing, 0.0, found)


def _to_segment(point: Floats, start: Floats, end: Floats) -> Floats:
    along_x, along_y = end[..., 0] - start[..., 0], end[..., 1] - start[..., 1]
    to_x, to_y = point[..., 0] - start[..., 0], point[..., 1] - start[..., 1]
    length2 = along_x * along_x + along_y * along_y
    share = np.clip((to_x * along_x + to_y * along_y) / np.where(length2 == 0, 1.0, length2), 0.0, 1.0)
    return np.asarray(np.hypot(to_x - share * along_x, to_y - share * along_y))


def _turn(a: Floats, b: Floats, c: Floats) -> Floats:
    return np.asarray(
        (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
    )


def _square(degrees: float | Floats) -> Floats:
    return np.floor(np.asarray(degrees) / CELL_DEG)
