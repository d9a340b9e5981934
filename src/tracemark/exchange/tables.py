"""Messages, cards and directory as values and words: for pages, commands and the API alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracemark.exchange.jobs.taking import Counts
from tracemark.exchange.models import Contact, CourierFile, Incoming, Outgoing, Receipt, RefusedArrival
from tracemark.exchange.queries.cards import PartnerView
from tracemark.exchange.queries.messages import Gap
from tracemark.exchange.rules.cards import CONTACT_FIELDS
from tracemark.exchange.rules.fields import moment_text
from tracemark.findings import Finding
from tracemark.ui.sentences import sentence
from tracemark.ui.words import find_text, word

RESULT_TONES = {"": "quiet", "waiting": "warn", "accepted": "good", "refused": "bad"}
STAGE_TONES = {"waiting": "warn", "failed": "bad", "applied": "good", "refused": "bad"}
RESULT_SIGNS = {"": "…", "waiting": "△", "accepted": "✓", "refused": "×"}
STAGE_SIGNS = {"waiting": "△", "failed": "!", "applied": "✓", "refused": "×"}


@dataclass(frozen=True, slots=True)
class OutLine:
    """A message of ours as a line of the outbox."""

    row: Outgoing
    kind: str
    result: str
    tone: str
    sign: str
    trouble: str
    by_courier: bool = False


@dataclass(frozen=True, slots=True)
class InLine:
    """A message that came as a line of the inbox."""

    row: Incoming
    kind: str
    stage: str
    tone: str
    sign: str
    reason: str


def out_line(row: Outgoing, line: str = "") -> OutLine:
    """The message with its result and last trouble in words. ``line`` is how messages go to the State."""
    by_courier = line == "courier" and row.next_attempt_at is not None
    waits = "waits_for_courier" if by_courier and not row.last_code else row.last_code
    return OutLine(
        row,
        kind_words(row.message.kind),
        word(f"receipt_{row.result or 'none'}"),
        RESULT_TONES[row.result],
        RESULT_SIGNS[row.result],
        sentence_of(waits, row.last_params),
        by_courier,
    )


def in_line(row: Incoming) -> InLine:
    """The message with its stage and the reason for it in words."""
    reason = sentence_of(row.code, row.params)
    kind = kind_words(row.message.kind)
    return InLine(
        row, kind, word(f"incoming_{row.stage}"), STAGE_TONES[row.stage], STAGE_SIGNS[row.stage], reason
    )


def sentence_of(code: str, params: Mapping[str, Any]) -> str:
    """A stored code with its parameters as a sentence; empty for none."""
    return sentence(code, params) if code else ""


def kind_words(kind: str) -> str:
    """What a kind of message is called; the kind itself when no room has words for it."""
    code = f"message_{kind.replace('.', '_')}"
    return word(code) if find_text(code) else kind


def trust_words(step: str) -> str:
    """What a step in the trust of a card means."""
    return word(f"trust_{step}")


def gap_text(gap: Gap) -> str:
    """What a case waits for, in words."""
    if not gap.missing:
        return sentence("gap_fault", {"peer": gap.peer, "case": gap.case or "–"})
    numbers = ", ".join(str(number) for number in gap.missing[:10])
    code = "gap_one" if len(gap.missing) == 1 else "gap_many"
    return sentence(code, {"peer": gap.peer, "case": gap.case or "–", "numbers": numbers})


def outgoing_values(row: Outgoing) -> dict[str, Any]:
    """A line of the outbox for programs."""
    message = row.message
    return {
        "number": message.id,
        "id": str(message.message_id),
        "to": row.peer,
        "kind": message.kind,
        "case": message.case,
        "case_seq": message.case_seq,
        "made_at": moment_text(message.made_at),
        "confidential": message.confidential,
        "digest": message.digest,
        "attempts": row.attempts,
        "next_attempt_at": moment_text(row.next_attempt_at) if row.next_attempt_at else None,
        "result": row.result or None,
        "trouble": row.last_code or None,
    }


def incoming_values(row: Incoming) -> dict[str, Any]:
    """A line of the inbox for programs."""
    message = row.message
    return {
        "number": message.id,
        "id": str(message.message_id),
        "from": row.peer,
        "kind": message.kind,
        "case": message.case,
        "case_seq": message.case_seq,
        "made_at": moment_text(message.made_at),
        "received_at": moment_text(message.recorded_at),
        "confidential": message.confidential,
        "digest": message.digest,
        "via": row.via,
        "times_received": row.times_received,
        "stage": row.stage,
        "reason": row.code or None,
    }


def refused_values(row: RefusedArrival) -> dict[str, Any]:
    """A refused arrival for programs."""
    return {
        "at": moment_text(row.at),
        "via": row.via,
        "source": row.source,
        "from": row.peer or None,
        "code": row.code,
        "words": sentence_of(row.code, row.params),
        "digest": row.digest,
        "size": row.size,
    }


def partner_values(view: PartnerView) -> dict[str, Any]:
    """A partner for programs."""
    card = view.card
    return {
        "state": view.partner.state,
        "own": view.partner.is_own,
        "line": view.line,
        "authority": card.authority if card else None,
        "address": card.address if card else None,
        "serial": card.serial if card else None,
        "fingerprint": view.fingerprint or None,
        "pending_fingerprint": view.pending_fingerprint or None,
        "last_heard_at": moment_text(view.partner.last_heard_at) if view.partner.last_heard_at else None,
    }


def contact_values(row: Contact) -> dict[str, Any]:
    """An entry of the directory for programs."""
    return {
        "state": row.state,
        "authority": row.authority,
        "languages": row.languages.split(),
        "details": dict(row.details),
        "source": "card" if row.card_id else row.source,
        "recorded_at": moment_text(row.recorded_at),
    }


def finding_text(finding: Finding) -> str:
    """A finding as a sentence."""
    return sentence(finding.code, finding.params)


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A receipt with its reason in words."""

    way: str
    result: str
    made_at: datetime
    kid: str
    reason: str


