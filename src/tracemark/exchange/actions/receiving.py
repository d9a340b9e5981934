"""What comes in: verified, archived, put in its place, handed to the room it is for, and receipted. Once each.

Everything about one message happens in one savepoint: it is applied and receipted, or nothing happened.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.module_loading import import_string

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.cards import checked_signatures, receive_card
from tracemark.exchange.actions.sealing import claimed_kid, decrypt, is_encrypted, sign, verify
from tracemark.exchange.models import Incoming, Key, Lane, Message, Partner, Receipt
from tracemark.exchange.queries.cards import own_card
from tracemark.exchange.queries.messages import payload_of
from tracemark.exchange.rules.canonical import digest_of
from tracemark.exchange.rules.deciding import (
    KeyFacts,
    Place,
    check_addressee,
    check_clock,
    check_key,
    place_of,
)
from tracemark.exchange.rules.envelope import CARD, TEST, Envelope, ReceivedMessage, read_envelope, received
from tracemark.exchange.rules.receipts import Receipt as ReceiptFacts
from tracemark.exchange.rules.receipts import Result, receipt_payload
from tracemark.findings import Finding, Param, Refused, Severity
from tracemark.oversight.actions import raise_alert

RECEIVE_LOCK = 0x7472_6D78
"""PostgreSQL advisory lock under which messages come in: one after the other, so that order is simple to keep."""

Handler = Callable[[ReceivedMessage], None]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one sealed text: its receipt (signed), or why nobody can be given one."""

    receipt: str = ""
    result: str = ""
    is_new: bool = False
    refusal: Finding | None = None
    peer: str = ""


@transaction.atomic
def receive_messages(sealed: Sequence[str], *, by: Viewer, at: datetime, via: str) -> list[Arrival]:
    """Take in messages in one transaction, each in a savepoint of its own; an answer for each, in order."""
    lock_receiving()
    return [_receive(one, by=by, at=at, via=via) for one in sealed]


@transaction.atomic
def retry_failed(*, by: Viewer, at: datetime) -> int:
    """Try messages again that a fault of ours kept from being applied; returns how many lanes moved."""
    lock_receiving()
    stuck = Incoming.objects.filter(stage="failed").values_list("peer", "message__case").distinct()
    return sum(_drain(peer, case, by=by, at=at) > 0 for peer, case in list(stuck))


@cache
def handlers() -> dict[str, Handler]:
    """The function for each kind of message, as the settings name them."""
    return {kind: import_string(path) for kind, path in settings.EXCHANGE_HANDLERS.items()}


