"""Messages travel by HTTPS and by courier file; what is damaged, strange or repeated does no harm and is seen."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.test import Client
from tests.exchange.conftest import AT
from tests.exchange.foreign import ForeignNode, opened, thumb

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions import refusing
from tracemark.exchange.actions.cards import receive_card
from tracemark.exchange.actions.sending import enqueue
from tracemark.exchange.jobs.courier import read_courier, write_courier_file
from tracemark.exchange.jobs.outbox import send_due
from tracemark.exchange.jobs.taking import Taking
from tracemark.exchange.jobs.transports.https import HttpsTransport, LineDown
from tracemark.exchange.models import CourierFile, Incoming, Message, Outgoing, RefusedArrival
from tracemark.exchange.rules.canonical import digest_of
from tracemark.exchange.rules.cards import fingerprint
from tracemark.exchange.rules.packets import Line, LineKind, line_bytes, read_line
from tracemark.findings import Refused
from tracemark.oversight.models import Alert

pytestmark = pytest.mark.django_db
LATER = AT.replace(year=2031)


class Nearland:
    """A transport that ends in another State's system: it answers as ``answer`` says."""

    def __init__(self, node: ForeignNode, answer: str = "accepted") -> None:
        self.node, self.answer, self.packets = node, answer, []

    def send(self, address: str, lines: Sequence[bytes]) -> list[Line]:
        self.packets.append(list(lines))
        if self.answer == "down":
            raise LineDown("nobody there")
        return [line for number, text in enumerate(lines) for line in self._answers(number, read_line(text))]

    def _answers(self, number: int, line: Line) -> list[Line]:
        if line.kind is not LineKind.MESSAGE or self.answer == "silent":
            return []
        if self.answer == "refused":
            return [Line(LineKind.REFUSED, {"line": number, "code": "key_unknown", "params": {}})]
        payload = Message.objects.get(jws=line.value)
        return [Line(LineKind.RECEIPT, self.node.receipt(str(payload.message_id), payload.digest))]


@pytest.fixture
def online(nearland: ForeignNode, by: Viewer) -> ForeignNode:
    nearland.address = "https://nearland.example"
    receive_card(nearland.next_card(), by=by)
    return nearland


def queued(by: Viewer, count: int = 1) -> list[Message]:
    values = {"to": "XN", "kind": "trace.request", "body": {}, "case": "XF-1", "confidential": False}
    return [enqueue(**values, by=by) for _ in range(count)]


def test_what_is_due_goes_in_packets_with_our_card_first_and_comes_back_as_receipts(
    online: ForeignNode, by: Viewer
) -> None:
    queued(by, 60)
    line = Nearland(online)
    sent = send_due(transport=line, by=by, at=LATER)
    assert (sent.messages, sent.receipts, sent.troubles) == (60, 60, {})
    assert [len(packet) for packet in line.packets] == [51, 11]
    assert all(packet[0].startswith(b'{"card"') for packet in line.packets)
    assert set(Outgoing.objects.values_list("result", flat=True)) == {"accepted"}
    assert send_due(transport=line, by=by, at=LATER).messages == 0


@pytest.mark.parametrize(
    ("answer", "code"), [("down", "line_down"), ("refused", "refused_there"), ("silent", "")]
)
def test_what_could_not_be_settled_says_why_and_is_tried_again(
    online: ForeignNode, by: Viewer, answer: str, code: str
) -> None:
    queued(by)
    send_due(transport=Nearland(online, answer), by=by, at=LATER)
    row = Outgoing.objects.get()
    assert (row.attempts, row.last_code, row.result) == (1, code, "")
    assert row.next_attempt_at and row.next_attempt_at > LATER


def test_a_message_to_a_state_without_a_card_says_so(farland: None, by: Viewer) -> None:
    queued(by)
    send_due(transport=HttpsTransport(), by=by, at=LATER)
    assert Outgoing.objects.get().last_code == "partner_unknown"


@pytest.mark.parametrize("address", ["", "http://node.example", "ftp://127.0.0.1"])
def test_the_transport_goes_nowhere_unsafe(address: str) -> None:
    with pytest.raises(LineDown):
        HttpsTransport().send(address, [])


def test_the_line_answers_each_message_in_order(nearland: ForeignNode) -> None:
    lines = [line_bytes(LineKind.MESSAGE, nearland.message()), b"nonsense\n", b'{"message":"x.y.z"}\n']
    answer = Client().post("/exchange/line/", b"".join(lines), content_type="application/jsonl")
    kinds = [read_line(line).kind for line in answer.content.splitlines()]
    assert sorted(kinds) == ["receipt", "refused", "refused"]
    assert {row.code for row in RefusedArrival.objects.all()} == {"line_unfit", "seal_unfit"}
    assert Alert.objects.filter(kind="arrival_refused").count() == 2


def test_the_line_takes_no_other_method_and_no_endless_packet(nearland: ForeignNode) -> None:
    assert Client().get("/exchange/line/").status_code == 405
    headers = {"Content-Length": "99999999999"}
    assert Client().post("/exchange/line/", b"", content_type="a/b", headers=headers).status_code == 413


def test_a_stranger_does_not_fill_the_directory_over_the_line(nearland: ForeignNode, by: Viewer) -> None:
    stranger = line_bytes(LineKind.CARD, {"signed": ForeignNode("XM").card()})
    taking = Taking(via="https", source="127.0.0.1", by=by, at=AT)
    taking.take([stranger])
    assert [finding.code for finding in taking.findings] == ["key_unconfirmed"]


