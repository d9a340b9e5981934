"""Messages of another State, as `exchange` hands them over: for tests."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from tests.tracing.drafts import reply, request

from tracemark.exchange.rules.envelope import Attachment, Envelope, ReceivedMessage
from tracemark.tracing.jobs import receive
from tracemark.tracing.rules.reply import reply_body
from tracemark.tracing.rules.request import request_body
from tracemark.tracing.rules.terms import DEFAULT, terms_json

from tests.matching.weapons import AT  # isort: skip

WORDS = {"schema": 1, "text": "Words of Norland."}
BODIES: dict[str, dict[str, Any]] = {
    "trace.request": request_body(request(reference="XN-T-2026-00007", from_state="XN", to_state="XF")),
    "trace.acknowledgement": {
        **WORDS,
        "reference": "XN-T-2026-00001",
        "to_reference": "XF-T-2025-00001",
        "authority": "Norland Firearms Office",
        "answer_by": None,
        "terms_accepted": True,
    },
    "trace.more_information": {
        **WORDS,
        "reference": "XN-T-2026-00001",
        "to_reference": "XF-T-2025-00001",
        "wanted": ["photographs"],
    },
    "trace.information": {
        **WORDS,
        "reference": "XN-T-2026-00007",
        "weapon": None,
        "photographs": [],
        "terms": terms_json(DEFAULT),
    },
    "trace.reply": reply_body(
        reply(
            weapon=request_body(request())["weapon"],  # type: ignore[arg-type]  # [a-body-is-json]
            text="Sold to a dealer.",
            next_state="XS",
        )
    ),
    "trace.consent_request": {
        **WORDS,
        "consent_id": "c1",
        "to_state": "XS",
        "items": ["chain"],
        "purpose": "tracing",
    },
    "trace.consent": {**WORDS, "consent_id": "c1", "granted": True},
    "trace.restriction": {
        **WORDS,
        "restriction_id": "r1",
        "about": [],
        "part": "declared",
        "terms": terms_json(DEFAULT),
    },
    "trace.outcome": {
        **WORDS,
        "outcome_16_4_2": "traced_abroad",
        "leak": "theft",
        "state": "XN",
        "occurred_on": "2019-05-01",
        "last_holder_category": "dealer",
    },
    "trace.clarification": {**WORDS, "part": "question", "about": "reply"},
    "trace.close": {"schema": 1, "reference": "XN-T-2026-00007", "reason": "Done."},
}
"""One body of each kind that is as its schema says."""


@dataclass
class Incoming:
    """The other State: sends bodies as messages, each once."""

    state: str
    sent: list[ReceivedMessage] = field(default_factory=list)

    def __call__(
        self,
        kind: str,
        case: str,
        /,
        *,
        at: datetime = AT,
        attachments: tuple[Attachment, ...] = (),
        **changed: Any,
    ) -> ReceivedMessage:
        """Hand over one message of this kind, with these fields of its body changed."""
        envelope = Envelope(
            id=str(uuid4()),
            kind=kind,
            sender=self.state,
            to="XF",
            case=case,
            case_seq=len(self.sent) + 1,
            made_at=at,
            confidential=True,
            body={**BODIES[kind], **changed},
            attachments=attachments,
        )
        message = ReceivedMessage(envelope, "0" * 64, at)
        receive(message)
        self.sent.append(message)
        return message
