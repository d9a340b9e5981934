"""Cases as figures count them: for the national report's part on tracing and for statistics of diversion."""

from collections.abc import Iterator
from datetime import date

from tracemark.accounts.rules import Viewer
from tracemark.register.queries.stored import rule_events
from tracemark.register.queries.weapons import get_life, visible_weapons
from tracemark.register.rules.fold import live_events
from tracemark.tracing.models import Case
from tracemark.tracing.queries.cases import events_of, visible_cases
from tracemark.tracing.queries.drafting import RECOVERIES
from tracemark.tracing.rules.case import ANSWERS, CaseEvent, CaseView, fold_case
from tracemark.tracing.rules.outcomes import CaseFact, TraceFigures, count_diversions, count_year
from tracemark.tracing.rules.steps import Side, Stage, Step

CHUNK = 500


def iter_case_facts(viewer: Viewer) -> Iterator[CaseFact]:
    """All cases the viewer may count (``figure.read``), by reference."""
    rows = visible_cases(viewer, "figure.read").order_by("reference")
    after = ""
    while chunk := list(rows.filter(reference__gt=after)[:CHUNK]):
        events = events_of(case.id for case in chunk)
        for case in chunk:
            yield _fact(viewer, case, events.get(case.id, []))
        after = chunk[-1].reference


def _fact(viewer: Viewer, case: Case, events: list[CaseEvent]) -> CaseFact:
    view = fold_case(events)
    assert view.stage is not None
    leak = str(view.diversion.get("leak") or "")
    leaked_on = _day(view.diversion.get("occurred_on"))
    return CaseFact(
        reference=case.reference,
        side=Side(case.side),
        stage=Stage(case.stage),
        partner=case.partner,
        opened_at=case.opened_at,
        requested_at=view.requested_at,
        acknowledged_at=view.acknowledged_at,
        answered_at=view.answered_at,
        answer=next((one.step.value for one in reversed(events) if one.step in ANSWERS), ""),
        outcome=case.outcome,
        leak=leak if not view.diversion.get("by_case") else "",
        leak_state=str(view.diversion.get("state") or ""),
        leak_year=leaked_on.year if leaked_on else None,
        leak_set_at=next(
            (one.recorded_at for one in reversed(events) if one.step is Step.DIVERSION_SET), None
        ),
        last_lawful_on=_day(view.diversion.get("last_lawful_on")),
        found_on=_found_on(viewer, case, view) if leak else None,
    )


def _found_on(viewer: Viewer, case: Case, view: CaseView) -> date | None:
    """The day the weapon was recovered; asked only for cases whose point of diversion is set."""
    if case.weapon_id is None:
        return None
    weapon = visible_weapons(viewer, "figure.read").filter(id=case.weapon_id).first()
    if weapon is None:
        return None
    events = rule_events(line.row for line in get_life(viewer, weapon).events)
    days = [
        event.occurred.day for event in live_events(events) if event.kind in RECOVERIES and event.occurred
    ]
    return days[-1] if days else None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def get_year(viewer: Viewer, year: int) -> tuple[TraceFigures, dict[str, dict[str, int]]]:
    """A year's figures of tracing, and diversions of all years by kind, State and year."""
    viewer.require("figure.read")
    facts = list(iter_case_facts(viewer))
    return count_year(facts, year), count_diversions(facts)
