"""Takes in the lines of a request or of a courier file: in chunks, one transaction each, with an answer a line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.cards import checked_signatures, receive_card
from tracemark.exchange.actions.intake import Arrival
from tracemark.exchange.actions.receipts import receive_receipts
from tracemark.exchange.actions.receiving import receive_messages
from tracemark.exchange.actions.refusing import note_refused
from tracemark.exchange.rules.packets import LineKind, line_bytes, read_line
from tracemark.findings import Finding, Refused

CHUNK_LINES = 50
CHUNK_BYTES = 32_000_000


@dataclass(slots=True)
class Counts:
    """What the lines held: messages that were new, were here already, wait for an earlier one, were refused."""

    new: int = 0
    repeated: int = 0
    waiting: int = 0
    refused: int = 0
    receipts: int = 0
    cards: int = 0


@dataclass(slots=True)
class Taking:
    """The lines that are being taken in. ``answers`` holds a receipt or a refusal for each message, in order."""

    via: str
    source: str
    by: Viewer
    at: datetime
    may_introduce: bool = False
    counts: Counts = field(default_factory=Counts)
    answers: list[bytes] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _messages: list[tuple[int, str]] = field(default_factory=list)
    _receipts: list[str] = field(default_factory=list)
    _held: int = 0
    _number: int = 0

    def take(self, lines: Iterable[bytes]) -> None:
        """Take in all lines; what cannot be believed is noted and the next one follows."""
        for line in lines:
            self.take_line(line)
        self.finish()

    def take_line(self, data: bytes) -> None:
        """Take in one line; messages are held back until a chunk is full."""
        number, self._number = self._number, self._number + 1
        try:
            line = read_line(data)
        except Refused as refusal:
            self._refuse(number, data, refusal.findings[0], "")
            return
        if line.kind is LineKind.MESSAGE:
            self._messages.append((number, line.value))
        elif line.kind is LineKind.RECEIPT:
            self._receipts.append(line.value)
        elif line.kind is LineKind.CARD:
            self._take_card(number, data, line.value)
        self._held += len(data)
        if len(self._messages) + len(self._receipts) >= CHUNK_LINES or self._held >= CHUNK_BYTES:
            self.finish()

    def finish(self) -> None:
        """Take in what is held back."""
        messages, receipts = self._messages, self._receipts
        self._messages, self._receipts, self._held = [], [], 0
        if receipts:
            self._take_receipts(receipts)
        if messages:
            arrivals = receive_messages([text for _, text in messages], by=self.by, at=self.at, via=self.via)
            for (number, text), arrival in zip(messages, arrivals, strict=True):
                self._answer(number, text, arrival)

    def _answer(self, number: int, text: str, arrival: Arrival) -> None:
        if arrival.refusal is not None:
            self._refuse(number, text.encode("utf-8", "replace"), arrival.refusal, arrival.peer)
            return
        self.answers.append(line_bytes(LineKind.RECEIPT, arrival.receipt))
        self.counts.new += arrival.is_new
        self.counts.repeated += not arrival.is_new
        self.counts.waiting += arrival.result == "waiting"

    def _take_receipts(self, receipts: list[str]) -> None:
        for text, refusal in zip(receipts, receive_receipts(receipts, at=self.at), strict=True):
            if refusal is None:
                self.counts.receipts += 1
            else:
                self._note(text.encode("utf-8", "replace"), refusal, str(refusal.params.get("peer") or ""))

    def _take_card(self, number: int, data: bytes, value: dict[str, object]) -> None:
        try:
            signed = checked_signatures(value.get("signed"))
            _, step = receive_card(signed, by=self.by, may_introduce=self.may_introduce)
        except Refused as refusal:
            self._refuse(number, data, refusal.findings[0], str(refusal.findings[0].params.get("peer") or ""))
        else:
            self.counts.cards += step != "known"

    def _refuse(self, number: int, data: bytes, finding: Finding, peer: str) -> None:
        self._note(data, finding, peer)
        refusal = {"line": number, "code": finding.code, "params": dict(finding.params)}
        self.answers.append(line_bytes(LineKind.REFUSED, refusal))

    def _note(self, data: bytes, finding: Finding, peer: str) -> None:
        self.counts.refused += 1
        self.findings.append(finding)
        note_refused(data, finding, via=self.via, source=self.source, peer=peer, at=self.at)
