"""Receipts: signed by the receiver, kept by both, so that neither can deny a message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tracemark.exchange.rules.canonical import canonical, read_canonical
from tracemark.exchange.rules.envelope import RECEIPT, SCHEMA
from tracemark.exchange.rules.fields import CODE, DIGEST, STATE, UUID_TEXT, Fields, moment_text
from tracemark.findings import Finding, Param, Refused, Severity


class Result(StrEnum):
    """What became of a message. ``waiting``: kept, and applied when an earlier one of its case has come."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What ``sender`` (who received the message) states to ``to`` (who sent it).

    ``message`` is its id, ``digest`` the SHA-256 of its canonical bytes; ``code`` and ``params`` say why
    it was refused.
    """

    sender: str
    to: str
    message: str
    digest: str
    result: Result
    made_at: datetime
    code: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def is_final(self) -> bool:
        """Whether nothing more is to come."""
        return self.result is not Result.WAITING


def receipt_payload(receipt: Receipt) -> bytes:
    """The canonical bytes that the receiver signs."""
    return canonical(
        {
            "schema": SCHEMA,
            "kind": RECEIPT,
            "from": receipt.sender,
            "to": receipt.to,
            "message": receipt.message,
            "digest": receipt.digest,
            "result": str(receipt.result),
            "code": receipt.code,
            "params": dict(receipt.params),
            "made_at": moment_text(receipt.made_at),
        }
    )


def read_receipt(payload: bytes) -> Receipt:
    """The receipt whose canonical bytes these are. Refused with the field that is wrong."""
    fields = Fields(read_canonical(payload))
    fields.number("schema", least=SCHEMA, most=SCHEMA)
    if fields.text("kind", longest=60) != RECEIPT:
        fields.refuse("kind", "badly_formed")
    result = fields.text("result", longest=20)
    if result not in set(Result):
        fields.refuse("result", "badly_formed")
    receipt = Receipt(
        sender=fields.text("from", longest=2, pattern=STATE),
        to=fields.text("to", longest=2, pattern=STATE),
        message=fields.text("message", longest=36, pattern=UUID_TEXT),
        digest=fields.text("digest", longest=64, pattern=DIGEST),
        result=Result(result),
        made_at=fields.moment("made_at"),
        code=fields.text("code", longest=60, pattern=CODE, empty=True),
        params=_params(fields),
    )
    fields.done()
    return receipt


def check_receipt(receipt: Receipt, *, peer: str, state: str, digest: str) -> None:
    """Raise Refused unless the receipt is ``peer``'s, to us, and of the message with this digest."""
    if (receipt.sender, receipt.to) != (peer, state):
        raise Refused(
            Finding("receipt_not_for_us", {"peer": receipt.sender, "to": receipt.to}, Severity.REFUSAL)
        )
    if receipt.digest != digest:
        raise Refused(Finding("receipt_of_other_bytes", {"message": receipt.message}, Severity.REFUSAL))


def _params(fields: Fields) -> Mapping[str, Param]:
    params = fields.mapping("params")
    if len(params) > 20 or not all(isinstance(value, str | int | bool | None) for value in params.values()):
        fields.refuse("params", "badly_formed")
    return params
