"""Plans from GeoJSON, KML and tables: the same plan, and what does not read is kept aside by number."""

import json
from pathlib import Path

import pytest

from tracemark.findings import Refused
from tracemark.stockpiles.jobs.plan_files import read_plan_file
from tracemark.stockpiles.rules.plans import Building, NeighbourKind, Plan

STORE = {
    "name": "Store 1",
    "role": "store",
    "building": "medium",
    "barricaded": "yes",
    "front_bearing_deg": 380,
}
SCHOOL = {"name": "School", "kind": "school", "vulnerable": True}
ROAD = {"name": "Road", "kind": "road", "per_day": 1200}
LINE = [[20.1, 10.0], [20.1, 10.2]]

KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Store 1</name><ExtendedData><Data name="building"><value>medium</value></Data>
<Data name="role"><value>store</value></Data></ExtendedData>
<Point><coordinates>20,10,0</coordinates></Point></Placemark>
<Placemark><name>School</name><ExtendedData><Data name="kind"><value>school</value></Data></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>20.01,10 20.02,10 20.02,10.01 20.01,10</coordinates></LinearRing>
</outerBoundaryIs></Polygon></Placemark></Document></kml>"""

TABLE = (
    "name,role,kind,building,lat,lon,wkt,per_day\n"
    "Store 1,store,,medium,10,20,,\n"
    "School,neighbour,school,,10.01,20.01,,\n"
    'Road,neighbour,road,,,,"LINESTRING(20.1 10, 20.1 10.2)",1200\n'
    "Moon,neighbour,moon,,10,20,,\n"
)


def feature(
    properties: dict[str, object], kind: str = "Point", coordinates: object = (20.0, 10.0)
) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def plan_of(tmp_path: Path, text: str, name: str = "site.geojson") -> Plan:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_plan_file(path)


def geojson(tmp_path: Path, *features: dict[str, object]) -> Plan:
    return plan_of(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}))


def test_a_geojson_plan_is_read_with_all_it_says(tmp_path: Path) -> None:
    plan = geojson(tmp_path, feature(STORE), feature(SCHOOL), feature(ROAD, "LineString", LINE))
    store, (school, road) = plan.stores[0], plan.neighbours
    assert (store.building, store.is_barricaded, store.front_bearing_deg) == (Building.MEDIUM, True, 20)
    assert school.kind is NeighbourKind.SCHOOL and school.is_vulnerable
    assert road.per_day == 1200 and not plan.findings


def test_kml_and_tables_give_the_same_stores_and_neighbours(tmp_path: Path) -> None:
    kml, table = plan_of(tmp_path, KML, "site.kml"), plan_of(tmp_path, TABLE, "site.csv")
    assert [one.name for one in (*kml.stores, *kml.neighbours)] == ["Store 1", "School"]
    assert [one.name for one in (*table.stores, *table.neighbours)] == ["Store 1", "School", "Road"]
    assert (table.findings[0].code, table.findings[0].params["row"]) == ("plan_value_unknown", 5)


@pytest.mark.parametrize(
    ("bad", "code", "column"),
    [
        (feature({"name": "X", "kind": "castle", "role": "neighbour"}), "plan_value_unknown", "kind"),
        (feature({"name": "X", "building": "tent"}), "plan_value_unknown", "building"),
        (feature({"name": "X", "kind": "road", "per_day": "many"}), "plan_value_unknown", "per_day"),
        (feature({"name": "X", "kind": "road", "per_day": -3}), "plan_value_unknown", "per_day"),
        (feature({"name": "X", "kind": "fuel", "grade": "big"}), "plan_value_unknown", "grade"),
        (
            feature({"name": "X", "kind": "house", "vulnerable": "perhaps"}),
            "plan_value_unknown",
            "vulnerable",
        ),
        (feature(SCHOOL, "Point", [200, 10]), "plan_position_outside", "geometry"),
        (feature(SCHOOL, "Point", ["a", 10]), "plan_shape_not_read", "geometry"),
        (feature(SCHOOL, "Polygon", []), "plan_shape_not_read", "geometry"),
        (feature(SCHOOL, "MultiPoint", [[20, 10]]), "plan_shape_not_read", "geometry"),
        (feature(STORE), "plan_name_twice", "name"),
    ],
)
def test_a_feature_that_does_not_read_is_kept_aside_with_its_number_and_field(
    tmp_path: Path, bad: dict[str, object], code: str, column: str
) -> None:
    plan = geojson(tmp_path, feature(STORE), bad)
    assert len(plan.stores) == 1 and not plan.neighbours
    found = plan.findings[0]
    assert (found.code, found.params["row"], found.params["column"]) == (code, 2, column)


@pytest.mark.parametrize(
    "text", ["{", "[1, 2]", '{"features": 3}', "<kml>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]
)
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused) as refusal:
        plan_of(tmp_path, text)
    assert refusal.value.findings[0].code == "plan_file_not_read"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_plan_file(tmp_path / "none.geojson")
