"""The chain of the access log: what is hashed, and how a break is found."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from tracemark.findings import Finding, Severity

GENESIS = "0" * 64
"""The hash before the first row."""


@dataclass(frozen=True, slots=True)
class Access:
    """One row of the access log as it is hashed. ``at`` is UTC, ISO 8601 with microseconds; ids are text."""

    seq: int
    at: str
    person: str
    unit: str
    address: str
    verb: str
    subject: str
    purpose: str


def access_hash(prev_hash: str, access: Access) -> str:
    """SHA-256 (hex) over the previous hash and the row's canonical JSON (RFC 8785, no floats)."""
    text = json.dumps(asdict(access), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{prev_hash}{text}".encode()).hexdigest()


def check_chain(
    rows: Iterable[tuple[Access, str, str]], head: str = GENESIS, seq: int = 0
) -> Iterator[Finding]:
    """Findings for every row ``(access, prev_hash, hash)``, in order, that does not continue the chain.

    ``head`` and ``seq`` are those of the row before the first. After a break the check goes on from the
    stored hash, so one tampered row gives one or two findings and not a million.
    """
    for access, prev_hash, stored in rows:
        if access.seq != seq + 1:
            yield Finding("access_log_row_missing", {"seq": seq + 1}, Severity.ALERT)
        if prev_hash != head and access.seq == seq + 1:
            yield Finding("access_log_chain_broken", {"seq": access.seq}, Severity.ALERT)
        if access_hash(prev_hash, access) != stored:
            yield Finding("access_log_row_changed", {"seq": access.seq}, Severity.ALERT)
        head, seq = stored, access.seq


def check_settlement(why: str, *, is_settled: bool) -> list[Finding]:
    """Why an alert may not be settled: no reason given, or it is settled already."""
    findings = []
    if not why.strip():
        findings.append(Finding("reason_missing", {}, Severity.REFUSAL))
    if is_settled:
        findings.append(Finding("alert_already_settled", {}, Severity.REFUSAL))
    return findings
