"""What the API of exchange takes and gives."""

from typing import Literal

from ninja import Schema
from pydantic import Field

PLAIN = r"^[^\x00]*$"
STATE = r"^[A-Z]{2}$"
Plain = Field(max_length=200, pattern=PLAIN)


class ContactIn(Schema):
    """How the office is reached."""

    office: str = Field("", max_length=200, pattern=PLAIN)
    postal: str = Field("", max_length=500, pattern=PLAIN)
    telephone: str = Field("", max_length=100, pattern=PLAIN)
    email: str = Field("", max_length=200, pattern=PLAIN)
    hours: str = Field("", max_length=200, pattern=PLAIN)


class CardIn(Schema):
    """What our card is to say; what is not given stays as it was."""

    authority: str = Field("", max_length=200, pattern=PLAIN)
    address: str | None = Field(None, max_length=300, pattern=PLAIN)
    languages: list[str] = Field([], max_length=20)
    contact: ContactIn | None = None


class CardOut(Schema):
    """A card: its signed forms to hand over, and the fingerprint to read aloud. ``step`` says what it came to."""

    state: str
    serial: int
    signed: list[str]
    fingerprint: str
    step: str


class TrustIn(Schema):
    """Another State's card; without the fingerprint that was read aloud it waits."""

    signed: list[str] = Field(min_length=1, max_length=2)
    fingerprint: str = Field("", max_length=120, pattern=PLAIN)


class FingerprintIn(Schema):
    """The fingerprint as it was read aloud."""

    fingerprint: str = Field(max_length=120, pattern=PLAIN)


class ExchangeReasonIn(Schema):
    """Why."""

    reason: str = Plain


class RotateIn(Schema):
    """``revoke`` says why the old keys must not be believed; empty for an ordinary change."""

    revoke: str = Field("", max_length=200, pattern=PLAIN)


class PartnerOut(Schema):
    """A State that showed a card: ``line`` is https, courier or none."""

    state: str
    own: bool
    line: Literal["https", "courier", "none"]
    authority: str | None
    address: str | None
    serial: int | None
    fingerprint: str | None
    pending_fingerprint: str | None
    last_heard_at: str | None


class ContactOut(Schema):
    """An entry of the directory; ``source`` is ``card`` or where an officer took it from."""

    state: str
    authority: str
    languages: list[str]
    details: dict[str, str]
    source: str
    recorded_at: str


class DirectoryOut(Schema):
    """National points of contact, and whose card is trusted."""

    contacts: list[ContactOut]
    partners: list[PartnerOut]


class OutgoingOut(Schema):
    """A message of ours. ``result`` null: no receipt yet."""

    number: int
    id: str
    to: str
    kind: str
    case: str
    case_seq: int
    made_at: str
    confidential: bool
    digest: str
    attempts: int
    next_attempt_at: str | None
    result: str | None
    trouble: str | None


class OutboxOut(Schema):
    """Messages, the newest first; ``next`` is the ``before`` of the following page, or null."""

    items: list[OutgoingOut]
    next: int | None


class IncomingOut(Schema):
    """A message that came. ``stage``: waiting, failed, applied, refused."""

    number: int
    id: str
    sender: str
    kind: str
    case: str
    case_seq: int
    made_at: str
    received_at: str
    confidential: bool
    digest: str
    via: str
    times_received: int
    stage: str
    reason: str | None


class GapOut(Schema):
    """Messages of a case that others wait for."""

    peer: str
    case: str
    missing: list[int]
    held: list[int]


class InboxOut(Schema):
    """Messages, the newest first, and what waits."""

    items: list[IncomingOut]
    gaps: list[GapOut]
    next: int | None


class RefusedOut(Schema):
    """Something that came and was not believed."""

    at: str
    via: str
    source: str
    sender: str | None
    code: str
    words: str
    digest: str
    size: int


class RefusedPageOut(Schema):
    """What was not believed, the newest first, a hundred at most."""

    items: list[RefusedOut]


class MessageQuery(Schema):
    """Which messages: of one State or case; ``before`` is the number of the last one seen."""

    peer: str = Field("", max_length=2, pattern=PLAIN)
    case: str = Field("", max_length=80, pattern=PLAIN)
    before: int | None = Field(None, ge=1, le=2**62)


class QueuedOut(Schema):
    """The message that was queued."""

    number: int
    id: str


class EvidenceOut(Schema):
    """A message with its receipts and the cards whose keys signed them."""

    message: str
    signed_again: list[str]
    receipts: list[str]
    cards: list[dict[str, list[str]]]


class CourierOutIn(Schema):
    """For which State."""

    to: str = Field(pattern=STATE)


class CourierFileOut(Schema):
    """A courier file: its name and its text, to be stored as UTF-8."""

    name: str
    text: str
    messages: int
    receipts: int


class CourierInIn(Schema):
    """A courier file that came; larger ones by the command line or the screen."""

    name: str = Plain
    text: str


class MessageFindingOut(Schema):
    """Something that was noticed, with its words."""

    code: str
    params: dict[str, str | int | bool | None]
    severity: str
    words: str


class CourierReadOut(Schema):
    """What a courier file held. ``whole`` false: its end is missing, bring it again."""

    peer: str
    new: int
    repeated: int
    waiting: int
    refused: int
    receipts: int
    cards: int
    whole: bool
    findings: list[MessageFindingOut]
