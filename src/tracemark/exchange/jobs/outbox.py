"""Sends what is due: State by State, in packets, and notes what the other side said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.receipts import receive_receipts
from tracemark.exchange.actions.receiving import retry_failed
from tracemark.exchange.actions.refusing import note_refused
from tracemark.exchange.actions.sending import note_attempts, sealed
from tracemark.exchange.jobs.transports import Transport
from tracemark.exchange.models import Message
from tracemark.exchange.queries.cards import PartnerView, own_card, partner_of, signatures_of
from tracemark.exchange.queries.messages import due_messages, due_peers
from tracemark.exchange.rules.cards import CardKey
from tracemark.exchange.rules.packets import (
    LINES_A_REQUEST,
    REQUEST_BYTES_AT_MOST,
    Line,
    LineKind,
    line_bytes,
)
from tracemark.findings import Finding, Refused, Severity


@dataclass(slots=True)
class Sent:
    """What one run did: messages sent, receipts that came back, and what went wrong, by State."""

    messages: int = 0
    receipts: int = 0
    troubles: dict[str, Finding] = field(default_factory=dict)


@dataclass(slots=True)
class Packet:
    """Messages of one request with their lines; the card stands first."""

    ids: list[int] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    size: int = 0


def send_due(*, transport: Transport, by: Viewer, at: datetime) -> Sent:
    """Send every message that is due to every State with a line; what waits for a courier is left alone."""
    retry_failed(by=by, at=at)
    sent = Sent()
    for peer in due_peers(at):
        partner = partner_of(peer)
        line = partner.line if partner else "none"
        if line == "https" and partner and partner.card:
            _send_to(partner, transport, sent, at)
        elif line == "none":
            trouble = Finding("partner_unknown", {"peer": peer}, Severity.WARNING)
            note_attempts(list(_due_ids(peer, at)), at=at, trouble=trouble)
            sent.troubles[peer] = trouble
    return sent


def card_line() -> list[bytes]:
    """The line with our own card, so that whoever trusted the one before knows our keys; none before the first."""
    card = own_card()
    return [line_bytes(LineKind.CARD, {"signed": signatures_of(card)})] if card else []


def _send_to(partner: PartnerView, transport: Transport, sent: Sent, at: datetime) -> None:
    """Send in packets until nothing is due or the line is down."""
    address = partner.card.address if partner.card else ""
    peer = partner.partner.state
    key = partner.card.encrypt_key if partner.card else None
    while packet := _next_packet(peer, key, at):
        try:
            answers = transport.send(address, packet.lines)
        except OSError as error:
            trouble = Finding("line_down", {"peer": peer, "detail": str(error)[:200]}, Severity.WARNING)
            note_attempts(packet.ids, at=at, trouble=trouble)
            sent.troubles[peer] = trouble
            return
        sent.messages += len(packet.ids)
        sent.receipts += _note_answers(peer, packet, answers, at)


def _next_packet(peer: str, key: CardKey | None, at: datetime) -> Packet | None:
    """The next messages that are due, as lines; None when none is. What cannot be sealed is noted and passed over."""
    packet = Packet(lines=card_line())
    for message in _due(peer, at):
        try:
            line = line_bytes(LineKind.MESSAGE, sealed(message, key))
        except Refused as refusal:
            note_attempts([message.id], at=at, trouble=refusal.findings[0])
            continue
        if packet.ids and packet.size + len(line) > REQUEST_BYTES_AT_MOST // 2:
            break
        packet.ids.append(message.id)
        packet.lines.append(line)
        packet.size += len(line)
    return packet if packet.ids else None


def _note_answers(peer: str, packet: Packet, answers: Sequence[Line], at: datetime) -> int:
    """Keep the receipts, note the refusals; returns how many receipts were good."""
    refused = _refusals(packet, answers)
    plain = [one for one in packet.ids if one not in refused]
    note_attempts(plain, at=at, trouble=None)
    for message, finding in refused.items():
        note_attempts([message], at=at, trouble=finding)
    texts = [line.value for line in answers if line.kind is LineKind.RECEIPT]
    good = 0
    for text, refusal in zip(texts, receive_receipts(texts, peer=peer, at=at), strict=True):
        good += refusal is None
        if refusal is not None:
            note_refused(text.encode("utf-8", "replace"), refusal, via="https", source=peer, peer=peer, at=at)
    return good


def _refusals(packet: Packet, answers: Sequence[Line]) -> dict[int, Finding]:
    """Which messages the other side could not take, by the number of their line (the card's is 0)."""
    before = len(packet.lines) - len(packet.ids)
    found: dict[int, Finding] = {}
    for line in answers:
        if line.kind is LineKind.REFUSED:
            place, code = line.value.get("line"), line.value.get("code")
            if isinstance(place, int) and before <= place < len(packet.lines) and isinstance(code, str):
                finding = Finding("refused_there", {"cause": code[:60]}, Severity.WARNING)
                found[packet.ids[place - before]] = finding
    return found


def _due(peer: str, at: datetime) -> Iterator[Message]:
    for row in (
        due_messages(at)
        .filter(peer=peer)
        .select_related("message")
        .prefetch_related("message__signings")[:LINES_A_REQUEST]
    ):
        yield row.message


def _due_ids(peer: str, at: datetime) -> Iterator[int]:
    yield from due_messages(at).filter(peer=peer).values_list("message_id", flat=True)
