"""Which acts the case page offers to whom: the table of stages and the matrix decide."""

from dataclasses import dataclass

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.tracing.models import Case
from tracemark.tracing.rules.case import CaseView
from tracemark.tracing.rules.stages import PARTNER, PROGRAM, check_other_person, check_step, find_transition
from tracemark.tracing.rules.steps import Side, Stage
from tracemark.tracing.views.acts import ACTS, Act


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as the case page offers it; with refusals it is shown with why it is not possible now."""

    act: Act
    refusals: tuple[Finding, ...] = ()
    is_main: bool = True


BEFORE = frozenset({"facts", "route", "photograph", "pass-on"})
"""Acts that only make sense before the request is out."""
AFTER = frozenset({"onward", "ask-consent", "question", "outcome"})
"""Acts that only make sense once the other State has answered."""


def offers(case: Case, view: CaseView, viewer: Viewer) -> list[Offer]:
    """The acts the viewer may take on this case now; what only a second person may do is shown with the rule."""
    found = []
    side, stage = Side(case.side), Stage(case.stage)
    for act in ACTS:
        if side not in act.sides or not _makes_sense(act, case, view):
            continue
        if check_step(side, stage, act.step, reason="-"):
            continue
        row = find_transition(side, stage, act.step)
        assert row is not None
        permission = act.permission or row.who
        if permission in (PARTNER, PROGRAM) or not viewer.may_at(permission, case.unit_id):
            continue
        done_by = next((view.last_by[one] for one in row.after if one in view.last_by), None)
        person = viewer.person_id.hex if viewer.person_id else None
        refusals = check_other_person(row, done_by.hex if done_by else None, person)
        found.append(Offer(act, refusals, _leads_on(act, stage)))
    return found


ENDS = frozenset(
    {
        Stage.DIVERSION_SET,
        Stage.NO_REPLY,
        Stage.EXEMPT,
        Stage.UNTRACEABLE,
        Stage.REPLY_SENT,
        Stage.REPLY_RESTRICTED,
        Stage.REPLY_REFUSED,
        Stage.CLARIFIED,
    }
)
"""Stages after which closing is what leads on; going back to the work stays possible, under "more"."""


def _leads_on(act: Act, stage: Stage) -> bool:
    """Whether an act leads on along the ladder from this stage."""
    if act.verb == "close":
        return stage in ENDS
    is_settled = (
        stage in ENDS and act.verb in ("diversion", "look-up", "review") and stage is not Stage.NO_REPLY
    )
    return act.is_main and not is_settled


def _makes_sense(act: Act, case: Case, view: CaseView) -> bool:
    is_before = case.requested_at is None
    if act.verb in BEFORE:
        return is_before and (act.verb != "pass-on" or case.parent_id is not None)
    if act.verb in AFTER:
        return view.answered_at is not None
    if act.verb == "consent":
        decided = case.consents.exclude(part="asked").values_list("consent_id", flat=True)
        return case.consents.filter(way="in", part="asked").exclude(consent_id__in=list(decided)).exists()
    if act.verb == "take-part":
        return not view.people or act.step not in view.last_by
    return True
