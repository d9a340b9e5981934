"""Screens of transfers: the import permits, one permit, and a report of what was delivered."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.transfers import actions, queries, tables
from tracemark.transfers.forms import DeliveryForm, PermitFilterForm
from tracemark.transfers.queries import PermitFilters, PermitLife
from tracemark.ui.words import word


@require_safe
@requires("weapon.read")
def permits(request: ViewerRequest) -> HttpResponse:
    """The import permits the viewer may see, filtered."""
    form = PermitFilterForm(request.GET)
    page = queries.list_permits(request.viewer, _filters(form), after=_after(request))
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "form": form,
        "lines": [tables.permit_line(permit) for permit in page.permits],
        "next_after": page.next_after,
        "query": query.urlencode(),
        "is_filtered": bool(query),
    }
    return render(request, "transfers/permits.html", context)


@require_safe
@requires("weapon.read")
def permits_csv(request: ViewerRequest) -> HttpResponse:
    """All permits that fit the filter, as CSV."""
    rows = queries.filtered_permits(request.viewer, _filters(PermitFilterForm(request.GET)))
    log_access(request.viewer, verb="export_permits", subject=request.GET.urlencode())
    return HttpResponse(
        tables.permits_csv(rows.iterator(chunk_size=1000)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="permits.csv"'},
    )


@require_safe
@requires("weapon.read")
def permit(request: ViewerRequest, permit_id: UUID) -> HttpResponse:
    """One permit: what it says, what was delivered, its events."""
    life = _life(request, permit_id)
    log_access(request.viewer, verb="read_permit", subject=life.permit.permit_no)
    return _permit_page(request, life, DeliveryForm(initial={"event_id": uuid4()}))


@require_POST
@requires("weapon.read", "weapon.report")
def delivery(request: ViewerRequest, permit_id: UUID) -> HttpResponse:
    """Record what was delivered in all under a permit."""
    life = _life(request, permit_id)
    if not _may_report(request, life):
        raise PermissionDenied
    form = DeliveryForm(request.POST)
    if not form.is_valid():
        return _permit_page(request, life, form, status=422)
    try:
        warnings = actions.report_delivery(
            life.permit, by=request.viewer, at=timezone.now(), **form.cleaned_data
        )
    except Refused as refusal:
        for finding in refusal.findings:
            form.add_error(None, word(finding.code, **finding.params))
        return _permit_page(request, life, form, status=409)
    messages.success(request, _("The delivery was recorded."))
    for finding in warnings:
        messages.warning(request, word(finding.code, **finding.params))
    return redirect("transfers:permit", permit_id=permit_id)


def _filters(form: PermitFilterForm) -> PermitFilters:
    return PermitFilters(**form.cleaned_data) if form.is_valid() else PermitFilters()


def _after(request: ViewerRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None


def _life(request: ViewerRequest, permit_id: UUID) -> PermitLife:
    life = queries.find_life(request.viewer, permit_id)
    if life is None:
        raise Http404
    return life


def _may_report(request: ViewerRequest, life: PermitLife) -> bool:
    return not life.permit.is_voided and request.viewer.may_at("weapon.report", life.permit.unit_id)


def _permit_page(
    request: ViewerRequest, life: PermitLife, form: DeliveryForm, status: int = 200
) -> HttpResponse:
    context = {
        "line": tables.permit_line(life.permit),
        "permit": life.permit,
        "events": tables.event_lines(life),
        "alerts": [word(finding.code, **finding.params) for finding in life.findings],
        "may_report": _may_report(request, life),
        "form": form,
    }
    return render(request, "transfers/permit.html", context, status=status)
