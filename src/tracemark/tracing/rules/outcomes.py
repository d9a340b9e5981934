"""What came out of a case: the class of SDG 16.4.2, the point of diversion, and figures over many cases."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tracemark.findings import Finding, Severity
from tracemark.register.rules.events import Json
from tracemark.tracing.rules.case import CaseView
from tracemark.tracing.rules.deadlines import median_days
from tracemark.tracing.rules.steps import Side, Stage


class Leak(StrEnum):
    """How a weapon left lawful hands (ITI 5; PoA II.11)."""

    THEFT = "theft"
    LOSS = "loss"
    STATE_STOCK_LEAK = "state_stock_leak"
    STRAW_PURCHASE = "straw_purchase"
    UNAUTHORIZED_RETRANSFER = "unauthorized_retransfer"
    UNAUTHORIZED_EXPORT = "unauthorized_export"
    CONFLICT_CAPTURE = "conflict_capture"
    UNLAWFUL_MAKING = "unlawful_making"
    NOT_ESTABLISHED = "not_established"


@dataclass(frozen=True, slots=True)
class Diversion:
    """The point at which a weapon became illicit. ``last_lawful_on`` is the day of the last lawful record."""

    leak: Leak
    state: str
    place: str = ""
    occurred_on: date | None = None
    last_lawful_on: date | None = None
    last_holder_category: str = ""


HOLDER_CATEGORIES = ("maker", "dealer", "state", "police", "army", "company", "private", "unknown")
"""Kinds of holder: never a name."""


def check_diversion(
    diversion: Diversion, *, found_on: date | None, states: Mapping[str, object]
) -> tuple[Finding, ...]:
    """What contradicts itself in a point of diversion."""
    findings = []
    if diversion.state not in states:
        findings.append(Finding("state_unknown", {"state": diversion.state}, Severity.REFUSAL))
    days = (diversion.last_lawful_on, diversion.occurred_on, found_on)
    known = [day for day in days if day is not None]
    if known != sorted(known):
        findings.append(Finding("diversion_days_disagree", {}, Severity.WARNING))
    return tuple(findings)


def diversion_payload(diversion: Diversion) -> dict[str, Json]:
    """A point of diversion as an event states it."""
    return {
        "leak": diversion.leak.value,
        "state": diversion.state,
        "place": diversion.place,
        "occurred_on": diversion.occurred_on.isoformat() if diversion.occurred_on else None,
        "last_lawful_on": diversion.last_lawful_on.isoformat() if diversion.last_lawful_on else None,
        "last_holder_category": diversion.last_holder_category,
    }


def outcome_16_4_2(view: CaseView, home: str) -> str:
    """The outcome code of SDG 16.4.2 (`register.rules.decisions.OUTCOMES`) that a case stands for now.

    Traced needs a point of diversion: at home or abroad. One that is "not established" is not traced. A case that the
    other State left without an answer stays pending: it was tried. A case closed without one had too little to go on.
    """
    leak, state = view.diversion.get("leak"), view.diversion.get("state")
    if leak and leak != Leak.NOT_ESTABLISHED.value:
        return "traced_home" if state == home else "traced_abroad"
    if view.stage is Stage.UNTRACEABLE:
        return "too_little_information"
    if view.stage is Stage.EXEMPT:
        return "not_tried"
    if view.stage is Stage.CLOSED:
        return view.outcome if view.outcome not in {"", "pending"} else "too_little_information"
    return "pending"


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One case as figures count it."""

    reference: str
    side: Side
    stage: Stage
    partner: str
    opened_at: datetime
    requested_at: datetime | None
    acknowledged_at: datetime | None
    answered_at: datetime | None
    answer: str
    outcome: str
    leak: str = ""
    leak_state: str = ""
    leak_year: int | None = None
    leak_set_at: datetime | None = None
    last_lawful_on: date | None = None
    found_on: date | None = None


@dataclass(frozen=True, slots=True)
class TraceFigures:
    """A year's tracing in numbers, each with the references of the cases it counts (national report, ITI 36).

    Days are medians; None means that there is nothing to take it of.
    """

    rows: Mapping[str, tuple[str, ...]]
    median_days_to_acknowledge: float | None
    median_days_to_answer: float | None
    median_days_to_our_answer: float | None
    median_days_from_last_lawful_record: float | None

    def count(self, name: str) -> int:
        """How many cases a row counts."""
        return len(self.rows.get(name, ()))


def count_year(facts: Iterable[CaseFact], year: int) -> TraceFigures:
    """Requests sent and received, answers by kind, outcomes: cases counted in the year the request went or came."""
    counted = [fact for fact in facts if _year_of(fact) == year]
    rows: dict[str, list[str]] = {}
    for fact in counted:
        for name in _rows_of(fact):
            rows.setdefault(name, []).append(fact.reference)
    asking = [fact for fact in counted if fact.side is Side.ASKING]
    answering = [fact for fact in counted if fact.side is Side.ANSWERING]
    return TraceFigures(
        rows={name: tuple(sorted(references)) for name, references in sorted(rows.items())},
        median_days_to_acknowledge=median_days(_spans(asking, "acknowledged_at")),
        median_days_to_answer=median_days(_spans(asking, "answered_at")),
        median_days_to_our_answer=median_days(_spans(answering, "answered_at")),
        median_days_from_last_lawful_record=median_days(_last_lawful_spans(asking)),
    )


def _year_of(fact: CaseFact) -> int:
    return (fact.requested_at or fact.opened_at).year


def _rows_of(fact: CaseFact) -> list[str]:
    asking = fact.side is Side.ASKING
    names = ["cases_opened" if asking else "requests_received"]
    if asking and fact.requested_at:
        names.append("requests_sent")
    if fact.answered_at:
        names.append("answers_received" if asking else "answers_sent")
    if fact.answer:
        names.append(fact.answer)
    if fact.stage in {Stage.OVERDUE, Stage.NO_REPLY}:
        names.append(fact.stage.value)
    if asking and fact.outcome:
        names.append(f"outcome_{fact.outcome}")
    return names


def _spans(facts: Iterable[CaseFact], name: str) -> list[tuple[datetime, datetime]]:
    pairs = ((fact.requested_at, getattr(fact, name)) for fact in facts)
    return [(start, end) for start, end in pairs if start and end]


def _last_lawful_spans(facts: Iterable[CaseFact]) -> list[tuple[datetime, datetime]]:
    days = ((fact.last_lawful_on, fact.found_on) for fact in facts)
    return [(_noon(start), _noon(end)) for start, end in days if start and end and start <= end]


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def count_diversions(facts: Iterable[CaseFact]) -> dict[str, dict[str, int]]:
    """Where, when and how weapons left lawful hands: counts by kind, State and year of the diversion."""
    set_points = [fact for fact in facts if fact.leak]
    return {
        "leak": dict(sorted(Counter(fact.leak for fact in set_points).items())),
        "state": dict(sorted(Counter(fact.leak_state for fact in set_points).items())),
        "year": dict(sorted(Counter(str(fact.leak_year or "") for fact in set_points).items())),
    }
