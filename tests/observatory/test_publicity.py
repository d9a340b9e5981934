"""What a State keeps back never leaves; command and API give the same; nobody reads without permission."""

import argparse
import json
from pathlib import Path
from uuid import uuid4

import duckdb
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.observatory.constructed import AT, document, take_in, write

from tracemark.accounts.rules import Viewer, console
from tracemark.findings import Refused
from tracemark.observatory.actions.publicity import set_publicity
from tracemark.observatory.api import router
from tracemark.observatory.commands import add_commands
from tracemark.observatory.jobs.parquet import write_answers
from tracemark.observatory.models import StateReport
from tracemark.observatory.queries.facts import Scope
from tracemark.observatory.queries.reports import list_reports
from tracemark.observatory.queries.trends import get_trend, rows_of
from tracemark.observatory.rules.facts import Audience, World
from tracemark.oversight.models import AccessLog

pytestmark = pytest.mark.django_db

REAL = Scope(world=World.REAL)
INSIDE = Scope(world=World.REAL, audience=Audience.INTERNAL)
ANALYST = Viewer(None, dict.fromkeys(("observatory.read", "observatory.ask", "report.read")))


@pytest.fixture(autouse=True)
def three_reports(tmp_path: Path) -> None:
    """KE tells all, FR keeps an answer back, BE its whole report."""
    kept = {**document("FR", mrk__state="yes", ast__need="no"), "not_public": ["mrk.state"]}
    whole = {**document("BE", mrk__state="yes"), "public": False}
    take_in(write(tmp_path, "r.json", [document("KE", mrk__state="yes", ast__need="yes"), kept, whole]))


def client(viewer: Viewer = ANALYST) -> TestClient:
    api = NinjaAPI(auth=lambda request: viewer, urls_namespace=str(uuid4()))
    api.add_router("", router)
    api.exception_handler(Refused)(lambda request, error: api.create_response(request, {}, status=409))
    return TestClient(api)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--language", default="en")
    add_commands(parser.add_subparsers())
    arguments = parser.parse_args(["observatory", *words, "--world", "real"])
    code: int = arguments.handler(arguments)
    return code


def test_what_is_kept_back_is_withheld_from_the_public_and_counted_inside() -> None:
    (public,) = get_trend(console(), "state-stock-marked", REAL).chosen.points
    assert (public.counted, public.withheld, public.denominator) == (("KE",), ("FR",), 2)
    (inside,) = get_trend(console(), "state-stock-marked", INSIDE).chosen.points
    assert (inside.counted, inside.denominator) == (("BE", "FR", "KE"), 3)


