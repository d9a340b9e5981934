"""A message as evidence: its signed form, all receipts, and the cards whose keys signed them, in one file.

Whoever has the file needs no program of ours: ``audit/verify_message.py`` checks it with a JOSE library alone.
"""

import os
from pathlib import Path

from tracemark.accounts.rules import Viewer
from tracemark.exchange.models import Message
from tracemark.exchange.queries.cards import cards_with_keys, signatures_of
from tracemark.exchange.queries.messages import find_message
from tracemark.exchange.rules.canonical import canonical
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access


def write_evidence(path: Path, *, message: int, by: Viewer) -> None:
    """Write the evidence of a message to a new file of mode 0600. Refused when there is no such message."""
    data = evidence_bytes(message, by=by)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def evidence_bytes(message: int, *, by: Viewer) -> bytes:
    """The evidence of a message as canonical JSON; reading it is logged."""
    by.require("exchange.evidence")
    row = find_message(by, message)
    if row is None:
        raise Refused(Finding("message_missing", {"number": message}, Severity.REFUSAL))
    log_access(by, verb="read_message", subject=f"{row.way} {row.peer} {row.case} {row.case_seq}")
    return _evidence(row)


def _evidence(row: Message) -> bytes:
    receipts = list(row.receipts.all())
    signings = list(row.signings.all())
    kids = {row.kid, *(one.kid for one in receipts), *(one.kid for one in signings)}
    return (
        canonical(
            {
                "message": row.jws,
                "signed_again": [one.jws for one in signings],
                "receipts": [one.jws for one in receipts],
                "cards": [{"signed": signatures_of(card)} for card in cards_with_keys(kids)],
            }
        )
        + b"\n"
    )
