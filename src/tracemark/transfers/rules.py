"""Import permits: what a list says of one, its events, and what they add up to (PoA II.11, II.12)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from tracemark.findings import Finding, Param, Severity
from tracemark.register.rules.chain import FIRST_HASH, canonical, link_hash
from tracemark.register.rules.events import Json
from tracemark.register.rules.rows import Row

SCHEMA = 1
"""Version of the shape of payloads."""


class PermitEventKind(StrEnum):
    """What happened to a permit, as a past participle."""

    RECORDED = "recorded"
    DELIVERY_REPORTED = "delivery_reported"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class PermitFacts:
    """What is known of a permit. A quantity of None is not known, which is not zero."""

    permit_no: str = ""
    euc_no: str = ""
    issued_on: date | None = None
    issued_precision: str = ""
    exporter: str = ""
    importer: str = ""
    make_text: str = ""
    make_code: str = ""
    model_text: str = ""
    model_key: str = ""
    permitted_quantity: int | None = None
    delivered_quantity: int | None = None
    delivered_on: date | None = None
    is_voided: bool = False


@dataclass(frozen=True, slots=True)
class PermitEvent:
    """One appended event of one permit; ``hash`` covers all other fields and the hash before it."""

    id: UUID
    permit_id: UUID
    seq: int
    kind: PermitEventKind
    recorded_at: datetime
    recorded_by: UUID | None
    unit_id: UUID
    batch_id: UUID | None
    payload: Mapping[str, Json]
    voids: UUID | None = None
    schema: int = SCHEMA
    prev_hash: str = FIRST_HASH
    hash: str = ""
    text: str = field(default="", compare=False)
    """The payload as it is stored, when the event was read back: hashes are checked over this."""

    @property
    def payload_text(self) -> str:
        """The payload as canonical JSON."""
        return self.text or canonical(self.payload)

    def expected_hash(self) -> str:
        """What the hash should be, from the other fields."""
        moment = self.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return link_hash(
            self.prev_hash,
            [
                self.id.hex,
                self.permit_id.hex,
                self.seq,
                self.kind.value,
                moment,
                _hex(self.recorded_by),
                self.unit_id.hex,
                self.schema,
                self.payload_text,
                _hex(self.batch_id),
                _hex(self.voids),
            ],
        )


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def permit_id(batch_id: UUID, row: Row) -> UUID:
    """The id of the row's permit: the same row of the same batch is always the same permit."""
    return uuid5(batch_id, f"{row.sheet or ''}\x1f{row.row}\x1fpermit")


def chained(event: PermitEvent, prev_hash: str) -> PermitEvent:
    """``event`` placed behind the link with ``prev_hash``."""
    placed = replace(event, prev_hash=prev_hash)
    return replace(placed, hash=placed.expected_hash())


OWN_KEYS = ("permit_no", "euc_no", "exporter", "importer")
QUANTITIES = ("permitted_quantity", "delivered_quantity")


def recorded_payload(row: Row) -> dict[str, Json]:
    """What a row of an import list says, as the payload of ``recorded``. What is not stated is left out.

    A quantity is a number when it reads as one; as typed otherwise (``check_row`` says so).
    """
    payload: dict[str, Json] = {
        "source": {"sheet": row.sheet, "row": row.row},
        "make": row.facts.make_text,
        "make_code": row.facts.make_code,
        "model": row.facts.model_text,
        "model_key": row.facts.model_key,
    }
    for name in OWN_KEYS:
        payload[name] = row.extra.get(name, "")
    for name in QUANTITIES:
        text = row.extra.get(name, "")
        number = read_quantity(text)
        payload[name] = text if number is None else number
    payload["delivered_on"] = row.extra.get("delivered_on", "")
    if row.occurred is not None:
        payload["issued_on"] = row.occurred.day.isoformat()
        payload["issued_precision"] = row.occurred.precision.value
    others = {key: text for key, text in row.extra.items() if key not in payload}
    payload["extra"] = dict(sorted(others.items())) if others else None
    return {key: value for key, value in payload.items() if value not in ("", None)}


def read_quantity(text: str) -> int | None:
    """A whole number as lists have it, or None when it is blank or does not read as one."""
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    return int(plain) if plain.isdecimal() and len(plain) <= 9 else None


