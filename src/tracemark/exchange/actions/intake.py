"""One chunk of messages on its way into the archive: places, handlers, receipts, in one transaction."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.cards import checked_signatures, receive_card
from tracemark.exchange.actions.sealing import sign
from tracemark.exchange.models import Card, Incoming, Lane, Message, Partner, Receipt
from tracemark.exchange.queries.messages import payload_of
from tracemark.exchange.rules.deciding import Place, check_clock, place_of
from tracemark.exchange.rules.envelope import CARD, TEST, Envelope, ReceivedMessage, received
from tracemark.exchange.rules.receipts import Receipt as ReceiptFacts
from tracemark.exchange.rules.receipts import Result, receipt_payload
from tracemark.findings import Finding, Param, Refused, Severity
from tracemark.oversight.actions import raise_alert

Handler = Callable[[ReceivedMessage], None]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """A message that was decrypted and verified, and is for us."""

    envelope: Envelope
    digest: str
    signed: str
    kid: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one sealed text: its receipt (signed), or why nobody can be given one."""

    receipt: str = ""
    result: str = ""
    is_new: bool = False
    refusal: Finding | None = None
    peer: str = ""


@dataclass(frozen=True, slots=True)
class KnownMessage:
    """A message that is here already, with its newest receipt."""

    number: int
    digest: str
    receipt: str
    result: str


@dataclass(slots=True)
class _Lane:
    """The messages of one sender and case: the last that was dealt with, and those that wait (place to row)."""

    last: int = 0
    read: int = 0
    waiting: dict[int, int] = field(default_factory=dict)


@cache
def handlers() -> dict[str, Handler]:
    """The function for each kind of message, as the settings name them."""
    return {kind: import_string(path) for kind, path in settings.EXCHANGE_HANDLERS.items()}


