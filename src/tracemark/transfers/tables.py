"""Permits in words, and as CSV."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracemark.formulas import neutralize
from tracemark.transfers.models import Permit
from tracemark.transfers.queries import PermitLife
from tracemark.ui.words import word

COLUMNS = (
    "permit_no",
    "euc_no",
    "issued_on",
    "exporter",
    "importer",
    "make_text",
    "model_text",
    "permitted_quantity",
    "delivered_quantity",
    "delivered_on",
    "is_voided",
)


@dataclass(frozen=True, slots=True)
class PermitLine:
    """A permit with how far it is delivered, in words; ``tone`` chooses the badge."""

    permit: Permit
    stage: str
    tone: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of a permit, in words."""

    kind: str
    recorded_at: datetime
    facts: tuple[str, ...]
    voided: bool


TOLD_FACTS = ("permitted_quantity", "delivered_quantity", "delivered_on", "reason")
"""What the list of events says of a payload; the rest stands in the description above it."""

TONES = {"over": "bad", "complete": "good", "partly": "info", "not_known": "quiet", "voided": "quiet"}


def stage_of(permit: Permit) -> str:
    """How far a permit is delivered. Nothing known is a stage of its own, and not ``nothing delivered``."""
    if permit.is_voided:
        return "voided"
    if permit.delivered_quantity is None or permit.permitted_quantity is None:
        return "not_known"
    if permit.delivered_quantity > permit.permitted_quantity:
        return "over"
    return "complete" if permit.delivered_quantity == permit.permitted_quantity else "partly"


def permit_line(permit: Permit) -> PermitLine:
    """The permit with its stage in words."""
    stage = stage_of(permit)
    return PermitLine(permit, word(f"permit_stage_{stage}"), TONES[stage])


def event_lines(life: PermitLife) -> list[EventLine]:
    """The events of a permit, the first one first, each with what it states."""
    voided = {event.voids for event in life.events if event.voids}
    return [
        EventLine(
            kind=word(f"permit_event_{event.kind}"),
            recorded_at=event.recorded_at,
            facts=tuple(
                word(f"permit_fact_{name}", value=event.payload[name])
                for name in TOLD_FACTS
                if name in event.payload
            ),
            voided=event.id in voided,
        )
        for event in life.events
    ]


def permits_csv(permits: Iterable[Permit]) -> str:
    """Permits as CSV with a header; a typed text that a spreadsheet would take for a formula is neutralized."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for permit in permits:
        writer.writerow([_cell(getattr(permit, name)) for name in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return neutralize(text)
