"""Receipts of other States for our messages: verified, kept, and what they settle."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tracemark.exchange.actions.sealing import claimed_kid, verify
from tracemark.exchange.models import Key, Message, Outgoing, Receipt
from tracemark.exchange.rules.receipts import Receipt as ReceiptFacts
from tracemark.exchange.rules.receipts import Result, check_receipt, read_receipt
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import raise_alert


@transaction.atomic
def receive_receipts(signed: Sequence[str], *, peer: str = "", at: datetime) -> list[Finding | None]:
    """Keep receipts in one transaction; for each why it was refused, or None. ``peer`` limits whose they may be.

    Refused when a key may not speak for the State, or the receipt is of other bytes than we sent. The first final
    receipt stands: a second one that says otherwise is refused.
    """
    keeper = _Keeper(str(settings.NODE.state), peer, at)
    opened = [keeper.open(one) for one in signed]
    keeper.read(facts for facts in opened if isinstance(facts, _Opened))
    answers = [keeper.keep(one) if isinstance(one, _Opened) else one for one in opened]
    keeper.close()
    return answers


class _Opened:
    """A receipt whose signature is right."""

    __slots__ = ("facts", "kid", "signed", "state")

    def __init__(self, facts: ReceiptFacts, kid: str, state: str, signed: str) -> None:
        self.facts, self.kid, self.state, self.signed = facts, kid, state, signed


class _Keeper:
    """Keeps a chunk of receipts; looks keys, messages and standings up once."""

    def __init__(self, state: str, peer: str, at: datetime) -> None:
        self.state, self.peer, self.at = state, peer, at
        self._keys: dict[str, Key | None] = {}
        self._rows: dict[tuple[str, UUID], Outgoing] = {}
        self._held: dict[int, dict[str, Receipt]] = {}
        self._new: list[Receipt] = []
        self._changed: dict[int, Outgoing] = {}

    def open(self, signed: str) -> "_Opened | Finding":
        """The receipt, when a trusted key of the State signed it; else why not."""
        try:
            kid = claimed_kid(signed)
            if kid not in self._keys:
                trusted = Key.objects.filter(kid=kid, use="sig", is_confirmed=True, revoked_at=None)
                self._keys[kid] = trusted.first()
            key = self._keys[kid]
            if key is None or (self.peer and key.state != self.peer):
                return Finding("key_unknown", {}, Severity.REFUSAL)
            return _Opened(read_receipt(verify(signed, key.x)), kid, key.state, signed)
        except Refused as refusal:
            return refusal.findings[0]

    def read(self, opened: Iterable["_Opened"]) -> None:
        """Read the messages that the receipts name, and the receipts we hold for them. Two queries."""
        ids = {UUID(one.facts.message) for one in opened}
        rows = (
            Outgoing.objects.select_for_update(of=("self",)).select_related("message").defer("message__jws")
        )
        for row in rows.filter(message__message_id__in=ids, message__way="out"):
            self._rows[row.peer, row.message.message_id] = row
        numbers = [row.message_id for row in self._rows.values()]
        for receipt in Receipt.objects.filter(message_id__in=numbers, way="in").defer("jws"):
            self._held.setdefault(receipt.message_id, {})[receipt.result] = receipt

    def keep(self, one: "_Opened") -> Finding | None:
        """Keep a receipt and settle its message; why it was refused, or None."""
        row = self._rows.get((one.state, UUID(one.facts.message)))
        if row is None:
            params = {"peer": one.state, "message": one.facts.message}
            return Finding("receipt_of_nothing", params, Severity.REFUSAL)
        try:
            check_receipt(one.facts, peer=one.state, state=self.state, digest=row.message.digest)
        except Refused as refusal:
            return refusal.findings[0]
        held = self._held.setdefault(row.message_id, {})
        final = held.get(Result.ACCEPTED) or held.get(Result.REFUSED)
        if final is not None:
            return _contradiction(one, final)
        if one.facts.result not in held:
            held[one.facts.result] = self._add(row.message, one)
            self._settle(row, one.facts)
        return None

    def close(self) -> None:
        """Write receipts and standings."""
        Receipt.objects.bulk_create(self._new)
        fields = ["result", "last_code", "last_params", "next_attempt_at"]
        Outgoing.objects.bulk_update(self._changed.values(), fields, batch_size=200)

    def _add(self, message: Message, one: "_Opened") -> Receipt:
        receipt = Receipt(
            message=message,
            way="in",
            result=one.facts.result.value,
            code=one.facts.code,
            params=dict(one.facts.params),
            made_at=one.facts.made_at,
            recorded_at=self.at,
            kid=one.kid,
            jws=one.signed,
        )
        self._new.append(receipt)
        return receipt

    def _settle(self, row: Outgoing, facts: ReceiptFacts) -> None:
        row.result = facts.result.value
        row.last_code, row.last_params = "", {}
        if facts.is_final:
            row.next_attempt_at = None
        self._changed[row.message_id] = row
        if facts.result is Result.REFUSED:
            raise_alert(
                kind="message_refused_abroad",
                key=f"message_refused_abroad:{row.message.message_id}",
                weapon_ids={},
                params={"peer": row.peer, "case": row.message.case, "cause": facts.code},
            )


def _contradiction(one: _Opened, final: Receipt) -> Finding | None:
    """A finding when a receipt says otherwise than the final one we hold."""
    if not one.facts.is_final or one.facts.result == final.result:
        return None
    params = {"peer": one.state, "message": one.facts.message}
    return Finding("receipt_contradicts", params, Severity.REFUSAL)
