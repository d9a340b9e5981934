"""A site as a drawing: stores, neighbours, the arcs of a store and the way to the neighbour that binds.

Drawn on the server as SVG, so that it prints, needs no network and no JavaScript. North is up.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.template.loader import render_to_string

from tracemark.ammunition.rules.distances import Pair, required_distance
from tracemark.ammunition.rules.rulesets import RuleSet
from tracemark.ammunition.rules.siting import Exposure
from tracemark.findings import Refused
from tracemark.stockpiles.rules.geodesy import Flat, ShapeKind, flat
from tracemark.stockpiles.rules.plans import NeighbourPlan, StorePlan

WIDTH, HEIGHT, MARGIN = 760.0, 520.0, 46.0
FARTHEST_M = 1_300.0
SIGNS = {"bad": "!", "warn": "△", "good": "✓"}
ARCS = ("inhabited-building", "traffic-medium", "vulnerable-building")
STEPS_M = (10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the map: ``points`` for a line or an area, ``x`` and ``y`` for a point and the label."""

    kind: str
    x: float
    y: float
    points: str
    label: str
    tone: str = ""
    front: str = ""


@dataclass(frozen=True, slots=True)
class Arc:
    """A ring around a store: how far a kind of neighbour must stay."""

    x: float
    y: float
    r: float
    metres: int
    neighbour: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws."""

    width: float
    height: float
    stores: tuple[Mark, ...]
    neighbours: tuple[Mark, ...]
    arcs: tuple[Arc, ...]
    binding: str
    bar_px: float
    bar_m: int


def draw_site(
    stores: Sequence[StorePlan],
    neighbours: Sequence[NeighbourPlan],
    tones: Mapping[str, str],
    arcs: Mapping[str, Mapping[str, int]] | None = None,
    binding: tuple[str, str] | None = None,
) -> Drawing:
    """The drawing of a site. ``arcs``: metres by neighbour code for a store's name; ``binding``: (store, neighbour)."""
    origin = stores[0].shape.middle if stores else neighbours[0].shape.middle if neighbours else (0.0, 0.0)
    everything: list[StorePlan | NeighbourPlan] = [*stores, *neighbours]
    placed = {one.name: flat(one.shape, origin) for one in everything}
    view = _View.around([*_near(placed.values()), *_rims(arcs or {}, placed)])
    binding_line = ""
    if binding and binding[0] in placed and binding[1] in placed:
        binding_line = view.path([_centre(placed[binding[0]]), _nearest_to(placed, *binding)])
    step = max((one for one in STEPS_M if one * view.scale <= 160), default=STEPS_M[0])
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        stores=tuple(_mark(view, one, placed[one.name], tones.get(one.name, "")) for one in stores),
        neighbours=tuple(_mark(view, one, placed[one.name]) for one in neighbours),
        arcs=tuple(
            Arc(*view.at(_centre(placed[name])), round(metres * view.scale, 1), metres, code)
            for name, rings in (arcs or {}).items()
            for code, metres in rings.items()
            if name in placed
        ),
        binding=binding_line,
        bar_px=round(step * view.scale, 1),
        bar_m=step,
    )


def arcs_of(rules: RuleSet, division: str, neq_kg: float, exposures: Sequence[Exposure]) -> dict[str, int]:
    """How far houses, roads and vulnerable buildings must stay for a quantity; empty when the rules refuse."""
    stores = {one.pairs[division].store for one in exposures} or {""}
    found: dict[str, int] = {}
    for code in ARCS:
        for store in stores:
            try:
                metres = required_distance(rules, division, neq_kg, Pair(code, store)).exact_m
            except Refused:
                continue
            found[code] = max(found.get(code, 0), metres)
    return found


def as_svg(drawing: Drawing) -> str:
    """The drawing as one SVG element, for a page or a printed licence."""
    return render_to_string("ammunition/map.svg", {"map": drawing})


@dataclass(frozen=True, slots=True)
class _View:
    scale: float
    left: float
    top: float

    @classmethod
    def around(cls, points: Sequence[Flat]) -> "_View":
        xs = [x for x, _ in points] or [0.0]
        ys = [y for _, y in points] or [0.0]
        wide, high = max(max(xs) - min(xs), 50.0), max(max(ys) - min(ys), 50.0)
        scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
        middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        return cls(scale, middle_x - WIDTH / 2 / scale, middle_y + HEIGHT / 2 / scale)

    def at(self, point: Flat) -> Flat:
        return (round((point[0] - self.left) * self.scale, 1), round((self.top - point[1]) * self.scale, 1))

    def path(self, points: Sequence[Flat]) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in map(self.at, points))


def _mark(view: _View, one: StorePlan | NeighbourPlan, points: Sequence[Flat], tone: str = "") -> Mark:
    x, y = view.at(_centre(points))
    kind = one.shape.kind.value
    front = ""
    if isinstance(one, StorePlan) and one.front_bearing_deg is not None:
        angle = math.radians(one.front_bearing_deg)
        front = f"{x:g},{y:g} {x + 18 * math.sin(angle):.1f},{y - 18 * math.cos(angle):.1f}"
    label = f"{SIGNS[tone]} {one.name}" if tone in SIGNS else one.name
    if one.shape.kind is ShapeKind.LINE:
        x, y = _label_place(view, points)
    return Mark(kind, x, y, view.path(points), label, tone, front)


def _label_place(view: _View, points: Sequence[Flat]) -> Flat:
    """Where a line's name stands: on the part of it that is seen."""
    seen = [
        view.at(_between(one, other, share / 20)) for one, other in pairwise(points) for share in range(21)
    ]
    inner = [one for one in seen if MARGIN < one[0] < WIDTH - MARGIN and MARGIN < one[1] < HEIGHT - MARGIN]
    return inner[len(inner) // 4] if inner else seen[0]


def _between(one: Flat, other: Flat, share: float) -> Flat:
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def _near(groups: Iterable[Sequence[Flat]]) -> list[Flat]:
    """Points within reach: a long road does not shrink the site to a dot."""
    return [point for points in groups for point in points if math.hypot(*point) <= FARTHEST_M]


def _rims(arcs: Mapping[str, Mapping[str, int]], placed: Mapping[str, Sequence[Flat]]) -> list[Flat]:
    rims = []
    for name, rings in arcs.items():
        if name in placed and rings:
            (x, y), r = _centre(placed[name]), max(rings.values())
            rims += [(x - r, y), (x + r, y), (x, y - r), (x, y + r)]
    return rims


def _nearest_to(placed: Mapping[str, Sequence[Flat]], store: str, neighbour: str) -> Flat:
    middle, points = _centre(placed[store]), placed[neighbour]
    sides = [_between(one, other, share / 40) for one, other in pairwise(points) for share in range(41)]
    return min([*points, *sides], key=lambda point: math.dist(point, middle))


def _centre(points: Sequence[Flat]) -> Flat:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
