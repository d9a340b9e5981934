"""Outbox, inbox, what was not believed, and one message."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.exchange import tables
from tracemark.exchange.forms import OutboxFilterForm
from tracemark.exchange.jobs.evidence import evidence_bytes
from tracemark.exchange.models import Message
from tracemark.exchange.queries import messages as queries
from tracemark.exchange.queries.cards import list_partners
from tracemark.exchange.queries.messages import OutboxFilters

PAGE = 50


@require_safe
@requires("exchange.read")
def outbox(request: ViewerRequest) -> HttpResponse:
    """What goes to other States, filtered."""
    form = OutboxFilterForm(request.GET)
    filters = OutboxFilters(**form.cleaned_data) if form.is_valid() else OutboxFilters()
    page = Paginator(queries.list_outbox(request.viewer, filters), PAGE).get_page(request.GET.get("page"))
    ways = {one.partner.state: one.line for one in list_partners(request.viewer)}
    lines = [tables.out_line(row, ways.get(row.peer, "")) for row in page.object_list]
    return render(request, "exchange/outbox.html", {"form": form, "page": page, "lines": lines})


@require_safe
@requires("exchange.read")
def inbox(request: ViewerRequest) -> HttpResponse:
    """What came from other States, and what waits for an earlier message."""
    page = Paginator(queries.list_inbox(request.viewer), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [tables.in_line(row) for row in page.object_list],
        "gaps": [tables.gap_text(gap) for gap in queries.list_gaps(request.viewer)],
    }
    return render(request, "exchange/inbox.html", context)


@require_safe
@requires("exchange.read")
def refused(request: ViewerRequest) -> HttpResponse:
    """What came and was not believed, with its reason."""
    page = Paginator(queries.list_refused(request.viewer), PAGE).get_page(request.GET.get("page"))
    lines = [{"row": row, "reason": tables.sentence_of(row.code, row.params)} for row in page.object_list]
    return render(request, "exchange/refused.html", {"page": page, "lines": lines})


@require_safe
@requires("exchange.read")
def message(request: ViewerRequest, number: int) -> HttpResponse:
    """One message: its envelope, where it stands, its receipts. Its body is shown by the room of its case."""
    found = _message(request, number)
    line = tables.out_line(found.outgoing) if found.way == "out" else tables.in_line(found.incoming)
    context = {
        "message": found,
        "line": line,
        "trouble": line.trouble if isinstance(line, tables.OutLine) else line.reason,
        "receipts": [tables.receipt_line(receipt) for receipt in found.receipts.all()],
        "may_read": request.viewer.may("exchange.evidence"),
    }
    return render(request, "exchange/message.html", context)


@require_POST
@requires("exchange.evidence")
def evidence(request: ViewerRequest, number: int) -> HttpResponse:
    """The message with its receipts and cards as a file; reading it is logged."""
    found = _message(request, number)
    return HttpResponse(
        evidence_bytes(found.id, by=request.viewer),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="message-{found.id}.json"'},
    )


def _message(request: ViewerRequest, number: int) -> Message:
    found = queries.find_message(request.viewer, number)
    if found is None:
        raise Http404
    return found
