"""Rules of messages: canonical text, envelopes, receipts, cards, and what becomes of what comes."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exchange.foreign import ForeignNode, thumb

from tracemark.exchange.rules.canonical import LARGEST, canonical, digest_of, read_canonical
from tracemark.exchange.rules.cards import (
    check_address,
    check_successor,
    fingerprint,
    read_card,
    same_fingerprint,
)
from tracemark.exchange.rules.deciding import (
    KeyFacts,
    Place,
    check_clock,
    check_key,
    missing_before,
    place_of,
    wait_before,
)
from tracemark.exchange.rules.envelope import Attachment, Envelope, payload_of, read_envelope
from tracemark.exchange.rules.packets import LineKind, line_bytes, read_line
from tracemark.exchange.rules.receipts import Receipt, Result, check_receipt, read_receipt, receipt_payload
from tracemark.findings import Refused

AT = datetime(2026, 11, 30, 10, tzinfo=UTC)
ENVELOPE = Envelope(
    id="6b1f4c0e-1111-4222-8333-444455556666",
    kind="trace.request",
    sender="XN",
    to="XF",
    case="XN-2026-7",
    case_seq=2,
    made_at=AT,
    confidential=True,
    body={"marks": ["АК 1234", "سلاح"], "count": 1},
    attachments=(Attachment("left side.jpg", "image/jpeg", b"\xff\xd8\x00"),),
)
KEY = KeyFacts("k", "XN", is_confirmed=True)

names = st.text(st.characters(max_codepoint=126), max_size=6)
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)
)


@given(values)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_our_canonical_text_is_that_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (1.5, "fraction"),
        (2**53, "number_too_large"),
        ({"é": 1}, "name_not_ascii"),
        ("\ud800", "half_character"),
        (b"x", "not_json"),
    ],
)
def test_what_has_no_canonical_text_is_refused_with_the_reason(value: object, problem: str) -> None:
    with pytest.raises(Refused) as refusal:
        canonical({"a": [value]})
    assert refusal.value.findings[0].params["json_problem"] == problem


@pytest.mark.parametrize(
    "text", ['{"b":1,"a":2}', '{"a": 1}', '{"a":1,"a":1}', "[1]", '{"a":NaN}', '{"a":1.0}', "{", "[" * 5000]
)
def test_bytes_that_are_not_the_canonical_text_of_an_object_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="json_unfit"):
        read_canonical(text.encode())


def test_an_envelope_reads_back_as_it_was_written() -> None:
    assert read_envelope(payload_of(ENVELOPE)) == ENVELOPE


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"kind": "Trace"}, "kind", "badly_formed"),
        ({"case_seq": 0}, "case_seq", "out_of_bounds"),
        ({"case_seq": True}, "case_seq", "not_a_number"),
        ({"made_at": "2026-13-01T00:00:00Z"}, "made_at", "badly_formed"),
        ({"to": "xf"}, "to", "badly_formed"),
        ({"schema": 2}, "schema", "out_of_bounds"),
        ({"extra": 1}, "extra", "unknown"),
        ({"case": "a\x00b"}, "case", "badly_formed"),
        (
            {"attachments": [{"name": "a", "media_type": "b", "data": "+A=="}]},
            "attachments.0.data",
            "badly_formed",
        ),
        (
            {"attachments": [{"name": "a", "media_type": "b", "data": "AB=="}]},
            "attachments.0.data",
            "badly_formed",
        ),
    ],
)
def test_an_envelope_that_is_not_as_agreed_is_refused_by_its_field(
    change: dict[str, object], field: str, problem: str
) -> None:
    data = canonical({**json.loads(payload_of(ENVELOPE)), **change})
    with pytest.raises(Refused) as refusal:
        read_envelope(data)
    assert refusal.value.findings[0].params == {"at_field": field, "field_problem": problem}


def test_a_missing_field_is_named() -> None:
    fields = json.loads(payload_of(ENVELOPE))
    del fields["case"]
    with pytest.raises(Refused) as refusal:
        read_envelope(canonical(fields))
    assert refusal.value.findings[0].params["at_field"] == "case"


def test_attachments_beyond_the_limit_are_refused_before_anything_is_signed() -> None:
    heavy = replace(ENVELOPE, attachments=(Attachment("a", "b", bytes(12_000_001)),))
    with pytest.raises(Refused, match="message_too_large"):
        payload_of(heavy)


@given(st.binary(max_size=60))
def test_reading_any_bytes_gives_a_refusal_and_never_a_failure(data: bytes) -> None:
    for read in (read_envelope, read_receipt, read_card, read_line):
        with pytest.raises(Refused):
            read(data)


def test_a_receipt_reads_back_and_must_be_for_us_and_of_our_bytes() -> None:
    receipt = Receipt("XN", "XF", ENVELOPE.id, digest_of(b"x"), Result.REFUSED, AT, "kind_unknown", {"n": 1})
    assert read_receipt(receipt_payload(receipt)) == receipt
    check_receipt(receipt, peer="XN", state="XF", digest=digest_of(b"x"))
    with pytest.raises(Refused, match="receipt_of_other_bytes"):
        check_receipt(receipt, peer="XN", state="XF", digest=digest_of(b"y"))
    with pytest.raises(Refused, match="receipt_not_for_us"):
        check_receipt(receipt, peer="XN", state="XM", digest=digest_of(b"x"))


def test_the_thumbprint_of_rfc_8037_gives_the_fingerprint() -> None:
    kid = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"  # RFC 8037, appendix A.3
    text = fingerprint(kid)
    assert len(text.split()) == 8 and all(len(group) == 5 and group.isdecimal() for group in text.split())
    assert same_fingerprint(text.replace(" ", "-"), kid)
    assert same_fingerprint("".join(chr(0x660 + int(sign)) if sign != " " else sign for sign in text), kid)
    assert not same_fingerprint(text[:-1] + ("0" if text[-1] != "0" else "1"), kid)
    assert not same_fingerprint("x" + text, kid)


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("", True),
        ("https://node.example/x", True),
        ("http://127.0.0.1:8001", True),
        ("http://node.example", False),
        ("https://user@node.example", False),
        ("ftp://node.example", False),
        ("https://node.example:port", False),
        ("file:///etc/passwd", False),
    ],
)
def test_messages_go_by_https_or_to_this_machine_only(address: str, is_safe: bool) -> None:
    assert check_address(address) is is_safe


def test_a_card_is_followed_by_a_later_one_of_the_same_state_only() -> None:
    node = ForeignNode()
    first = read_card(rfc8785.dumps(node.card_payload()))
    assert check_successor(replace(first, serial=2), first, known_digest="a", new_digest="b") is None
    for other, code in (
        (replace(first, state="XM", serial=2), "card_of_another_state"),
        (replace(first, serial=0), "card_outdated"),
        (replace(first, authority="Somebody else"), "card_serial_reused"),
    ):
        finding = check_successor(other, first, known_digest="a", new_digest="b")
        assert finding and finding.code == code


def test_a_card_with_a_wrong_key_name_or_a_revoked_own_key_is_refused() -> None:
    node = ForeignNode()
    keys = node.card_payload()["keys"]
    wrong = [{**keys[0], "kid": keys[1]["kid"]}, keys[1]]
    revoked = [{"kid": thumb(node.sign_key), "reason": "lost"}]
    for change in (
        {"keys": wrong},
        {"keys": keys[:1]},
        {"revoked": revoked},
        {"address": "http://a.example"},
    ):
        with pytest.raises(Refused, match="field_unfit"):
            read_card(rfc8785.dumps(node.card_payload(**change)))


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (KEY, None),
        (None, "key_unknown"),
        (replace(KEY, state="XM"), "key_of_another_state"),
        (replace(KEY, is_confirmed=False), "key_unconfirmed"),
        (replace(KEY, revoked_at=AT + timedelta(days=9)), "key_revoked"),
        (replace(KEY, superseded_at=AT - timedelta(days=2)), "key_superseded"),
        (replace(KEY, superseded_at=AT + timedelta(days=2)), None),
    ],
)
def test_only_a_confirmed_key_of_the_sender_speaks_for_it(key: KeyFacts | None, code: str | None) -> None:
    finding = check_key(key, ENVELOPE)
    assert (finding and finding.code) == code


@pytest.mark.parametrize(
    ("seq", "place"),
    [(3, Place.TAKEN), (4, Place.NEXT), (5, Place.EARLY), (1003, Place.EARLY), (1004, Place.TOO_FAR)],
)
def test_the_place_of_a_message_follows_from_its_number_alone(seq: int, place: Place) -> None:
    assert place_of(seq, 3) is place


def test_what_is_waited_for_is_named() -> None:
    assert missing_before(frozenset({5, 8}), 3) == (4, 6, 7)
    assert missing_before(frozenset(), 3) == ()


def test_a_clock_ahead_is_said_and_one_behind_is_not() -> None:
    assert check_clock(AT + timedelta(minutes=14), AT) is None
    assert check_clock(AT - timedelta(days=400), AT) is None
    finding = check_clock(AT + timedelta(hours=2), AT)
    assert finding and (finding.code, finding.params["minutes"]) == ("clock_ahead", 120)


@given(st.integers(0, 10_000))
def test_waiting_grows_and_is_never_longer_than_six_hours(attempts: int) -> None:
    assert timedelta(minutes=1) <= wait_before(attempts) <= wait_before(attempts + 1) <= timedelta(hours=6)


@pytest.mark.parametrize(
    "data", [b'{"message":1}', b'{"card":"x"}', b"{}", b'{"other":"x"}', b"\xff", b'{"end":{},"a":1}']
)
def test_a_line_of_no_known_kind_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="line_unfit"):
        read_line(data)


def test_a_line_reads_back_as_it_was_written() -> None:
    line = read_line(line_bytes(LineKind.END, {"lines": 3}))
    assert (line.kind, line.value) == (LineKind.END, {"lines": 3})
