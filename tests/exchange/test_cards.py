"""Cards are trusted by a fingerprint that was read aloud, or by the key before; everything else waits or is refused."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from tests.exchange.conftest import AT
from tests.exchange.foreign import ForeignNode, compact, thumb

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.cards import (
    card_file,
    confirm_card,
    issue_card,
    read_card_file,
    receive_card,
    record_contact,
    rotate_keys,
    withdraw_trust,
)
from tracemark.exchange.actions.receiving import receive_messages
from tracemark.exchange.models import Card, Key, Partner, Trust
from tracemark.exchange.queries.cards import find_contact, line_to, list_contacts, own_card
from tracemark.exchange.rules.cards import fingerprint
from tracemark.findings import Refused
from tracemark.oversight.models import Alert

pytestmark = pytest.mark.django_db


def said(node: ForeignNode) -> str:
    return fingerprint(thumb(node.sign_key))


def result(node: ForeignNode, by: Viewer) -> str:
    (arrival,) = receive_messages([node.message(case=str(uuid4()))], by=by, at=AT, via="https")
    return arrival.refusal.code if arrival.refusal else arrival.result


def test_our_private_keys_are_files_that_nobody_else_can_read(farland: None) -> None:
    files = list((Path(settings.HOME) / "exchange").iterdir())
    assert len(files) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_card_is_made_once_and_again_only_when_something_is_new(farland: None, by: Viewer) -> None:
    first = own_card()
    assert issue_card(by=by) == first
    second = issue_card(by=by, address="https://node.example", languages=["en", "fr"])
    assert (second.serial, second.kid) == (2, first.kid if first else "")
    with pytest.raises(Refused, match="field_unfit"):
        issue_card(by=by, address="http://node.example")


def test_a_card_waits_until_its_fingerprint_is_confirmed(farland: None, by: Viewer) -> None:
    node = ForeignNode()
    _, step = receive_card(node.card(), by=by)
    assert (step, result(node, by), line_to("XN")) == ("received", "key_unconfirmed", "none")
    with pytest.raises(Refused, match="fingerprint_differs"):
        confirm_card("XN", fingerprint=said(ForeignNode()), by=by)
    confirm_card("XN", fingerprint=said(node), by=by)
    assert (result(node, by), line_to("XN")) == ("accepted", "courier")
    assert find_contact("XN") is not None


def test_a_wrong_fingerprint_keeps_a_card_out(farland: None, by: Viewer) -> None:
    with pytest.raises(Refused, match="fingerprint_differs"):
        receive_card(ForeignNode().card(), by=by, fingerprint="12345 " * 8)
    assert not Partner.objects.filter(state="XN").exists()


def test_new_keys_signed_by_the_old_key_are_trusted_at_once(nearland: ForeignNode, by: Viewer) -> None:
    old = ForeignNode(sign_key=nearland.sign_key, encrypt_key=nearland.encrypt_key)
    assert receive_card(nearland.next_card(), by=by)[1] == "succeeded"
    assert result(nearland, by) == "accepted"
    assert result(old, by) == "accepted", "made before the rotation"
    old.made_at = "2027-06-01T00:00:00Z"
    assert result(old, by) == "key_superseded"


def test_a_revoked_key_is_never_believed_again(nearland: ForeignNode, by: Viewer) -> None:
    old = ForeignNode(sign_key=nearland.sign_key, encrypt_key=nearland.encrypt_key)
    receive_card(nearland.next_card(revoke="stolen"), by=by)
    assert (result(old, by), result(nearland, by)) == ("key_revoked", "accepted")


def test_new_keys_that_the_old_key_did_not_sign_wait_for_their_fingerprint(
    nearland: ForeignNode, by: Viewer
) -> None:
    other = ForeignNode(serial=2)
    assert receive_card(other.card(), by=by)[1] == "received"
    assert (result(other, by), result(nearland, by)) == ("key_unconfirmed", "accepted")
    assert Alert.objects.get().kind == "card_unconfirmed"
    confirm_card("XN", fingerprint=said(other), by=by)
    assert result(other, by) == "accepted"


def test_a_forged_second_signature_does_not_vouch(nearland: ForeignNode, by: Viewer) -> None:
    other = ForeignNode(serial=2)
    forged = compact(other.card_payload(authority="Somebody"), nearland.sign_key)
    step = receive_card([*other.card(), forged], by=by)[1]
    assert (step, result(other, by)) == ("received", "key_unconfirmed")


def test_a_card_not_signed_by_its_own_key_is_refused(farland: None, by: Viewer) -> None:
    node = ForeignNode()
    with pytest.raises(Refused, match="signature_wrong"):
        receive_card([compact(node.card_payload(), ForeignNode().sign_key)], by=by)
    assert not Card.objects.filter(state="XN").exists()


def test_an_older_card_and_a_second_one_of_the_same_number_are_refused(
    nearland: ForeignNode, by: Viewer
) -> None:
    first = nearland.card()
    receive_card(nearland.next_card(), by=by)
    with pytest.raises(Refused, match="card_outdated"):
        receive_card(first, by=by)
    with pytest.raises(Refused, match="card_serial_reused"):
        receive_card(nearland.card(authority="Another"), by=by)


def test_trust_can_be_withdrawn_with_a_reason_and_given_again(nearland: ForeignNode, by: Viewer) -> None:
    with pytest.raises(Refused, match="reason_needed"):
        withdraw_trust("XN", reason=" ", by=by)
    withdraw_trust("XN", reason="they telephoned", by=by)
    assert (result(nearland, by), line_to("XN")) == ("key_revoked", "none")
    nearland.next_card()
    receive_card(nearland.card(), by=by, fingerprint=said(nearland))
    assert result(nearland, by) == "accepted"
    steps = list(Trust.objects.filter(state="XN").values_list("step", flat=True))
    assert steps == ["confirmed", "withdrawn", "confirmed"]


def test_a_new_card_is_announced_by_a_message_and_vouched_for_by_the_old_key(
    nearland: ForeignNode, by: Viewer
) -> None:
    before = own_card()
    card = rotate_keys(by=by)
    signed = read_card_file(card_file(card))
    assert len(signed) == 2 and before and card.kid != before.kid
    assert Key.objects.get(kid=before.kid).superseded_at is not None


def test_a_card_passed_on_by_a_trusted_state_waits_for_its_fingerprint(
    nearland: ForeignNode, by: Viewer
) -> None:
    third = ForeignNode("XM")
    sealed = nearland.message(kind="directory.card", body={"signed": third.card()})
    assert receive_messages([sealed], by=by, at=AT, via="https")[0].result == "accepted"
    assert result(third, by) == "key_unconfirmed"


def test_a_file_that_is_no_card_is_refused(farland: None, by: Viewer) -> None:
    for data in (b"", b"[]", b'{"card":{"signed":[]}}', b'{"card":{"signed":[1]}}', b"\xff"):
        with pytest.raises(Refused, match="not_a_card"):
            read_card_file(data)
    with pytest.raises(Refused, match="seal_unfit"):
        receive_card(["x"], by=by)


def test_the_directory_holds_states_without_a_node_too_with_their_source(
    nearland: ForeignNode, by: Viewer
) -> None:
    with pytest.raises(Refused, match="source_needed"):
        record_contact("XM", authority="Police", details={}, source="", by=by)
    record_contact(
        "XM", authority="Police", details={"email": "a"}, source="list of 2026, unconfirmed", by=by
    )
    assert [(one.state, one.card is None) for one in list_contacts(by)] == [
        ("XF", False),
        ("XM", True),
        ("XN", False),
    ]
    assert list_contacts(Viewer(None)) == []
