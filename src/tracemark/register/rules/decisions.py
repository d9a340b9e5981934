"""The door for acts: what an officer may do to a weapon in this position, or why not.

Reports of something seen do not come through here: they are always recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracemark.accounts.permissions import needs_second_officer as matrix_needs_second_officer
from tracemark.findings import Finding, Severity
from tracemark.register.rules.axes import Condition, Custody, Standing
from tracemark.register.rules.events import EventKind, PartialDate
from tracemark.register.rules.fold import MISSING, WeaponView

STATE_HELD = frozenset({Custody.STATE_STORE, Custody.ISSUED})


@dataclass(frozen=True, slots=True)
class ActRule:
    """From where an act is possible."""

    custody_from: frozenset[Custody]


ACTS: Mapping[EventKind, ActRule] = {
    EventKind.ISSUED: ActRule(frozenset({Custody.STATE_STORE})),
    EventKind.RETURNED: ActRule(frozenset({Custody.ISSUED, Custody.IN_TRANSIT})),
    EventKind.MOVED: ActRule(frozenset({Custody.STATE_STORE, Custody.EVIDENCE})),
    EventKind.TRANSFERRED: ActRule(
        frozenset({Custody.STATE_STORE, Custody.DEALER, Custody.MAKER, Custody.CIVILIAN_HOLDER})
    ),
    EventKind.EXPORTED: ActRule(frozenset({Custody.STATE_STORE, Custody.DEALER, Custody.MAKER})),
    EventKind.DEACTIVATED: ActRule(frozenset(Custody) - {Custody.NONE, Custody.ABROAD, Custody.UNKNOWN}),
    EventKind.DESTROYED: ActRule(frozenset({Custody.STATE_STORE, Custody.EVIDENCE})),
    EventKind.RELEASED: ActRule(frozenset({Custody.EVIDENCE})),
    EventKind.MODIFIED: ActRule(frozenset(Custody) - {Custody.NONE}),
    EventKind.MARKED: ActRule(frozenset(Custody) - {Custody.NONE}),
    EventKind.COMPONENT_FITTED: ActRule(frozenset(Custody) - {Custody.NONE}),
    EventKind.COMPONENT_REMOVED: ActRule(frozenset(Custody) - {Custody.NONE}),
}
"""Acts by kind. The list is printed in ``docs/rooms/register.md``."""

REPORTS = frozenset(
    {
        EventKind.REPORTED_LOST,
        EventKind.REPORTED_STOLEN,
        EventKind.SEIZED,
        EventKind.FOUND,
        EventKind.SURRENDERED,
        EventKind.COUNTED,
        EventKind.OUTCOME_RECORDED,
        EventKind.MARKED,
    }
)
"""Kinds that state something seen: recorded whatever the history says."""

OUTCOMES = (
    "traced_home",
    "traced_abroad",
    "established_otherwise",
    "pending",
    "too_little_information",
    "not_tried",
)
"""What became of a trace (SDG 16.4.2 disaggregation); a blank outcome is none of these."""


def needs_second_officer(kind: EventKind) -> bool:
    """Whether an act of this kind changes nothing until a second officer accepts it: the matrix says."""
    permission = "weapon.void" if kind is EventKind.VOIDED else "weapon.act"
    return matrix_needs_second_officer(permission, kind.value)


def check_act(
    view: WeaponView, kind: EventKind, occurred: PartialDate | None, today: date
) -> tuple[Finding, ...]:
    """Why an act is refused; empty when it is possible. ``today`` is the day at the officer's unit."""
    rule = ACTS.get(kind)
    if rule is None:
        return (_refusal("not_an_act", kind=kind.value),)
    findings: list[Finding] = []
    if view.condition is Condition.DESTROYED:
        findings.append(_refusal("weapon_is_destroyed", kind=kind.value))
    elif view.custody not in rule.custody_from:
        findings.append(_refusal("custody_does_not_allow", kind=kind.value, custody=view.custody.value))
    if view.standing in MISSING:
        findings.append(_refusal("weapon_is_missing", kind=kind.value, standing=view.standing.value))
    if any(request.payload.get("act") == kind.value for request in view.waiting):
        findings.append(_refusal("already_requested", kind=kind.value))
    if occurred is not None and occurred.day > today:
        findings.append(_refusal("date_in_the_future", day=occurred.day.isoformat()))
    return tuple(findings)


def possible_acts(view: WeaponView, today: date) -> tuple[EventKind, ...]:
    """The acts that the rules allow now, in the order of the table."""
    return tuple(kind for kind in ACTS if not check_act(view, kind, None, today))


def check_second_officer(requested_by: str | None, accepted_by: str | None) -> tuple[Finding, ...]:
    """A request is accepted by somebody else than the one who made it."""
    if requested_by is None or accepted_by is None or requested_by == accepted_by:
        return (_refusal("same_officer"),)
    return ()


def changes_between(before: WeaponView, after: WeaponView) -> tuple[tuple[str, str, str], ...]:
    """What an act would change, for the approver's eyes: (axis, before, after)."""
    pairs: tuple[tuple[str, Custody | Condition | Standing, Custody | Condition | Standing], ...] = (
        ("custody", before.custody, after.custody),
        ("condition", before.condition, after.condition),
        ("standing", before.standing, after.standing),
    )
    return tuple((axis, old.value, new.value) for axis, old, new in pairs if old is not new)


def _refusal(code: str, **params: str) -> Finding:
    return Finding(code, params, Severity.REFUSAL)
