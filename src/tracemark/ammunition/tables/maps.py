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
from tracemark.stockpiles.rules.geodesy import Flat, ShapeKind, flat, flat_point
from tracemark.stockpiles.rules.pictures import Placing
from tracemark.stockpiles.rules.plans import NeighbourPlan, StorePlan

WIDTH, HEIGHT, MARGIN = 760.0, 520.0, 46.0
FARTHEST_M = 1_300.0
SIGNS = {"bad": "!", "warn": "△", "good": "✓"}
ARCS = ("inhabited-building", "traffic-medium", "vulnerable-building")
DASHES = {"1.1": "6 4", "1.2.1": "2 4", "1.2.2": "1 5", "1.3.1": "10 4", "1.3.2": "10 3 2 3", "1.4": "14 6"}
"""How the ring of a division is drawn, so that it is told apart without colour."""
STEPS_M = (10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the map: ``points`` for a line or an area, ``x`` and ``y`` for a point and the label."""

    kind: str
    x: float
    y: float
    points: str
    label: str
    name: str
    tone: str = ""
    front: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """How far a kind of neighbour must stay from a store, for its quantity of one division."""

    division: str
    neighbour: str
    metres: int


@dataclass(frozen=True, slots=True)
class Arc:
    """A ring around a store, drawn; ``label_y`` keeps the words of rings that are alike apart."""

    x: float
    y: float
    r: float
    label_y: float
    ring: Ring
    dash: str


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The picture of the site behind everything: where it is fetched and how its pixels lie on the drawing."""

    address: str
    width: int
    height: int
    matrix: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws. ``scale``, ``left``, ``top`` and the origin lead back from the drawing to degrees."""

    width: float
    height: float
    stores: tuple[Mark, ...]
    neighbours: tuple[Mark, ...]
    arcs: tuple[Arc, ...]
    binding: str
    bar_px: float
    bar_m: int
    scale: float
    left: float
    top: float
    longitude: float
    latitude: float
    backdrop: Backdrop | None = None


def draw_site(
    stores: Sequence[StorePlan],
    neighbours: Sequence[NeighbourPlan],
    tones: Mapping[str, str],
    arcs: Mapping[str, Sequence[Ring]] | None = None,
    binding: tuple[str, str] | None = None,
    picture: tuple[str, Placing] | None = None,
) -> Drawing:
    """The drawing of a site. ``arcs``: rings by a store's name; ``binding``: (store, neighbour) to be joined.

    ``picture``: the address of the site's picture and how it is tied to the ground.
    """
    origin = _origin(stores, neighbours, picture)
    everything: list[StorePlan | NeighbourPlan] = [*stores, *neighbours]
    placed = {one.name: flat(one.shape, origin) for one in everything}
    view = _View.around(
        [*_near(placed.values()), *_rims(arcs or {}, placed), *_picture_corners(picture, origin)]
    )
    binding_line = ""
    if binding and binding[0] in placed and binding[1] in placed:
        binding_line = view.path([_centre(placed[binding[0]]), _nearest_to(placed, *binding)])
    step = max((one for one in STEPS_M if one * view.scale <= 160), default=STEPS_M[0])
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        stores=tuple(_mark(view, one, placed[one.name], tones.get(one.name, "")) for one in stores),
        neighbours=tuple(_mark(view, one, placed[one.name]) for one in neighbours),
        arcs=tuple(_arcs(view, arcs or {}, placed)),
        binding=binding_line,
        bar_px=round(step * view.scale, 1),
        bar_m=step,
        scale=view.scale,
        left=view.left,
        top=view.top,
        longitude=origin[0],
        latitude=origin[1],
        backdrop=_backdrop(view, picture, origin) if picture else None,
    )


def rings_of(rules: RuleSet, division: str, neq_kg: float, exposures: Sequence[Exposure]) -> tuple[Ring, ...]:
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
    return tuple(Ring(division, code, metres) for code, metres in found.items())


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


def _origin(
    stores: Sequence[StorePlan], neighbours: Sequence[NeighbourPlan], picture: tuple[str, Placing] | None
) -> tuple[float, float]:
    everything: list[StorePlan | NeighbourPlan] = [*stores, *neighbours]
    first = next((one.shape.middle for one in everything), None)
    return first or (picture[1].middle if picture else (0.0, 0.0))


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
    return Mark(kind, x, y, view.path(points), label, one.name, tone, front)


def _arcs(
    view: _View, arcs: Mapping[str, Sequence[Ring]], placed: Mapping[str, Sequence[Flat]]
) -> Iterable[Arc]:
    taken: list[float] = []
    for name, rings in arcs.items():
        for ring in sorted(rings, key=lambda one: one.metres) if name in placed else ():
            x, y = view.at(_centre(placed[name]))
            r = round(ring.metres * view.scale, 1)
            label_y = y + r
            while any(abs(label_y - other) < 12 for other in taken):
                label_y += 12
            taken.append(label_y)
            yield Arc(x, y, r, round(label_y, 1), ring, DASHES.get(ring.division, "6 4"))


def _backdrop(view: _View, picture: tuple[str, Placing], origin: tuple[float, float]) -> Backdrop:
    """Pixels to metres by the placing, metres to the drawing by the view: one matrix."""
    address, placing = picture
    corners = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
    (x0, y0), (x1, y1), (x2, y2) = (
        _exact(view, flat_point(*placing.degrees_at(corner), origin)) for corner in corners
    )
    values = (x1 - x0, y1 - y0, x2 - x0, y2 - y0, x0, y0)
    return Backdrop(address, placing.width_px, placing.height_px, " ".join(f"{one:.6f}" for one in values))


def _exact(view: _View, point: Flat) -> Flat:
    return ((point[0] - view.left) * view.scale, (view.top - point[1]) * view.scale)


def _picture_corners(picture: tuple[str, Placing] | None, origin: tuple[float, float]) -> list[Flat]:
    if picture is None:
        return []
    wide, high = float(picture[1].width_px), float(picture[1].height_px)
    corners = ((0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high))
    return _near([[flat_point(*picture[1].degrees_at(corner), origin) for corner in corners]])


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


def _rims(arcs: Mapping[str, Sequence[Ring]], placed: Mapping[str, Sequence[Flat]]) -> list[Flat]:
    rims = []
    for name, rings in arcs.items():
        if name in placed and rings:
            (x, y), r = _centre(placed[name]), max(ring.metres for ring in rings)
            rims += [(x - r, y), (x + r, y), (x, y - r), (x, y + r)]
    return rims


def _nearest_to(placed: Mapping[str, Sequence[Flat]], store: str, neighbour: str) -> Flat:
    middle, points = _centre(placed[store]), placed[neighbour]
    sides = [_between(one, other, share / 40) for one, other in pairwise(points) for share in range(41)]
    return min([*points, *sides], key=lambda point: math.dist(point, middle))


def _centre(points: Sequence[Flat]) -> Flat:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
