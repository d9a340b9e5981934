"""A store among its neighbours: limits, who binds, sides of magazines, remedies."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracemark.ammunition.data import rule_set
from tracemark.ammunition.rules.remedies import Site, limits_on, remedies
from tracemark.ammunition.rules.siting import LimitCache, neighbour_code, side_of, store_code
from tracemark.stockpiles.rules.geodesy import Shape, ShapeKind, degrees_around
from tracemark.stockpiles.rules.plans import Building, NeighbourKind, NeighbourPlan, StorePlan

HERE = (20.0, 10.0)
CACHE = LimitCache(rule_set())


def at(east: float, north: float) -> Shape:
    return Shape(ShapeKind.POINT, (degrees_around(HERE, (east, north)),))


def near(name: str, kind: NeighbourKind, east: float, north: float = 0.0, **more: object) -> NeighbourPlan:
    return replace(NeighbourPlan(name, at(east, north), kind), **more)  # type: ignore[arg-type]  # [keywords of a test]


STORE = StorePlan("Store 1", at(0, 0), Building.MEDIUM)
VILLAGE = near("Village", NeighbourKind.HOUSE, 700.5)
SCHOOL = near("School", NeighbourKind.SCHOOL, 0, 300)
ROAD = near("Road", NeighbourKind.ROAD, -350, per_day=1500)


def limit(store: StorePlan, *neighbours: NeighbourPlan, division: str = "1.1") -> tuple[int, str]:
    found = limits_on(CACHE, Site([store], neighbours), store)[division]
    return found.neq_kg, found.binding


def test_the_nearest_neighbour_need_not_bind() -> None:
    assert limit(STORE, VILLAGE, ROAD) == (13_225, "Road")
    assert limit(STORE, VILLAGE) == (31_349, "Village")


def test_a_new_school_at_300_metres_leaves_nothing_for_1_1() -> None:
    assert limit(STORE, VILLAGE, ROAD, SCHOOL) == (0, "School")
    assert limit(STORE, VILLAGE, ROAD, SCHOOL, division="1.3.1")[0] == 102_996
    assert limit(STORE, VILLAGE, ROAD, SCHOOL, division="1.2.1") == (2_355, "School")


def test_without_neighbours_the_rules_end_the_limit() -> None:
    found = limits_on(CACHE, Site([STORE], []), STORE)["1.1"]
    assert (found.neq_kg, found.binding, found.is_capped) == (250_000, "", True)


@given(
    east=st.floats(100, 3000),
    north=st.floats(-2000, 2000),
    division=st.sampled_from(["1.1", "1.2.1", "1.3.1"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_more_neighbour_never_raises_a_limit(east: float, north: float, division: str) -> None:
    more = near("House", NeighbourKind.HOUSE, east, north)
    assert limit(STORE, ROAD, more, division=division)[0] <= limit(STORE, ROAD, division=division)[0]


@pytest.mark.parametrize(
    ("neighbour", "code"),
    [
        (near("a", NeighbourKind.ROAD, 1), "traffic-high"),
        (near("a", NeighbourKind.ROAD, 1, per_day=5000), "traffic-high"),
        (near("a", NeighbourKind.ROAD, 1, per_day=4999), "traffic-medium"),
        (near("a", NeighbourKind.ROAD, 1, per_day=999), "traffic-low"),
        (near("a", NeighbourKind.WATERWAY, 1, per_day=1800), "traffic-high"),
        (near("a", NeighbourKind.FOOTPATH, 1, per_day=199), "traffic-low"),
        (near("a", NeighbourKind.SCHOOL, 1, is_vulnerable=True), "vulnerable-building"),
        (near("a", NeighbourKind.OFFICE, 1), "office-large"),
        (near("a", NeighbourKind.OFFICE, 1, people=20), "office-small"),
        (near("a", NeighbourKind.POWER, 1), "power-super"),
        (near("a", NeighbourKind.FUEL, 1, grade="minor"), "fuel-minor"),
        (near("a", NeighbourKind.WORKSHOP, 1), "workshop-open"),
    ],
)
def test_what_is_not_known_of_a_neighbour_takes_the_stricter_code(
    neighbour: NeighbourPlan, code: str
) -> None:
    assert neighbour_code(neighbour) == code
    assert neighbour_code(neighbour) in rule_set().neighbours


MAGAZINE = StorePlan("Igloo", at(0, 0), Building.EARTH_COVERED, front_bearing_deg=0, is_standard_ecm=True)


@pytest.mark.parametrize(
    ("east", "north", "side"),
    [
        (0, 500, "front"),
        (500, 500, "front"),
        (500, 0, "side"),
        (500, -200, "side"),
        (0, -500, "rear"),
        (300, -500, "rear"),
    ],
)
def test_a_magazine_has_a_front_sides_and_a_rear(east: float, north: float, side: str) -> None:
    assert side_of(MAGAZINE, at(east, north), 60, 45) == side
    assert store_code(MAGAZINE, side) == f"ecm-{side}"


def test_a_front_that_is_not_known_looks_at_everybody() -> None:
    assert side_of(replace(MAGAZINE, front_bearing_deg=None), at(0, -500), 60, 45) == "front"


def test_a_standard_magazine_turns_its_back_on_a_village() -> None:
    behind = near("Village", NeighbourKind.HOUSE, 0, -450)
    facing = near("Village", NeighbourKind.HOUSE, 0, 450)
    assert limit(MAGAZINE, behind) == (33_208, "Village")
    assert limit(MAGAZINE, facing) == (8_328, "Village")


def test_remedies_are_recomputed_and_the_cheapest_stands_first() -> None:
    site = Site([STORE], [VILLAGE, ROAD, SCHOOL])
    found = remedies(CACHE, site, STORE, "1.1", Decimal(8000), {"Store 2": 9000})
    codes = [one.finding.code for one in found]
    assert codes[0] == "remedy_move" and found[0].is_enough
    assert {"remedy_barricade", "remedy_earth_cover", "remedy_move_store", "remedy_neighbour_gone"} <= set(
        codes
    )
    gone = next(one for one in found if one.finding.code == "remedy_neighbour_gone")
    assert gone.finding.params == {"neighbour": "School", "kg": 13_225}


def test_stores_are_neighbours_of_each_other() -> None:
    other = StorePlan("Store 2", at(60, 0), Building.MEDIUM)
    found = limits_on(CACHE, Site([STORE, other], []), STORE)
    assert found["1.1"].binding == "Store 2"
