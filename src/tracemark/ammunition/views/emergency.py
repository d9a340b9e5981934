"""Blast levels, withdrawal, fire signs and demolition areas: for siting and emergency planning only."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.forms.emergency import BlastForm, DangerAreaForm, WithdrawalForm
from tracemark.ammunition.queries.readiness import incident_years, visible_incidents
from tracemark.ammunition.queries.standing import list_standings
from tracemark.ammunition.rules.readiness import CAUSES, INCIDENT_KINDS
from tracemark.ammunition.tables.answers import blast_answer, danger_area_answer, emergency_answer
from tracemark.ammunition.tables.emergency import door_lines
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.ui.sentences import sentence

SHOWN = 100
"""Incidents listed below the table."""


@require_safe
@requires("ammunition.read")
def planning(request: ViewerRequest) -> HttpResponse:
    """Three calculators, and for every store the sign at its door and how far people withdraw."""
    log_access(request.viewer, verb="read_stores")
    about = request.GET.get("about", "")
    bound = {name: request.GET if about == name else None for name in ("blast", "fire", "area")}
    blast, fire, area = (
        BlastForm(bound["blast"]),
        WithdrawalForm(bound["fire"]),
        DangerAreaForm(bound["area"]),
    )
    context = {
        "blast": blast,
        "fire": fire,
        "area": area,
        "levels": _answer(blast, lambda one: blast_answer(float(one["neq_kg"]), one["distance_m"])),
        "withdrawal": _answer(
            fire, lambda one: emergency_answer(one["division"], one["neq_kg"], transport=one["transport"])
        ),
        "danger": _answer(area, lambda one: danger_area_answer(one["kind"], float(one["all_up_kg"]))),
        "doors": door_lines(list_standings(request.viewer, timezone.localdate())),
    }
    is_wrong = any(form.is_bound and form.errors for form in (blast, fire, area))
    return render(request, "ammunition/planning.html", context, status=422 if is_wrong else 200)


@require_safe
@requires("ammunition.read")
def incident_trends(request: ViewerRequest) -> HttpResponse:
    """Incidents and near misses of all sites by year, kind and cause."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in INCIDENT_KINDS else ""
    log_access(request.viewer, verb="read_incidents")
    years = incident_years(request.viewer, kind)
    rows = visible_incidents(request.viewer)
    context = {
        "kind": kind,
        "kinds": INCIDENT_KINDS,
        "causes": CAUSES,
        "years": [
            (
                one,
                [one.kinds.get(name, 0) for name in INCIDENT_KINDS],
                [one.causes.get(name, 0) for name in CAUSES],
            )
            for one in years
        ],
        "incidents": (rows.filter(kind=kind) if kind else rows)[:SHOWN],
        "shown": SHOWN,
    }
    return render(request, "ammunition/incident_trends.html", context)


def _answer(form: forms.Form, compute: Any) -> dict[str, Any] | None:
    """What was asked, or None; a refusal of the rules is shown above the form."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        found: dict[str, Any] = compute(form.cleaned_data)
    except Refused as refusal:
        for finding in refusal.findings:
            form.add_error(None, sentence(finding.code, finding.params))
        return None
    return found
