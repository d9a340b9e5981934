"""What comes is believed, put in order, applied once and receipted, or refused where everybody can see it."""

import base64
import json
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc.jwk import OKPKey
from tests.exchange.conftest import AT
from tests.exchange.foreign import ForeignNode, compact, encrypted, opened, thumb

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions import intake
from tracemark.exchange.actions.intake import Arrival
from tracemark.exchange.actions.receiving import receive_messages, retry_failed
from tracemark.exchange.models import Incoming, Message, Receipt
from tracemark.exchange.queries.cards import card_of, own_card
from tracemark.exchange.queries.messages import list_gaps
from tracemark.exchange.rules.canonical import digest_of
from tracemark.exchange.rules.envelope import ReceivedMessage
from tracemark.findings import Finding, Refused
from tracemark.oversight.models import Alert

pytestmark = pytest.mark.django_db


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> list[ReceivedMessage]:
    """What the handler of trace.request was given."""
    given: list[ReceivedMessage] = []
    monkeypatch.setattr(intake, "handlers", lambda: {"trace.request": given.append})
    return given


def receive(*sealed: str, by: Viewer) -> list[Arrival]:
    return receive_messages(sealed, by=by, at=AT, via="https")


def refusal(sealed: str, by: Viewer) -> str:
    (arrival,) = receive(sealed, by=by)
    assert arrival.refusal and not arrival.receipt
    return arrival.refusal.code


