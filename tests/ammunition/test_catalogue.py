"""Items, lots, conditions, bans, what lies where, what is due and what awaits disposal, on screens."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.accounts.people import make_person, make_unit, signed_in
from tests.ammunition.depot import AT, TODAY, Depot

from tracemark.accounts.models import Person
from tracemark.accounts.rules import Viewer
from tracemark.ammunition.actions.catalogue import ItemDraft, add_item, grade_lot, keep_item, set_shelf_life
from tracemark.ammunition.api import router
from tracemark.ammunition.models import Ban, ItemChange, ItemType, Lot
from tracemark.findings import Refused

pytestmark = pytest.mark.django_db
ITEM = {"code": "ROCKET", "name": "Rocket", "hazard_code": "1.2E", "neq_kg": "2.5", "counted_in": "each"}


@pytest.fixture
def depot() -> Depot:
    made = Depot()
    made.license()
    made.move("receive", made.shell, "100", target=1)
    return made


@pytest.fixture
def keeper(depot: Depot) -> Client:
    return signed_in(Person.objects.get(username="keeper"))


def today() -> str:
    return timezone.localdate().isoformat()


def test_an_item_is_written_down_once_and_a_code_that_is_taken_is_refused(keeper: Client) -> None:
    assert keeper.post("/ammunition/items/new/", ITEM).status_code == 302
    made = ItemType.objects.get(code="ROCKET")
    assert (made.division, made.group, made.he_neq_kg) == ("1.2.1", "E", None)
    again = keeper.post("/ammunition/items/new/", {**ITEM, "code": "rocket"})
    assert again.status_code == 409 and "already" in again.content.decode()
    assert "Rocket" in keeper.get("/ammunition/items/?q=rock").content.decode()


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"hazard_code": "9.9Z"}, 409),
        ({"un_number": "12"}, 409),
        ({"he_neq_kg": "3"}, 409),
        ({"all_up_kg": "1"}, 409),
        ({"neq_kg": "-1"}, 422),
        ({"neq_kg": "much"}, 422),
        ({"name": " "}, 422),
    ],
)
def test_an_item_that_cannot_be_is_refused(keeper: Client, wrong: dict[str, str], status: int) -> None:
    assert keeper.post("/ammunition/items/new/", {**ITEM, **wrong}).status_code == status
    assert not ItemType.objects.filter(name="Rocket").exists()


def test_a_change_of_an_item_is_kept_with_what_became_what(depot: Depot, keeper: Client) -> None:
    item = depot.shell.item
    url = f"/ammunition/items/{item.id}/"
    form = keeper.get(f"{url}change/").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"neq_kg": "8"}
    assert keeper.post(f"{url}change/", sent).status_code == 302
    assert ItemType.objects.get(id=item.id).neq_kg == 8
    assert ItemChange.objects.get(kind="item_changed").values == {"neq_kg": "8"}
    assert "Item changed" in keeper.get(url).content.decode()


def test_keeping_an_item_as_it_is_changes_nothing(depot: Depot) -> None:
    keep_item(ItemDraft("SHELL", "Shell", "1.1D", Decimal(7)), by=depot.officer, at=AT)
    assert ItemChange.objects.filter(item=depot.shell.item).count() == 1
    with pytest.raises(Refused):
        add_item(ItemDraft("shell", "Shell", "1.1D", Decimal(7)), by=depot.officer, at=AT)


def test_a_lot_is_graded_tested_and_given_another_shelf_life(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/lots/{depot.shell.id}/"
    later = (timezone.localdate() + timedelta(days=400)).isoformat()
    for sent in (
        {"do": "grade", "condition": "D", "occurred_on": today()},
        {"do": "surveillance", "result": "Sound", "occurred_on": today(), "next_on": later},
        {"do": "shelf_life", "until": later, "reason": "Test report 12"},
    ):
        assert keeper.post(url, sent).status_code == 302
    lot = Lot.objects.get(id=depot.shell.id)
    assert (lot.condition, lot.surveillance_due_on, lot.shelf_life_until) == (
        "D",
        lot.shelf_life_until,
        lot.surveillance_due_on,
    )
    page = keeper.get(url).content.decode()
    assert "Sound" in page and "Test report 12" in page and "D · awaits disposal" in page


def test_what_was_found_out_tomorrow_or_says_nothing_is_refused(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/lots/{depot.shell.id}/"
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert keeper.post(url, {"do": "grade", "condition": "D", "occurred_on": later}).status_code == 409
    early = {"do": "surveillance", "result": "Sound", "occurred_on": later, "next_on": today()}
    assert keeper.post(url, early).status_code == 409
    assert keeper.post(url, {"do": "dance"}).status_code == 422
    with pytest.raises(Refused):
        set_shelf_life(depot.shell, until=TODAY, reason=" ", by=depot.officer, at=AT)


def test_a_ban_is_set_shown_blocks_an_issue_and_is_lifted(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/items/{depot.shell.item_id}/bans/new/"
    sent = {"lot": str(depot.shell.id), "reference": "BAN-1", "reason": "Fuze", "from_on": TODAY.isoformat()}
    assert keeper.post(url, {**sent, "until_on": "2020-01-01"}).status_code == 409
    assert keeper.post(url, sent).status_code == 302
    ban = Ban.objects.get()
    assert ban.lot_id == depot.shell.id and "BAN-1" in keeper.get("/ammunition/bans/").content.decode()
    with pytest.raises(Refused):
        depot.move("issue", depot.shell, "1", source=1)
    assert keeper.post(f"/ammunition/bans/{ban.id}/lift/").status_code == 302
    depot.move("issue", depot.shell, "1", source=1)
    assert "lifted" in keeper.get("/ammunition/bans/").content.decode()


def test_holdings_are_listed_by_store_and_stack_and_filtered(depot: Depot, keeper: Client) -> None:
    def shown(query: str) -> list[str]:
        return [row.lot.lot_no for row in keeper.get(f"/ammunition/holdings/?{query}").context["rows"]]

    assert shown("") == shown("text=shell") == shown("division=1.1") == shown("condition=A") == ["LOT-A"]
    assert shown("division=1.3.1") == shown("text=nothing") == []
    answer = keeper.get("/ammunition/holdings/holdings.csv").content.decode()
    assert "Depot,Store 1,,SHELL,Shell,1.1D,,LOT-A,,A,100,each,700,," in answer


def test_what_is_due_and_what_awaits_disposal_is_listed_with_where_it_lies(
    depot: Depot, keeper: Client
) -> None:
    Lot.objects.filter(id=depot.shell.id).update(surveillance_due_on=TODAY)
    grade_lot(depot.shell, condition="D", occurred_on=TODAY, by=depot.officer, at=AT)
    assert "LOT-A" in keeper.get("/ammunition/due/").content.decode()
    page = keeper.get("/ammunition/disposal/")
    assert page.context["total"] == 700
    assert "LOT-A" in keeper.get("/ammunition/disposal/disposal.csv").content.decode()


def test_another_unit_sees_the_catalogue_but_not_where_anything_lies(depot: Depot) -> None:
    other = signed_in(make_person("other", "second_officer", make_unit("OTHER")))
    lot = other.get(f"/ammunition/lots/{depot.shell.id}/")
    assert lot.context["holdings"] == []
    assert other.get("/ammunition/holdings/").context["rows"] == []
    assert other.get("/ammunition/items/new/").status_code == 403
    assert other.post(f"/ammunition/lots/{depot.shell.id}/", {"do": "grade"}).status_code == 403
    assert other.get(f"/ammunition/items/{uuid4()}/").status_code == 404


def api(viewer: Viewer) -> TestClient:
    made = NinjaAPI(auth=lambda request: viewer, urls_namespace=str(uuid4()))
    made.add_router("", router)
    return TestClient(made)


def test_programs_keep_the_catalogue_by_the_same_rules(depot: Depot) -> None:
    client = api(depot.officer)
    made = client.post("/items", json={**ITEM, "neq_kg": "2.5"}).json()
    assert made["hazard_code"] == "1.2.1E"
    changed = client.put(f"/items/{made['id']}", json={**ITEM, "name": "Rocket 2", "neq_kg": "2.5"}).json()
    assert changed["name"] == "Rocket 2"
    lot = client.post("/lots", json={"item_id": made["id"], "lot_no": "R-1"}).json()
    graded = client.post(f"/lots/{lot['id']}/condition", json={"condition": "B", "occurred_on": str(TODAY)})
    assert graded.json()["condition"] == "B"
    assert [one["lot_no"] for one in client.get(f"/items/{made['id']}/lots").json()] == ["R-1"]
    assert [one["quantity"] for one in client.get("/items?q=shell").json()] == ["100"]


def test_programs_set_and_lift_bans_and_read_what_lies_where(depot: Depot) -> None:
    client = api(depot.officer)
    body = {"lot_id": str(depot.shell.id), "reference": "B-2", "reason": "Fuze", "from_on": str(TODAY)}
    made = client.post("/bans", json=body).json()
    assert client.get("/bans").json() == [made]
    assert client.post(f"/bans/{made['id']}/lift").json()["is_lifted"]
    assert client.get("/holdings").json()[0]["quantity"] == "100"
    due = {"result": "Sound", "occurred_on": "2026-10-01", "next_on": "2026-11-15"}
    assert client.post(f"/lots/{depot.shell.id}/surveillance", json=due).status_code == 200
    assert client.get("/due?days=3650").json()[0]["lot_no"] == "LOT-A"
    assert client.get("/disposal").json() == []
