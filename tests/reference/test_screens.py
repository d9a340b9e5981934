"""Screens, API and command of reference."""

import argparse
import json
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.figures.signed_in import sign_in

from tracemark.accounts.rules import Viewer
from tracemark.reference.actions import queue_unknown
from tracemark.reference.api import router
from tracemark.reference.commands import add_commands
from tracemark.reference.models import ReferenceAddition, Stage, UnknownValue
from tracemark.reference.queries import LISTS, list_entries
from tracemark.ui.words import reference

pytestmark = pytest.mark.django_db

READER = Viewer(None, {"reference.read": None, "reference.curate": None})


@pytest.fixture
def curator(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sign_in("curator", monkeypatch)


def waiting(text: str = "Gaston Plastics", kind: str = "maker") -> UnknownValue:
    entry = queue_unknown(kind=kind, text=text)
    assert entry is not None
    return entry


def api() -> TestClient:
    made = NinjaAPI(auth=lambda request: READER, urls_namespace=str(uuid4()))
    made.add_router("", router)
    return TestClient(made)


@pytest.mark.parametrize("kind", LISTS)
def test_every_list_can_be_browsed_and_exported(curator: Client, kind: str) -> None:
    page = curator.get(f"/reference/{kind}/")
    assert page.status_code == 200 and page.context["page"].object_list
    lines = curator.get(f"/reference/{kind}.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "code,name,detail,aliases,marks,source" and len(lines) > 2


def test_a_list_is_filtered_by_any_name_in_any_script(curator: Client) -> None:
    page = curator.get("/reference/makers/", {"find": "ижмех"})
    assert [entry.code for entry in page.context["page"]] == ["izhmekh"]
    empty = curator.get("/reference/makers/", {"find": "zzzzzz"}).content.decode()
    assert "Nothing fits" in empty


def test_a_list_that_does_not_exist_is_not_found(curator: Client) -> None:
    assert curator.get("/reference/colours/").status_code == 404
    assert curator.get(f"/reference/unknown/{uuid4()}/").status_code == 404


def test_who_may_only_read_does_not_see_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    analyst = sign_in("analyst", monkeypatch)
    assert analyst.get("/reference/makers/").status_code == 200
    assert analyst.get("/reference/unknown/").status_code == 403


def test_the_curator_accepts_an_alias_on_the_screen_and_undoes_it(curator: Client) -> None:
    entry = waiting("Glok Wien")
    assert "Glok Wien" in curator.get("/reference/unknown/").content.decode()
    assert "glock" in curator.get(f"/reference/unknown/{entry.id}/").content.decode()
    said = {"code": "glock", "source": "letter of the maker", "is_confirmed": "on"}
    assert curator.post(f"/reference/unknown/{entry.id}/alias/", said).status_code == 302
    assert ReferenceAddition.objects.get().is_confirmed
    assert "Undo the decision" in curator.get(f"/reference/unknown/{entry.id}/").content.decode()
    curator.post(f"/reference/unknown/{entry.id}/reopen/")
    entry.refresh_from_db()
    assert entry.stage == Stage.WAITING


def test_a_refused_alias_says_why_and_keeps_what_was_typed(curator: Client) -> None:
    entry = waiting()
    page = curator.post(f"/reference/unknown/{entry.id}/alias/", {"code": "nobody", "source": "memo"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "There is no value with the code “nobody”." in text and 'value="memo"' in text


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("maker", "Gaston Plastics", {"code": "gaston", "country": "XF", "source": "memo"}),
        ("calibre", "9.9x42", {"code": "9.9x42", "coarse": "9.9", "source": "memo"}),
        ("type", "Net thrower", {"code": "net_thrower", "scope": "other", "source": "memo"}),
    ],
)
def test_the_curator_adds_a_new_value(curator: Client, kind: str, text: str, said: dict[str, str]) -> None:
    entry = waiting(text, kind)
    assert curator.post(f"/reference/unknown/{entry.id}/value/", said).status_code == 302
    assert ReferenceAddition.objects.get().code == said["code"]


def test_no_state_can_be_added_but_a_name_of_one(curator: Client) -> None:
    entry = waiting("Farlandia", "country")
    assert (
        "It is a value that the tables lack"
        not in curator.get(f"/reference/unknown/{entry.id}/").content.decode()
    )
    assert curator.post(f"/reference/unknown/{entry.id}/value/", {"code": "ZZ"}).status_code == 404
    assert (
        curator.post(f"/reference/unknown/{entry.id}/alias/", {"code": "XF", "source": "x"}).status_code
        == 302
    )


def test_a_dismissal_needs_a_reason(curator: Client) -> None:
    entry = waiting("see remarks")
    assert curator.post(f"/reference/unknown/{entry.id}/dismiss/", {"why": ""}).status_code == 422
    assert curator.post(f"/reference/unknown/{entry.id}/dismiss/", {"why": "no maker"}).status_code == 302


def test_a_longer_queue_takes_no_more_queries(curator: Client) -> None:
    counts = []
    waiting()
    curator.get("/reference/unknown/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            curator.get("/reference/unknown/")
        counts.append(len(captured))
        for number in range(20):
            waiting(f"Zorbo {number}")
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "ru", "es"])
def test_entries_bear_the_names_of_the_readers_language(language: str) -> None:
    viewer = Viewer(None, {"reference.read": None}, language=language)
    names = {entry.code: entry.name for entry in list_entries(viewer, "countries")}
    assert (
        names["DE"]
        == {"ar": "ألمانيا", "zh-hans": "德国", "fr": "Allemagne", "ru": "Германия", "es": "Alemania"}[
            language
        ]
    )


def test_the_screens_are_translated(curator: Client) -> None:
    with translation.override("ar"):
        curator.cookies["django_language"] = "ar"
        text = curator.get("/reference/makers/", headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in text and "Also written" not in text


@pytest.mark.parametrize("path", ["makers", "calibres", "types", "models", "countries", "marks"])
def test_the_api_lists_entries(path: str) -> None:
    answer = api().get(f"/{path}?limit=2").json()
    assert len(answer["items"]) == 2 and answer["count"] > 2


def test_the_api_reads_a_text_and_lists_what_is_unknown() -> None:
    assert api().get("/read?kind=calibre&text=9 mm").json()["coarse"] == "9 mm"
    assert api().get("/read?kind=maker&text=Xyz").json()["how"] == "unknown"
    assert api().get("/read?kind=type&text=Bolt, rifle").json()["scope"] == "part"
    waiting()
    assert [row["sample"] for row in api().get("/unknown").json()] == ["Gaston Plastics"]


def test_the_command_shows_lists(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    arguments = parser.parse_args(["reference", "show", "makers", "--find", "izhmekh"])
    assert arguments.handler(arguments) == 0
    assert capsys.readouterr().out.startswith("izhmekh\t")
    arguments = parser.parse_args(["reference", "show", "types", "--json"])
    arguments.handler(arguments)
    assert len(json.loads(capsys.readouterr().out)["types"]) > 30


def test_every_code_of_the_rules_has_words() -> None:
    scopes = {f"weapon_scope_{name}" for name in ("small_arm", "light_weapon", "antique", "replica", "part")}
    hows = {
        f"hit_{how}"
        for how in ("name", "alias", "begins", "spelling", "coarse", "ambiguous", "absent", "unknown")
    }
    absences = {f"absence_{reason}" for reason in ("unknown", "craft", "not_stated")}
    lists = {f"reference_list_{name}" for name in LISTS}
    assert scopes | hows | absences | lists <= set(reference.WORDS)


def test_no_two_fields_of_a_page_share_an_id(curator: Client) -> None:
    text = curator.get(f"/reference/unknown/{waiting().id}/").content.decode()
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) and "alias_source" in ids