def check_row(row: Row) -> tuple[Finding, ...]:
    """Findings about one row: a quantity that is typed but is no whole number."""
    return tuple(
        Finding("permit_quantity_not_read", {"field": name, "text": row.extra[name]}, Severity.WARNING)
        for name in QUANTITIES
        if row.extra.get(name) and read_quantity(row.extra[name]) is None
    )


def check_quantities(facts: PermitFacts) -> tuple[Finding, ...]:
    """``over_quantity`` when more was delivered than permitted; nothing while either is not known."""
    permitted, delivered = facts.permitted_quantity, facts.delivered_quantity
    if permitted is None or delivered is None or delivered <= permitted:
        return ()
    params: dict[str, Param] = {
        "permit": facts.permit_no,
        "permitted": permitted,
        "delivered": delivered,
    }
    return (Finding("over_quantity", params, Severity.ALERT),)


def check_delivery(facts: PermitFacts, quantity: int, delivered_on: date | None) -> tuple[Finding, ...]:
    """Refusals of a report of delivery. More than permitted is no refusal: a report is always recorded."""
    findings = []
    if facts.is_voided:
        findings.append(Finding("permit_voided", {"permit": facts.permit_no}, Severity.REFUSAL))
    if quantity < 0:
        findings.append(Finding("permit_quantity_negative", {"quantity": quantity}, Severity.REFUSAL))
    if delivered_on and facts.issued_on and delivered_on < facts.issued_on:
        params: dict[str, Param] = {
            "delivered_on": delivered_on.isoformat(),
            "issued_on": facts.issued_on.isoformat(),
        }
        findings.append(Finding("delivered_before_issue", params, Severity.WARNING))
    return tuple(findings)


def fold_permit(events: Iterable[PermitEvent]) -> PermitFacts:
    """What the events of one permit add up to, in order of ``seq``.

    A voided report of a delivery has no effect; a permit whose recording was voided keeps its
    description, so that a reader still sees what was voided.
    """
    ordered = sorted(events, key=lambda event: event.seq)
    voided = {event.voids for event in ordered if event.kind is PermitEventKind.VOIDED}
    facts = PermitFacts()
    for event in ordered:
        if event.kind is PermitEventKind.RECORDED:
            facts = replace(_recorded(event.payload), is_voided=event.id in voided)
        elif event.kind is PermitEventKind.DELIVERY_REPORTED and event.id not in voided:
            facts = replace(
                facts,
                delivered_quantity=_number(event.payload, "delivered_quantity"),
                delivered_on=_day(event.payload, "delivered_on"),
            )
    return facts


def _recorded(payload: Mapping[str, Json]) -> PermitFacts:
    return PermitFacts(
        permit_no=_text(payload, "permit_no"),
        euc_no=_text(payload, "euc_no"),
        issued_on=_day(payload, "issued_on"),
        issued_precision=_text(payload, "issued_precision"),
        exporter=_text(payload, "exporter"),
        importer=_text(payload, "importer"),
        make_text=_text(payload, "make"),
        make_code=_text(payload, "make_code"),
        model_text=_text(payload, "model"),
        model_key=_text(payload, "model_key"),
        permitted_quantity=_number(payload, "permitted_quantity"),
        delivered_quantity=_number(payload, "delivered_quantity"),
        delivered_on=_day(payload, "delivered_on"),
    )


def _text(payload: Mapping[str, Json], name: str) -> str:
    value = payload.get(name)
    return value if isinstance(value, str) else ""


def _number(payload: Mapping[str, Json], name: str) -> int | None:
    value = payload.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _day(payload: Mapping[str, Json], name: str) -> date | None:
    try:
        return date.fromisoformat(_text(payload, name))
    except ValueError:
        return None


def check_permit_chain(events: Sequence[PermitEvent]) -> tuple[Finding, ...]:
    """What is wrong with the chain of one permit, events in order of ``seq``; empty when all is well."""
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
    return tuple(findings)


def read_payload(text: str) -> dict[str, Json]:
    """A stored payload as values."""
    payload: dict[str, Json] = json.loads(text)
    return payload
