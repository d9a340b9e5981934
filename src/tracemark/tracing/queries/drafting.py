"""A request as it would go out now, out of the case, the register and the terms of what would be passed on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from tracemark.accounts.rules import Viewer, console
from tracemark.findings import Finding, Refused, Severity
from tracemark.marks.rules.import_marks import read_import_mark
from tracemark.marks.rules.mark import Mark, Role
from tracemark.reference.queries import get_tables
from tracemark.register.queries.facts import facts_by_ids
from tracemark.register.queries.stored import rule_events
from tracemark.register.queries.weapons import find_weapon, get_life
from tracemark.register.rules.chain import canonical
from tracemark.register.rules.events import Event, EventKind, Json
from tracemark.register.rules.fold import live_events
from tracemark.register.rules.rows import Facts
from tracemark.tracing.models import Case, CaseFile
from tracemark.tracing.queries.cases import view_of
from tracemark.tracing.queries.information import home_state, list_told
from tracemark.tracing.rules.case import CaseView
from tracemark.tracing.rules.chain import links_of
from tracemark.tracing.rules.reply import Link
from tracemark.tracing.rules.request import GROUNDS, HOW, RequestDraft, check_request
from tracemark.tracing.rules.routing import ImportMark, Route, RouteFacts, propose_route
from tracemark.tracing.rules.steps import Step
from tracemark.tracing.rules.terms import Use, read_terms

RECOVERIES = frozenset({EventKind.SEIZED, EventKind.FOUND, EventKind.SURRENDERED})


@dataclass(frozen=True, slots=True)
class Drafted:
    """A request, the State it goes to and why, and what is still to be weighed or missing."""

    draft: RequestDraft
    route: Route
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class WeaponOfCase:
    """The weapon of a case as the register knows it: description, chain of hands, and how it was recovered."""

    facts: Facts
    record_no: str
    links: tuple[Link, ...]
    recovery: Event | None


def weapon_of(viewer: Viewer, case: Case) -> WeaponOfCase | None:
    """The weapon as its register record tells it; None when the case has none, or the viewer may not read it."""
    if case.weapon is None:
        return None
    weapon = find_weapon(viewer, case.weapon.record_no)
    facts = facts_by_ids(viewer, [case.weapon.id]).get(case.weapon.id)
    if weapon is None or facts is None:
        return None
    events = rule_events(line.row for line in get_life(viewer, weapon).events)
    recovered = [event for event in live_events(events) if event.kind in RECOVERIES]
    return WeaponOfCase(
        facts.facts, weapon.record_no, links_of(events, home_state()), recovered[-1] if recovered else None
    )


def route_of(case: Case, facts: Facts) -> Route:
    """To which State the marks point. A child case goes where the reply before it pointed."""
    tables = get_tables()
    maker = tables.makers.get(facts.make_code or "")
    marks = [_import_mark(mark) for mark in facts.marks if mark.role is Role.IMPORT]
    return propose_route(
        RouteFacts(
            home=home_state(),
            import_marks=marks,
            made_in=facts.country_code or "",
            maker_country=(maker.country or "") if maker else "",
            named_by_reply=case.partner if case.parent_id else "",
        )
    )


def _import_mark(mark: Mark) -> ImportMark:
    """Country and year of an import mark; one that a list brought as plain text is read for them here."""
    if mark.country is None:
        mark = read_import_mark(mark.verbatim, mark.verbatim)
    return ImportMark(mark.country, mark.year)


def draft_request(viewer: Viewer, case: Case, *, today: date) -> Drafted:
    """The request of a case as it stands, with findings. Raises Refused when its weapon cannot be read."""
    view = view_of(case)
    weapon = weapon_of(viewer, case)
    if weapon is None:
        raise Refused(Finding("weapon_not_readable", {"case": case.reference}, Severity.REFUSAL))
    route = route_of(case, weapon.facts)
    passed_on, held = _passed_on(viewer, case, view, today)
    draft = RequestDraft(
        reference=case.reference,
        from_state=home_state(),
        to_state=case.partner or route.state,
        authority=str(settings.NODE.name),
        weapon=weapon.facts,
        marks_confirmed_by=confirmed_by(view),
        photographs=tuple(
            CaseFile.objects.filter(case=case, use="photograph")
            .order_by("at", "name")
            .values_list("name", flat=True)
        ),
        passed_on=passed_on,
        **_stated(view.facts, weapon.recovery),
    )
    reasons = () if view.route.get("reason") else route.reasons
    return Drafted(draft, route, (*reasons, *check_request(draft), *held))


def confirmed_by(view: CaseView) -> int:
    """How many named people stand behind the marks: two, one, or none."""
    if isinstance(known := view.facts.get("marks_confirmed_by"), int):
        return known
    if Step.MARKS_CONFIRMED not in view.last_by:
        return 0
    pair = {view.last_by.get(Step.MARKS_DESCRIBED), view.last_by[Step.MARKS_CONFIRMED]}
    return 2 if len(pair - {None}) == 2 else 1


def _stated(facts: Mapping[str, Json], recovery: Event | None) -> dict[str, Any]:
    """What ITI 17 asks for besides the weapon: as stated in the case, else as the register tells, else assumed."""
    extra = recovery.payload.get("extra") if recovery else None
    said: Mapping[str, Json] = extra if isinstance(extra, dict) else {}
    how = str(facts.get("how") or (recovery.kind.value if recovery else ""))
    ground, use = str(facts.get("ground") or ""), str(facts.get("intended_use") or "")
    assumed_use = "criminal_investigation" if how == "seized" else "tracing"
    occurred = recovery.occurred if recovery else None
    return {
        "ground": ground or (GROUNDS[0] if how in HOW else ""),
        "ground_is_assumed": not ground,
        "legal_basis": str(facts.get("legal_basis") or ""),
        "how": how,
        "found_on": occurred.day if occurred else None,
        "found_precision": occurred.precision.value if occurred else "day",
        "place": str(facts.get("place") or said.get("place") or ""),
        "circumstances": str(facts.get("circumstances") or ""),
        "intended_use": use or (assumed_use if how in HOW else ""),
        "intended_use_is_assumed": not use,
        "urgent": facts.get("urgent") is True,
        "urgent_reason": str(facts.get("urgent_reason") or ""),
        "terms": read_terms(facts.get("terms")),
        "cannot_keep": _texts(facts.get("cannot_keep")),
    }


def _passed_on(
    viewer: Viewer, case: Case, view: CaseView, today: date
) -> tuple[tuple[Mapping[str, Json], ...], tuple[Finding, ...]]:
    """What the officer chose to pass on from the case before: each piece, or the terms that forbid it (ITI 15 c)."""
    wanted = _texts(view.facts.get("pass_on"))
    if case.parent is None or not wanted:
        return (), ()
    told = list_told(viewer, case.parent, Use.PASS_ON, today=today, to_state=case.partner)
    chosen = [one for one in told if one.name in wanted]
    items: list[Mapping[str, Json]] = [
        {"from_state": one.giver, "name": one.name, "content": canonical({"content": one.content})[:4000]}
        for one in chosen
        if one.content is not None
    ]
    return tuple(items), tuple(finding for one in chosen for finding in one.withheld)


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def system_viewer(case: Case) -> Viewer:
    """The viewer by which the program itself reads what a message is about."""
    return console(user="tracing", purpose=case.reference)


def latest_told(case: Case, name: str) -> Any:
    """The latest piece of this name without looking at terms: for the program's own decisions only, never shown."""
    row = case.information.filter(name=name).order_by("-at", "-id").first()
    return json.loads(row.content) if row else None
