"""Messages, cards and directory as values and words: for pages, commands and the API alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracemark.exchange.models import Contact, Incoming, Outgoing, RefusedArrival
from tracemark.exchange.queries.cards import PartnerView
from tracemark.exchange.queries.messages import Gap
from tracemark.exchange.rules.fields import moment_text
from tracemark.findings import Finding
from tracemark.ui.sentences import sentence
from tracemark.ui.words import word

RESULT_TONES = {"": "quiet", "waiting": "warn", "accepted": "good", "refused": "bad"}
STAGE_TONES = {"waiting": "warn", "failed": "bad", "applied": "good", "refused": "bad"}
RESULT_SIGNS = {"": "…", "waiting": "△", "accepted": "✓", "refused": "×"}
STAGE_SIGNS = {"waiting": "△", "failed": "!", "applied": "✓", "refused": "×"}


@dataclass(frozen=True, slots=True)
class OutLine:
    """A message of ours as a line of the outbox."""

    row: Outgoing
    result: str
    tone: str
    sign: str
    trouble: str


@dataclass(frozen=True, slots=True)
class InLine:
    """A message that came as a line of the inbox."""

    row: Incoming
    stage: str
    tone: str
    sign: str
    reason: str


def out_line(row: Outgoing) -> OutLine:
    """The message with its result and last trouble in words."""
    return OutLine(
        row,
        word(f"receipt_{row.result or 'none'}"),
        RESULT_TONES[row.result],
        RESULT_SIGNS[row.result],
        sentence_of(row.last_code, row.last_params),
    )


def in_line(row: Incoming) -> InLine:
    """The message with its stage and the reason for it in words."""
    reason = sentence_of(row.code, row.params)
    return InLine(row, word(f"incoming_{row.stage}"), STAGE_TONES[row.stage], STAGE_SIGNS[row.stage], reason)


def sentence_of(code: str, params: Mapping[str, Any]) -> str:
    """A stored code with its parameters as a sentence; empty for none."""
    return sentence(code, params) if code else ""


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