def test_the_same_damaged_bytes_are_listed_once(nearland: ForeignNode, by: Viewer) -> None:
    for _ in range(3):
        Taking(via="https", source="127.0.0.1", by=by, at=AT).take([b"nonsense"])
    row = RefusedArrival.objects.get()
    assert (row.digest, row.size, row.head) == (digest_of(b"nonsense"), 8, "nonsense")


def test_a_flood_is_said_and_does_not_fill_the_disk(
    nearland: ForeignNode, by: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusing, "NOTED_AN_HOUR", 3)
    taking = Taking(via="https", source="203.0.113.9", by=by, at=AT)
    taking.take(f"nonsense {number}".encode() for number in range(9))
    assert RefusedArrival.objects.count() == 3
    assert Alert.objects.filter(kind="refused_flood").count() == 1


def courier_file(node: ForeignNode, *lines: bytes) -> bytes:
    """A courier file as another system writes it."""
    head = line_bytes(
        LineKind.COURIER, {"schema": 1, "from": node.state, "to": "XF", "made_at": node.made_at}
    )
    data = b"".join([head, *lines])
    return data + line_bytes(LineKind.END, {"lines": len(lines) + 1, "sha256": digest_of(data)})


def test_a_courier_file_may_come_twice(nearland: ForeignNode, by: Viewer) -> None:
    data = courier_file(nearland, *(line_bytes(LineKind.MESSAGE, nearland.message()) for _ in range(3)))
    first = read_courier(io.BytesIO(data), name="a", by=by, at=AT)
    again = read_courier(io.BytesIO(data), name="a", by=by, at=AT)
    assert (first.counts.new, again.counts.new, again.counts.repeated) == (3, 0, 3)
    assert first.is_whole and again.is_whole and not first.findings
    assert CourierFile.objects.count() == 2


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_torn_courier_file_says_so_and_keeps_what_it_held(
    nearland: ForeignNode, by: Viewer, share: float
) -> None:
    data = courier_file(nearland, *(line_bytes(LineKind.MESSAGE, nearland.message()) for _ in range(5)))
    torn = read_courier(io.BytesIO(data[: int(len(data) * share)]), name="a", by=by, at=AT)
    assert not torn.is_whole and torn.findings[-1].code == "courier_file_torn"
    assert 1 <= torn.counts.new <= 5
    whole = read_courier(io.BytesIO(data), name="a", by=by, at=AT)
    assert torn.counts.new + whole.counts.new == 5 == Incoming.objects.filter(stage="applied").count()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_courier_file"),
        (b"PK\x03\x04", "not_a_courier_file"),
        (b'{"message":"x"}\n', "not_a_courier_file"),
        (b'{"courier":{"schema":1,"from":"XN","to":"XM","made_at":""}}\n', "not_for_us"),
    ],
)
def test_a_file_that_is_none_or_for_another_state_is_refused(
    nearland: ForeignNode, by: Viewer, data: bytes, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        read_courier(io.BytesIO(data), name="a", by=by, at=AT)


def test_receipts_go_home_in_the_next_courier_file_once(
    nearland: ForeignNode, by: Viewer, tmp_path: Path
) -> None:
    message = queued(by)[0]
    data = courier_file(nearland, line_bytes(LineKind.MESSAGE, nearland.message()))
    read_courier(io.BytesIO(data), name="a", by=by, at=AT)
    first = write_courier_file(tmp_path / "1", to="XN", by=by, at=AT)
    second = write_courier_file(tmp_path / "2", to="XN", by=by, at=AT)
    assert (len(first.messages), len(first.receipts), len(second.receipts)) == (1, 1, 0)
    read_courier(io.BytesIO(data), name="a", by=by, at=AT)
    assert len(write_courier_file(tmp_path / "3", to="XN", by=by, at=AT).receipts) == 1
    assert Outgoing.objects.get(message=message).last_code == "carried_by_courier"


def test_a_courier_file_is_readable_by_another_system(
    nearland: ForeignNode, by: Viewer, tmp_path: Path
) -> None:
    queued(by, 2)
    write_courier_file(tmp_path / "1", to="XN", by=by, at=AT)
    lines = [json.loads(line) for line in (tmp_path / "1").read_bytes().splitlines()]
    assert [next(iter(line)) for line in lines] == ["courier", "card", "message", "message", "end"]
    with pytest.raises(FileExistsError):
        write_courier_file(tmp_path / "1", to="XN", by=by, at=AT)


def test_receipts_that_come_by_courier_settle_the_outbox(nearland: ForeignNode, by: Viewer) -> None:
    message = queued(by)[0]
    receipt = nearland.receipt(str(message.message_id), message.digest)
    assert opened(receipt, nearland.sign_key)["result"] == "accepted"
    read = read_courier(
        io.BytesIO(courier_file(nearland, line_bytes(LineKind.RECEIPT, receipt))), name="a", by=by, at=AT
    )
    assert (read.counts.receipts, Outgoing.objects.get().result) == (1, "accepted")


def test_a_card_in_a_courier_file_waits_for_its_fingerprint(nearland: ForeignNode, by: Viewer) -> None:
    third = ForeignNode("XM")
    data = courier_file(nearland, line_bytes(LineKind.CARD, {"signed": third.card()}))
    assert read_courier(io.BytesIO(data), name="a", by=by, at=AT).counts.cards == 1
    assert Alert.objects.get().kind == "card_unconfirmed"
    assert fingerprint(thumb(third.sign_key))