def test_a_message_is_applied_once_and_receipted_with_its_digest(
    nearland: ForeignNode, by: Viewer, applied: list[ReceivedMessage]
) -> None:
    sealed = nearland.message(kind="trace.request", body={"marks": "АК"})
    first, again = receive(sealed, by=by)[0], receive(sealed, by=by)[0]
    assert [message.body for message in applied] == [{"marks": "АК"}]
    assert (first.is_new, again.is_new, again.receipt) == (True, False, first.receipt)
    card = own_card()
    assert card
    key = OKPKey.import_key(dict(card_of(card).sign_key.jwk))
    receipt = opened(first.receipt, key)
    payload = json.dumps(
        opened(sealed, nearland.sign_key), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert (receipt["result"], receipt["digest"]) == ("accepted", digest_of(payload.encode()))
    assert Incoming.objects.get().times_received == 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_messages_are_applied_in_the_order_of_their_numbers_however_they_come(
    nearland: ForeignNode, by: Viewer, applied: list[ReceivedMessage], order: tuple[int, ...]
) -> None:
    sealed = [nearland.message(kind="trace.request", body={"n": n}) for n in range(3)]
    for place in order:
        receive(sealed[place], by=by)
    assert [message.body["n"] for message in applied] == [0, 1, 2]
    assert [arrival.result for arrival in receive(*sealed, by=by)] == ["accepted"] * 3


def test_a_gap_is_shown_and_the_message_behind_it_waits(nearland: ForeignNode, by: Viewer) -> None:
    nearland.message()
    early = nearland.message()
    assert receive(early, by=by)[0].result == "waiting"
    (gap,) = list_gaps(by)
    assert (gap.peer, gap.case, gap.missing, gap.held) == ("XN", "XN-1", (1,), (2,))
    assert Receipt.objects.get().result == "waiting"


def test_cases_do_not_wait_for_one_another(nearland: ForeignNode, by: Viewer) -> None:
    nearland.message(case="XN-1")
    early, other = nearland.message(case="XN-1"), nearland.message(case="XN-2")
    assert [arrival.result for arrival in receive(early, other, by=by)] == ["waiting", "accepted"]


def test_a_handler_that_refuses_leaves_the_message_and_a_refused_receipt(
    nearland: ForeignNode, by: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(message: ReceivedMessage) -> None:
        raise Refused(Finding("reason_needed", {"n": 1}))

    monkeypatch.setattr(intake, "handlers", lambda: {"trace.request": refuse})
    (arrival,) = receive(nearland.message(kind="trace.request"), by=by)
    assert arrival.result == "refused"
    row = Incoming.objects.get()
    assert (row.stage, row.code, row.params) == ("refused", "reason_needed", {"n": 1})
    assert Alert.objects.get().kind == "message_refused_here"
    assert receive(nearland.message(), by=by)[0].result == "accepted"


def test_a_fault_of_ours_keeps_the_message_and_it_is_tried_again(
    nearland: ForeignNode, by: Viewer, monkeypatch: pytest.MonkeyPatch, applied: list[ReceivedMessage]
) -> None:
    def stumble(message: ReceivedMessage) -> None:
        raise ZeroDivisionError

    good = intake.handlers()
    monkeypatch.setattr(intake, "handlers", lambda: {"trace.request": stumble})
    results = [
        one.result for one in receive(nearland.message(kind="trace.request"), nearland.message(), by=by)
    ]
    assert (results, Incoming.objects.filter(stage="failed").count()) == (["waiting", "waiting"], 1)
    monkeypatch.setattr(intake, "handlers", lambda: good)
    assert retry_failed(by=by, at=AT) == 2
    assert (len(applied), Incoming.objects.filter(stage="applied").count()) == (1, 2)


def test_a_kind_nobody_answers_is_refused_with_a_receipt(nearland: ForeignNode, by: Viewer) -> None:
    (arrival,) = receive(nearland.message(kind="trace.unheard_of"), by=by)
    assert arrival.result == "refused"
    assert Receipt.objects.get().code == "nobody_answers"


def test_a_confidential_message_is_read_with_our_key_and_archived_signed(
    nearland: ForeignNode, by: Viewer
) -> None:
    card = own_card()
    assert card
    key = card_of(card).encrypt_key
    signed = nearland.message(confidential=True)
    sealed = encrypted(signed, {**key.jwk, "kid": key.kid})
    assert receive(sealed, by=by)[0].result == "accepted"
    assert Message.objects.get(way="in").jws == signed


@pytest.mark.parametrize("place", range(0, 400, 23))
def test_one_flipped_bit_is_refused_and_nothing_is_kept(
    nearland: ForeignNode, by: Viewer, place: int
) -> None:
    sealed = nearland.message(kind="exchange.test")
    flipped = chr(ord(sealed[place]) ^ 1)
    assert receive(sealed[:place] + flipped + sealed[place + 1 :], by=by)[0].refusal
    assert not Message.objects.filter(way="in").exists()
    assert receive(sealed, by=by)[0].result == "accepted"


def test_a_stranger_and_a_key_of_another_state_are_not_believed(nearland: ForeignNode, by: Viewer) -> None:
    assert refusal(ForeignNode("XM").message(), by) == "key_unknown"
    assert refusal(nearland.message(**{"from": "XM"}), by) == "key_of_another_state"
    assert refusal(nearland.message(to="XM"), by) == "not_for_us"


def test_the_same_id_or_place_with_other_words_is_refused(nearland: ForeignNode, by: Viewer) -> None:
    fields = nearland.fields()
    receive(compact(fields, nearland.sign_key), by=by)
    other = {**fields, "body": {"text": "other"}}
    assert refusal(compact(other, nearland.sign_key), by) == "message_id_reused"
    assert refusal(nearland.message(seq=1), by) == "place_taken"
    assert refusal(nearland.message(seq=5000), by) == "place_too_far"


def test_a_clock_ahead_is_harmless_and_seen(nearland: ForeignNode, by: Viewer) -> None:
    nearland.made_at = (AT + timedelta(days=300)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert receive(nearland.message(), by=by)[0].result == "accepted"
    assert Alert.objects.get().kind == "clock_ahead"
    assert Incoming.objects.get().code == "clock_ahead"


@pytest.mark.parametrize(
    "sealed", ["", "a", "a.b.c", "....", "e30.e30.e30", "e30....", "\u0661.\u0662.\u0663", "." * 40]
)
def test_what_is_no_message_at_all_is_refused(nearland: ForeignNode, by: Viewer, sealed: str) -> None:
    assert refusal(sealed, by) in {"seal_unfit", "not_readable"}


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_signature_of_another_algorithm_is_refused(
    nearland: ForeignNode, by: Viewer, algorithm: str
) -> None:
    _, payload, signature = nearland.message().split(".")
    forged = json.dumps({"alg": algorithm, "kid": thumb(nearland.sign_key), "typ": "tracemark+jws"})
    coded = base64.urlsafe_b64encode(forged.encode()).rstrip(b"=").decode()
    assert refusal(f"{coded}.{payload}.{signature}", by) == "seal_unfit"


DISBELIEVED = {"seal_unfit", "not_readable", "key_unknown", "signature_wrong", "private_key_missing"}
STRANGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@given(
    change=st.dictionaries(
        st.sampled_from(["alg", "enc", "kid", "epk", "typ", "zip", "crit", "b64"]), STRANGE
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_header_may_hold_anything_and_is_refused(
    nearland: ForeignNode, by: Viewer, change: dict[str, object]
) -> None:
    card = own_card()
    assert card
    key = card_of(card).encrypt_key
    for sealed in (nearland.message(), encrypted(nearland.message(), {**key.jwk, "kid": key.kid})):
        first, _, rest = sealed.partition(".")
        header = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
        changed = json.dumps({**header, **change, "more": 1}).encode()
        coded = base64.urlsafe_b64encode(changed).rstrip(b"=").decode()
        assert refusal(f"{coded}.{rest}", by) in DISBELIEVED
