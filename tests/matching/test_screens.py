"""Screens, API and commands of matching."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.figures.signed_in import sign_in
from tests.matching.weapons import AT, CONSOLE, a_list, a_thousand, a_unit

from tracemark.accounts.models import Post, Unit
from tracemark.matching.api import router
from tracemark.matching.commands import add_commands
from tracemark.matching.jobs.seizures import match_seizures
from tracemark.matching.models import Judgement
from tracemark.oversight.models import AccessLog
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db
ENTRIES = [
    (weapon.description.spellings[0].text, weapon.description.make, weapon.description.model)
    for weapon in a_thousand()[400:600]
]


@pytest.fixture
def home() -> list[UUID]:
    return a_list(ListKind.REGISTER, *ENTRIES)


@pytest.fixture
def seizures(home: list[UUID]) -> list[UUID]:
    ids = a_list(ListKind.SEIZURES, ENTRIES[3], ("QQ9999", "izhmekh", "PM"), on=["2025-02-01", "2025-03-01"])
    match_seizures(2025, by=CONSOLE, at=AT, progress=lambda step, done, total: None)
    return ids


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Client:
    client = sign_in("investigator", monkeypatch)
    police = a_unit("POLICE", "police")
    Unit.objects.filter(id=police.id).update(parent=Unit.objects.get(code="ROOT"))
    assert Post.objects.exists()
    return client


def api() -> TestClient:
    made = NinjaAPI(auth=lambda request: CONSOLE, urls_namespace=str(uuid4()))
    made.add_router("", router)
    return TestClient(made)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    arguments = parser.parse_args(words)
    handler: Callable[[argparse.Namespace], int] = arguments.handler
    return handler(arguments)


def test_the_search_box_asks_before_it_answers(officer: Client) -> None:
    page = officer.get("/matching/").content.decode()
    assert 'name="q"' in page
    assert "Answer" not in page


def test_a_search_says_how_likely_and_why_and_is_logged(officer: Client, home: list[UUID]) -> None:
    page = officer.get("/matching/", {"q": ENTRIES[3][0], "make": "Izhmekh"}).content.decode()
    assert "Nearly certain" in page
    assert "The serial number is the same" in page
    assert AccessLog.objects.filter(verb="search").count() == 1


def test_an_empty_question_says_what_to_type(officer: Client) -> None:
    assert "at least a make or model" in officer.get("/matching/", {"q": "", "make": ""}).content.decode()


def test_a_number_of_nobody_is_answered_as_such(officer: Client, home: list[UUID]) -> None:
    page = officer.get("/matching/", {"q": "QQ9999", "make": "Izhmekh"}).content.decode()
    assert "Probably not in the register." in page


def test_seizures_show_their_best_record_and_none(officer: Client, seizures: list[UUID]) -> None:
    page = officer.get("/matching/seizures/", {"year": 2025}).content.decode()
    assert "None found" in page
    assert f"/matching/compare/{seizures[0]}/" in page


def test_an_empty_list_says_what_to_do_first(officer: Client) -> None:
    assert "Import inventories" in officer.get("/matching/seizures/").content.decode()


def test_the_list_takes_the_same_queries_however_long(officer: Client, seizures: list[UUID]) -> None:
    officer.get("/matching/seizures/")
    with CaptureQueriesContext(connection) as few:
        officer.get("/matching/seizures/", {"stage": "none"})
    with CaptureQueriesContext(connection) as more:
        officer.get("/matching/seizures/")
    assert len(few) == len(more)


def test_the_export_neutralizes_nothing_it_need_not(officer: Client, seizures: list[UUID]) -> None:
    lines = officer.get("/matching/seizures.csv").content.decode().splitlines()
    assert lines[0].startswith("record_no,sheet,row")
    assert len(lines) == 3


def test_two_records_are_compared_and_judged_and_judged_again(
    officer: Client, home: list[UUID], seizures: list[UUID]
) -> None:
    address = f"/matching/compare/{seizures[0]}/{home[3]}/"
    assert "mark-comparison" in officer.get(address).content.decode()
    for verdict in ("same", "not_same"):
        answer = officer.post(
            f"{address}judge/", {"judgement_id": str(uuid4()), "verdict": verdict, "why": "photographs"}
        )
        assert answer.status_code == 302
    assert list(Judgement.objects.order_by("seq").values_list("verdict", flat=True)) == ["same", "not_same"]
    assert "photographs" in officer.get(address).content.decode()


def test_a_judgement_without_a_reason_is_asked_for_it(
    officer: Client, home: list[UUID], seizures: list[UUID]
) -> None:
    address = f"/matching/compare/{seizures[0]}/{home[3]}/judge/"
    answer = officer.post(address, {"judgement_id": str(uuid4()), "verdict": "same", "why": " "})
    assert answer.status_code == 422
    assert not Judgement.objects.exists()


def test_what_does_not_exist_is_not_found(officer: Client, home: list[UUID]) -> None:
    assert officer.get(f"/matching/compare/{uuid4()}/{home[0]}/").status_code == 404
    assert officer.get(f"/matching/compare/{home[0]}/{home[0]}/").status_code == 404


def test_a_year_is_matched_from_the_screen(officer: Client, home: list[UUID]) -> None:
    a_list(ListKind.SEIZURES, ENTRIES[3], on=["2025-02-01"])
    answer = officer.post("/matching/seizures/match/", {"year": 2025}, follow=True)
    assert "Seizures matched: 1" in answer.content.decode()


def test_the_api_finds_reads_proposals_and_judges(home: list[UUID], seizures: list[UUID]) -> None:
    client = api()
    found = client.get(f"/find?text={ENTRIES[3][0]}&make=Izhmekh").json()
    assert found["candidates"][0]["weapon_id"] == str(home[3])
    assert found["candidates"][0]["probability"] > 0.9
    items = client.get("/proposals?year=2025").json()["items"]
    assert {item["other_id"] for item in items} == {str(home[3]), None}
    body = {"weapon_id": str(seizures[0]), "other_id": str(home[3]), "verdict": "same", "why": "marks"}
    assert client.post("/judgements", json=body).json()["seq"] == 1


def test_the_command_finds_with_reasons(home: list[UUID], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("find", ENTRIES[3][0], "--make", "Izhmekh", "--json", "--purpose", "case 7") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["candidates"][0]["weapon_id"] == str(home[3])
    assert found["candidates"][0]["reasons"][0]["words"].startswith("The serial number is the same")
    assert AccessLog.objects.get(verb="search").purpose == "case 7"
    assert run("find", ENTRIES[3][0]) == 0
    assert " %  XF-" in capsys.readouterr().out


def test_the_command_matches_a_year(
    home: list[UUID], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_list(ListKind.SEIZURES, ENTRIES[3], on=["2025-02-01"])
    assert run("match", "--seizures", "2025", "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["seizures"], result["rows"][0]["row"]) == (1, 0)
    assert run("match", "--seizures", "2025", "--out", str(tmp_path / "m.csv")) == 0
    assert "Seizures matched: 1" in capsys.readouterr().out
    assert (tmp_path / "m.csv").read_text(encoding="utf-8-sig").count("\n") >= 2