class Intake:
    """Takes in opened messages; ``close`` writes what was held back. Lives inside one transaction."""

    def __init__(
        self,
        *,
        card: Card,
        by: Viewer,
        at: datetime,
        via: str,
        known: Mapping[tuple[str, str], KnownMessage],
    ) -> None:
        self.card, self.by, self.at, self.via = card, by, at, via
        self._known = dict(known)
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._heard: set[str] = set()
        self._again: Counter[int] = Counter()
        self._rows: dict[int, Incoming] = {}
        self._receipts: list[Receipt] = []

    def read_lanes(self, places: Collection[tuple[str, str]]) -> None:
        """Read where each sender and case stands. Two queries, however many."""
        self._lanes = {place: _Lane() for place in places}
        peers, cases = {peer for peer, _ in places}, {case for _, case in places}
        for row in Lane.objects.filter(way="in", peer__in=peers, case__in=cases):
            if (row.peer, row.case) in self._lanes:
                self._lanes[row.peer, row.case] = _Lane(row.last_seq, row.last_seq)
        held = Incoming.objects.filter(
            peer__in=peers, message__case__in=cases, stage__in=["waiting", "failed"]
        )
        for number, peer, case, seq in held.values_list(
            "message_id", "peer", "message__case", "message__case_seq"
        ):
            if (peer, case) in self._lanes:
                self._lanes[peer, case].waiting[seq] = number

    def take_in(self, opened: Opened) -> Arrival:
        """Archive a message and answer it; one that is here already is counted and answered as before."""
        envelope = opened.envelope
        known = self._known.get((envelope.sender, envelope.id))
        if known is not None:
            return self._repeat(known, opened)
        lane = self._lanes[envelope.sender, envelope.case]
        place = place_of(envelope.case_seq, lane.last)
        finding = _misplaced(envelope, place, lane)
        if finding:
            return Arrival(refusal=finding, peer=envelope.sender)
        message = self._archive(opened)
        self._heard.add(envelope.sender)
        late = check_clock(envelope.made_at, self.at)
        row = self._row(message, late)
        if place is Place.NEXT:
            self._apply(row, message, ReceivedMessage(envelope, opened.digest, self.at), lane)
        else:
            lane.waiting[envelope.case_seq] = message.id
        receipt = self._newest(message) or self._receipt(message, Result.WAITING, None)
        if place is Place.NEXT:
            self.drain(envelope.sender, envelope.case)
        self._known[envelope.sender, envelope.id] = KnownMessage(
            message.id, opened.digest, receipt.jws, receipt.result
        )
        return Arrival(receipt=receipt.jws, result=receipt.result, is_new=True, peer=envelope.sender)

    def drain(self, peer: str, case: str) -> int:
        """Apply what waits in a lane as far as there is no gap; returns how many were dealt with."""
        lane = self._lanes[peer, case]
        begun = lane.last
        while (number := lane.waiting.get(lane.last + 1)) is not None:
            row = self._rows.get(number) or Incoming.objects.select_related("message").get(message_id=number)
            message = row.message
            if not self._apply(row, message, received(payload_of(message), message.recorded_at), lane):
                break
        return lane.last - begun

    def close(self) -> None:
        """Write lanes, standings and receipts."""
        for (peer, case), lane in self._lanes.items():
            if lane.last != lane.read:
                Lane.objects.update_or_create(
                    way="in", peer=peer, case=case, defaults={"last_seq": lane.last}
                )
        new = [row for row in self._rows.values() if row._state.adding]
        Incoming.objects.bulk_create(new)
        Receipt.objects.bulk_create(self._receipts)
        changes = {"is_receipt_due": True} if self.via == "courier" else {}
        for number, times in self._again.items():
            Incoming.objects.filter(message_id=number).update(
                times_received=F("times_received") + times, **changes
            )
        Partner.objects.filter(state__in=self._heard).update(last_heard_at=self.at)

    def _repeat(self, known: KnownMessage, opened: Opened) -> Arrival:
        peer = opened.envelope.sender
        if known.digest != opened.digest:
            return Arrival(refusal=Finding("message_id_reused", {"peer": peer}, Severity.REFUSAL), peer=peer)
        self._again[known.number] += 1
        newest = self._newest_of(known.number)
        if newest is not None:
            return Arrival(receipt=newest.jws, result=newest.result, peer=peer)
        return Arrival(receipt=known.receipt, result=known.result, peer=peer)

    def _archive(self, opened: Opened) -> Message:
        envelope = opened.envelope
        return Message.objects.create(
            way="in",
            peer=envelope.sender,
            message_id=UUID(envelope.id),
            kind=envelope.kind,
            case=envelope.case,
            case_seq=envelope.case_seq,
            confidential=envelope.confidential,
            made_at=envelope.made_at,
            recorded_at=self.at,
            kid=opened.kid,
            digest=opened.digest,
            jws=opened.signed,
        )

    def _row(self, message: Message, late: Finding | None) -> Incoming:
        """Where the message stands; written by ``close``."""
        row = Incoming(
            message=message,
            peer=message.peer,
            stage="waiting",
            via=self.via,
            code=late.code if late else "",
            params=dict(late.params) if late else {},
            is_receipt_due=self.via == "courier",
        )
        self._rows[message.id] = row
        if late:
            _alert(late, message)
        return row

    def _apply(self, row: Incoming, message: Message, given: ReceivedMessage, lane: _Lane) -> bool:
        """Hand the message to its handler; False when a fault of ours kept it, which is tried again later."""
        try:
            with transaction.atomic():
                self._handle(given)
        except Refused as refusal:
            self._settle(row, message, lane, "refused", refusal.findings[0])
            _alert(replace(refusal.findings[0], severity=Severity.ALERT), message)
        except Exception as error:
            # Whatever the handler of another room stumbles over, the message is kept, shown and tried again.
            logger.exception("message %s could not be applied", message.id)
            fault = Finding("handler_failed", {"fault": type(error).__name__}, Severity.ALERT)
            row.stage, row.code, row.params = "failed", fault.code, dict(fault.params)
            self._save(row)
            lane.waiting[message.case_seq] = message.id
            _alert(fault, message)
            return False
        else:
            self._settle(row, message, lane, "applied", None)
        return True

    def _handle(self, message: ReceivedMessage) -> None:
        if message.kind == TEST:
            return
        if message.kind == CARD:
            receive_card(checked_signatures(message.body.get("signed")), by=self.by)
            return
        handler = handlers().get(message.kind)
        if handler is None:
            raise Refused(Finding("nobody_answers", {"message_kind": message.kind}, Severity.REFUSAL))
        handler(message)

    def _settle(
        self, row: Incoming, message: Message, lane: _Lane, stage: str, finding: Finding | None
    ) -> None:
        """Note what became of a message and sign its final receipt."""
        row.stage, row.applied_at = stage, self.at
        if finding:
            row.code, row.params = finding.code, dict(finding.params)
        elif row.code == "handler_failed":
            row.code, row.params = "", {}
        self._save(row)
        lane.last = message.case_seq
        lane.waiting.pop(message.case_seq, None)
        self._receipt(message, Result.REFUSED if finding else Result.ACCEPTED, finding)

    def _save(self, row: Incoming) -> None:
        """Write a row that was there before; a new one is written by ``close``."""
        if not row._state.adding:
            row.save(update_fields=["stage", "code", "params", "applied_at"])

    def _receipt(self, message: Message, result: Result, finding: Finding | None) -> Receipt:
        facts = ReceiptFacts(
            sender=self.card.state,
            to=message.peer,
            message=str(message.message_id),
            digest=message.digest,
            result=result,
            made_at=self.at,
            code=finding.code if finding else "",
            params=dict(finding.params) if finding else {},
        )
        receipt = Receipt(
            message=message,
            way="out",
            result=result.value,
            code=facts.code,
            params=dict(facts.params),
            made_at=self.at.replace(microsecond=0),
            recorded_at=self.at,
            kid=self.card.kid,
            jws=sign(receipt_payload(facts), self.card.kid),
        )
        self._receipts.append(receipt)
        return receipt

    def _newest(self, message: Message) -> Receipt | None:
        return self._newest_of(message.id)

    def _newest_of(self, number: int) -> Receipt | None:
        """The newest receipt that this chunk made for a message."""
        return next((one for one in reversed(self._receipts) if one.message_id == number), None)


def _misplaced(envelope: Envelope, place: Place, lane: _Lane) -> Finding | None:
    """Why a message cannot stand at its place: another one stands there, or it is too far ahead."""
    params: dict[str, Param] = {"peer": envelope.sender, "case": envelope.case, "seq": envelope.case_seq}
    if place is Place.TAKEN or envelope.case_seq in lane.waiting:
        return Finding("place_taken", params, Severity.REFUSAL)
    return Finding("place_too_far", params, Severity.REFUSAL) if place is Place.TOO_FAR else None


def _alert(finding: Finding, message: Message) -> None:
    raise_alert(
        kind=finding.code if finding.code in {"clock_ahead", "handler_failed"} else "message_refused_here",
        key=f"{finding.code}:{message.id}",
        weapon_ids={},
        params={"peer": message.peer, "case": message.case, "cause": finding.code, **finding.params},
        severity=finding.severity if finding.severity is Severity.WARNING else Severity.ALERT,
    )
