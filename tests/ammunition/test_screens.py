"""Screens of a depot: what is wrong stands first, movements and counts are written down, licences are printed."""

import io
import json
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.accounts.people import signed_in
from tests.ammunition.depot import Depot

from tracemark.accounts.models import Person
from tracemark.ammunition.models import Holding, Incident, ItemType, Licence, ReadinessAnswer, Stocktake

pytestmark = pytest.mark.django_db
SIGNED = {"voucher": "V-9", "giver": "A. Giver", "receiver": "B. Receiver"}


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


@pytest.fixture
def second(depot: Depot) -> Client:
    return signed_in(Person.objects.get(username="second"))


def today() -> str:
    return timezone.localdate().isoformat()


def test_the_front_page_leads_to_a_store_out_of_licence_and_to_the_cause(
    depot: Depot, keeper: Client
) -> None:
    assert "out of licence" not in keeper.get("/").content.decode()
    depot.build_school()
    assert "Stores out of licence" in keeper.get("/").content.decode()
    assert "holds" in keeper.get("/ammunition/").content.decode()
    page = keeper.get(f"/ammunition/stores/{depot.store().id}/").content.decode()
    assert "What can be done" in page and "School" in page and "<svg" in page and " style=" not in page


def test_the_overview_takes_no_more_queries_for_more_stores(depot: Depot, keeper: Client) -> None:
    keeper.get("/ammunition/")
    with CaptureQueriesContext(connection) as before:
        keeper.get("/ammunition/")
    depot.move("report_found", depot.flare, "5", target=2)
    with CaptureQueriesContext(connection) as after:
        keeper.get("/ammunition/")
    assert len(after) == len(before)


