"""A case is its list of events, chained like those of a weapon; what a screen shows is a fold over them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from tracemark.findings import Finding, Param, Severity
from tracemark.register.rules.chain import FIRST_HASH, canonical, link_hash
from tracemark.register.rules.events import Json
from tracemark.tracing.rules.stages import find_transition
from tracemark.tracing.rules.steps import Clock, Side, Stage, Step

SCHEMA = 1
"""Version of the shape of payloads."""


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One step of a case. ``payload`` holds no personal data; ``reason`` is in it under ``reason``."""

    id: UUID
    case_id: UUID
    seq: int
    step: Step
    recorded_at: datetime
    recorded_by: UUID | None
    unit_id: UUID
    payload: Mapping[str, Json]
    prev_hash: str = ""
    hash: str = ""
    text: str = ""
    schema: int = SCHEMA

    def expected_hash(self) -> str:
        """The hash this event should have: over every stored column, the payload as its stored text."""
        fields: list[Json] = [
            self.id.hex,
            self.case_id.hex,
            self.seq,
            self.step.value,
            moment_text(self.recorded_at),
            self.recorded_by.hex if self.recorded_by else None,
            self.unit_id.hex,
            self.schema,
            self.text or canonical(dict(self.payload)),
        ]
        return link_hash(self.prev_hash, fields)


def moment_text(moment: datetime) -> str:
    """A moment as hashes cover it: ``YYYY-MM-DDTHH:MM:SS.ffffffZ``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def chained(event: CaseEvent, prev_hash: str) -> CaseEvent:
    """The event with its payload as text and its place in the chain."""
    placed = replace(event, prev_hash=prev_hash, text=canonical(dict(event.payload)))
    return replace(placed, hash=placed.expected_hash())


@dataclass(frozen=True, slots=True)
class CaseView:
    """What the events of one case add up to. ``facts`` are what ITI 17 asks for besides the marks."""

    side: Side | None = None
    stage: Stage | None = None
    partner: str = ""
    clock: Clock | None = None
    clock_from: datetime | None = None
    answer_by: str = ""
    facts: Mapping[str, Json] = field(default_factory=dict)
    reminders: int = 0
    escalations: int = 0
    requested_at: datetime | None = None
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    outcome: str = ""
    diversion: Mapping[str, Json] = field(default_factory=dict)
    route: Mapping[str, Json] = field(default_factory=dict)
    people: frozenset[UUID] = frozenset()
    last_by: Mapping[Step, UUID | None] = field(default_factory=dict)
    out_of_table: tuple[Finding, ...] = ()


ANSWERS = frozenset(
    {
        Step.REPLY_FULL,
        Step.REPLY_PART,
        Step.REPLY_REFUSED,
        Step.REPLY_NO_RECORD,
        Step.SENT_FULL,
        Step.SENT_PART,
        Step.SENT_RESTRICTED,
        Step.SENT_REFUSED,
        Step.SENT_NO_RECORD,
    }
)
"""Steps that answer a request for good; a delay does not."""


def fold_case(events: Iterable[CaseEvent]) -> CaseView:
    """The view of a case from all its events. A step that the table does not know is not taken, and said."""
    view = CaseView()
    for event in sorted(events, key=lambda one: one.seq):
        view = take(view, event)
    return view


def take(view: CaseView, event: CaseEvent) -> CaseView:
    """The view after one more event."""
    if view.side is None:
        asking = find_transition(Side.ASKING, None, event.step)
        view = replace(view, side=Side.ASKING if asking else Side.ANSWERING)
    assert view.side is not None
    row = find_transition(view.side, view.stage, event.step)
    if row is None:
        params: dict[str, Param] = {"event": event.id.hex, "case_step": event.step.value}
        return replace(
            view,
            out_of_table=(*view.out_of_table, Finding("case_event_out_of_table", params, Severity.ALERT)),
        )
    view = replace(
        view,
        people=view.people | ({event.recorded_by} if event.recorded_by else set()),
        last_by={**view.last_by, event.step: event.recorded_by},
    )
    if row.target is not None:
        view = replace(
            view,
            stage=row.target,
            clock=row.clock,
            clock_from=event.recorded_at if row.clock else None,
            answer_by=_text(event.payload, "answer_by"),
        )
    return _with_payload(_with_times(view, event), event)


def _with_times(view: CaseView, event: CaseEvent) -> CaseView:
    step, at = event.step, event.recorded_at
    if step in (Step.REQUEST_SENT, Step.REQUEST_RECEIVED):
        return replace(view, requested_at=at, reminders=0, escalations=0)
    if step in (Step.ACKNOWLEDGED, Step.RECEIPT_SENT):
        return replace(view, acknowledged_at=view.acknowledged_at or at, reminders=0, escalations=0)
    if step is Step.REMINDED:
        return replace(view, reminders=view.reminders + 1)
    if step is Step.ESCALATED:
        return replace(view, escalations=view.escalations + 1)
    if step in ANSWERS:
        return replace(view, answered_at=view.answered_at or at)
    return view


def _with_payload(view: CaseView, event: CaseEvent) -> CaseView:
    payload = event.payload
    facts = payload.get("facts")
    if isinstance(facts, dict):
        view = replace(view, facts={**view.facts, **facts})
    if payload.get("partner"):
        view = replace(view, partner=_text(payload, "partner"))
    if event.step is Step.DIVERSION_SET:
        view = replace(view, diversion=dict(payload))
    if event.step is Step.ROUTE_CHOSEN:
        view = replace(view, route=dict(payload))
    if payload.get("outcome_16_4_2"):
        view = replace(view, outcome=_text(payload, "outcome_16_4_2"))
    return view


def check_case_chain(events: Sequence[CaseEvent]) -> tuple[Finding, ...]:
    """What is wrong with the chain of one case, events in order of ``seq``; empty when all is well."""
    findings: list[Finding] = []
    prev_hash = FIRST_HASH
    for expected, event in enumerate(events, start=1):
        params: dict[str, Param] = {"event": event.id.hex, "seq": event.seq}
        if event.seq != expected:
            findings.append(Finding("chain_gap", params, Severity.ALERT))
        if event.prev_hash != prev_hash:
            findings.append(Finding("chain_broken", params, Severity.ALERT))
        if event.expected_hash() != event.hash:
            findings.append(Finding("event_changed", params, Severity.ALERT))
        prev_hash = event.hash
    return (*findings, *fold_case(events).out_of_table)


def derived_id(*names: str) -> UUID:
    """An id that follows from names: the same event of the same case has the same id, so that a retry is harmless."""
    digest = hashlib.sha256("\x1f".join(names).encode()).digest()[:16]
    return UUID(bytes=digest, version=5)


def _text(payload: Mapping[str, Json], name: str) -> str:
    value = payload.get(name)
    return value if isinstance(value, str) else ""
