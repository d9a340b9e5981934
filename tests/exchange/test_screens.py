"""Screens, API and commands of exchange: the same words, the same gates."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.exchange.conftest import AT
from tests.exchange.foreign import ForeignNode, thumb
from tests.exchange.test_carrying import courier_file
from tests.figures.signed_in import sign_in

from tracemark.accounts.rules import Viewer, console
from tracemark.config.cli import build_parser, run
from tracemark.exchange.actions.receiving import receive_messages
from tracemark.exchange.actions.sending import enqueue, note_attempts
from tracemark.exchange.api import router
from tracemark.exchange.models import CourierFile, Incoming, Message, Partner
from tracemark.exchange.rules.cards import fingerprint
from tracemark.exchange.rules.packets import LineKind, line_bytes
from tracemark.findings import Finding
from tracemark.oversight.models import AccessLog

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(nearland: ForeignNode, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sign_in("administrator", monkeypatch)


@pytest.fixture
def api(nearland: ForeignNode) -> TestClient:
    made = NinjaAPI(auth=lambda request: console(), urls_namespace="exchange-tests")
    made.add_router("", router)
    return TestClient(made)


def text(client: Client, path: str) -> str:
    answer = client.get(f"/exchange/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def queue(by: Viewer) -> Message:
    return enqueue(to="XN", kind="trace.request", body={"a": 1}, case="XF-1", confidential=True, by=by)


def test_the_outbox_shows_attempts_the_last_trouble_and_the_receipt(
    administrator: Client, by: Viewer
) -> None:
    assert "No message was sent yet" in text(administrator, "")
    message = queue(by)
    note_attempts([message.id], at=AT, trouble=Finding("line_down", {"peer": "XN", "detail": "refused"}))
    page = text(administrator, "")
    assert "XF-1" in page and "The line to" in page and "No receipt yet" in page
    assert "No message fits" in text(administrator, "?result=accepted")


def test_the_inbox_shows_what_waits_and_for_what(
    administrator: Client, nearland: ForeignNode, by: Viewer
) -> None:
    nearland.message()
    receive_messages([nearland.message()], by=by, at=AT, via="https")
    page = text(administrator, "inbox/")
    assert "waiting for message" in page and "Waits for an earlier one" in page


def test_what_was_not_believed_is_listed_with_its_reason(administrator: Client) -> None:
    Client().post("/exchange/line/", b'{"message":"a.b.c"}', content_type="application/jsonl")
    assert "This is not a signed message" in text(administrator, "refused/")


def test_a_message_shows_its_envelope_and_receipts_but_not_its_body(
    administrator: Client, nearland: ForeignNode, by: Viewer
) -> None:
    receive_messages([nearland.message(body={"text": "secret words"})], by=by, at=AT, via="https")
    number = Message.objects.get(way="in").id
    page = text(administrator, f"messages/{number}/")
    assert "Accepted" in page and "secret" not in page and "Save as evidence" not in page
    assert administrator.post(f"/exchange/messages/{number}/evidence/").status_code == 403
    assert administrator.get("/exchange/messages/99999/").status_code == 404


def test_evidence_is_for_investigators_and_logged(
    nearland: ForeignNode, by: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("investigator", monkeypatch)
    answer = client.post(f"/exchange/messages/{queue(by).id}/evidence/")
    assert set(json.loads(answer.content)) == {"message", "receipts", "signed_again", "cards"}
    assert AccessLog.objects.filter(verb="read_message").exists()


def test_a_card_is_taken_in_and_confirmed_on_the_screens(administrator: Client) -> None:
    third = ForeignNode("XM")
    file = SimpleUploadedFile("card.json", json.dumps({"card": {"signed": third.card()}}).encode())
    answer = administrator.post("/exchange/directory/card/", {"file": file}, follow=True)
    page = answer.content.decode()
    said = fingerprint(thumb(third.sign_key))
    assert "waits for its fingerprint" in page and said.split()[0] not in page
    wrong = administrator.post("/exchange/states/XM/confirm/", {"fingerprint": "1"})
    assert wrong.status_code == 422 and "Do not trust the card" in wrong.content.decode()
    administrator.post("/exchange/states/XM/confirm/", {"fingerprint": said})
    assert Partner.objects.get(state="XM").card is not None


def test_our_card_is_shown_changed_and_saved(administrator: Client) -> None:
    assert "Read these digits aloud" in text(administrator, "card/")
    form = {"authority": "Commission", "address": "http://node.example", "languages": "en, fr"}
    assert administrator.post("/exchange/card/", form).status_code == 422
    administrator.post("/exchange/card/", {**form, "address": "https://node.example"})
    file = json.loads(administrator.get("/exchange/card/file/").content)
    assert len(file["card"]["signed"]) == 1
    administrator.post("/exchange/card/keys/", {"revoke": ""})
    assert len(json.loads(administrator.get("/exchange/card/file/").content)["card"]["signed"]) == 2


def test_trust_is_withdrawn_and_a_test_is_sent_on_the_screens(administrator: Client) -> None:
    administrator.post("/exchange/states/XN/test/")
    assert Message.objects.get().kind == "exchange.test"
    page = administrator.post("/exchange/states/XN/withdraw/", {"reason": "they telephoned"}, follow=True)
    assert "Trust withdrawn" in page.content.decode()
    assert Partner.objects.get(state="XN").card is None


def test_the_directory_takes_an_entry_with_its_source(administrator: Client) -> None:
    form = {"state": "XM", "authority": "Police", "source": "list of 2026", "telephone": "1"}
    administrator.post("/exchange/directory/contact/", form)
    assert "list of 2026" in text(administrator, "directory/") and "Police" in text(
        administrator, "directory/"
    )
    assert administrator.post("/exchange/directory/contact/", {**form, "state": "xm"}).status_code == 422
    assert text(administrator, "states/XM/")


def test_courier_files_are_written_and_read_on_the_screen(
    administrator: Client, nearland: ForeignNode, by: Viewer
) -> None:
    queue(by)
    out = administrator.post("/exchange/courier/out/", {"to": "XN"})
    assert out.content.startswith(b'{"courier"') and "attachment" in out["Content-Disposition"]
    data = courier_file(nearland, line_bytes(LineKind.MESSAGE, nearland.message()))
    page = administrator.post("/exchange/courier/in/", {"file": SimpleUploadedFile("c", data)}, follow=True)
    assert "New: 1" in page.content.decode()
    bad = administrator.post("/exchange/courier/in/", {"file": SimpleUploadedFile("c", b"x")})
    assert bad.status_code == 409 and "not a courier file" in bad.content.decode()
    assert CourierFile.objects.count() == 2 and Incoming.objects.count() == 1


@pytest.mark.parametrize("path", ["", "inbox/", "refused/", "directory/", "courier/", "card/", "states/XN/"])
def test_pages_are_closed_to_those_who_may_not_read_them(
    nearland: ForeignNode, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    assert sign_in("curator", monkeypatch).get(f"/exchange/{path}").status_code == 403
    assert Client().get(f"/exchange/{path}").status_code == 302


def test_a_reader_sees_no_buttons_that_write(nearland: ForeignNode, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in("oversight", monkeypatch)
    for path in ("directory/", "courier/", "card/", "states/XN/"):
        assert 'action="/exchange' not in text(client, path)
    assert client.post("/exchange/courier/out/", {"to": "XN"}).status_code == 403


def test_the_api_gives_what_the_screens_show(api: TestClient, nearland: ForeignNode, by: Viewer) -> None:
    queue(by)
    receive_messages([nearland.message()], by=by, at=AT, via="https")
    assert api.get("/outbox").json()["items"][0]["case"] == "XF-1"
    assert api.get("/inbox").json()["items"][0]["stage"] == "applied"
    assert api.get("/refused").json() == {"items": []}
    states = [one["state"] for one in api.get("/directory").json()["partners"]]
    assert states == ["XF", "XN"] and api.get("/card").json()["state"] == "XF"


def test_the_api_trusts_cards_and_carries_files(api: TestClient, nearland: ForeignNode, by: Viewer) -> None:
    third = ForeignNode("XM")
    assert api.post("/cards", json={"signed": third.card()}).json()["step"] == "received"
    said = fingerprint(thumb(third.sign_key))
    assert api.post("/states/XM/confirm", json={"fingerprint": said}).json()["step"] == "confirmed"
    queue(by)
    assert api.post("/courier/out", json={"to": "XN"}).json()["messages"] == 1
    data = courier_file(nearland, line_bytes(LineKind.MESSAGE, nearland.message())).decode()
    assert api.post("/courier/in", json={"name": "a", "text": data}).json()["new"] == 1
    assert api.post("/states/XM/withdraw", json={"reason": "stolen"}).json()["line"] == "none"


def command(*words: str) -> int:
    arguments = build_parser().parse_args(words)
    return run(arguments.handler, arguments)


def test_the_commands_carry_and_show(
    nearland: ForeignNode, by: Viewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue(by)
    assert command("courier", "out", "--to", "XN", str(tmp_path / "out")) == 0
    (tmp_path / "in").write_bytes(
        courier_file(nearland, line_bytes(LineKind.MESSAGE, nearland.message()))[:-5]
    )
    assert command("courier", "in", str(tmp_path / "in")) == 1
    assert "torn" in capsys.readouterr().out
    assert command("exchange", "inbox", "--json") == 0
    assert json.loads(capsys.readouterr().out)["inbox"][0]["from"] == "XN"


def test_the_command_of_the_card_writes_a_file_and_reads_out_the_fingerprint(
    farland: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("node", "card", "--out", str(tmp_path / "card.json"), "--office", "Focal point") == 0
    assert "Fingerprint" in capsys.readouterr().out
    node = ForeignNode("XM")
    (tmp_path / "xm.json").write_text(json.dumps({"card": {"signed": node.card()}}))
    assert command("node", "trust", str(tmp_path / "xm.json")) == 1
    assert command("node", "trust", str(tmp_path / "xm.json"), "--fingerprint", "1 2 3") == 3
    assert command("node", "confirm", "XM", "--fingerprint", fingerprint(thumb(node.sign_key))) == 0
    assert command("node", "directory") == 0
