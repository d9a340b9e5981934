"""Screens, commands and API of reports say the same."""

import base64
import json
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.figures.signed_in import sign_in
from tests.instruments.node import AT, CONSOLE, NUMBER, fill_register, new_report

from tracemark.accounts.models import Unit
from tracemark.config.cli import main
from tracemark.config.node import Node, encode_key
from tracemark.instruments.actions.answers import answer_question, take_from_register
from tracemark.instruments.models import Report
from tracemark.instruments.queries.reports import get_report
from tracemark.instruments.rules.values import Answer
from tracemark.instruments.tables.exporting import FORMATS
from tracemark.oversight.models import AccessLog

pytestmark = pytest.mark.django_db
HOME = f"/reports/{NUMBER}/"
API = f"/api/v1/instruments/reports/{NUMBER}"


@pytest.fixture
def analyst(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sign_in("analyst", monkeypatch)


@pytest.fixture
def report(analyst: Client) -> Report:
    fill_register(Unit.objects.get(code="ROOT"))
    return new_report()


def test_a_report_is_begun_filled_and_read_on_screen(analyst: Client, report: Report) -> None:
    analyst.post(f"{HOME}take/")
    page = analyst.get(f"{HOME}sections/collection/").content.decode()
    assert page.count("This is what the register gives.") == 5
    explained = analyst.get(f"{HOME}questions/col.counts/").content.decode()
    assert explained.count('href="/register/') >= 5 and "Administrative seizure: 1" in explained
    assert AccessLog.objects.filter(verb="explain_answer").count() == 1


def test_a_new_report_is_begun_once_however_often_it_is_sent(analyst: Client, report: Report) -> None:
    body = {"report_id": uuid4(), "name": "poa-iti/2020", "first_year": 2022, "last_year": 2023}
    addresses = {analyst.post("/reports/", body).headers["Location"] for _ in range(2)}
    assert addresses == {"/reports/XF-poa-iti-2022-2023/"} or len(addresses) == 1
    wrong = analyst.post("/reports/", {**body, "report_id": uuid4(), "last_year": 2022})
    assert wrong.status_code == 409 and "covers 2 years" in wrong.content.decode()


def test_what_is_wrong_comes_back_as_typed_and_what_is_right_is_kept(analyst: Client, report: Report) -> None:
    body = {"a|stk.review_freq|": "yearly", "a|stk.diversion.number|lost.first": "many"}
    answer = analyst.post(f"{HOME}sections/stockpiles/", body)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="many"' in page and "not a number" in page
    assert get_report(CONSOLE, NUMBER).answers == {"stk.review_freq": "yearly"}


def test_a_box_that_is_no_longer_ticked_is_taken_back(analyst: Client, report: Report) -> None:
    address = f"{HOME}sections/tracing/"
    analyst.post(address, {"a|trc.request_content|present": "1", "a|trc.request_content|marks": "x"})
    assert get_report(CONSOLE, NUMBER).answers["trc.request_content"] == ["marks"]
    analyst.post(address, {"a|trc.request_content|present": "1"})
    assert "trc.request_content" not in get_report(CONSOLE, NUMBER).answers


def test_one_question_is_taken_from_the_register_over_another_number(analyst: Client, report: Report) -> None:
    body = {"a|col.origin|traced.first": "9", "r|col.origin": "a late answer"}
    analyst.post(f"{HOME}sections/collection/", body)
    analyst.post(f"{HOME}sections/collection/", {"take": "col.origin"})
    answer = get_report(CONSOLE, NUMBER).answers["col.origin"]
    assert isinstance(answer, dict) and answer["traced.first"] == 1


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "package"])
def test_a_report_is_exported_and_the_access_is_logged(
    analyst: Client, report: Report, format_name: str
) -> None:
    answer = analyst.get(f"{HOME}export/{format_name}/?lang=ar")
    assert answer.status_code == 200 and len(answer.content) > 50
    assert AccessLog.objects.filter(verb="export_report", subject=f"{NUMBER} {format_name} ar").exists()
    assert analyst.get(f"{HOME}export/{format_name}/?lang=nl").status_code == 404