def lock_receiving() -> None:
    """Wait for our turn until the transaction ends. On SQLite an IMMEDIATE transaction is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECEIVE_LOCK])


def _receive(sealed: str, *, by: Viewer, at: datetime, via: str) -> Arrival:
    try:
        with transaction.atomic():
            return _take_in(sealed, by=by, at=at, via=via)
    except Refused as refusal:
        return Arrival(refusal=refusal.findings[0], peer=str(refusal.findings[0].params.get("peer") or ""))


def _take_in(sealed: str, *, by: Viewer, at: datetime, via: str) -> Arrival:
    signed = decrypt(sealed) if is_encrypted(sealed) else sealed
    envelope, payload, kid = _open(signed)
    digest = digest_of(payload)
    known = Message.objects.filter(way="in", peer=envelope.sender, message_id=UUID(envelope.id)).first()
    if known is not None:
        return _again(known, digest, via=via)
    lane = _lane(envelope)
    place = place_of(envelope.case_seq, lane.last_seq)
    _check_place(envelope, place)
    message = Message.objects.create(
        way="in",
        peer=envelope.sender,
        message_id=UUID(envelope.id),
        kind=envelope.kind,
        case=envelope.case,
        case_seq=envelope.case_seq,
        confidential=envelope.confidential,
        made_at=envelope.made_at,
        recorded_at=at,
        kid=kid,
        digest=digest,
        jws=signed,
    )
    late = check_clock(envelope.made_at, at)
    Incoming.objects.create(
        message=message,
        peer=message.peer,
        stage="waiting",
        via=via,
        code=late.code if late else "",
        params=dict(late.params) if late else {},
        is_receipt_due=via == "courier",
    )
    if late:
        _alert(late, message)
    Partner.objects.filter(state=message.peer).update(last_heard_at=at)
    if place is Place.NEXT:
        _drain(message.peer, message.case, by=by, at=at)
    return _answer(message, at, is_new=True)


def _open(signed: str) -> tuple[Envelope, bytes, str]:
    """The envelope of a signed message, when its key may speak for its sender and it is for us."""
    kid = claimed_kid(signed)
    key = Key.objects.filter(kid=kid, use="sig").first()
    if key is None:
        raise Refused(Finding("key_unknown", {}, Severity.REFUSAL))
    payload = verify(signed, key.x)
    envelope = read_envelope(payload)
    facts = KeyFacts(kid, key.state, key.is_confirmed, key.superseded_at, key.revoked_at)
    for finding in (check_key(facts, envelope), check_addressee(envelope, str(settings.NODE.state))):
        if finding:
            raise Refused(finding)
    return envelope, payload, kid


def _again(known: Message, digest: str, *, via: str) -> Arrival:
    """A message that is here already: counted, and answered as before; refused when its bytes are others."""
    if known.digest != digest:
        raise Refused(Finding("message_id_reused", {"peer": known.peer}, Severity.REFUSAL))
    changes = {"is_receipt_due": True} if via == "courier" else {}
    Incoming.objects.filter(message=known).update(times_received=F("times_received") + 1, **changes)
    return _answer(known, known.recorded_at, is_new=False)


def _check_place(envelope: Envelope, place: Place) -> None:
    taken = place is Place.TAKEN or (
        place is Place.EARLY
        and Message.objects.filter(
            way="in", peer=envelope.sender, case=envelope.case, case_seq=envelope.case_seq
        ).exists()
    )
    params: dict[str, Param] = {"peer": envelope.sender, "case": envelope.case, "seq": envelope.case_seq}
    if taken:
        raise Refused(Finding("place_taken", params, Severity.REFUSAL))
    if place is Place.TOO_FAR:
        raise Refused(Finding("place_too_far", params, Severity.REFUSAL))


def _lane(envelope: Envelope) -> Lane:
    lane, _ = Lane.objects.get_or_create(way="in", peer=envelope.sender, case=envelope.case)
    return lane


def _drain(peer: str, case: str, *, by: Viewer, at: datetime) -> int:
    """Apply what waits in a lane as far as there is no gap; returns how many were dealt with."""
    lane = Lane.objects.get(way="in", peer=peer, case=case)
    last = lane.last_seq
    while True:
        row = (
            Incoming.objects.select_related("message")
            .filter(peer=peer, message__way="in", message__case=case, message__case_seq=last + 1)
            .first()
        )
        if row is None or not _apply(row, by=by, at=at):
            break
        last += 1
    if last != lane.last_seq:
        Lane.objects.filter(id=lane.id).update(last_seq=last)
    return last - lane.last_seq


def _apply(row: Incoming, *, by: Viewer, at: datetime) -> bool:
    """Hand the message to its handler; False when a fault of ours kept it, which is tried again later."""
    message = received(payload_of(row.message), row.message.recorded_at)
    try:
        with transaction.atomic():
            _handle(message, by=by)
    except Refused as refusal:
        _finish(row, "refused", refusal.findings[0], at)
        _alert(replace(refusal.findings[0], severity=Severity.ALERT), row.message)
        return True
    except Exception as error:
        # Whatever the handler of another room stumbles over, the message is kept, shown and tried again.
        logger.exception("message %s could not be applied", row.message_id)
        fault = Finding("handler_failed", {"fault": type(error).__name__}, Severity.ALERT)
        Incoming.objects.filter(message=row.message).update(
            stage="failed", code=fault.code, params=dict(fault.params)
        )
        _alert(fault, row.message)
        return False
    _finish(row, "applied", None, at)
    return True


def _handle(message: ReceivedMessage, *, by: Viewer) -> None:
    if message.kind == TEST:
        return
    if message.kind == CARD:
        receive_card(checked_signatures(message.body.get("signed")), by=by)
        return
    handler = handlers().get(message.kind)
    if handler is None:
        raise Refused(Finding("nobody_answers", {"message_kind": message.kind}, Severity.REFUSAL))
    handler(message)


def _finish(row: Incoming, stage: str, finding: Finding | None, at: datetime) -> None:
    """Note what became of a message and sign its final receipt."""
    changes = {"code": finding.code, "params": dict(finding.params)} if finding else {}
    Incoming.objects.filter(message=row.message).update(stage=stage, applied_at=at, **changes)
    result = Result.REFUSED if finding else Result.ACCEPTED
    _sign_receipt(row.message, result, at, finding)


def _answer(message: Message, at: datetime, *, is_new: bool) -> Arrival:
    """The newest receipt of a message; a waiting one is made when there is none yet."""
    receipt = Receipt.objects.filter(message=message, way="out").order_by("-id").first()
    if receipt is None:
        receipt = _sign_receipt(message, Result.WAITING, at, None)
    return Arrival(receipt=receipt.jws, result=receipt.result, is_new=is_new, peer=message.peer)


def _sign_receipt(message: Message, result: Result, at: datetime, finding: Finding | None) -> Receipt:
    card = own_card()
    if card is None:
        raise Refused(Finding("own_card_missing", {}, Severity.REFUSAL))
    facts = ReceiptFacts(
        sender=card.state,
        to=message.peer,
        message=str(message.message_id),
        digest=message.digest,
        result=result,
        made_at=at,
        code=finding.code if finding else "",
        params=dict(finding.params) if finding else {},
    )
    return Receipt.objects.create(
        message=message,
        way="out",
        result=result,
        code=facts.code,
        params=dict(facts.params),
        made_at=at.replace(microsecond=0),
        recorded_at=at,
        kid=card.kid,
        jws=sign(receipt_payload(facts), card.kid),
    )


def _alert(finding: Finding, message: Message) -> None:
    raise_alert(
        kind=finding.code if finding.code in {"clock_ahead", "handler_failed"} else "message_refused_here",
        key=f"{finding.code}:{message.id}",
        weapon_ids={},
        params={"peer": message.peer, "case": message.case, "cause": finding.code, **finding.params},
        severity=finding.severity if finding.severity is Severity.WARNING else Severity.ALERT,
    )
