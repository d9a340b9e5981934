"""Cases as JSON: the same from the command line and the API. What others told goes through the gate of its terms."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from tracemark.accounts.rules import Viewer
from tracemark.config.problems import finding_json
from tracemark.findings import Finding
from tracemark.tracing.models import Case, CaseMessage
from tracemark.tracing.queries.cases import Overdue, events_of, waits_for_them
from tracemark.tracing.queries.drafting import Drafted
from tracemark.tracing.queries.information import Told, list_told
from tracemark.tracing.queries.searching import LookUp
from tracemark.tracing.rules.case import CaseEvent, fold_case
from tracemark.tracing.rules.outcomes import TraceFigures
from tracemark.tracing.rules.request import request_body
from tracemark.tracing.rules.stages import possible_steps
from tracemark.tracing.rules.steps import Side, Stage
from tracemark.tracing.rules.terms import Use, terms_json

Document = dict[str, Any]


def case_line(case: Case, today: date) -> Document:
    """One case of a list."""
    return {
        "reference": case.reference,
        "side": case.side,
        "partner": case.partner,
        "thread": case.thread,
        "record_no": case.weapon.record_no if case.weapon else None,
        "parent": case.parent.reference if case.parent else None,
        "stage": case.stage,
        "waits_for": case.clock,
        "due_on": case.due_on.isoformat() if case.due_on else None,
        "days_late": max(0, (today - case.due_on).days) if case.due_on else 0,
        "urgent": case.is_urgent,
        "opened_at": case.opened_at.isoformat(),
        "outcome_16_4_2": case.outcome or None,
    }


def overdue_document(overdue: Overdue, today: date) -> Document:
    """What is late on both sides."""
    return {
        "theirs": [case_line(case, today) for case in overdue.theirs],
        "ours": [case_line(case, today) for case in overdue.ours],
    }


def case_document(viewer: Viewer, case: Case, *, today: date, purpose: str = "") -> Document:
    """Everything about one case that this viewer may have as an export."""
    events = events_of([case.id]).get(case.id, [])
    view = fold_case(events)
    told = list_told(viewer, case, Use.EXPORT, today=today, purpose=purpose, view=view)
    return {
        **case_line(case, today),
        "waits_for_them": waits_for_them(case),
        "facts": {name: value for name, value in view.facts.items() if name != "look_up"},
        "diversion": dict(view.diversion) or None,
        "children": [child.reference for child in case.children.order_by("reference")],
        "events": [event_document(event) for event in events],
        "messages": [message_document(one) for one in case.messages.order_by("seq")],
        "information": [told_document(one) for one in told],
        "files": [
            {"name": one.name, "use": one.use, "media_type": one.media_type, "sha256": one.sha256}
            for one in case.files.order_by("at", "name").defer("data")
        ],
        "possible_steps": [row.step.value for row in possible_steps(Side(case.side), Stage(case.stage))],
    }


def event_document(event: CaseEvent) -> Document:
    """One step, with the hashes that chain it."""
    return {
        "seq": event.seq,
        "step": event.step.value,
        "at": event.recorded_at.isoformat(),
        "by": str(event.recorded_by) if event.recorded_by else None,
        "reason": event.payload.get("reason") or "",
        "prev_hash": event.prev_hash,
        "hash": event.hash,
    }


def message_document(message: CaseMessage) -> Document:
    """One message: its own body when we sent it, else only that it came (what it told stands under ``information``)."""
    return {
        "message_id": str(message.message_id) if message.message_id else None,
        "way": message.way,
        "kind": message.kind,
        "channel": message.channel,
        "at": message.at.isoformat(),
        "digest": message.digest,
        "body": own_body(message) if message.way == "out" else None,
    }


def own_body(message: CaseMessage) -> Document:
    """The body of a message of ours, without what it passed on from another State."""
    body: Document = json.loads(message.body)
    if body.get("passed_on"):
        body["passed_on"] = [{**item, "content": ""} for item in body["passed_on"]]
    return body


def told_document(told: Told) -> Document:
    """One piece of information, or why it is withheld."""
    return {
        "name": told.name,
        "from_state": told.giver,
        "content": told.content,
        "terms": terms_json(told.terms),
        "withheld": [finding_json(finding) for finding in told.withheld],
    }


def draft_document(case: Case, drafted: Drafted, stopped: Sequence[Finding] = ()) -> Document:
    """A request as it would go out now, with what is missing from it."""
    return {
        "case": case.reference,
        "stage": case.stage,
        "to_state": drafted.draft.to_state,
        "route": {
            "state": drafted.route.state,
            "basis": drafted.route.basis,
            "others": list(drafted.route.others),
        },
        "findings": [finding_json(finding) for finding in (*drafted.findings, *stopped)],
        "body": request_body(drafted.draft),
    }


def look_up_document(found: LookUp) -> Document:
    """What a search of our records found, with its reasons."""
    return {
        "certainty": found.certainty.value,
        "others_that_fit": found.others_that_fit,
        "findings": [finding_json(finding) for finding in found.findings],
        "candidates": [
            {
                "record_no": one.weapon.record_no,
                "probability": round(one.probability, 4),
                "make": one.weapon.facts.make_text,
                "model": one.weapon.facts.model_text,
                "reasons": [finding_json(reason) for reason in one.reasons],
            }
            for one in found.candidates
        ],
    }


def figures_document(figures: TraceFigures, diversions: dict[str, dict[str, int]], year: int) -> Document:
    """A year's tracing in numbers, each with the cases it counts."""
    medians = {name: value for name, value in asdict(figures).items() if name != "rows"}
    return {
        "year": year,
        "counts": {name: len(rows) for name, rows in figures.rows.items()},
        "rows": {name: list(rows) for name, rows in figures.rows.items()},
        **medians,
        "diversions": diversions,
    }
