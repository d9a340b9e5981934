"""A case as its page shows it: the ladder, what is due, the thread of messages, the steps so far."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tracemark.accounts.queries import names_of
from tracemark.findings import Finding
from tracemark.reference.queries import get_tables
from tracemark.tracing.models import Case, CaseMessage
from tracemark.tracing.queries.cases import waits_for_them
from tracemark.tracing.queries.information import Told
from tracemark.tracing.rules.case import CaseEvent
from tracemark.tracing.rules.stages import BESIDE, MAIN_LINE, find_transition, possible_steps
from tracemark.tracing.rules.steps import Side, Stage
from tracemark.tracing.tables.documents import own_body
from tracemark.ui.words import word

TONES: Mapping[str, tuple[str, str]] = {
    "overdue": ("bad", "!"),
    "no_reply": ("bad", "!"),
    "refused": ("bad", "×"),
    "reply_refused": ("bad", "×"),
    "ambiguous": ("warn", "?"),
    "delayed": ("warn", "…"),
    "reply_delayed": ("warn", "…"),
    "more_asked": ("warn", "?"),
    "more_wanted": ("warn", "?"),
    "untraceable": ("quiet", "–"),
    "exempt": ("quiet", "–"),
    "closed": ("quiet", "○"),
    "answered": ("good", "✓"),
    "diversion_set": ("good", "✓"),
    "reply_sent": ("good", "✓"),
}
"""Tone and sign of a stage's badge; what is not here is under way."""

OF_STATES = frozenset({"state", "proposed", "giver", "made_in", "maker_country"})
"""What findings say of States, as codes."""


@dataclass(frozen=True, slots=True)
class StageBadge:
    """A stage in words, with tone and sign."""

    text: str
    tone: str
    sign: str


@dataclass(frozen=True, slots=True)
class Due:
    """When the next step is due, in words, and whether it is late."""

    day: date
    text: str
    waits_for: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of a list."""

    case: Case
    stage: StageBadge
    due: Due | None
    state: str
    side: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One stage of the ladder: ``mark`` is done, now or ahead; ``on`` the day it was reached."""

    text: str
    mark: str
    on: datetime | None = None
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step so far: what, when, who, why."""

    text: str
    at: datetime
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One row of the table that leads on from here."""

    step: str
    target: str
    who: str
    needs_reason: bool
    paragraph: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing a message tells, or why it is withheld, with its terms in words."""

    name: str
    value: Any
    withheld: tuple[str, ...]
    may_print: bool = True
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message of the thread."""

    way: str
    title: str
    at: datetime
    who: str
    channel: str
    message_id: UUID | None
    pieces: tuple[Piece, ...]
    terms: tuple[str, ...] = ()


def state_name(code: str) -> str:
    """The short name of a State in the reader's language; its code when we know no name."""
    language = (get_language() or "en").partition("-")[0]
    state = get_tables().countries.get(code)
    return (state.short.get(language) or state.short["en"]) if state else code


def finding_words(finding: Finding) -> str:
    """A finding in words, with States by their names."""
    named = {
        name: state_name(value) if name in OF_STATES and isinstance(value, str) else value
        for name, value in finding.params.items()
    }
    return word(finding.code, **named)


def stage_badge(stage: str) -> StageBadge:
    """The badge of a stage."""
    tone, sign = TONES.get(stage, ("info", "•"))
    return StageBadge(word(f"case_stage_{stage}"), tone, sign)


def due_of(case: Case, today: date) -> Due | None:
    """When the next step of a case is due."""
    if case.due_on is None or not case.clock:
        return None
    days = (case.due_on - today).days
    if days < 0:
        text = ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    elif days == 0:
        text = _("today")
    else:
        text = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return Due(case.due_on, text, word(f"limit_{case.clock}"), days < 0)


def case_lines(cases: Iterable[Case], today: date) -> list[CaseLine]:
    """Cases as a list shows them."""
    return [
        CaseLine(
            case,
            stage_badge(case.stage),
            due_of(case, today),
            state_name(case.partner) if case.partner else "",
            word(f"side_{case.side}"),
        )
        for case in cases
    ]


def ladder(case: Case, events: Sequence[CaseEvent]) -> list[Rung]:
    """The straight way with where the case stands; a stage off the way stands in for the one it replaces."""
    side, now = Side(case.side), Stage(case.stage)
    reached = _reached(side, events)
    line = MAIN_LINE[side]
    here = line.index(BESIDE.get(now, now))
    rungs = []
    for place, stage in enumerate(line):
        mark = "now" if place == here else "done" if place < here else "ahead"
        shown = now if place == here else stage
        instead = word(f"case_stage_{stage.value}") if shown is not stage else ""
        on = reached.get(shown)
        if mark == "ahead":
            on = None
        elif on is None and mark == "done":
            mark = "skipped"
        rungs.append(Rung(word(f"case_stage_{shown.value}"), mark, on, instead))
    return rungs


def _reached(side: Side, events: Sequence[CaseEvent]) -> dict[Stage, datetime]:
    """When each stage was last reached."""
    reached: dict[Stage, datetime] = {}
    stage: Stage | None = None
    for event in events:
        row = find_transition(side, stage, event.step)
        if row is not None and row.target is not None:
            stage = row.target
            reached[stage] = event.recorded_at
    return reached


