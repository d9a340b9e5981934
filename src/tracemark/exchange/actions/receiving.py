"""What comes in: verified, archived, put in its place, handed to the room it is for, and receipted. Once each.

A chunk of messages is one transaction: it is all in, with its receipts, or nothing happened and it comes again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.intake import Arrival, Intake, KnownMessage, Opened
from tracemark.exchange.actions.sealing import claimed_kid, decrypt, is_encrypted, verify
from tracemark.exchange.models import Incoming, Key, Message, Receipt
from tracemark.exchange.queries.cards import own_card
from tracemark.exchange.rules.canonical import digest_of
from tracemark.exchange.rules.deciding import KeyFacts, check_addressee, check_key
from tracemark.exchange.rules.envelope import read_envelope
from tracemark.findings import Finding, Refused, Severity

RECEIVE_LOCK = 0x7472_6D78
"""PostgreSQL advisory lock under which messages come in: one after the other, so that order is simple to keep."""


@transaction.atomic
def receive_messages(sealed: Sequence[str], *, by: Viewer, at: datetime, via: str) -> list[Arrival]:
    """Take in messages in one transaction; an answer for each, in order: a receipt, or why nobody can be given one."""
    lock_receiving()
    card = own_card()
    if card is None:
        missing = Finding("own_card_missing", {}, Severity.REFUSAL)
        return [Arrival(refusal=missing) for _ in sealed]
    opener = _Opener(str(settings.NODE.state))
    opened = [opener.open(one) for one in sealed]
    whole = [one for one in opened if isinstance(one, Opened)]
    intake = Intake(card=card, by=by, at=at, via=via, known=_known(whole))
    intake.read_lanes({(one.envelope.sender, one.envelope.case) for one in whole})
    arrivals = [intake.take_in(one) if isinstance(one, Opened) else one for one in opened]
    intake.close()
    return arrivals


@transaction.atomic
def retry_failed(*, by: Viewer, at: datetime) -> int:
    """Try messages again that a fault of ours kept from being applied; returns how many were dealt with."""
    lock_receiving()
    card = own_card()
    stuck = set(Incoming.objects.filter(stage="failed").values_list("peer", "message__case"))
    if card is None or not stuck:
        return 0
    intake = Intake(card=card, by=by, at=at, via="", known={})
    intake.read_lanes(stuck)
    count = sum(intake.drain(peer, case) for peer, case in sorted(stuck))
    intake.close()
    return count


def lock_receiving() -> None:
    """Wait for our turn until the transaction ends. On SQLite an IMMEDIATE transaction is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECEIVE_LOCK])


@dataclass(slots=True)
class _Opener:
    """Decrypts and verifies; looks every key up once."""

    state: str
    keys: dict[str, Key | None]

    def __init__(self, state: str) -> None:
        self.state = state
        self.keys = {}

    def open(self, sealed: str) -> Opened | Arrival:
        """The message, when its key may speak for its sender and it is for us; else an answer with the refusal."""
        try:
            return self._open(sealed)
        except Refused as refusal:
            finding = refusal.findings[0]
            return Arrival(refusal=finding, peer=str(finding.params.get("peer") or ""))

    def _open(self, sealed: str) -> Opened:
        signed = decrypt(sealed) if is_encrypted(sealed) else sealed
        kid = claimed_kid(signed)
        if kid not in self.keys:
            self.keys[kid] = Key.objects.filter(kid=kid, use="sig").first()
        key = self.keys[kid]
        if key is None:
            raise Refused(Finding("key_unknown", {}, Severity.REFUSAL))
        payload = verify(signed, key.x)
        envelope = read_envelope(payload)
        facts = KeyFacts(kid, key.state, key.is_confirmed, key.superseded_at, key.revoked_at)
        for finding in (check_key(facts, envelope), check_addressee(envelope, self.state)):
            if finding:
                raise Refused(finding)
        return Opened(envelope, digest_of(payload), signed, kid)


def _known(opened: Sequence[Opened]) -> Mapping[tuple[str, str], KnownMessage]:
    """Those of the messages that are here already, by sender and id, each with its newest receipt. Two queries."""
    ids = {UUID(one.envelope.id) for one in opened}
    rows = Message.objects.filter(way="in", message_id__in=ids).values_list(
        "id", "peer", "message_id", "digest"
    )
    found = {number: (peer, str(message_id), digest) for number, peer, message_id, digest in rows}
    newest: dict[int, tuple[str, str]] = {}
    receipts = Receipt.objects.filter(message_id__in=list(found), way="out").order_by("id")
    for number, jws, result in receipts.values_list("message_id", "jws", "result"):
        newest[number] = (jws, result)
    return {
        (peer, message_id): KnownMessage(number, digest, *newest[number])
        for number, (peer, message_id, digest) in found.items()
    }