def test_an_officer_without_the_section_reads_and_may_not_write(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = sign_in("officer", monkeypatch)
    assert "not yours to answer" in officer.get(f"{HOME}sections/tracing/").content.decode()
    assert officer.post(f"{HOME}sections/tracing/", {"a|trc.procedures|": "yes"}).status_code == 403
    assert officer.post(f"{HOME}assign/", {"section": "tracing"}).status_code == 403


def test_two_people_sign_on_screen_and_the_report_is_submitted(
    analyst: Client, report: Report, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracemark.instruments.views.reports.sign", lambda home, message: "s")
    second = sign_in("second_officer", monkeypatch)
    for client in (analyst, second):
        client.post(f"{HOME}sign/")
    page = analyst.get(HOME).content.decode()
    assert "From now on the report does not change" in page and "Demo second_officer" in page
    assert analyst.get(f"{HOME}export/package/").content[:2] == b"PK"


def test_the_api_answers_what_the_screen_and_the_command_answer(
    analyst: Client, report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    take_from_register(report, by=CONSOLE, at=AT)
    main(["report", "explain", NUMBER, "col.counts", "--json"])
    by_command = json.loads(capsys.readouterr().out)
    assert analyst.get(f"{API}/questions/col.counts").json() == by_command
    main(["report", "status", NUMBER, "--json"])
    assert analyst.get(f"{API}/status").json() == json.loads(capsys.readouterr().out)


def test_the_api_records_an_answer_and_refuses_a_wrong_one(analyst: Client, report: Report) -> None:
    def put(value: object) -> Any:
        body = json.dumps({"id": str(uuid4()), "value": value})
        return analyst.put(f"{API}/questions/nca.exists", body, content_type="application/json")

    right, wrong = put("developing"), put("perhaps")
    assert right.json() == {"changed": ["nca.exists"]}
    assert (wrong.status_code, wrong.json()["findings"][0]["code"]) == (409, "answer_not_an_option")


def test_a_package_is_taken_in_on_screen_and_by_programs(
    analyst: Client, report: Report, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Ed25519PrivateKey.generate()
    settings.NODE = Node("XF", public_key=encode_key(key.public_key()))
    monkeypatch.setattr("tracemark.instruments.views.reports.sign", lambda home, text: encode(key.sign(text)))
    for client in (analyst, sign_in("second_officer", monkeypatch)):
        client.post(f"{HOME}sign/")
    package = analyst.get(f"{HOME}export/package/").content
    answer = analyst.post("/reports/received/", {"package": upload(package)}, follow=True)
    assert "its signature is right" in answer.content.decode()
    wrong = analyst.post("/reports/received/", {"package": upload(package[:-1] + b"\1")})
    assert wrong.status_code == 409
    by_api = analyst.post("/api/v1/instruments/received", package, content_type="application/zip")
    assert analyst.get("/api/v1/instruments/received").json() == [by_api.json()]


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("report.zip", content, content_type="application/zip")


def encode(signature: bytes) -> str:
    return base64.urlsafe_b64encode(signature).decode().rstrip("=")


def test_taking_one_answer_keeps_what_else_was_typed(analyst: Client, report: Report) -> None:
    body = {"a|col.other_use|": "yes", "a|col.origin|traced.first": "9", "take": "col.origin"}
    analyst.post(f"{HOME}sections/collection/", body)
    answers = get_report(CONSOLE, NUMBER).answers
    assert answers["col.other_use"] == "yes"
    assert isinstance(answers["col.origin"], dict) and answers["col.origin"]["traced.first"] == 1


@pytest.fixture
def second_report(report: Report) -> Report:
    """The report with one before it, in which 30 arms were diverted and a contact existed."""
    before = new_report("poa-iti/2018", 2022, 2023)
    given: dict[str, Answer] = {"npc.exists": "yes", "nca.exists": "no", "tra.diversion.number": 30}
    for key, value in given.items():
        answer_question(before, key=key, value=value, by=CONSOLE, at=AT)
    Report.objects.filter(id=report.id).update(previous=before)
    return Report.objects.get(id=report.id)


def test_last_time_stands_beside_this_time(analyst: Client, second_report: Report) -> None:
    analyst.post(f"{HOME}sections/coordination/", {"carry": "npc.exists", "a|nca.exists|": "yes"})
    assert get_report(CONSOLE, NUMBER).answers == {"npc.exists": "yes", "nca.exists": "yes"}
    analyst.post(f"{HOME}sections/transfers/", {"a|tra.diversion|": "yes", "a|tra.diversion.number|": "3"})
    assert "unusual jump" in analyst.get(f"{HOME}sections/transfers/").content.decode()
    page = analyst.get(HOME).content.decode()
    assert "Differs from last time" in page and "Nothing against them" in page


def test_status_tells_differences_jumps_completeness_and_quality(
    analyst: Client, second_report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    analyst.post(f"{HOME}sections/transfers/", {"a|tra.diversion|": "yes", "a|tra.diversion.number|": "3"})
    main(["report", "status", NUMBER, "--json"])
    told = json.loads(capsys.readouterr().out)
    (section,) = [one for one in told["sections"] if one["section"] == "transfers"]
    assert (section["changed"], section["jumped"], section["quality"]) == (2, 1, 50)
    assert section["blank_cells"] == 0
    assert told["previous"] == "XF-poa-iti-2022-2023"
    assert analyst.get(f"{API}/status").json() == told
    comment = {"comment_id": str(uuid4()), "text": "One shipment only.", "key": "tra.diversion.number"}
    analyst.post(f"{HOME}comment/", comment)
    assert [one["quality"] for one in analyst.get(f"{API}/status").json()["sections"] if one["answered"]] == [
        100
    ]


def test_a_number_taken_from_the_register_can_be_changed_with_a_reason(
    analyst: Client, report: Report
) -> None:
    analyst.post(f"{HOME}take/")
    page = analyst.get(f"{HOME}sections/collection/").content.decode()
    assert 'name="r|col.counts"' in page
    body = {"a|col.counts|total.both": "7", "r|col.counts": "two more at the border"}
    assert analyst.post(f"{HOME}sections/collection/", body).status_code == 302
    answer = get_report(CONSOLE, NUMBER).answers["col.counts"]
    assert answer == {"total.both": 7}
