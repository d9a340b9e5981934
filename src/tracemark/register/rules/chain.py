"""Tamper evidence: canonical text, the hash chain of one weapon, and the seal over all heads.

A hash covers every stored field of an event and the hash before it, so that changing any byte of any
event, or taking one out of the middle, is found. An auditor needs only SHA-256 and JSON to check it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from tracemark.findings import Finding, Param, Severity
from tracemark.register.rules.events import Json

FIRST_HASH = "0" * 64
"""What the first event of a chain names as the hash before it."""

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode
_encode_list = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def canonical(payload: Mapping[str, Json]) -> str:
    """The payload as canonical JSON text (RFC 8785 for what payloads may hold: no floats, ASCII keys)."""
    return _encode(payload)


def link_hash(prev_hash: str, fields: Sequence[Json]) -> str:
    """The hash of one link: SHA-256 (hex) over the JSON list ``[prev_hash, *fields]`` in UTF-8."""
    return hashlib.sha256(_encode_list([prev_hash, *fields]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as its row stands, each field as the text or number that the hash covers.

    Ids are lower-case hex without hyphens, moments ``YYYY-MM-DDTHH:MM:SS.ffffffZ``, absent values None.
    """

    id: str
    weapon_id: str
    seq: int
    kind: str
    occurred_on: str | None
    occurred_precision: str
    recorded_at: str
    recorded_by: str | None
    unit_id: str
    schema: int
    payload: str
    document: str
    batch_id: str | None
    voids: str | None
    prev_hash: str
    hash: str

    def as_list(self) -> list[Json]:
        """All fields in order, as an export writes them."""
        return list(_all_fields(self))

    def expected_hash(self) -> str:
        """What the hash should be, from the other fields."""
        return event_hash(self)


_all_fields = attrgetter(*StoredEvent.__slots__)
_covered_fields = attrgetter("prev_hash", *StoredEvent.__slots__[:-2])


def event_hash(event: StoredEvent) -> str:
    """The hash of an event row: all its fields in the order of ``StoredEvent``, after the hash before it."""
    text = _encode_list(_covered_fields(event))
    return hashlib.sha256(text.encode()).hexdigest()


def check_chain(events: Iterable[StoredEvent]) -> tuple[Finding, ...]:
    """What is wrong with the chain of one weapon, events in order of ``seq``; empty when all is well."""
    findings: list[Finding] = []
    prev_hash, seq = FIRST_HASH, 0
    for event in events:
        seq += 1
        params: dict[str, Param] = {"event": event.id, "seq": event.seq}
        if event.seq != seq:
            findings.append(Finding("chain_gap", params, Severity.ALERT))
            seq = event.seq
        if event.prev_hash != prev_hash:
            findings.append(Finding("chain_broken", params, Severity.ALERT))
        if event.expected_hash() != event.hash:
            findings.append(Finding("event_changed", params, Severity.ALERT))
        prev_hash = event.hash
    return tuple(findings)


def heads_digest(heads: Iterable[tuple[str, int, str]]) -> str:
    """SHA-256 (hex) over the lines ``weapon_id seq hash``, sorted by weapon: what a daily seal signs."""
    digest = hashlib.sha256()
    for weapon_id, seq, head_hash in sorted(heads):
        digest.update(f"{weapon_id} {seq} {head_hash}\n".encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class SealFacts:
    """What a daily seal states; ``sealed_at`` as hashes cover moments, ``digest`` of the heads that had moved."""

    state: str
    day: str
    sealed_at: str
    heads_count: int
    digest: str
    access_seq: int
    access_hash: str


def seal_text(facts: SealFacts, prev_seal: str) -> str:
    """The canonical text that a seal's signature covers; ``prev_seal`` is the hash of the seal before it."""
    return canonical(
        {
            "access_hash": facts.access_hash,
            "access_seq": facts.access_seq,
            "day": facts.day,
            "digest": facts.digest,
            "heads_count": facts.heads_count,
            "prev_seal": prev_seal,
            "sealed_at": facts.sealed_at,
            "state": facts.state,
        }
    )


def seal_hash(text: str) -> str:
    """What the next seal names: SHA-256 (hex) of a seal's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal_texts(seals: Iterable[SealFacts]) -> list[str]:
    """The texts of a row of seals in order of day, each naming the one before it."""
    texts: list[str] = []
    prev_seal = FIRST_HASH
    for facts in seals:
        texts.append(seal_text(facts, prev_seal))
        prev_seal = seal_hash(texts[-1])
    return texts
