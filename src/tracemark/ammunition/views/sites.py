"""A site: map and plan, readiness, incidents."""

import tempfile
from pathlib import Path
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.actions.stock import answer_clause, report_incident
from tracemark.ammunition.forms.emergency import HelpForm
from tracemark.ammunition.forms.moving import IncidentForm, PlanForm, ReadinessForm
from tracemark.ammunition.queries.readiness import get_readiness, visible_incidents
from tracemark.ammunition.tables.emergency import door_lines
from tracemark.ammunition.tables.maps import as_svg, draw_site
from tracemark.ammunition.views.places import get_site, show_refusal, site_picture, standings_of_site
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.stockpiles.actions import take_in_plan
from tracemark.stockpiles.jobs.plan_files import LARGEST_BYTES, read_plan_file
from tracemark.stockpiles.queries import Site, get_site_plan, list_changes
from tracemark.stockpiles.rules.plans import NeighbourKind, Plan

PEOPLE_LIVE_THERE = (NeighbourKind.HOUSE, NeighbourKind.SCHOOL, NeighbourKind.HOSPITAL)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read")
def site(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """The map of a site, its neighbours and changes; a plan can be taken in."""
    found = get_site(request, site_id)
    log_access(request.viewer, verb="read_site", subject=found.name)
    form, seen, status = PlanForm(), None, 200
    if request.method == "POST":
        if not request.viewer.may_at("ammunition.plan", found.unit_id):
            raise PermissionDenied
        form, status = PlanForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                seen = _read(form.cleaned_data["file"])
                status = 200
                if form.cleaned_data["load"]:
                    return _taken_in(request, found, seen)
            except Refused as refusal:
                show_refusal(form, refusal)
    return _page(request, found, form, seen, status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read")
def readiness(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """The checklist of a site by level; one answer at a time."""
    found = get_site(request, site_id)
    may_plan = request.viewer.may_at("ammunition.plan", found.unit_id)
    form, status = None, 200
    if request.method == "POST":
        if not may_plan:
            raise PermissionDenied
        form, status = ReadinessForm(request.POST), 422
        if form.is_valid():
            try:
                answer_clause(found, by=request.viewer, at=timezone.now(), **form.cleaned_data)
                return redirect("ammunition:readiness", site_id=site_id)
            except Refused as refusal:
                show_refusal(form, refusal)
                status = 409
    log_access(request.viewer, verb="read_readiness", subject=found.name)
    ready = get_readiness(found.id)
    lines = [
        {
            "clause": one,
            "given": ready.answers.get(one.code),
            "form": ReadinessForm(initial={"clause": one.code}, auto_id=f"{one.code}-%s"),
        }
        for one in ready.clauses
    ]
    context = {"site": found, "ready": ready, "lines": lines, "may_plan": may_plan, "form": form}
    return render(request, "ammunition/readiness.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read")
def incidents(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """Incidents and near misses of a site, and a report of a new one."""
    found = get_site(request, site_id)
    may_report = request.viewer.may_at("ammunition.move", found.unit_id)
    form, status = IncidentForm(initial={"id": uuid4(), "occurred_on": timezone.localdate()}), 200
    if request.method == "POST":
        if not may_report:
            raise PermissionDenied
        form, status = IncidentForm(request.POST), 422
        if form.is_valid():
            values = form.cleaned_data
            report_incident(
                found,
                incident_id=values["id"],
                kind=values["kind"],
                cause=values["cause"],
                occurred_on=values["occurred_on"],
                killed=values["killed"],
                injured=values["injured"],
                facts=form.facts(),
                by=request.viewer,
                at=timezone.now(),
            )
            messages.success(request, _("The incident was recorded."))
            return redirect("ammunition:incidents", site_id=site_id)
    log_access(request.viewer, verb="read_incidents", subject=found.name)
    rows = visible_incidents(request.viewer).filter(site=found)
    context = {"site": found, "incidents": rows, "form": form, "may_report": may_report}
    return render(request, "ammunition/incidents.html", context, status=status)


@require_safe
@requires("ammunition.read")
def help_request(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """What the quick-response help of the United Nations needs to know (A/76/284, paragraph 60), to print and send."""
    found = get_site(request, site_id)
    log_access(request.viewer, verb="read_incidents", subject=found.name)
    plan = get_site_plan(found)
    standings = standings_of_site(request, found.id)
    happened = visible_incidents(request.viewer).filter(site=found)
    lines = {line.store.id: line for line in door_lines(standings)}
    form = HelpForm(request.GET if request.GET else None)
    context = {
        "site": found,
        "place": plan.stores[0].shape.middle if plan.stores else None,
        "standings": [(one, lines.get(one.store.id)) for one in standings],
        "ready": get_readiness(found.id),
        "incident": happened.exclude(kind="near_miss").first() or happened.first(),
        "map": as_svg(draw_site(plan.stores, plan.neighbours, {})),
        "neighbours": [one for one in plan.neighbours if one.kind in PEOPLE_LIVE_THERE],
        "form": form,
        "lines": form.lines() if form.is_bound else [],
    }
    return render(request, "ammunition/help.html", context)


def _page(
    request: ViewerRequest, found: Site, form: PlanForm, seen: Plan | None, status: int
) -> HttpResponse:
    plan = get_site_plan(found)
    standings = standings_of_site(request, found.id)
    tones = {one.store.name: one.tone for one in standings}
    drawing = draw_site(plan.stores, plan.neighbours, tones, picture=site_picture(found))
    context = {
        "site": found,
        "neighbours": [(one, plan.neighbour_ids[one.name]) for one in plan.neighbours],
        "standings": standings,
        "map": as_svg(drawing),
        "changes": list_changes(found),
        "form": form,
        "seen": seen,
        "may_plan": request.viewer.may_at("ammunition.plan", found.unit_id),
    }
    return render(request, "ammunition/site.html", context, status=status)


def _read(file: "UploadedFile[bytes]") -> Plan:
    """The plan in an uploaded file, which is read under a name of ours."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan"
        written = 0
        with path.open("wb") as out:
            for chunk in file.chunks():
                written += len(chunk)
                if written > LARGEST_BYTES + 1:
                    break
                out.write(chunk)
        return read_plan_file(path)


def _taken_in(request: ViewerRequest, found: Site, plan: Plan) -> HttpResponse:
    count = take_in_plan(found, plan, by=request.viewer, at=timezone.now())
    messages.success(
        request,
        _("The plan was taken in; stores and neighbours new or changed: %(count)s.") % {"count": count},
    )
    return redirect("ammunition:site", site_id=found.id)


@require_safe
@requires("ammunition.read")
def map_file(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """The map of a site as an SVG file."""
    found = get_site(request, site_id)
    plan = get_site_plan(found)
    tones = {one.store.name: one.tone for one in standings_of_site(request, found.id)}
    log_access(request.viewer, verb="export_map", subject=found.name)
    return HttpResponse(as_svg(draw_site(plan.stores, plan.neighbours, tones)), content_type="image/svg+xml")
