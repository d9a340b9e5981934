"""The reports of a node, one report with its sections, who answers them, who signed, and its files."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.accounts.queries import list_units
from tracemark.config.node import sign
from tracemark.findings import Refused
from tracemark.instruments.actions.answers import carry_over, take_from_register
from tracemark.instruments.actions.reports import add_comment, assign_section, open_report, sign_report
from tracemark.instruments.forms import AssignForm, CommentForm, FileForm, NewReportForm
from tracemark.instruments.queries.editions import list_instruments
from tracemark.instruments.queries.reports import (
    assignments_of,
    comments_of,
    compare_with_previous,
    compare_with_register,
    get_status,
    list_reports,
    may_fill,
)
from tracemark.instruments.rules.roadmap import propose_actions
from tracemark.instruments.tables.exporting import FORMATS, export_report, formats_of
from tracemark.instruments.tables.overview import (
    difference_lines,
    finding_lines,
    road_map_lines,
    section_lines,
)
from tracemark.instruments.views.shared import (
    comment_form,
    get_view,
    heading,
    language_of,
    say_refusal,
    wanted_of,
)
from tracemark.oversight.actions import log_access


@require_http_methods(["GET", "HEAD", "POST"])
@requires("report.read")
def reports(request: ViewerRequest) -> HttpResponse:
    """All reports, and beginning a new one."""
    language = language_of(request)
    known = list_instruments(request.viewer)
    choices = [(name, f"{one.text('title', language)} · {one.edition}") for name, one in known.items()]
    last_year = timezone.localdate().year - 1
    initial = {
        "report_id": uuid4(),
        "name": "poa-iti/2020",
        "first_year": last_year - 1,
        "last_year": last_year,
    }
    form = NewReportForm(request.POST or None, choices=choices, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                report = open_report(
                    state=settings.NODE.state,
                    language=language,
                    by=request.viewer,
                    at=timezone.now(),
                    **form.cleaned_data,
                )
                return redirect("instruments:report", number=report.number)
            except Refused as refusal:
                say_refusal(request, refusal)
                status = 409
    context = {
        "reports": [
            {
                "row": row,
                "title": known[row.edition.name].text("title", language) if row.edition.name in known else "",
            }
            for row in list_reports(request.viewer)[:200]
        ],
        "form": form,
        "may_lead": request.viewer.may("report.lead"),
    }
    return render(request, "instruments/reports.html", context, status=status)


@require_safe
@requires("report.read")
def editions(request: ViewerRequest) -> HttpResponse:
    """Every edition this node can use, and how sure we are of it."""
    language = language_of(request)
    lines = [
        {
            "name": name,
            "title": one.text("title", language),
            "standing": one.standing.value,
            "count": len(one.questions),
        }
        for name, one in list_instruments(request.viewer).items()
    ]
    return render(request, "instruments/editions.html", {"lines": lines})


@require_safe
@requires("report.read")
def report(request: ViewerRequest, number: str) -> HttpResponse:
    """One report: its sections, what does not add up, who signed, and what may be done."""
    view, language = get_view(request, number), language_of(request)
    status = get_status(view)
    log_access(request.viewer, verb="read_report", subject=number)
    signed = {one.by_id for one in status.signatures}
    context = {
        **heading(view, language),
        "sections": section_lines(status, assignments_of(view), language),
        "findings": finding_lines(view, status.findings, language),
        "signatures": status.signatures,
        "submission": status.submission,
        "comments": comments_of(view, ""),
        "comment_form": comment_form(),
        "file_form": FileForm(),
        "assign_form": AssignForm(units=_unit_choices(request)),
        "may_lead": request.viewer.may("report.lead") and view.is_open,
        "may_fill": any(may_fill(request.viewer, view, one.key) for one in view.instrument.sections),
        "may_sign": request.viewer.may("report.sign")
        and view.is_open
        and request.viewer.person_id not in signed,
        "formats": formats_of(view.instrument, is_submitted=status.submission is not None),
        "has_previous": view.report.previous_id is not None,
        "is_assessment": view.instrument.assessment,
        "has_road_map": bool(propose_actions(view.instrument, view.answers)),
    }
    return render(request, "instruments/report.html", context)


def _unit_choices(request: ViewerRequest) -> list[tuple[str, str]]:
    return [(unit.id.hex, unit.name) for unit in list_units(request.viewer)]


@require_POST
@requires("report.fill")
def take(request: ViewerRequest, number: str) -> HttpResponse:
    """Take what the register gives, for every blank question the person may answer."""
    view = get_view(request, number)
    try:
        changes = take_from_register(view.report, by=request.viewer, at=timezone.now())
        if view.report.previous_id and request.POST.get("carry"):
            changes += carry_over(view.report, by=request.viewer, at=timezone.now())
        messages.success(request, _("Questions changed: %(count)s") % {"count": len(changes)})
    except Refused as refusal:
        say_refusal(request, refusal)
    return redirect("instruments:report", number=number)


@require_POST
@requires("report.lead")
def assign(request: ViewerRequest, number: str) -> HttpResponse:
    """Give a section to a unit."""
    view = get_view(request, number)
    form = AssignForm(request.POST, units=_unit_choices(request))
    if form.is_valid():
        data = form.cleaned_data
        try:
            assign_section(
                view.report,
                section=data["section"],
                unit_id=UUID(data["unit"]),
                due_on=data["due_on"],
                by=request.viewer,
                at=timezone.now(),
            )
        except Refused as refusal:
            say_refusal(request, refusal)
    else:
        messages.error(request, _("Choose a unit and a day that exists."))
    return redirect("instruments:report", number=number)


@require_POST
@requires("report.sign")
def sign_off(request: ViewerRequest, number: str) -> HttpResponse:
    """Sign the answers as they are; the second person's signature submits the report."""
    view = get_view(request, number)
    try:
        submission = sign_report(
            view.report,
            state=settings.NODE.state,
            public_key=settings.NODE.public_key,
            sign=lambda message: sign(settings.HOME, message),
            by=request.viewer,
            at=timezone.now(),
        )
        messages.success(
            request,
            _("Submitted. From now on the report does not change.")
            if submission
            else _("Signed. Another person must sign the same answers."),
        )
    except Refused as refusal:
        say_refusal(request, refusal)
    return redirect("instruments:report", number=number)