def test_a_movement_is_written_down_and_a_wrong_one_says_why(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/stores/{depot.store().id}/move/issue/"
    what = keeper.get(url).context["cards"][0].key
    form = {**SIGNED, "id": str(uuid4()), "what": what, "quantity": "10", "occurred_on": today()}
    assert keeper.post(url, form).status_code == 302
    assert Holding.objects.get().quantity == 990
    again = keeper.post(url, {**form, "id": str(uuid4()), "quantity": "5000"})
    assert again.status_code == 409 and "only 990 there" in again.content.decode()
    assert keeper.post(url, {**form, "quantity": "many"}).status_code == 422


def test_three_taps_issue_a_stack_whose_paper_is_filled_in(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/stores/{depot.store().id}/move/issue/"
    what = keeper.get(url).context["cards"][0].key
    form = keeper.get(url, {"what": what}).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value()}
    assert sent["amount"] == "all" and sent["receiver"] == "A. Giver" and sent["voucher"].endswith("-01")
    assert keeper.post(url, sent).status_code == 302
    assert Holding.objects.get().quantity == 0


def test_a_number_that_is_written_down_is_meant_and_none_is_asked_for(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/stores/{depot.store().id}/move/issue/"
    what = keeper.get(url).context["cards"][0].key
    sent = {**SIGNED, "id": str(uuid4()), "what": what, "occurred_on": today(), "amount": "all"}
    assert keeper.post(url, {**sent, "amount": ""}).status_code == 422
    assert keeper.post(url, {**sent, "what": "something"}).status_code == 422
    assert keeper.post(url, {**sent, "quantity": "3"}).status_code == 302
    assert Holding.objects.get().quantity == 997


def test_what_may_come_in_is_searched_and_packages_are_one_tap(depot: Depot, keeper: Client) -> None:
    ItemType.objects.filter(id=depot.shell.item_id).update(per_package=6)
    url = f"/ammunition/stores/{depot.store().id}/move/receive/"
    assert [card.lot.lot_no for card in keeper.get(url, {"q": "flare"}).context["cards"]] == ["LOT-F"]
    form = keeper.get(url, {"what": str(depot.shell.id)}).context["form"]
    assert list(form.amounts.values()) == [6, 12, 30] and form["amount"].value() == ""


def test_a_transfer_needs_a_store_that_may_hold_it(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/stores/{depot.store().id}/move/transfer/"
    what = keeper.get(url).context["cards"][0].key
    target = keeper.get(url, {"what": what}).context["form"].fields["target"].choices[0][0]
    sent = {
        **SIGNED,
        "id": str(uuid4()),
        "what": what,
        "target": target,
        "quantity": "10",
        "occurred_on": today(),
    }
    assert keeper.post(url, sent).status_code == 302
    assert {row.store.name: int(row.quantity) for row in Holding.objects.all()} == {
        "Store 1": 990,
        "Store 2": 10,
    }


def test_a_stocktake_does_not_show_the_ledger_and_tells_what_differs(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/stores/{depot.store().id}/stocktake/"
    page = keeper.get(url)
    assert "1000" not in page.content.decode()
    field = next(iter(page.context["form"].holdings))
    sent = {"id": str(uuid4()), "counted_on": today(), "first": "A", "second": "B", field: "998"}
    answer = keeper.post(url, sent, follow=True).content.decode()
    assert "998" in answer and Stocktake.objects.count() == 1
    assert keeper.post(url, {**sent, field: ""}).status_code == 422


def test_what_if_shows_the_licence_change(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/stores/{depot.store().id}/"
    assert keeper.get(f"{url}?add_1_1=100").context["what_if"][0]["fits"]
    assert not keeper.get(f"{url}?add_1_1=90000").context["what_if"][0]["fits"]


def test_a_licence_is_proposed_approved_printed_and_withdrawn(
    depot: Depot, keeper: Client, second: Client
) -> None:
    url = f"/ammunition/stores/{depot.store().id}/licence/"
    initial = keeper.get(url).context["form"].initial
    dates = {name: initial[name].isoformat() for name in ("valid_from", "valid_until")}
    assert keeper.post(url, {"number": "ELL/7 A", **dates, "kg_1_1": "5000"}).status_code == 409
    assert keeper.post(url, {"number": "ELL-7", **dates, "kg_1_1": "5000"}).status_code == 302
    assert keeper.post("/ammunition/licences/ELL-7/approve/").status_code == 403
    assert second.post("/ammunition/licences/ELL-7/approve/").status_code == 302
    assert second.post("/ammunition/licences/ELL-7/approve/").status_code == 409
    assert "In force" in second.get("/ammunition/licences/ELL-7/").content.decode()
    assert second.post("/ammunition/licences/ELL-7/withdraw/", {"reason": "Roof"}).status_code == 302
    assert "Withdrawn" in second.get("/ammunition/licences/ELL-7/").content.decode()


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_a_licence_is_a_document_in_six_languages(depot: Depot, keeper: Client, language: str) -> None:
    number = Licence.objects.filter(store__name="Store 1").get().number
    keeper.cookies["django_language"] = language
    pdf = keeper.get(f"/ammunition/licences/{number}/licence.pdf")
    assert pdf.content.startswith(b"%PDF")
    word = keeper.get(f"/ammunition/licences/{number}/licence.docx")
    text = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert number in text and ("w:bidi" in text) == (language == "ar")


def test_a_plan_is_looked_at_first_and_then_taken_in(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/sites/{depot.site.id}/"
    point = {"type": "Point", "coordinates": [20.003, 10]}
    body = {"features": [{"properties": {"name": "Clinic", "kind": "hospital"}, "geometry": point}]}

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("plan.geojson", json.dumps(body).encode())

    looked = keeper.post(url, {"file": file()})
    assert (
        len(looked.context["seen"].neighbours) == 1
        and not depot.site.neighbours.filter(name="Clinic").exists()
    )
    assert keeper.post(url, {"file": file(), "load": "on"}).status_code == 302
    assert depot.site.neighbours.filter(name="Clinic").exists()
    assert keeper.post(url, {"file": SimpleUploadedFile("x", b"{")}).status_code == 422


def test_readiness_needs_evidence_and_incidents_keep_what_is_not_known_empty(
    depot: Depot, keeper: Client
) -> None:
    url = f"/ammunition/sites/{depot.site.id}/"
    bare = {"clause": "fire_signs", "answer": "yes"}
    assert keeper.post(f"{url}readiness/", bare).status_code == 409
    assert keeper.post(f"{url}readiness/", {**bare, "evidence": "Seen"}).status_code == 302
    assert ReadinessAnswer.objects.get().evidence == "Seen"
    sent = {"id": str(uuid4()), "kind": "fire", "cause": "unknown", "occurred_on": today(), "injured": "0"}
    assert keeper.post(f"{url}incidents/", sent).status_code == 302
    assert "Fire" in keeper.get(f"{url}help/").content.decode()
    assert (Incident.objects.get().killed, Incident.objects.get().injured) == (None, 0)


def test_what_another_unit_holds_is_not_found(depot: Depot, keeper: Client) -> None:
    for path in (f"stores/{uuid4()}/", f"sites/{uuid4()}/", "licences/none/", "licences/none/licence.pdf"):
        assert keeper.get(f"/ammunition/{path}").status_code == 404


def test_an_investigator_without_a_post_for_ammunition_is_kept_out(depot: Depot) -> None:
    person = signed_in(Person.objects.get(username="second"))
    assert person.get(f"/ammunition/stores/{depot.store().id}/move/issue/").status_code == 403
    assert person.get(f"/ammunition/stores/{depot.store().id}/licence/").status_code == 403
