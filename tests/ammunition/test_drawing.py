"""Sites, stores and neighbours are drawn by form; what would change is shown first; pictures lie behind."""

import struct
import zlib
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.accounts.people import signed_in
from tests.ammunition.depot import HERE, SCHOOL, Depot

from tracemark.accounts.models import Person
from tracemark.ammunition.api import router
from tracemark.stockpiles.jobs.plan_files import read_plan_file
from tracemark.stockpiles.models import Neighbour, Site, SiteChange, SitePicture, Store
from tracemark.stockpiles.queries import get_site_plan
from tracemark.stockpiles.rules.geodesy import degrees_around
from tracemark.stockpiles.rules.places import write_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def depot() -> Depot:
    made = Depot()
    made.license()
    made.license(2)
    made.move("receive", made.shell, "1000", target=1)
    return made


@pytest.fixture
def keeper(depot: Depot) -> Client:
    return signed_in(Person.objects.get(username="keeper"))


def places(*points: tuple[float, float]) -> str:
    return write_places(degrees_around(HERE, point) for point in points)


def school(**changes: Any) -> dict[str, Any]:
    drawn = {"name": "School", "kind": "school", "shape": "point", "places": places((0, 300)), "do": "look"}
    return {**drawn, **changes}


def png(wide: int = 400, high: int = 300) -> bytes:
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def test_a_site_is_made_and_its_name_is_taken_once(depot: Depot, keeper: Client) -> None:
    sent = {"unit": str(depot.unit.id), "name": "Harbour post"}
    assert keeper.post("/ammunition/sites/new/", sent).status_code == 302
    assert keeper.post("/ammunition/sites/new/", sent).status_code == 409
    page = keeper.get(f"/ammunition/sites/{Site.objects.get(name='Harbour post').id}/")
    assert "Draw a store" in page.content.decode()


def test_what_a_school_would_change_is_seen_before_it_is_saved(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/sites/{depot.site.id}/neighbours/new/"
    looked = keeper.post(url, school())
    over = [line for line in looked.context["outcome"].lines if line.is_over]
    assert [(line.store, line.division, line.binding) for line in over] == [("Store 1", "1.1", "School")]
    assert not Neighbour.objects.filter(name="School").exists()
    assert keeper.post(url, school(do="save")).status_code == 302
    (point,) = Neighbour.objects.get(name="School").points
    assert point == pytest.approx(SCHOOL.shape.points[0], abs=1e-7)
    assert keeper.post(url, school(do="save")).status_code == 409


def test_our_script_asks_for_the_outcome_alone(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/sites/{depot.site.id}/neighbours/new/"
    part = keeper.post(url, school(), headers={"Tracemark-Part": "outcome"}).content.decode()
    assert "<svg" in part and "too much" in part and "<html" not in part


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"places": "somewhere"}, "Line 1"),
        ({"places": "95, 20"}, "Line 1"),
        ({"shape": "area"}, "3 at least"),
        ({"kind": "castle"}, "castle"),
        ({"grade": "open"}, "no such grade"),
        ({"per_day": "-1"}, "0"),
    ],
)
def test_a_place_that_does_not_read_says_where_and_why(
    depot: Depot, keeper: Client, change: dict[str, Any], said: str
) -> None:
    answer = keeper.post(f"/ammunition/sites/{depot.site.id}/neighbours/new/", school(**change))
    assert answer.status_code == 422 and said in answer.content.decode()


