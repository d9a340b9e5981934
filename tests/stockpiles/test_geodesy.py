"""Distances on the ground against Karney's geodesics, and shapes of every kind."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracemark.stockpiles.rules.geodesy import (
    Shape,
    ShapeKind,
    angle_between,
    degrees_around,
    flat_point,
    nearest,
)

KARNEY = (
    # longitude, latitude of both ends; metres computed with GeographicLib (C. Karney), WGS 84
    (125.076145, -54.845363, 125.072178, -54.845165, 255.792),
    (-18.183217, -0.684737, -18.188992, -0.688873, 788.91),
    (-169.794908, -60.921062, -169.801765, -60.919066, 433.371),
    (133.977621, 48.601355, 134.020857, 48.606064, 3231.39),
    (78.533778, -38.667892, 78.510916, -38.704728, 4547.296),
    (-27.434977, 17.39801, -27.457239, 17.412053, 2830.336),
    (108.684994, -72.522191, 108.777448, -72.598932, 9105.476),
    (158.412125, -27.142396, 158.492174, -27.12736, 8108.76),
)


def point(longitude: float, latitude: float) -> Shape:
    return Shape(ShapeKind.POINT, ((longitude, latitude),))


@pytest.mark.parametrize("row", KARNEY)
def test_distances_agree_with_geodesics_to_the_centimetre(row: tuple[float, ...]) -> None:
    found = nearest(point(row[0], row[1]), point(row[2], row[3]))
    assert found.distance_m == pytest.approx(row[4], abs=0.01)


def test_the_date_line_is_no_border() -> None:
    assert nearest(point(179.999, 10.0), point(-179.999, 10.0)).distance_m == pytest.approx(219.3, abs=0.5)


@given(st.floats(-175, 175), st.floats(-70, 70), st.floats(-3000, 3000), st.floats(-3000, 3000))
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_metres_become_degrees_and_metres_again(lon: float, lat: float, east: float, north: float) -> None:
    there = degrees_around((lon, lat), (east, north))
    back = flat_point(*there, (lon, lat))
    assert back == pytest.approx((east, north), abs=4)


def square(longitude: float, latitude: float, half: float) -> Shape:
    corners = ((-half, -half), (half, -half), (half, half), (-half, half))
    return Shape(ShapeKind.AREA, tuple(degrees_around((longitude, latitude), one) for one in corners))


def test_the_distance_runs_from_wall_to_wall() -> None:
    store = square(20.0, 10.0, 10)
    school = square(*degrees_around((20.0, 10.0), (330.0, 0.0)), 20)
    found = nearest(store, school)
    assert found.distance_m == pytest.approx(300, abs=0.05)
    assert found.bearing_deg == pytest.approx(90, abs=2)


def test_a_road_passes_between_its_points() -> None:
    ends = (degrees_around((20.0, 10.0), (150.0, -5000.0)), degrees_around((20.0, 10.0), (150.0, 5000.0)))
    assert nearest(point(20.0, 10.0), Shape(ShapeKind.LINE, ends)).distance_m == pytest.approx(150, abs=0.05)


def test_what_lies_inside_or_crosses_is_no_distance_away() -> None:
    area = square(20.0, 10.0, 100)
    assert nearest(area, point(20.0, 10.0)).distance_m == 0
    across = (degrees_around((20.0, 10.0), (-500.0, 0.0)), degrees_around((20.0, 10.0), (500.0, 0.0)))
    assert nearest(Shape(ShapeKind.LINE, across), area).distance_m == 0


@given(st.floats(0, 360), st.floats(0, 360))
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_an_angle_is_the_same_from_both_sides(one: float, other: float) -> None:
    assert angle_between(one, other) == pytest.approx(angle_between(other, one), abs=1e-9)
    assert 0 <= angle_between(one, other) <= 180
