"""The envelope of a message: who says what to whom, about which case, as which message of it.

The envelope and its body are one JSON object; its canonical bytes are signed, and their SHA-256 is what receipts name.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracemark.exchange.rules.canonical import canonical, digest_of, read_canonical
from tracemark.exchange.rules.fields import KIND, STATE, UUID_TEXT, Fields, moment_text
from tracemark.findings import Finding, Refused, Severity

SCHEMA = 1
CARD = "directory.card"
RECEIPT = "exchange.receipt"
TEST = "exchange.test"
OWN_KINDS = (CARD, TEST)
"""Kinds of message this room answers itself; every other kind belongs to the room that registered for it."""

ATTACHMENTS_AT_MOST = 20
ATTACHED_BYTES_AT_MOST = 12_000_000
PAYLOAD_BYTES_AT_MOST = 17_000_000


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photograph or a scan, inside the signed message."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message. ``case`` is the case's number as the State that opened it gave it, empty for none;
    ``case_seq`` counts from 1 what ``sender`` sent ``to`` about it. ``body`` is opaque here."""

    id: str
    kind: str
    sender: str
    to: str
    case: str
    case_seq: int
    made_at: datetime
    confidential: bool
    body: Mapping[str, Any]
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """A message as the handler of its kind gets it: verified, in order, once. ``digest`` is the payload's SHA-256."""

    envelope: Envelope
    digest: str
    received_at: datetime

    @property
    def id(self) -> str:
        """The message's id, made by its sender."""
        return self.envelope.id

    @property
    def kind(self) -> str:
        """Its kind, such as ``trace.request``."""
        return self.envelope.kind

    @property
    def sender(self) -> str:
        """The State that signed it."""
        return self.envelope.sender

    @property
    def case(self) -> str:
        """The case's number."""
        return self.envelope.case

    @property
    def case_seq(self) -> int:
        """Its place among the sender's messages of the case."""
        return self.envelope.case_seq

    @property
    def body(self) -> Mapping[str, Any]:
        """What it says."""
        return self.envelope.body

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What it carries."""
        return self.envelope.attachments


def payload_of(envelope: Envelope) -> bytes:
    """The canonical bytes that are signed. Refused when they would be too many, or the body is no fit JSON."""
    check_attachments(envelope.attachments)
    data = canonical(
        {
            "schema": SCHEMA,
            "id": envelope.id,
            "kind": envelope.kind,
            "from": envelope.sender,
            "to": envelope.to,
            "case": envelope.case,
            "case_seq": envelope.case_seq,
            "made_at": moment_text(envelope.made_at),
            "confidential": envelope.confidential,
            "body": dict(envelope.body),
            "attachments": [
                {"name": one.name, "media_type": one.media_type, "data": _text(one.data)}
                for one in envelope.attachments
            ],
        }
    )
    if len(data) > PAYLOAD_BYTES_AT_MOST:
        raise _too_large(len(data), PAYLOAD_BYTES_AT_MOST)
    return data


def read_envelope(payload: bytes) -> Envelope:
    """The message whose canonical bytes these are. Refused with the field that is not as the protocol wants it."""
    if len(payload) > PAYLOAD_BYTES_AT_MOST:
        raise _too_large(len(payload), PAYLOAD_BYTES_AT_MOST)
    fields = Fields(read_canonical(payload))
    fields.number("schema", least=SCHEMA, most=SCHEMA)
    envelope = Envelope(
        id=fields.text("id", longest=36, pattern=UUID_TEXT),
        kind=fields.text("kind", longest=60, pattern=KIND),
        sender=fields.text("from", longest=2, pattern=STATE),
        to=fields.text("to", longest=2, pattern=STATE),
        case=fields.text("case", longest=80, empty=True),
        case_seq=fields.number("case_seq", least=1),
        made_at=fields.moment("made_at"),
        confidential=fields.flag("confidential"),
        body=fields.mapping("body"),
        attachments=tuple(_attachment(one) for one in fields.items("attachments", most=ATTACHMENTS_AT_MOST)),
    )
    fields.done()
    check_attachments(envelope.attachments)
    return envelope


def received(payload: bytes, at: datetime) -> ReceivedMessage:
    """The message of a payload that was verified and archived, for its handler."""
    return ReceivedMessage(read_envelope(payload), digest_of(payload), at)


def check_attachments(attachments: Sequence[Attachment]) -> None:
    """Refused when attachments are too many or too large together."""
    size = sum(len(one.data) for one in attachments)
    if len(attachments) > ATTACHMENTS_AT_MOST or size > ATTACHED_BYTES_AT_MOST:
        raise _too_large(size, ATTACHED_BYTES_AT_MOST)


def _attachment(fields: Fields) -> Attachment:
    name = fields.text("name", longest=200)
    media_type = fields.text("media_type", longest=100)
    data = _bytes(fields)
    fields.done()
    return Attachment(name, media_type, data)


def _bytes(fields: Fields) -> bytes:
    text = fields.text("data", longest=PAYLOAD_BYTES_AT_MOST, empty=True)
    try:
        data = base64.b64decode(text, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        fields.refuse("data", "badly_formed")
    if _text(data) != text:
        fields.refuse("data", "badly_formed")
    return data


def _text(data: bytes) -> str:
    """Base64url with padding, so that one value has one text."""
    return base64.urlsafe_b64encode(data).decode("ascii")


def _too_large(size: int, most: int) -> Refused:
    return Refused(Finding("message_too_large", {"size": size, "most": most}, Severity.REFUSAL))
