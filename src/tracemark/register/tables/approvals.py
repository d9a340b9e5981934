"""Requests in words, for the second officer's eyes."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from tracemark.register.models import Event, Weapon
from tracemark.register.queries.approvals import Approval
from tracemark.register.rules.events import EventKind
from tracemark.register.tables.life import Fact, payload_facts
from tracemark.register.tables.weapons import name_of
from tracemark.ui.words import fact_words, word


@dataclass(frozen=True, slots=True)
class Change:
    """One axis that accepting would change, in words."""

    axis: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """A request, ready to show; ``event_id`` is the id the decision will get."""

    weapon: Weapon
    name: str
    row: Event
    asked_for: str
    voided: str
    facts: tuple[Fact, ...]
    changes: tuple[Change, ...]
    is_own: bool
    event_id: UUID


def approval_line(approval: Approval) -> ApprovalLine:
    """A request in words."""
    kind = approval.asked.kind
    return ApprovalLine(
        weapon=approval.weapon,
        name=name_of(approval.weapon),
        row=approval.row,
        asked_for=word("act_voided" if kind is EventKind.VOIDED else f"act_{kind.value}"),
        voided=word(f"event_{approval.voided.kind}") if approval.voided else "",
        facts=tuple(payload_facts(approval.asked.payload)),
        changes=tuple(
            Change(fact_words(axis), word(f"{axis}_{before}"), word(f"{axis}_{after}"))
            for axis, before, after in approval.changes
        ),
        is_own=approval.is_own,
        event_id=uuid4(),
    )
