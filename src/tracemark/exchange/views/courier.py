"""Courier files: write one, read one, and which there were."""

import io
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.exchange import tables
from tracemark.exchange.forms import CourierInForm, CourierOutForm
from tracemark.exchange.jobs.courier import read_courier, write_courier
from tracemark.exchange.queries.cards import list_partners
from tracemark.exchange.queries.messages import list_courier_files
from tracemark.findings import Refused
from tracemark.ui.sentences import sentence

PAGE = 50


@require_safe
@requires("exchange.read")
def courier(request: ViewerRequest) -> HttpResponse:
    """Courier files written and read."""
    return _page(request, CourierOutForm(states=_states(request)), CourierInForm())


@require_POST
@requires("exchange.send")
def courier_out(request: ViewerRequest) -> HttpResponse:
    """Everything that waits for a State as a file to save."""
    form = CourierOutForm(request.POST, states=_states(request))
    if not form.is_valid():
        return _page(request, form, CourierInForm(), status=422)
    at, to = timezone.now(), form.cleaned_data["to"]
    name, file = _name(to, at), io.BytesIO()
    try:
        write_courier(file, to=to, name=name, by=request.viewer, at=at)
    except Refused as refusal:
        form.add_error(None, sentence(refusal.findings[0].code, refusal.findings[0].params))
        return _page(request, form, CourierInForm(), status=409)
    return HttpResponse(
        file.getvalue(),
        content_type="application/jsonl",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@requires("exchange.send")
def courier_in(request: ViewerRequest) -> HttpResponse:
    """Take in a courier file; what was refused or torn is said."""
    form = CourierInForm(request.POST, request.FILES)
    outgoing = CourierOutForm(states=_states(request))
    if not form.is_valid():
        return _page(request, outgoing, form, status=422)
    file = form.cleaned_data["file"]
    try:
        read = read_courier(file, name=file.name, by=request.viewer, at=timezone.now())
    except Refused as refusal:
        form.add_error(None, sentence(refusal.findings[0].code, refusal.findings[0].params))
        return _page(request, outgoing, form, status=409)
    messages.success(request, tables.counts_text(read.counts))
    for finding in read.findings[:20]:
        messages.warning(request, sentence(finding.code, finding.params))
    return redirect("exchange:courier")


def _states(request: ViewerRequest) -> list[str]:
    """The States a file can be written for: those whose card is trusted."""
    return [one.partner.state for one in list_partners(request.viewer) if one.card and not one.partner.is_own]


def _name(to: str, at: datetime) -> str:
    return f"courier-{settings.NODE.state}-{to}-{at:%Y%m%d-%H%M%S}.jsonl"


def _page(
    request: ViewerRequest, out_form: CourierOutForm, in_form: CourierInForm, status: int = 200
) -> HttpResponse:
    page = Paginator(list_courier_files(request.viewer), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [tables.courier_line(row) for row in page.object_list],
        "may_send": request.viewer.may("exchange.send"),
        "out_form": out_form,
        "in_form": in_form,
    }
    return render(request, "exchange/courier.html", context, status=status)