@require_POST
@requires("report.read")
def comment(request: ViewerRequest, number: str) -> HttpResponse:
    """Say something about the report or one of its questions."""
    view = get_view(request, number)
    form, key = CommentForm(request.POST), request.POST.get("key", "")
    if form.is_valid():
        try:
            add_comment(view.report, key=key, by=request.viewer, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            say_refusal(request, refusal)
    if key in view.instrument.by_key:
        return redirect("instruments:question", number=number, key=key)
    return redirect("instruments:report", number=number)


@require_safe
@requires("report.read")
def export(request: ViewerRequest, number: str, format_name: str) -> HttpResponse:
    """The report as a file, in the language of the page or the one asked for."""
    view = get_view(request, number)
    language = request.GET.get("lang") or language_of(request)
    try:
        content = export_report(
            wanted_of(request, view, language, request.GET.get("section", "")), format_name
        )
    except Refused as refusal:
        raise Http404 from refusal
    log_access(request.viewer, verb="export_report", subject=f"{number} {format_name} {language}")
    chosen = FORMATS[format_name]
    headers = {"Content-Disposition": f'attachment; filename="{number}-{language}.{chosen.ending}"'}
    return HttpResponse(content, content_type=chosen.content_type, headers=headers)


@require_safe
@requires("report.read")
def changes(request: ViewerRequest, number: str) -> HttpResponse:
    """What differs from last time, and from what the register says now."""
    view, language = get_view(request, number), language_of(request)
    context = {
        **heading(view, language),
        "previous": difference_lines(view, compare_with_previous(view), language),
        "register": difference_lines(view, compare_with_register(request.viewer, view), language),
        "has_previous": view.report.previous_id is not None,
    }
    return render(request, "instruments/changes.html", context)


@require_safe
@requires("report.read")
def road_map(request: ViewerRequest, number: str) -> HttpResponse:
    """What an assessment's gaps ask for: proposed actions, who, by when, with which help."""
    view, language = get_view(request, number), language_of(request)
    context = {**heading(view, language), "actions": road_map_lines(view, language)}
    return render(request, "instruments/road_map.html", context)
