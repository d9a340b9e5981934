"""What goes out: messages are put in order, signed and queued in the caller's transaction; receipts settle them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.sealing import encrypt, sign
from tracemark.exchange.models import Key, Lane, Message, Outgoing, Partner, Signing
from tracemark.exchange.queries.cards import own_card
from tracemark.exchange.queries.messages import envelope_of, payload_of
from tracemark.exchange.rules.canonical import digest_of
from tracemark.exchange.rules.cards import CardKey
from tracemark.exchange.rules.deciding import UNANSWERED_AFTER, wait_before
from tracemark.exchange.rules.envelope import CARD, TEST, Attachment, Envelope, read_envelope
from tracemark.exchange.rules.envelope import payload_of as envelope_payload
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access, raise_alert


@transaction.atomic
def enqueue(
    *,
    to: str,
    kind: str,
    body: Mapping[str, Any],
    case: str,
    confidential: bool,
    message_id: str | None = None,
    attachments: Sequence[Attachment] = (),
    by: Viewer,
) -> Message:
    """Sign a message and queue it; from here on it never changes.

    The place among the messages of the case is given here. ``message_id`` (a UUID) made by the caller makes a retry
    harmless: the message that exists is returned, and Refused when it says something else. Refused too when there is
    no card of our own, the State is ours, or the body is no fit JSON. Whether the caller may send is the caller's rule.
    """
    known = Message.objects.filter(way="out", peer=to, message_id=message_id).first() if message_id else None
    if known is not None:
        return _same(known, kind, body, case, attachments)
    card = own_card()
    if card is None:
        raise Refused(Finding("own_card_missing", {}, Severity.REFUSAL))
    lane, _ = Lane.objects.select_for_update().get_or_create(way="out", peer=to, case=case)
    at = timezone.now()
    envelope = Envelope(
        id=str(UUID(message_id)) if message_id else str(uuid4()),
        kind=kind,
        sender=card.state,
        to=to,
        case=case,
        case_seq=lane.last_seq + 1,
        made_at=at.replace(microsecond=0),
        confidential=confidential,
        body=body,
        attachments=tuple(attachments),
    )
    payload = envelope_payload(envelope)
    read_envelope(payload)
    if to == card.state:
        raise Refused(Finding("not_for_us", {"peer": card.state, "to": to}, Severity.REFUSAL))
    Lane.objects.filter(id=lane.id).update(last_seq=envelope.case_seq)
    message = Message.objects.create(
        way="out",
        peer=to,
        message_id=UUID(envelope.id),
        kind=kind,
        case=case,
        case_seq=envelope.case_seq,
        confidential=confidential,
        made_at=envelope.made_at,
        recorded_at=at,
        by_id=by.person_id,
        kid=card.kid,
        digest=digest_of(payload),
        jws=sign(payload, card.kid),
    )
    Outgoing.objects.create(message=message, peer=to, next_attempt_at=at)
    return message


def send_test(to: str, *, text: str, by: Viewer) -> Message:
    """A message that changes nothing, to see that a line works."""
    by.require("exchange.send")
    return enqueue(to=to, kind=TEST, body={"text": text[:200]}, case="", confidential=False, by=by)


def announce_card(signed: Sequence[str], *, by: Viewer) -> int:
    """Send our new card to every State whose card we trust; returns to how many."""
    states = list(Partner.objects.filter(is_own=False, card__isnull=False).values_list("state", flat=True))
    for state in states:
        enqueue(to=state, kind=CARD, body={"signed": list(signed)}, case="", confidential=False, by=by)
    return len(states)


@transaction.atomic
def sign_again(*, by: Viewer) -> int:
    """Sign messages without a final receipt with today's key, when theirs was revoked; returns how many."""
    card = own_card()
    if card is None:
        return 0
    revoked = set(
        Key.objects.filter(state=card.state, revoked_at__isnull=False).values_list("kid", flat=True)
    )
    waiting = Outgoing.objects.filter(result__in=["", "waiting"], message__kid__in=revoked)
    at = timezone.now()
    count = 0
    for row in waiting.select_related("message"):
        if not row.message.signings.filter(kid=card.kid).exists():
            Signing.objects.create(
                message=row.message, kid=card.kid, jws=sign(payload_of(row.message), card.kid), at=at
            )
            count += 1
    log_access(by, verb="sign_again", subject=str(count))
    return count


def sealed(message: Message, key: CardKey | None) -> str:
    """The message as it travels: its newest signature, encrypted to the State's key when confidential.

    Refused ``partner_unknown`` when it is confidential and there is no key. ``signings`` may be prefetched.
    """
    again = list(message.signings.all())
    signed = max(again, key=lambda one: one.id).jws if again else message.jws
    if not message.confidential:
        return signed
    if key is None:
        raise Refused(Finding("partner_unknown", {"peer": message.peer}, Severity.REFUSAL))
    return encrypt(signed, key)


@transaction.atomic
def note_attempts(messages: Iterable[int], *, at: datetime, trouble: Finding | None) -> None:
    """Note that these messages were sent, or what came in between, and when to try again."""
    found = Outgoing.objects.select_for_update(of=("self",)).select_related("message").defer("message__jws")
    rows = list(found.filter(message_id__in=list(messages)))
    for row in rows:
        row.attempts += 1
        row.last_attempt_at = at
        row.last_code = trouble.code if trouble else ""
        row.last_params = dict(trouble.params) if trouble else {}
        row.next_attempt_at = at + wait_before(row.attempts)
    Outgoing.objects.bulk_update(
        rows, ["attempts", "last_attempt_at", "last_code", "last_params", "next_attempt_at"], batch_size=200
    )
    for row in rows:
        _watch(row, at)


def _watch(row: Outgoing, at: datetime) -> None:
    """Say loudly that a message has had no final receipt for days: nothing waits in silence."""
    if at - row.message.recorded_at >= UNANSWERED_AFTER:
        raise_alert(
            kind="message_unanswered",
            key=f"message_unanswered:{row.message.message_id}",
            weapon_ids={},
            params={"peer": row.peer, "case": row.message.case, "attempts": row.attempts},
        )


def _same(
    known: Message, kind: str, body: Mapping[str, Any], case: str, attachments: Sequence[Attachment]
) -> Message:
    """The message that has this id already; Refused when it says something else."""
    envelope = envelope_of(known)
    if (envelope.kind, envelope.case, dict(envelope.body), envelope.attachments) != (
        kind,
        case,
        dict(body),
        tuple(attachments),
    ):
        raise Refused(Finding("message_id_reused", {"peer": known.peer}, Severity.REFUSAL))
    return known