def test_a_store_is_moved_renamed_and_turned(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/stores/{depot.store().id}/change/"
    form = keeper.get(url).context["form"]
    drawn = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    corners = ((0, 0), (20, 0), (20, 10), (0, 10))
    sent = {**drawn, "name": "Store 1b", "shape": "area", "places": places(*corners), "do": "save"}
    assert keeper.post(url, {**sent, "name": "Village"}).status_code == 409
    assert keeper.post(url, {**sent, "front_bearing_deg": "90"}).status_code == 302
    store = Store.objects.get(name="Store 1b")
    assert (store.shape_kind, len(store.points), store.front_bearing_deg) == ("area", 4, 90)
    assert SiteChange.objects.filter(subject_id=store.id, kind="store_changed").exists()


def test_only_an_empty_store_is_taken_out_of_use(depot: Depot, keeper: Client) -> None:
    full, empty = (f"/ammunition/stores/{depot.store(number).id}/change/" for number in (1, 2))
    refused = keeper.post(full, {"do": "end"})
    assert refused.status_code == 409 and "not empty" in refused.content.decode()
    assert keeper.post(empty, {"do": "end"}).status_code == 302
    assert keeper.get(empty).status_code == 404 and Store.objects.get(name="Store 2").ended_on


def test_a_neighbour_that_is_gone_stays_on_record(depot: Depot, keeper: Client) -> None:
    village = Neighbour.objects.get(name="Village")
    url = f"/ammunition/neighbours/{village.id}/change/"
    assert "Village" in keeper.get(url).content.decode()
    assert keeper.post(url, {"do": "end"}).status_code == 302
    assert keeper.get(url).status_code == 404
    assert Neighbour.objects.get(id=village.id).ended_on is not None


def test_the_site_is_exported_as_it_would_be_taken_in(depot: Depot, keeper: Client, tmp_path: Any) -> None:
    depot.build_school()
    path = tmp_path / "site.geojson"
    path.write_bytes(keeper.get(f"/ammunition/sites/{depot.site.id}/site.geojson").content)
    plan, known = read_plan_file(path), get_site_plan(depot.site)
    assert not plan.findings and set(plan.neighbours) == set(known.neighbours)
    assert set(plan.stores) == set(known.stores) and SCHOOL in plan.neighbours


def test_a_picture_lies_behind_the_map_by_two_points(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/sites/{depot.site.id}/picture/new/"
    ties = {"x1": "0", "y1": "300", "x2": "400", "y2": "300"}
    ties |= {"place1": places((-200, -150)), "place2": places((200, -150))}
    sent = {**ties, "file": SimpleUploadedFile("plan.png", png())}
    assert keeper.post(url, sent).status_code == 302
    page = keeper.get(f"/ammunition/sites/{depot.site.id}/").content.decode()
    assert f'<image href="/ammunition/sites/{depot.site.id}/picture/"' in page
    assert keeper.get(f"/ammunition/sites/{depot.site.id}/picture/").content == png()
    assert SitePicture.objects.get().width_px == 400


@pytest.mark.parametrize(
    ("content", "change", "status"),
    [
        (b"GIF89a", {}, 409),
        (png(90_000, 2), {}, 409),
        (png(), {"x2": "1"}, 409),
        (png(), {"x2": "401"}, 409),
        (png(), {"place2": "here"}, 422),
        (b"\xff\xd8\xff\xe0\x00\x04ab", {}, 409),
    ],
)
def test_a_picture_that_cannot_be_placed_is_refused(
    depot: Depot, keeper: Client, content: bytes, change: dict[str, str], status: int
) -> None:
    ties = {"x1": "0", "y1": "0", "x2": "400", "y2": "0", "place1": "10, 20", "place2": "10, 20.01"}
    sent = {**ties, **change, "file": SimpleUploadedFile("plan", content)}
    assert keeper.post(f"/ammunition/sites/{depot.site.id}/picture/new/", sent).status_code == status
    assert not SitePicture.objects.exists()


def test_what_if_a_stack_lay_elsewhere_shows_both_stores(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/sites/{depot.site.id}/what-if/"
    what = keeper.get(url).context["form"].fields["what"].choices[0][0]
    looked = keeper.get(url, {"what": what, "target": depot.store(2).id.hex})
    lines = {line.store: (line.before_kg, line.after_kg) for line in looked.context["lines"]}
    assert lines == {"Store 1": (7000, 0), "Store 2": (0, 7000)}
    assert depot.store().holdings.get().quantity == 1000
    assert not keeper.get(url, {"what": what, "target": depot.store(1).id.hex}).context["lines"]


def test_arcs_are_drawn_for_one_division_or_for_all(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/stores/{depot.store().id}/"
    one = {arc.ring.division for arc in keeper.get(f"{url}?arcs=1.2.1").context["page"].drawing.arcs}
    every = {arc.ring.division for arc in keeper.get(f"{url}?arcs=all").context["page"].drawing.arcs}
    assert one == {"1.2.1"} and {"1.1", "1.2.1", "1.3.1"} <= every


def test_who_may_not_plan_may_not_draw(depot: Depot) -> None:
    second = signed_in(Person.objects.get(username="second"))
    for path in (f"stores/{depot.store().id}/change/", f"sites/{depot.site.id}/stores/new/", "sites/new/"):
        assert second.get(f"/ammunition/{path}").status_code == 403
    assert second.get(f"/ammunition/neighbours/{uuid4()}/change/").status_code == 403
    assert second.get(f"/ammunition/sites/{depot.site.id}/picture/").status_code == 404


def api(depot: Depot) -> TestClient:
    made = NinjaAPI(auth=lambda request: depot.officer, urls_namespace=str(uuid4()))
    made.add_router("", router)
    return TestClient(made)


def test_programs_make_a_site_and_take_in_its_plan_after_a_look(depot: Depot) -> None:
    client = api(depot)
    made = client.post("/sites", json={"unit_id": str(depot.unit.id), "name": "Post"}).json()
    assert {one["name"] for one in client.get("/sites").json()} == {"Depot", "Post"}
    point = {"type": "Point", "coordinates": [20.1, 10.1]}
    good = {"properties": {"name": "Shed", "role": "store", "building": "light"}, "geometry": point}
    body = {"features": [good, {"properties": {"kind": "castle", "role": "neighbour"}, "geometry": point}]}
    looked = client.post(f"/sites/{made['id']}/plan", json={**body, "look": True}).json()
    assert (looked["stores"], looked["changed"], looked["findings"][0]["params"]["row"]) == (1, 0, 2)
    assert client.post(f"/sites/{made['id']}/plan", json=body).json()["changed"] == 1
    assert client.get(f"/sites/{made['id']}/plan").json()["features"][0]["properties"]["name"] == "Shed"


def test_programs_count_a_store_and_ask_the_calculators(depot: Depot) -> None:
    client = api(depot)
    count = {"lot_id": str(depot.shell.id), "counted": 999}
    body = {"id": str(uuid4()), "counted_on": "2026-11-01", "counters": ["A", "B"], "counts": [count]}
    url = f"/stores/{depot.store().id}/stocktakes"
    assert [one["code"] for one in client.post(url, json=body).json()] == ["stocktake_differs"]
    assert client.post(url, json=body).json() == []
    assert client.get("/blast?neq_kg=10000&distance_m=500").json()["z"] == 23.208
    assert client.get("/withdrawal?hd=1.4").json()["withdrawal_m"] == 100
    assert client.get("/danger-area?kind=bare&all_up_kg=1200").json()["radius_m"] == 1382