def test_the_rows_of_a_withheld_answer_do_not_show_it() -> None:
    (row,) = rows_of(console(), "state-stock-marked", 2020, part="withheld", scope=REAL)
    assert (row.state, row.answers) == ("FR", ())
    assert [one.state for one in list_reports(console(), REAL)] == ["FR", "KE"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_answer_table_holds_nothing_that_is_kept_back(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"answers.{ending}"
    assert write_answers(out, console(), INSIDE) == 3
    read = f"read_csv('{out}', all_varchar = true)" if ending == "csv" else f"read_parquet('{out}')"
    rows = duckdb.sql(f"SELECT state, key, value FROM {read} ORDER BY ALL").fetchall()
    assert rows == [("FR", "ast.need", "no"), ("KE", "ast.need", "yes"), ("KE", "mrk.state", "yes")]


def test_a_later_word_of_the_state_holds() -> None:
    word = {"state": "FR", "cycle": 2020, "key": "mrk.state", "by": console(), "at": AT}
    set_publicity(**word, is_public=True, reason="note verbale")
    assert get_trend(console(), "state-stock-marked", REAL).chosen.points[0].counted == ("FR", "KE")
    set_publicity(**word, is_public=False, reason="taken back")
    assert get_trend(console(), "state-stock-marked", REAL).chosen.points[0].withheld == ("FR",)


def test_inside_needs_a_permission_of_its_own() -> None:
    with pytest.raises(Refused, match="permission_missing"):
        get_trend(ANALYST, "state-stock-marked", INSIDE)
    with pytest.raises(PermissionDenied):
        client().get("/trends/2020?world=real&audience=internal")
    with pytest.raises(PermissionDenied):
        client(Viewer(None, {})).get("/trends/2020")


def test_a_report_shows_every_answer_with_its_source_and_not_what_is_kept_back() -> None:
    uids = {row["state"]: row["report"] for row in client().get("/reports?world=real").json()["reports"]}
    found = client().get(f"/reports/{uids['FR']}").json()
    (answer,) = found["answers"]
    assert (answer["key"], answer["raw"], answer["place"]) == ("ast.need", "no", "report 2, answer 2")
    assert (found["withheld"], found["file"], found["way"]) == (["mrk.state"], "r.json", "json")
    hidden = StateReport.objects.get(state="BE").uid
    assert client().get(f"/reports/{hidden}").status_code == 404
    assert len(client(console()).get(f"/reports/{hidden}?audience=internal").json()["answers"]) == 1


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("trends --year 2020 --json", "/trends/2020?world=real"),
        ("compare --year 2018 --with 2020 --json", "/compare/2018/2020?world=real"),
        ("needs --year 2020 --json", "/needs/2020?world=real"),
        ("stopped --year 2022 --json", "/stopped/2022?world=real"),
        ("regions state-stock-marked --year 2020", "/regions/state-stock-marked/2020?world=real"),
        ("rows state-stock-marked --year 2020", "/rows/state-stock-marked/2020?world=real"),
        ("reports --json", "/reports?world=real"),
        ("profile KE", "/profiles/KE?world=real"),
        ("series sdg-16.4.2 --format json", "/series/sdg-16.4.2?world=real"),
        ("ask mrk.state --by state --json", "/ask?key=mrk.state&by=state&world=real"),
        ("ask ast.need --regions 150 --json", "/ask?key=ast.need&regions=150&world=real"),
    ],
)
def test_the_api_and_the_command_give_the_same(
    words: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words.split()) == 0
    assert client().get(path).json() == json.loads(capsys.readouterr().out)
    assert set(AccessLog.objects.values_list("verb", flat=True)) == {"read_observatory"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/trends/20200", 404),
        ("/rows/poem/2020", 404),
        ("/series/poem", 404),
        ("/series/sdg-16.4.2/file?format=poem", 422),
        ("/rows/help-needed/2020?part=poem", 422),
        ("/ask?key=DROP", 422),
        ("/ask?key=no.such.question&world=real", 409),
        ("/views/x", 404),
        ("/views/00000000-0000-4000-8000-000000000001", 409),
    ],
)
def test_what_does_not_exist_is_refused(path: str, status: int) -> None:
    assert client().get(path).status_code == status


def test_a_saved_question_is_answered_at_its_own_address() -> None:
    body = {"id": str(uuid4()), "name": "Marked", "key": "mrk.state", "by": "state", "is_shared": True}
    made = client().post("/views", json=body).json()
    assert client().post("/views", json=body).json() == made
    table = client().get(f"/views/{body['id']}?world=real").json()
    assert {row["label"]: row["withheld"] for row in table["rows"]} == {"FR": 1, "KE": 0}
    client().delete(f"/views/{body['id']}")
    assert client().get("/views").json() == [] and client().get(f"/views/{body['id']}").status_code == 200


def test_files_come_in_by_the_api_whole_or_not_at_all_with_the_paper(tmp_path: Path) -> None:
    loader = Viewer(None, dict.fromkeys((*ANALYST.grants, "observatory.load", "observatory.inside")))
    table = b"key,answer\nmrk.state,no\n"
    given = {"state": "Chad", "edition": "2020", "years": "2018-2019"}
    bad = {"files": SimpleUploadedFile("../t\x00.csv", table.replace(b"no", b"perhaps"))}
    assert (
        client(loader).post("/loads", data=given, FILES=MultiValueDict({"files": [bad["files"]]})).status_code
        == 409
    )
    files = {
        "files": [SimpleUploadedFile("t.csv", table)],
        "scan": [SimpleUploadedFile("p.pdf", b"%PDF-1.4")],
    }
    done = client(loader).post("/loads", data=given, FILES=MultiValueDict(files)).json()
    assert (done["reports"], done["answers"], done["warnings"]) == (1, 1, [])
    uid = StateReport.objects.get(state="TD").uid
    assert client(loader).get(f"/reports/{uid}/scan").content.startswith(b"%PDF")
    with pytest.raises(PermissionDenied):
        client().get(f"/reports/{uid}/scan")
