"""What goes out is signed once, ordered, retried without harm, and settled by receipts nobody can deny."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from joserfc import jwe
from tests.exchange.conftest import AT
from tests.exchange.foreign import ForeignNode, thumb

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.cards import rotate_keys
from tracemark.exchange.actions.receipts import receive_receipts
from tracemark.exchange.actions.sending import enqueue, note_attempts, sealed, send_test
from tracemark.exchange.models import Message, Outgoing, Receipt
from tracemark.exchange.rules.cards import CardKey
from tracemark.exchange.rules.envelope import Attachment
from tracemark.findings import Finding, Refused
from tracemark.oversight.models import Alert

pytestmark = pytest.mark.django_db


def request(by: Viewer, case: str = "XF-1", **changes: object) -> Message:
    values = {"to": "XN", "kind": "trace.request", "body": {"a": 1}, "case": case, "confidential": False}
    return enqueue(**{**values, **changes}, by=by)


def test_messages_of_a_case_are_numbered_from_one(nearland: ForeignNode, by: Viewer) -> None:
    numbers = [request(by, case).case_seq for case in ("XF-1", "XF-1", "XF-2", "XF-1")]
    assert numbers == [1, 2, 1, 3]


def test_the_same_id_gives_the_same_message_and_other_words_are_refused(
    nearland: ForeignNode, by: Viewer
) -> None:
    message_id = str(uuid4())
    first, again = request(by, message_id=message_id), request(by, message_id=message_id)
    assert (first.id, Message.objects.count()) == (again.id, 1)
    with pytest.raises(Refused, match="message_id_reused"):
        request(by, message_id=message_id, body={"a": 2})


def test_nothing_is_queued_when_the_callers_transaction_fails(nearland: ForeignNode, by: Viewer) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        request(by)
        raise ZeroDivisionError
    assert request(by).case_seq == 1


def test_a_body_that_cannot_be_signed_is_refused_and_takes_no_number(
    nearland: ForeignNode, by: Viewer
) -> None:
    with pytest.raises(Refused, match="json_unfit"):
        request(by, body={"mass_kg": 1.5})
    with pytest.raises(Refused, match="not_for_us"):
        request(by, to="XF")
    assert request(by).case_seq == 1


def test_a_confidential_message_travels_encrypted_and_is_archived_signed(
    nearland: ForeignNode, by: Viewer
) -> None:
    message = request(by, confidential=True, attachments=[Attachment("a.jpg", "image/jpeg", bytes(200_000))])
    travelling = sealed(message, CardKey("enc", nearland.encrypt_key.as_dict(private=False)["x"]))
    with pytest.raises(Refused, match="partner_unknown"):
        sealed(message, None)
    assert (
        jwe.decrypt_compact(travelling, nearland.encrypt_key, registry=large()).plaintext
        == message.jws.encode()
    )


def keep(receipt: str) -> str | None:
    """Keep one receipt; the code of its refusal, or None."""
    (finding,) = receive_receipts([receipt], at=AT)
    return finding.code if finding else None


def large() -> jwe.JWERegistry:
    registry = jwe.JWERegistry()
    registry.max_ciphertext_length = 1_000_000
    return registry


def test_a_receipt_settles_a_message_and_is_kept(nearland: ForeignNode, by: Viewer) -> None:
    message = request(by)
    receipt = nearland.receipt(str(message.message_id), message.digest)
    assert (keep(receipt), keep(receipt)) == (None, None)
    row = Outgoing.objects.get()
    assert (row.result, row.next_attempt_at, Receipt.objects.get().jws) == ("accepted", None, receipt)


def test_a_waiting_receipt_keeps_the_message_due_until_the_final_one(
    nearland: ForeignNode, by: Viewer
) -> None:
    message = request(by)
    for result in ("waiting", "accepted"):
        keep(nearland.receipt(str(message.message_id), message.digest, result))
        assert (Outgoing.objects.get().next_attempt_at is None) == (result == "accepted")
    keep(nearland.receipt(str(message.message_id), message.digest, "waiting"))
    assert Outgoing.objects.get().result == "accepted"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"digest": "0" * 64}, "receipt_of_other_bytes"),
        ({"to": "XM"}, "receipt_not_for_us"),
        ({"from": "XM"}, "receipt_not_for_us"),
        ({"message": str(uuid4())}, "receipt_of_nothing"),
        ({"result": "perhaps"}, "field_unfit"),
    ],
)
def test_a_receipt_that_does_not_fit_settles_nothing(
    nearland: ForeignNode, by: Viewer, change: dict[str, str], code: str
) -> None:
    message = request(by)
    fields = {"message": str(message.message_id), "digest": message.digest, **change}
    assert keep(nearland.receipt(**fields)) == code
    assert Outgoing.objects.get().result == ""


def test_the_first_final_receipt_stands_against_a_second_that_says_otherwise(
    nearland: ForeignNode, by: Viewer
) -> None:
    message = request(by)
    keep(nearland.receipt(str(message.message_id), message.digest, "refused", code="not_ours"))
    assert keep(nearland.receipt(str(message.message_id), message.digest)) == "receipt_contradicts"
    assert Outgoing.objects.get().result == "refused"
    assert Alert.objects.get().params["cause"] == "not_ours"


def test_a_stranger_cannot_sign_a_receipt(nearland: ForeignNode, by: Viewer) -> None:
    message = request(by)
    assert keep(ForeignNode().receipt(str(message.message_id), message.digest)) == "key_unknown"


def test_attempts_are_counted_spaced_and_said_loudly_after_three_days(
    nearland: ForeignNode, by: Viewer
) -> None:
    message = request(by)
    trouble = Finding("line_down", {"peer": "XN", "detail": "refused"})
    for _ in range(3):
        note_attempts([message.id], at=message.recorded_at, trouble=trouble)
    row = Outgoing.objects.get()
    assert (row.attempts, row.last_code) == (3, "line_down")
    assert row.next_attempt_at == message.recorded_at + timedelta(minutes=4)
    note_attempts([message.id], at=message.recorded_at + timedelta(days=3), trouble=trouble)
    assert Alert.objects.get().kind == "message_unanswered"


def test_after_a_theft_what_waits_is_signed_again_with_the_same_bytes(
    nearland: ForeignNode, by: Viewer
) -> None:
    message = request(by)
    card = rotate_keys(by=by, revoke="the safe was opened")
    assert message.signings.get().kid == card.kid
    old, new = message.jws.split("."), sealed(message, None).split(".")
    assert old[1] == new[1] and old[2] != new[2]
    assert Message.objects.get(kind="directory.card").peer == "XN"


def test_an_ordinary_rotation_leaves_what_was_signed(nearland: ForeignNode, by: Viewer) -> None:
    message = request(by)
    rotate_keys(by=by)
    assert sealed(message, None) == message.jws


def test_the_archive_cannot_be_changed(nearland: ForeignNode, by: Viewer) -> None:
    message = request(by)
    keep(nearland.receipt(str(message.message_id), message.digest))
    for table in ("message", "receipt", "card", "trust"):
        for statement in (f"DELETE FROM exchange_{table}", f"UPDATE exchange_{table} SET id = id"):
            with (
                pytest.raises(IntegrityError, match="append_only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_a_test_of_the_line_needs_the_permission_to_send(nearland: ForeignNode, by: Viewer) -> None:
    assert send_test("XN", text="hello", by=by).kind == "exchange.test"
    with pytest.raises(Refused, match="permission_missing"):
        send_test("XN", text="hello", by=Viewer(None))
    assert thumb(nearland.sign_key)