def receipt_line(row: Receipt) -> ReceiptLine:
    """The receipt with its reason in words."""
    return ReceiptLine(row.way, row.result, row.made_at, row.kid, sentence_of(row.code, row.params))


@dataclass(frozen=True, slots=True)
class DirectoryLine:
    """A State in the directory: its point of contact, and how messages go there."""

    state: str
    is_own: bool
    authority: str
    languages: str
    details: tuple[str, ...]
    source: str
    line: str
    tone: str
    last_heard_at: datetime | None


LINE_TONES = {"https": "good", "courier": "info", "none": "quiet"}


def directory_lines(contacts: Sequence[Contact], partners: Sequence[PartnerView]) -> list[DirectoryLine]:
    """The directory with what we know of each State's card."""
    by_state = {one.partner.state: one for one in partners}
    return [_directory_line(contact, by_state.get(contact.state)) for contact in contacts]


def _directory_line(contact: Contact, view: PartnerView | None) -> DirectoryLine:
    line = view.line if view else "none"
    details = (contact.details.get(name, "") for name in CONTACT_FIELDS)
    return DirectoryLine(
        state=contact.state,
        is_own=view.partner.is_own if view else False,
        authority=contact.authority,
        languages=contact.languages,
        details=tuple(text for text in details if text),
        source=contact.source,
        line=word(f"line_{line}"),
        tone=LINE_TONES[line],
        last_heard_at=view.partner.last_heard_at if view else None,
    )


def waiting_cards(partners: Sequence[PartnerView]) -> list[dict[str, str]]:
    """The cards that wait for their fingerprint, each with its words."""
    return [
        {
            "state": one.partner.state,
            "words": sentence("card_unconfirmed", {"peer": one.partner.state, "serial": one.pending.serial}),
        }
        for one in partners
        if one.pending
    ]


def own_card_values(view: PartnerView | None) -> dict[str, str]:
    """What our card says, for the form that changes it."""
    card = view.card if view else None
    if card is None:
        return {"languages": "en"}
    values = {"authority": card.authority, "address": card.address, "languages": " ".join(card.languages)}
    return values | dict(card.contact)


@dataclass(frozen=True, slots=True)
class CourierLine:
    """A courier file with what it held in words."""

    row: CourierFile
    held: str
    is_torn: bool


def courier_line(row: CourierFile) -> CourierLine:
    """The file with what it held in words."""
    return CourierLine(row, _held(row), row.counts.get("whole") is False)


def _held(row: CourierFile) -> str:
    if row.way == "out":
        return word("courier_held_out", messages=row.counts["messages"], receipts=row.counts["receipts"])
    return word("courier_held_in", **{name: row.counts.get(name, 0) for name in Counts.__slots__})


def counts_text(counts: Counts) -> str:
    """What a courier file held, in words."""
    return word("courier_held_in", **{name: getattr(counts, name) for name in Counts.__slots__})
