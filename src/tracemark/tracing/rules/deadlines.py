"""How long a case may wait. The Instrument names no number of days, so every number here is a setting.

The defaults are our own. Numbers that others use are listed beside them, and say whether they are confirmed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracemark.findings import Finding, Severity
from tracemark.tracing.rules.case import CaseView
from tracemark.tracing.rules.steps import Clock, Side, Stage, Step


@dataclass(frozen=True, slots=True)
class Limit:
    """A setting in days (or, for counts, in times). ``paragraph`` is what it serves; ``source`` whose number it is."""

    name: str
    default: int
    paragraph: str
    source: str = "ours"


LIMITS: Mapping[str, Limit] = {
    limit.name: limit
    for limit in (
        Limit(Clock.HOME.value, 30, "ITI 14"),
        Limit(Clock.ACKNOWLEDGEMENT.value, 14, "ITI 18 a"),
        Limit(Clock.ANSWER.value, 60, "ITI 18"),
        Limit(Clock.MORE.value, 14, "ITI 20"),
        Limit(Clock.REMINDER.value, 14, "ITI 18"),
        Limit(Clock.OUR_RECEIPT.value, 7, "ITI 18 a"),
        Limit(Clock.OUR_ANSWER.value, 45, "ITI 18"),
        Limit(Clock.THEIR_MORE.value, 30, "ITI 20"),
        Limit("reminders_before_escalation", 2, "ITI 18"),
        Limit("reminders_before_no_reply", 4, "ITI 18"),
        Limit("urgent_divisor", 4, "ITI 18"),
    )
}
"""Every setting with its default: ours, since the Instrument says only "prompt" and "reasonable"."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """A number that somebody else uses, to set one's own by."""

    limit: str
    days: int
    source: str
    is_confirmed: bool


COMPARABLES = (
    Comparable(Clock.ACKNOWLEDGEMENT.value, 30, "ECOWAS Convention 2006, article 19", False),
    Comparable(Clock.OUR_ANSWER.value, 10, "National Tracing Center (United States), routine, 2011", True),
    Comparable(Clock.OUR_ANSWER.value, 1, "National Tracing Center (United States), urgent, 2011", True),
)


def check_limit(name: str, value: int) -> tuple[Finding, ...]:
    """Why a setting is refused."""
    if name not in LIMITS:
        return (Finding("limit_unknown", {"name": name}, Severity.REFUSAL),)
    if not 1 <= value <= 3650:
        return (Finding("limit_out_of_range", {"name": name, "value": value}, Severity.REFUSAL),)
    return ()


def limits_with(settings: Mapping[str, int]) -> dict[str, int]:
    """All limits: the node's settings over our defaults."""
    return {name: settings.get(name, limit.default) for name, limit in LIMITS.items()}


def due_on(view: CaseView, limits: Mapping[str, int]) -> date | None:
    """The day by which the next step is due; None when the case waits for nothing.

    A day that the other State itself has named goes before the setting. Urgent cases have a part of the days.
    """
    if view.clock is None or view.clock_from is None:
        return None
    if view.answer_by:
        try:
            return date.fromisoformat(view.answer_by)
        except ValueError:
            pass
    days = limits[view.clock.value]
    if view.facts.get("urgent") is True:
        days = max(1, days // limits["urgent_divisor"])
    return view.clock_from.date() + timedelta(days=days)


def is_overdue(due: date | None, today: date) -> bool:
    """Whether a day has passed."""
    return due is not None and today > due


def is_ours(clock: Clock) -> bool:
    """Whether it is we who are late when this clock runs out."""
    return clock in {Clock.HOME, Clock.MORE, Clock.OUR_RECEIPT, Clock.OUR_ANSWER, Clock.REMINDER}


def next_move(view: CaseView, limits: Mapping[str, int], today: date) -> Step | None:
    """What the program does by itself when time is out; None when nothing is to be done.

    Only the asking side moves: fell overdue, then a reminder at each turn, an escalation, and at last no reply.
    """
    if view.side is not Side.ASKING or not is_overdue(due_on(view, limits), today):
        return None
    if view.stage in {Stage.REQUESTED, Stage.ACKNOWLEDGED, Stage.DELAYED}:
        return Step.FELL_OVERDUE
    if view.stage is not Stage.OVERDUE:
        return None
    if view.reminders >= limits["reminders_before_no_reply"]:
        return Step.GAVE_UP_WAITING
    if view.reminders >= limits["reminders_before_escalation"] and not view.escalations:
        return Step.ESCALATED
    return Step.REMINDED


def median_days(spans: Iterable[tuple[datetime, datetime]]) -> float | None:
    """The median of whole days between pairs of moments; None when there are none (which is not zero)."""
    days = sorted((end - start).days for start, end in spans)
    if not days:
        return None
    middle = len(days) // 2
    return float(days[middle]) if len(days) % 2 else (days[middle - 1] + days[middle]) / 2
