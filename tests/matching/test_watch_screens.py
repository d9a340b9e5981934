"""The page, API and commands that train and watch matching."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.figures.signed_in import sign_in
from tests.matching.judged import noisy
from tests.matching.test_screens import run
from tests.matching.test_watch_report import give, propose
from tests.matching.weapons import AT, CONSOLE, a_list, a_unit

from tracemark.accounts.models import Unit
from tracemark.matching.actions.training import train_model
from tracemark.matching.api import router
from tracemark.matching.models import MatchingModel
from tracemark.matching.rules.judging import Verdict
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.oversight.models import AccessLog
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db
COUNT = 120


@pytest.fixture
def judged() -> list[UUID]:
    pairs = noisy(COUNT, swapped_for_like=0.7)
    home = a_list(ListKind.REGISTER, *((pair.recorded.spellings[0].text, "zastava", "M70") for pair in pairs))
    seen = a_list(
        ListKind.SEIZURES,
        *((pair.read.spellings[0].text, "zastava", "M70") for pair in pairs),
        on=["2025-02-01", "2025-03"],
    )
    for number, (seizure, weapon) in enumerate(zip(seen, home, strict=True)):
        propose(seizure, weapon, "0.95")
        give(seizure, weapon, Verdict.SAME if number % 5 != 4 else Verdict.NOT_SAME)
    return seen


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Client:
    client = sign_in("oversight", monkeypatch)
    police = a_unit("POLICE", "police")
    Unit.objects.filter(id=police.id).update(parent=Unit.objects.get(code="ROOT"))
    return client


@pytest.fixture
def api() -> Iterator[TestClient]:
    made = NinjaAPI(auth=lambda request: CONSOLE, urls_namespace=str(uuid4()))
    made.add_router("", router)
    yield TestClient(made)


def test_the_page_shows_blanks_before_anything_is_judged(reader: Client) -> None:
    page = reader.get("/matching/watch/").content.decode()
    assert "No seizure is matched yet" in page
    assert "hand-set-1" in page
    assert "0.0000" not in page


def test_the_page_shows_months_bands_and_models_and_is_logged(reader: Client, judged: list[UUID]) -> None:
    page = reader.get("/matching/watch/", {"year": 2025}).content.decode()
    assert "February 2025" in page
    assert "90–99" in page
    assert "80.0" in page
    assert AccessLog.objects.filter(verb="watch_matching").count() == 1


def test_the_page_shows_what_a_candidate_was_learnt_from(reader: Client, judged: list[UUID]) -> None:
    row = train_model(by=CONSOLE, at=AT).row
    page = reader.get("/matching/watch/").content.decode()
    learnt_from = row.learnt_from
    assert f"{learnt_from['judgements']} judgements of 1 June 2025 to 1 June 2025" in page
    assert f"{learnt_from['held_back']} held back" in page


def test_no_heading_of_the_page_stays_english(reader: Client, judged: list[UUID]) -> None:
    reader.cookies["django_language"] = "ar"
    page = reader.get("/matching/watch/").content.decode()
    headings = re.findall(r"<(?:th scope=.col.|h1|h2|dt)[^>]*>([^<]*)<", page)
    assert len(headings) > 20
    assert [text for text in headings if re.search("[A-Za-z]{2}", text)] == []


def test_the_page_takes_the_same_queries_however_much_was_judged(reader: Client, judged: list[UUID]) -> None:
    reader.get("/matching/watch/")
    with CaptureQueriesContext(connection) as few:
        reader.get("/matching/watch/", {"year": 1999})
    with CaptureQueriesContext(connection) as more:
        reader.get("/matching/watch/")
    assert len(few) == len(more)


def test_the_page_is_for_oversight_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = sign_in("officer", monkeypatch)
    assert officer.get("/matching/watch/").status_code == 403
    assert officer.get("/matching/watch.csv").status_code == 403


def test_the_export_leaves_cells_empty_where_nothing_was_judged(reader: Client, judged: list[UUID]) -> None:
    lines = reader.get("/matching/watch.csv").content.decode().splitlines()
    assert lines[0] == "section,from,to,count,sure,between,none,stated,observed"
    assert "month,2025-02,2025-02,1,1,0,0,," in lines
    assert "all_time,0.0,0.1,0,,,,," in lines
    assert "all_time,0.9,0.99,120,,,,0.950000,0.800000" in lines


def test_the_api_trains_lists_uses_and_reports(api: TestClient, judged: list[UUID]) -> None:
    trained = api.post("/models").json()
    assert trained["is_proposed"]
    assert trained["new"]["log_loss"] < trained["old"]["log_loss"]
    body = {"id": str(uuid4()), "name": trained["name"], "why": "less surprised"}
    assert [api.post("/models/uses", json=body).json()["seq"] for _ in range(2)] == [1, 1]
    assert [model["stage"] for model in api.get("/models").json()] == ["in_use", "retired"]
    report = api.get("/report?year=2025").json()
    assert (report["model"], report["all_time"]["count"]) == (trained["name"], COUNT)
    assert report["months"][0] == {"month": "2025-02", "count": 1, "sure": 1, "between": 0, "none": 0}


def test_the_command_trains_lists_and_uses(judged: list[UUID], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("match", "train") == 0
    told = capsys.readouterr().out
    assert "mean surprise (log-loss)" in told
    assert "is no worse than the model in use" in told
    name = MatchingModel.objects.get().name
    assert run("match", "train", "--use", name, "--why", "less surprised") == 0
    assert f"In use from now on: {name}." in capsys.readouterr().out
    assert run("match", "train", "--list", "--json") == 0
    models = json.loads(capsys.readouterr().out)["models"]
    assert [(each["name"], each["stage"]) for each in models] == [
        (name, "in_use"),
        (DEFAULT_MODEL.name, "retired"),
    ]
    verbs = set(AccessLog.objects.values_list("verb", flat=True))
    assert {"train_model", "use_model"} <= verbs


def test_the_command_reports_in_words_json_and_csv(
    judged: list[UUID], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("match", "report") == 0
    assert "90–99 %: 120 judged; stated 95.0 %, judged the same 80.0 %" in capsys.readouterr().out
    assert run("match", "report", "--year", "2025", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unmatched"] == 0
    assert run("match", "report", "--out", str(tmp_path / "r.csv")) == 0
    assert (tmp_path / "r.csv").read_text(encoding="utf-8-sig").startswith("section,")
