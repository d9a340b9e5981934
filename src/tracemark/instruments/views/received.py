"""Reports of other nodes: taken in as a signed package, listed, read in any language."""

import json
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.config.node import check_signature
from tracemark.findings import Refused
from tracemark.instruments.forms import PackageForm
from tracemark.instruments.jobs.packages import receive_package
from tracemark.instruments.queries.editions import instrument_of
from tracemark.instruments.queries.received import find_received, list_received
from tracemark.instruments.tables.written import written_report
from tracemark.instruments.views.shared import language_of, say_refusal
from tracemark.oversight.actions import log_access
from tracemark.reference.queries import country_name


@require_http_methods(["GET", "HEAD", "POST"])
@requires("report.read")
def received(request: ViewerRequest) -> HttpResponse:
    """The reports of other nodes, and taking one in."""
    form = PackageForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        if not request.viewer.may("report.lead"):
            raise PermissionDenied
        status = 422
        if form.is_valid():
            try:
                report = receive_package(
                    form.cleaned_data["package"].read(), check_signature, by=request.viewer, at=timezone.now()
                )
                subject = f"{report.state} {report.instrument}"
                log_access(request.viewer, verb="receive_report", subject=subject)
                messages.success(request, _("The package is whole and its signature is right."))
                return redirect("instruments:received_report", report_id=report.id)
            except Refused as refusal:
                say_refusal(request, refusal)
                status = 409
    language = language_of(request)
    lines = [
        {"row": row, "state": country_name(row.state, language)}
        for row in list_received(request.viewer)[:200]
    ]
    context = {"lines": lines, "form": form, "may_lead": request.viewer.may("report.lead")}
    return render(request, "instruments/received.html", context, status=status)


@require_safe
@requires("report.read")
def received_report(request: ViewerRequest, report_id: UUID) -> HttpResponse:
    """One report of another node, written out in the language of the page."""
    row = find_received(request.viewer, report_id)
    if row is None:
        raise Http404
    log_access(request.viewer, verb="read_report", subject=f"{row.state} {row.instrument} {row.last_year}")
    language = language_of(request)
    written = written_report(
        json.loads(row.document),
        instrument_of(row.edition),
        language,
        state_name=country_name(row.state, language),
        sha256=row.sha256,
    )
    return render(request, "instruments/received_report.html", {"row": row, "written": written})
