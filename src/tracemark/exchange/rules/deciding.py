"""What becomes of a message that came: whether its key may speak, whether it is new, and whether it is its turn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tracemark.exchange.rules.envelope import Envelope
from tracemark.findings import Finding, Severity

CLOCK_TOLERANCE = timedelta(minutes=15)
"""How far a sender's clock may be ahead before it is said; ours. It never refuses anything: order is by number."""

ROTATION_GRACE = timedelta(days=1)
"""How long after its successor an old key may still sign, by the sender's own clock; ours."""

LARGEST_GAP = 1000
"""How many messages of one case may be missing in between; ours. More is a mistake or an attack."""

FIRST_WAIT_S, LONGEST_WAIT_S = 60, 6 * 60 * 60
UNANSWERED_AFTER = timedelta(days=3)
"""When a message without a receipt raises an alert; ours."""


class Place(StrEnum):
    """Where a message stands among those of its sender and case."""

    NEXT = "next"
    EARLY = "early"
    TAKEN = "taken"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What we know of a key: confirmed by fingerprint or by a trusted key, superseded, revoked."""

    kid: str
    state: str
    is_confirmed: bool
    superseded_at: datetime | None = None
    revoked_at: datetime | None = None


def check_key(key: KeyFacts | None, envelope: Envelope) -> Finding | None:
    """Why this key may not speak for the sender; None when it may.

    A revoked key is never believed, whatever moment the message claims: whoever stole it writes what he likes.
    """
    if key is None:
        return Finding("key_unknown", {}, Severity.REFUSAL)
    if key.state != envelope.sender:
        return Finding(
            "key_of_another_state", {"peer": envelope.sender, "holder_state": key.state}, Severity.REFUSAL
        )
    if not key.is_confirmed:
        return Finding("key_unconfirmed", {"peer": envelope.sender}, Severity.REFUSAL)
    if key.revoked_at is not None:
        return Finding("key_revoked", {"peer": envelope.sender}, Severity.REFUSAL)
    if key.superseded_at is not None and envelope.made_at > key.superseded_at + ROTATION_GRACE:
        return Finding("key_superseded", {"peer": envelope.sender}, Severity.REFUSAL)
    return None


def check_addressee(envelope: Envelope, state: str) -> Finding | None:
    """Why the message is not ours to read; None when it is."""
    if envelope.to != state or envelope.sender == state:
        return Finding("not_for_us", {"peer": envelope.sender, "to": envelope.to}, Severity.REFUSAL)
    return None


def check_clock(made_at: datetime, at: datetime) -> Finding | None:
    """A warning when the sender's clock is ahead of ours."""
    if made_at - at <= CLOCK_TOLERANCE:
        return None
    return Finding("clock_ahead", {"minutes": int((made_at - at).total_seconds() // 60)}, Severity.WARNING)


def place_of(case_seq: int, last: int) -> Place:
    """Where message ``case_seq`` stands when ``last`` was the last that was dealt with."""
    if case_seq <= last:
        return Place.TAKEN
    if case_seq == last + 1:
        return Place.NEXT
    return Place.EARLY if case_seq - last <= LARGEST_GAP else Place.TOO_FAR


def missing_before(held: frozenset[int], last: int) -> tuple[int, ...]:
    """The numbers that are waited for: below the highest one held, not dealt with and not held."""
    top = max(held, default=last)
    return tuple(number for number in range(last + 1, top) if number not in held)


def wait_before(attempts: int) -> timedelta:
    """How long to wait after this many attempts in vain: a minute, doubled each time, six hours at most; ours."""
    doublings = min(max(attempts - 1, 0), 20)
    return timedelta(seconds=min(FIRST_WAIT_S * 2**doublings, LONGEST_WAIT_S))