def rule_lines(case: Case) -> list[RuleLine]:
    """The rows of the table that lead on from here."""
    return [
        RuleLine(
            step=word(f"case_step_{row.step.value}"),
            target=word(f"case_stage_{row.target.value}") if row.target else "–",
            who=word(f"case_who_{row.who.replace('.', '_')}"),
            needs_reason=row.needs_reason,
            paragraph=row.paragraph,
        )
        for row in possible_steps(Side(case.side), Stage(case.stage))
    ]


def step_lines(events: Sequence[CaseEvent]) -> list[StepLine]:
    """The steps so far, the newest first."""
    names = names_of({event.recorded_by for event in events if event.recorded_by})
    return [
        StepLine(
            text=word(f"case_step_{event.step.value}"),
            at=event.recorded_at,
            who=names.get(event.recorded_by, "") if event.recorded_by else "",
            reason=str(event.payload.get("reason") or ""),
        )
        for event in reversed(events)
    ]


def message_lines(case: Case, messages: Iterable[CaseMessage], told: Sequence[Told]) -> list[MessageLine]:
    """The thread in order; what others told only as far as its terms allow."""
    by_message: dict[UUID, list[Told]] = {}
    for one in told:
        by_message.setdefault(one.message_id, []).append(one)
    return [
        MessageLine(
            way=message.way,
            title=word(f"message_{message.kind.replace('.', '_')}"),
            at=message.at,
            who=state_name(case.partner) if message.way == "in" else _("We"),
            channel=message.channel,
            message_id=message.message_id,
            pieces=tuple(_told(one) for one in by_message.get(message.id, ())) or _said(message),
            terms=_shared_terms(by_message.get(message.id, ())),
        )
        for message in messages
    ]


def _shared_terms(told: Sequence[Told]) -> tuple[str, ...]:
    """The terms of everything a message told, each said once."""
    return tuple(dict.fromkeys(line for one in told for line in terms_words(one.terms)))


KINDS = {"weapon": "weapon", "more_weapon": "weapon", "request": "request", "chain": "chain"}
"""Pieces that are shown in a way of their own; every other one is a text."""


def _told(one: Told) -> Piece:
    kind = KINDS.get(one.name, "text")
    value = told_value(one.name, one.content) if kind == "text" and one.content else one.content
    withheld = tuple(finding_words(finding) for finding in one.withheld)
    return Piece(word(f"told_{one.name}"), value, withheld, one.terms.may_print, kind)


SAID = (
    "kind",
    "intended_use",
    "urgent_reason",
    "answer_by",
    "wanted",
    "to_state",
    "items",
    "granted",
    "ground",
    "reasons",
    "text",
    "reason",
)
"""What is shown of a message of our own."""


def _said(message: CaseMessage) -> tuple[Piece, ...]:
    if message.way != "out":
        return ()
    body = own_body(message)
    shown = [(name, body[name]) for name in SAID if body.get(name) or (name == "granted" and name in body)]
    return tuple(Piece(word(f"told_{name}"), told_value(name, value), ()) for name, value in shown)


def told_value(name: str, value: Any) -> str:
    """A value of a message in words; weapons and chains are shown in ways of their own."""
    shown = _SHOWN.get(name)
    return shown(value) if shown else str(value)


_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "kind": lambda value: word(f"reply_kind_{value}"),
    "intended_use": lambda value: word(f"purpose_{value}"),
    "ground": lambda value: word(f"ground_{value}"),
    "reported": lambda value: word(f"standing_{value}"),
    "outcome": lambda value: word(f"outcome_{value['outcome_16_4_2']}"),
    "next_state": lambda value: f"{state_name(value)} (\u2068{value}\u2069)",
    "to_state": lambda value: f"{state_name(value)} (\u2068{value}\u2069)",
    "granted": lambda value: word(f"consent_{'refused' if value in (False, 'refused') else 'granted'}"),
    "wanted": lambda value: ", ".join(word(f"wanted_{code}") for code in value),
    "items": lambda value: ", ".join(word(f"told_{code}") for code in value),
    "similar": lambda value: " · ".join(" ".join(filter(None, weapon.values())) for weapon in value),
}
"""How values that are codes, or more than a text, are put in words."""


def terms_words(terms: Any) -> tuple[str, ...]:
    """Terms as short sentences; those that limit nothing are not said."""
    said = [word(f"onward_{terms.onward.value}")]
    if terms.authorities:
        said.append(
            word(
                "terms_for_authorities",
                names=", ".join(word(f"authority_{one}") for one in sorted(terms.authorities)),
            )
        )
    if terms.purposes:
        said.append(
            word(
                "terms_for_purposes",
                names=", ".join(word(f"purpose_{one}") for one in sorted(terms.purposes)),
            )
        )
    if terms.people_on_case_only:
        said.append(word("terms_for_people_on_case"))
    if not terms.may_print:
        said.append(word("terms_not_printed"))
    if not terms.may_export:
        said.append(word("terms_not_exported"))
    if terms.until:
        said.append(word("terms_until", until=terms.until.isoformat()))
    return tuple(said)


def waiting_words(case: Case) -> str:
    """Who must act next."""
    return _("Waiting for the other State") if waits_for_them(case) else _("Waiting for us")
