"""The row of daily seals, as signed."""

from dataclasses import dataclass
from datetime import date

from tracemark.accounts.rules import Viewer
from tracemark.oversight.queries import list_seals
from tracemark.register.queries.stored import moment_text
from tracemark.register.rules.chain import SealFacts, seal_texts


@dataclass(frozen=True, slots=True)
class SignedSeal:
    """A seal with the text that its signature (base64url) covers; ``key_id`` names the node's key."""

    day: date
    text: str
    digest: str
    signature: str
    key_id: str


def signed_seals(viewer: Viewer, state: str) -> list[SignedSeal]:
    """All seals of this node in order of day."""
    seals = list(list_seals(viewer).order_by("day"))
    texts = seal_texts(
        SealFacts(
            state=state,
            day=seal.day.isoformat(),
            sealed_at=moment_text(seal.sealed_at),
            heads_count=seal.heads_count,
            digest=seal.digest,
            access_seq=seal.access_seq,
            access_hash=seal.access_hash,
        )
        for seal in seals
    )
    return [
        SignedSeal(seal.day, text, seal.digest, seal.signature, seal.key_id)
        for seal, text in zip(seals, texts, strict=True)
    ]
