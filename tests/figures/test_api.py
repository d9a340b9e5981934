"""Figures as programs see them, and on the command line: the same result as on the screen."""

import argparse
import json
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.figures.rows import read_table

from tracemark.accounts.rules import Viewer
from tracemark.figures import queries
from tracemark.figures.api import router
from tracemark.figures.commands import add_commands
from tracemark.findings import Refused
from tracemark.oversight.models import AccessLog

pytestmark = pytest.mark.django_db

ANALYST = Viewer(None, {"figure.read": None, "figure.publish": None})
ROWS = """
A1 | 2025-01-03 | criminal | pending     | yes |
A2 | 2025-02-01 | criminal | traced_home | no  |
X1 | 2025-05-02 | admin    | traced_home | yes |
"""
YEAR = "/sdg-16.4.2/2025"


@pytest.fixture(autouse=True)
def register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "iter_facts", lambda viewer, year: iter(read_table(ROWS)))


def client(viewer: Viewer = ANALYST) -> TestClient:
    api = NinjaAPI(auth=lambda request: viewer, urls_namespace=str(uuid4()))
    api.add_router("", router)
    api.exception_handler(Refused)(lambda request, error: api.create_response(request, {}, status=409))
    return TestClient(api)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    arguments = parser.parse_args(["figure", "sdg-16.4.2", "--year", "2025", *words])
    return arguments.handler(arguments)


def test_the_api_and_the_command_give_the_same_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", "json") == 0
    assert client().get(YEAR).json() == json.loads(capsys.readouterr().out)


def test_the_rows_of_a_number_are_named() -> None:
    answer = client().get(f"{YEAR}/rows?basis=all&how=seized&part=pending").json()
    assert [row["record_no"] for row in answer] == ["A1"]
    assert [row["row_id"] for row in client().get(f"{YEAR}/rows?excluded=administrative").json()] == ["X1"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sdg-0/2025", 404),
        ("/sdg-16.4.2/99999", 404),
        ("/sdg-16.4.2/2025?basis=x", 422),
        ("/sdg-16.4.2/2025/rows?part=x", 422),
        ("/published/x", 404),
        ("/published/8d0f2c1e-0000-4000-8000-000000000001/comparison", 404),
    ],
)
def test_what_does_not_exist_is_refused(path: str, status: int) -> None:
    assert client().get(path).status_code == status


def test_a_figure_is_published_and_compared_by_the_api() -> None:
    body = {"id": str(uuid4()), "note": "for the questionnaire"}
    made = client().post(f"{YEAR}/published", json=body).json()
    assert made["id"] == body["id"]
    assert client().get(f"{YEAR}/published").json() == [made]
    assert client().get(f"/published/{body['id']}").json()["bases"]["all"]["percent"] == "50.0"
    assert client().get(f"/published/{body['id']}/comparison").json()["is_same"] is True
    assert client().post(f"{YEAR}/published", json={"id": str(uuid4())}).status_code == 409


def test_who_may_not_read_figures_is_not_permitted() -> None:
    with pytest.raises(PermissionDenied):
        client(Viewer(None, {})).get(YEAR)


def test_the_command_prints_words_and_logs_the_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--basis", "all") == 0
    text = capsys.readouterr().out
    assert "Seized: 1 / 2 = 50.0 %" in text
    assert "Potentially traceable arms only" not in text
    assert AccessLog.objects.get().verb == "export_figure"


def test_a_published_figure_is_printed_with_status_a(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", "sdmx-csv", "--publish", "--note", "first") == 0
    assert ",A,C,1/2" in capsys.readouterr().out
