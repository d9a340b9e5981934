"""Screens, API and command of permits."""

import argparse
import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.figures.signed_in import sign_in
from tests.transfers.permits import ACCEPTED, BATCH, permit_row

from tracemark.accounts.models import Unit
from tracemark.accounts.rules import Viewer
from tracemark.oversight.models import AccessLog
from tracemark.register.models import Batch
from tracemark.transfers.actions import record_permits
from tracemark.transfers.api import router
from tracemark.transfers.commands import add_commands
from tracemark.transfers.models import Permit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.figures.urls")]

EVERYTHING = Viewer(None, {"weapon.read": None, "weapon.report": None})


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Client:
    client = sign_in("officer", monkeypatch)
    unit = Unit.objects.get(code="ROOT")
    Batch.objects.create(
        id=BATCH,
        kind="imports",
        file_name="p.csv",
        file_sha256="0",
        unit=unit,
        accepted_at=ACCEPTED,
        stage="loaded",
    )
    rows = [permit_row(2), permit_row(3, delivered_quantity="12"), permit_row(4, importer="=cmd()")]
    record_permits(batch_id=BATCH, rows=rows, unit_id=unit.id, accepted_at=ACCEPTED)
    return client


def api() -> TestClient:
    made = NinjaAPI(auth=lambda request: EVERYTHING, urls_namespace=str(uuid4()))
    made.add_router("", router)
    return TestClient(made)


def test_the_list_says_what_is_not_known_and_what_is_over(officer: Client) -> None:
    text = officer.get("/transfers/permits/").content.decode()
    assert "not known" in text
    assert "More than permitted" in text
    assert "IP-002" in text
    assert "??" not in text


def test_the_list_is_filtered_and_exported_without_formulas(officer: Client) -> None:
    page = officer.get("/transfers/permits/?stage=over")
    assert [line.permit.permit_no for line in page.context["lines"]] == ["IP-003"]
    text = officer.get("/transfers/permits.csv").content.decode()
    assert ",'=cmd()," in text
    assert len(text.splitlines()) == 4


def test_a_longer_list_takes_no_more_queries(officer: Client) -> None:
    counts = []
    officer.get("/transfers/permits/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            officer.get("/transfers/permits/")
        counts.append(len(queries))
        unit = Unit.objects.get(code="ROOT")
        rows = [permit_row(number) for number in range(10, 40)]
        record_permits(batch_id=BATCH, rows=rows, unit_id=unit.id, accepted_at=ACCEPTED)
    assert counts[0] == counts[1]


def test_reading_a_permit_is_logged_and_shows_its_alert(officer: Client) -> None:
    permit = Permit.objects.get(permit_no="IP-003")
    text = officer.get(f"/transfers/permits/{permit.id}/").content.decode()
    assert "allows 10, delivered 12" in text
    assert AccessLog.objects.get().verb == "read_permit"


def test_a_delivery_is_reported_on_the_screen(officer: Client) -> None:
    permit = Permit.objects.get(permit_no="IP-002")
    form = {"event_id": str(uuid4()), "quantity": "10", "delivered_on": "2025-05-06"}
    assert officer.post(f"/transfers/permits/{permit.id}/delivery/", form).status_code == 302
    permit.refresh_from_db()
    assert permit.delivered_quantity == 10
    assert (
        officer.post(f"/transfers/permits/{permit.id}/delivery/", {**form, "quantity": "x"}).status_code
        == 422
    )
    assert "Delivered in all: 10" in officer.get(f"/transfers/permits/{permit.id}/").content.decode()


def test_a_permit_that_does_not_exist_is_not_found(officer: Client) -> None:
    assert officer.get(f"/transfers/permits/{uuid4()}/").status_code == 404
    assert api().get("/permits/x").status_code == 404


def test_the_api_tells_quantities_not_known_as_null_and_takes_deliveries(officer: Client) -> None:
    first = api().get("/permits").json()["items"][0]
    assert (first["permit_no"], first["delivered_quantity"]) == ("IP-002", None)
    body = {"id": str(uuid4()), "quantity": 11, "delivered_on": "2025-05-06"}
    life = api().post(f"/permits/{first['id']}/deliveries", json=body).json()
    assert life["permit"]["delivered_quantity"] == 11
    assert [finding["code"] for finding in life["findings"]] == ["over_quantity"]
    assert [event["kind"] for event in life["events"]] == ["recorded", "delivery_reported"]


def test_the_command_lists_permits(officer: Client, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    for words, expected in ((["permits", "--stage", "over"], "12 / 10"), (["permits"], "? / 10")):
        arguments = parser.parse_args(words)
        assert arguments.handler(arguments) == 0
        assert expected in capsys.readouterr().out
    arguments = parser.parse_args(["permits", "--json"])
    arguments.handler(arguments)
    assert len(json.loads(capsys.readouterr().out)["permits"]) == 3
