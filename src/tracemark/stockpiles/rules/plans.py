"""A plan of a site: its stores and what stands around them, as read from GeoJSON, CSV or KML.

Each feature says what it is by ``role`` (``store`` or ``neighbour``) or by its ``kind`` alone. A feature that does
not read is kept aside with its number, its field and the cause; the others go on.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tracemark.findings import Finding, Param, Refused, Severity
from tracemark.stockpiles.rules.geodesy import Shape, ShapeKind


class Building(StrEnum):
    """How a store is built, as the rule sets tell them apart."""

    EARTH_COVERED = "earth_covered"
    REINFORCED = "reinforced"
    SEMI_REINFORCED = "semi_reinforced"
    MEDIUM = "medium"
    LIGHT = "light"


class NeighbourKind(StrEnum):
    """What stands near a store."""

    HOUSE = "house"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    ROAD = "road"
    RAILWAY = "railway"
    WATERWAY = "waterway"
    FOOTPATH = "footpath"
    WORKSHOP = "workshop"
    OFFICE = "office"
    POWER = "power"
    FUEL = "fuel"
    PORT = "port"


GRADES: Mapping[NeighbourKind, tuple[str, ...]] = {
    NeighbourKind.WORKSHOP: ("open", "barricaded", "roofed"),
    NeighbourKind.POWER: ("super", "normal", "minor"),
    NeighbourKind.FUEL: ("vital", "minor", "protected", "small"),
    NeighbourKind.PORT: (
        "inhabited",
        "vulnerable",
        "traffic-low",
        "traffic-medium",
        "traffic-high",
        "military",
        "fuel",
        "canteen-small",
        "canteen-large",
        "passengers",
        "tanker",
        "bulk-carrier",
        "facility",
        "dangerous-goods",
        "vessel",
        "vessel-barricaded",
        "vessel-loading",
        "vessel-loading-barricaded",
    ),
}
"""Grades of a kind, the strictest first: it holds when none is stated."""


@dataclass(frozen=True, slots=True)
class StorePlan:
    """A store on a plan. ``front_bearing_deg``: where its front (or door) looks, None when not known."""

    name: str
    shape: Shape
    building: Building = Building.LIGHT
    is_barricaded: bool = False
    front_bearing_deg: float | None = None
    is_standard_ecm: bool = False
    headwall_bar: int = 0
    allowances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NeighbourPlan:
    """A neighbour on a plan. ``per_day``: vehicles, passengers or walkers; ``people``: staff. None is not known."""

    name: str
    shape: Shape
    kind: NeighbourKind
    grade: str = ""
    per_day: int | None = None
    people: int | None = None
    is_vulnerable: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file holds; ``findings`` name each feature that was kept aside."""

    stores: tuple[StorePlan, ...] = ()
    neighbours: tuple[NeighbourPlan, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a file: its number there (from 1; the row of a table), properties, and GeoJSON geometry."""

    number: int
    properties: Mapping[str, Any]
    geometry: Mapping[str, Any] | None
    extra: Mapping[str, str] = field(default_factory=dict)


def read_plan(features: Sequence[Feature]) -> Plan:
    """The plan that the features make; names that occur twice and unreadable features are kept aside."""
    stores: dict[str, StorePlan] = {}
    neighbours: dict[str, NeighbourPlan] = {}
    findings: list[Finding] = []
    for feature in features:
        try:
            one = read_feature(feature)
            if one.name in stores or one.name in neighbours:
                raise _refused(feature, "name", "plan_name_twice", one.name)
        except Refused as refusal:
            findings += refusal.findings
            continue
        if isinstance(one, StorePlan):
            stores[one.name] = one
        else:
            neighbours[one.name] = one
    return Plan(tuple(stores.values()), tuple(neighbours.values()), tuple(findings))


def read_feature(feature: Feature) -> StorePlan | NeighbourPlan:
    """One store or neighbour. Raises Refused naming the feature, the field and the cause."""
    kind = _text(feature, "kind").replace("-", "_").lower()
    role = _text(feature, "role").lower() or ("neighbour" if kind in set(NeighbourKind) else "store")
    if role not in ("store", "neighbour"):
        raise _refused(feature, "role", "plan_value_unknown", role)
    name = _text(feature, "name") or f"{role} {feature.number}"
    shape = read_shape(feature)
    if role == "store":
        return _store(feature, name, shape, kind)
    if kind not in set(NeighbourKind):
        raise _refused(feature, "kind", "plan_value_unknown", kind)
    return _neighbour(feature, name, shape, NeighbourKind(kind))


def read_shape(feature: Feature) -> Shape:
    """The shape of a feature: Point, LineString or Polygon (its outer ring)."""
    geometry = feature.geometry or {}
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    try:
        if kind == "Point":
            return Shape(ShapeKind.POINT, (_position(feature, coordinates),))
        if kind == "LineString" and isinstance(coordinates, Sequence):
            points = tuple(_position(feature, one) for one in coordinates)
            return Shape(ShapeKind.LINE, _at_least(feature, points, 2))
        if kind == "Polygon" and isinstance(coordinates, Sequence):
            ring = tuple(_position(feature, one) for one in coordinates[0])
            return Shape(ShapeKind.AREA, _at_least(feature, ring[:-1] if ring[0] == ring[-1] else ring, 3))
    except (IndexError, TypeError, KeyError, ValueError) as error:
        raise _refused(feature, "geometry", "plan_shape_not_read", str(kind)) from error
    raise _refused(feature, "geometry", "plan_shape_not_read", str(kind))


def _store(feature: Feature, name: str, shape: Shape, kind: str) -> StorePlan:
    building = _text(feature, "building").replace("-", "_").lower() or kind or Building.LIGHT.value
    if building not in set(Building):
        raise _refused(feature, "building", "plan_value_unknown", building)
    front = _number(feature, "front_bearing_deg")
    bar = _number(feature, "headwall_bar")
    return StorePlan(
        name=name,
        shape=shape,
        building=Building(building),
        is_barricaded=_flag(feature, "barricaded"),
        front_bearing_deg=None if front is None else front % 360,
        is_standard_ecm=_flag(feature, "standard_ecm"),
        headwall_bar=int(bar or 0),
        allowances=tuple(sorted(set(_text(feature, "allowances").replace(",", " ").split()))),
    )


def _neighbour(feature: Feature, name: str, shape: Shape, kind: NeighbourKind) -> NeighbourPlan:
    grade = _text(feature, "grade").lower()
    if grade and grade not in GRADES.get(kind, ()):
        raise _refused(feature, "grade", "plan_value_unknown", grade)
    per_day, people = _number(feature, "per_day"), _number(feature, "people")
    for field_name, value in (("per_day", per_day), ("people", people)):
        if value is not None and value < 0:
            raise _refused(feature, field_name, "plan_value_unknown", str(value))
    return NeighbourPlan(
        name=name,
        shape=shape,
        kind=kind,
        grade=grade,
        per_day=None if per_day is None else int(per_day),
        people=None if people is None else int(people),
        is_vulnerable=_flag(feature, "vulnerable"),
    )


def _position(feature: Feature, value: Any) -> tuple[float, float]:
    longitude, latitude = float(value[0]), float(value[1])
    if not (math.isfinite(longitude) and abs(longitude) <= 180 and abs(latitude) <= 89):
        raise _refused(feature, "geometry", "plan_position_outside", f"{longitude}, {latitude}")
    return (longitude, latitude)


def _at_least(
    feature: Feature, points: tuple[tuple[float, float], ...], fewest: int
) -> tuple[tuple[float, float], ...]:
    if len(points) < fewest:
        raise _refused(feature, "geometry", "plan_shape_not_read", str(len(points)))
    return points


def _text(feature: Feature, name: str) -> str:
    value = feature.properties.get(name)
    return "" if value is None else str(value).strip()[:200]


def _flag(feature: Feature, name: str) -> bool:
    text = _text(feature, name).lower()
    if text in ("", "0", "no", "false", "n"):
        return False
    if text in ("1", "yes", "true", "y"):
        return True
    raise _refused(feature, name, "plan_value_unknown", text)


def _number(feature: Feature, name: str) -> float | None:
    text = _text(feature, name)
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise _refused(feature, name, "plan_value_unknown", text) from error
    if not math.isfinite(value):
        raise _refused(feature, name, "plan_value_unknown", text)
    return value


def _refused(feature: Feature, name: str, code: str, value: str) -> Refused:
    params: dict[str, Param] = {"row": feature.number, "column": name, "value": value[:80]}
    return Refused(Finding(code, params, Severity.REFUSAL))


def feature_of(one: StorePlan | NeighbourPlan) -> Feature:
    """A store or neighbour as the feature that would be read as it: for export, and for filling in a form."""
    points = [list(point) for point in one.shape.points]
    shapes: dict[ShapeKind, dict[str, Any]] = {
        ShapeKind.POINT: {"type": "Point", "coordinates": points[0]},
        ShapeKind.LINE: {"type": "LineString", "coordinates": points},
        ShapeKind.AREA: {"type": "Polygon", "coordinates": [[*points, points[0]]]},
    }
    geometry = shapes[one.shape.kind]
    if isinstance(one, StorePlan):
        values: dict[str, Any] = {
            "role": "store",
            "name": one.name,
            "building": one.building.value,
            "barricaded": _yes_no(one.is_barricaded),
            "standard_ecm": _yes_no(one.is_standard_ecm),
            "front_bearing_deg": one.front_bearing_deg,
            "headwall_bar": one.headwall_bar or None,
            "allowances": " ".join(one.allowances),
        }
    else:
        values = {
            "role": "neighbour",
            "name": one.name,
            "kind": one.kind.value,
            "grade": one.grade,
            "per_day": one.per_day,
            "people": one.people,
            "vulnerable": _yes_no(one.is_vulnerable),
        }
    return Feature(0, {name: value for name, value in values.items() if value not in (None, "")}, geometry)


def _yes_no(flag: bool) -> str:
    return "yes" if flag else "no"
