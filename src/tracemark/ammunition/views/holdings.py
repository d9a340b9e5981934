"""What lies where, what is due, and what awaits disposal."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.forms.catalogue import HoldingFilterForm
from tracemark.ammunition.queries.catalogue import HoldingFilters, filtered_holdings, list_due
from tracemark.ammunition.queries.holdings import list_disposal
from tracemark.ammunition.tables.catalogue import holdings_csv
from tracemark.oversight.actions import log_access
from tracemark.stockpiles.queries import visible_sites

SHOWN = 200
AHEAD = (30, 90, 365)
"""How far ahead one may look, in days."""


@require_safe
@requires("ammunition.read")
def holdings(request: ViewerRequest) -> HttpResponse:
    """Everything the viewer may see by site, store and stack, filtered."""
    form = _form(request)
    rows = list(filtered_holdings(request.viewer, _filters(form))[: SHOWN + 1])
    log_access(request.viewer, verb="read_holdings", subject=request.GET.urlencode())
    context = {
        "form": form,
        "rows": rows[:SHOWN],
        "is_cut": len(rows) > SHOWN,
        "shown": SHOWN,
        "query": request.GET.urlencode(),
        "may_plan": request.viewer.may("ammunition.plan"),
    }
    return render(request, "ammunition/holdings.html", context)


@require_safe
@requires("ammunition.read")
def holdings_file(request: ViewerRequest) -> HttpResponse:
    """All holdings that fit the filter, as CSV."""
    rows = filtered_holdings(request.viewer, _filters(_form(request)))
    log_access(request.viewer, verb="export_holdings", subject=request.GET.urlencode())
    return _csv(holdings_csv(rows.iterator(chunk_size=1000)), "holdings")


@require_safe
@requires("ammunition.read")
def due(request: ViewerRequest) -> HttpResponse:
    """The plan of surveillance: whose test or shelf life is due, the soonest first."""
    days = request.GET.get("days", "")
    within = int(days) if days in map(str, AHEAD) else AHEAD[1]
    today = timezone.localdate()
    log_access(request.viewer, verb="read_due")
    lines = [(one, one.is_overdue(today)) for one in list_due(request.viewer, today, within)]
    context = {
        "lines": lines,
        "within": within,
        "ahead": AHEAD,
        "may_plan": request.viewer.may("ammunition.plan"),
    }
    return render(request, "ammunition/due.html", context)


@require_safe
@requires("ammunition.read")
def disposal(request: ViewerRequest) -> HttpResponse:
    """What awaits disposal, by site and store."""
    log_access(request.viewer, verb="read_disposal")
    rows = [(one, one.quantity * one.lot.item.neq_kg) for one in list_disposal(request.viewer)]
    total = sum(neq for _row, neq in rows)
    context = {"rows": rows, "total": total, "may_plan": request.viewer.may("ammunition.plan")}
    return render(request, "ammunition/disposal.html", context)


@require_safe
@requires("ammunition.read")
def disposal_file(request: ViewerRequest) -> HttpResponse:
    """What awaits disposal, as CSV."""
    log_access(request.viewer, verb="export_holdings", subject="disposal")
    return _csv(holdings_csv(list_disposal(request.viewer)), "disposal")


def _csv(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _form(request: ViewerRequest) -> HoldingFilterForm:
    sites = [(str(site.id), site.name) for site in visible_sites(request.viewer)]
    return HoldingFilterForm(sites, request.GET)


def _filters(form: HoldingFilterForm) -> HoldingFilters:
    if not form.is_valid():
        return HoldingFilters()
    values = form.cleaned_data
    site = None
    with suppress(ValueError):
        site = UUID(values["site"])
    return HoldingFilters(values["text"], site, None, values["division"], values["condition"])
