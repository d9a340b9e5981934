"""Screens, API and commands of tracing: the same results, only for whoever may, within the terms."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.figures.signed_in import sign_in
from tests.matching.weapons import AT
from tests.tracing.messages import Incoming

from tracemark.accounts.models import ApiToken, Person, Post, Unit
from tracemark.accounts.rules import Viewer, console
from tracemark.oversight.models import AccessLog
from tracemark.register.models import Weapon
from tracemark.tracing.actions import asking, opening
from tracemark.tracing.models import Case
from tracemark.tracing.rules.terms import Terms, terms_json

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def officer(farland: Unit, monkeypatch: pytest.MonkeyPatch) -> Client:
    client = sign_in("officer", monkeypatch)
    Post.objects.filter(person__username="officer").update(unit=farland)
    return client


@pytest.fixture
def second(farland: Unit, officer: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    client = sign_in("second_officer", monkeypatch)
    Post.objects.filter(person__username="second_officer").update(unit=farland)
    return client


def page(client: Client, case: Case, tail: str = "") -> str:
    answer = client.get(f"/tracing/cases/{case.reference}/{tail}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def act(client: Client, case: Case, verb: str, status: int = 302, **data: Any) -> None:
    answer = client.post(f"/tracing/cases/{case.reference}/act/{verb}/", data)
    assert answer.status_code == status, answer.content.decode()[-1500:]
    case.refresh_from_db()


def asked_abroad(case: Case) -> Case:
    """The case, its request sent from the command line."""
    opening.prepare(case, by=console(), at=AT)
    opening.choose_route(case, "XN", reason="A box of Norland.", by=console(), at=AT)
    asking.send_request(case, by=console(), at=AT)
    return case


def test_a_case_is_opened_from_the_page_of_its_weapon(officer: Client, seized: Weapon) -> None:
    assert "Trace it: open a case" in officer.get(f"/register/{seized.record_no}/").content.decode()
    answer = officer.post(f"/tracing/open/{seized.record_no}/")
    assert answer["Location"] == f"/tracing/cases/{Case.objects.get().reference}/"


def test_two_people_take_a_case_to_its_request(officer: Client, second: Client, case: Case) -> None:
    act(officer, case, "secure")
    act(officer, case, "describe")
    assert "a second person" in page(officer, case)
    act(officer, case, "confirm", status=409)
    act(second, case, "confirm")
    act(officer, case, "search", reason="")
    act(officer, case, "route", state="XN", reason="A box of Norland.")
    assert "There are no photographs" in page(officer, case, "draft/")
    officer.post(f"/tracing/cases/{case.reference}/send/")
    case.refresh_from_db()
    assert (case.stage, case.partner) == ("requested", "XN")


def test_an_impossible_step_is_refused_with_the_rule(officer: Client, case: Case) -> None:
    answer = officer.post(f"/tracing/cases/{case.reference}/act/remind/", {"text": ""})
    assert answer.status_code == 409
    assert "is not possible while the case is at “Opened”" in answer.content.decode()


def test_what_may_follow_stands_on_the_page_as_the_table_says(officer: Client, case: Case) -> None:
    text = page(officer, case)
    assert "Weapon secured" in text
    assert 'aria-current="step"' in text


def test_photographs_are_shown_beside_the_weapon_and_programs_refused(officer: Client, case: Case) -> None:
    act(officer, case, "photograph", file=SimpleUploadedFile("left.png", PNG))
    act(officer, case, "photograph", status=409, file=SimpleUploadedFile("left.png", b"MZ"))
    kept = case.files.get()
    answer = officer.get(f"/tracing/cases/{case.reference}/files/{kept.id}/")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert f"/files/{kept.id}/" in page(officer, case)


def test_restricted_words_are_withheld_on_the_page_and_in_the_export(
    officer: Client, case: Case, incoming: Incoming
) -> None:
    terms = terms_json(Terms(people_on_case_only=True, may_export=False))
    incoming("trace.reply", asked_abroad(case).thread, terms=terms, text="Only for you.")
    assert "Only for you." not in page(officer, case)
    act(officer, case, "take-part", reason="I lead the inquiry.")
    assert "Only for you." in page(officer, case)
    assert "Only for you." not in api(officer, "get", f"cases/{case.reference}").content.decode()


def test_a_paper_reply_is_keyed_in_with_its_scan(officer: Client, case: Case) -> None:
    scan = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 x")
    data = {"reference": "N 12/2026", "kind": "no_record", "onward": "consent", "scan": scan}
    act(officer, asked_abroad(case), "paper-reply", **data)
    assert (case.stage, case.files.get().name) == ("no_record", "letter.pdf")
    assert "on paper" in page(officer, case)


@pytest.mark.parametrize("path", ["", "?side=answering", "overdue/", "figures/", "figures/2025/"])
def test_lists_and_figures_open_and_reading_them_is_logged(officer: Client, case: Case, path: str) -> None:
    before = AccessLog.objects.count()
    assert officer.get(f"/tracing/{path}").status_code == 200
    assert AccessLog.objects.count() > before


def test_deadlines_are_set_by_whoever_may_and_move_what_is_due(
    farland: Unit, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("investigator", monkeypatch)
    Post.objects.update(unit=farland)
    assert "unconfirmed" in client.get("/tracing/settings/").content.decode()
    client.post("/tracing/settings/", {"name": "home", "value": 5, "source": "Order 12"})
    before = case.due_on
    case.refresh_from_db()
    assert before is not None and case.due_on is not None and case.due_on < before


def test_an_analyst_and_a_stranger_do_not_reach_a_case(
    farland: Unit, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sign_in("analyst", monkeypatch).get("/tracing/").status_code == 403
    stranger = sign_in("evidence_officer", monkeypatch)
    assert stranger.get(f"/tracing/cases/{case.reference}/").status_code == 404


def api(client: Client, method: str, path: str, body: object = None) -> Any:
    """A call of the API with the session of a browser."""
    address = f"/api/v1/tracing/{path}"
    if method == "get":
        return client.get(address)
    return client.post(address, json.dumps(body), "application/json")


def test_the_api_opens_drafts_and_sends_as_the_command_line_does(
    officer: Client, second: Client, seized: Weapon
) -> None:
    reference = api(officer, "post", "cases", {"record_no": seized.record_no}).json()["reference"]
    assert api(officer, "post", f"cases/{reference}/prepare").json()["case"]["stage"] == "described"
    assert api(second, "post", f"cases/{reference}/steps/confirm", {}).json()["stage"] == "identified"
    api(officer, "post", f"cases/{reference}/prepare", {})
    api(officer, "post", f"cases/{reference}/route", {"state": "XN", "reason": "A box of Norland."})
    assert api(officer, "get", f"cases/{reference}/draft").json()["to_state"] == "XN"
    sent = api(officer, "post", f"cases/{reference}/send", {}).json()
    assert (sent["case"]["stage"], bool(sent["message_id"])) == ("requested", True)


def test_the_api_refuses_with_the_rule(officer: Client, case: Case) -> None:
    answer = api(officer, "post", f"cases/{case.reference}/send", {})
    assert answer.status_code == 409
    assert answer.json()["findings"][0]["code"] == "step_not_possible"


def test_the_list_takes_as_many_queries_for_one_case_as_for_many(
    officer: Client, case: Case, ana: Viewer, django_assert_max_num_queries: Any
) -> None:
    assert Person.objects.count() and not ApiToken.objects.count()
    for number in range(8):
        Incoming("XN")("trace.request", f"XN-T-2026-1000{number}")
    with django_assert_max_num_queries(45):
        assert officer.get("/tracing/").status_code == 200
