"""Taking in a list of stock: send it, look at the dry run, take it in; the rows kept aside come back with the cause."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.forms.stock_lists import StockListForm
from tracemark.ammunition.jobs import stock_uploads
from tracemark.ammunition.jobs.stock_files import read_stock_file
from tracemark.ammunition.jobs.stock_uploads import StockUpload
from tracemark.ammunition.queries import stock_lists as queries
from tracemark.ammunition.rules.stock_lists import COLUMNS, Reject
from tracemark.ammunition.views.places import show_refusal
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.register.jobs.files.writing import OutSheet, Value, write_xlsx
from tracemark.ui.sentences import sentence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 50
SECONDS = "2"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.move", "ammunition.plan")
def stock_lists(request: ViewerRequest) -> HttpResponse:
    """Lists taken in so far; a new one is sent here, and nothing is changed before its officer says so."""
    form, status = StockListForm(), 200
    if request.method == "POST":
        form, status = StockListForm(request.POST, request.FILES), 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            stock_uploads.remove_old_uploads(timezone.now())
            try:
                upload = stock_uploads.store_upload(
                    file.chunks(), name=file.name or "list", by=request.viewer
                )
                return redirect("ammunition:stock_upload", upload_id=upload.id)
            except Refused as refusal:
                show_refusal(form, refusal)
    context = {
        "form": form,
        "lists": queries.visible_lists(request.viewer)[:100],
        "columns": [(field, names) for field, names in COLUMNS.items()],
    }
    return render(request, "ammunition/stock_lists.html", context, status=status)


@require_safe
@requires("ammunition.read", "ammunition.move", "ammunition.plan")
def upload(request: ViewerRequest, upload_id: UUID) -> HttpResponse:
    """A list that was sent: what it would record, what it would keep aside; or how far it is taken in."""
    if queries.find_list(request.viewer, upload_id):
        return redirect("ammunition:stock_list", list_id=upload_id)
    found = _upload(request, upload_id)
    if stock_uploads.is_running(upload_id):
        done, expected = stock_uploads.progress_of(found)
        context = {"upload": found, "done": done, "expected": expected}
        answer = render(request, "ammunition/stock_progress.html", context)
        answer.headers["Refresh"] = SECONDS
        return answer
    context = {"upload": found, "failure": stock_uploads.failure_of(found)}
    try:
        read = read_stock_file(found.path, request.viewer)
    except Refused as refusal:
        refusals = [sentence(one.code, one.params) for one in refusal.findings]
        return render(request, "ammunition/stock_upload.html", {**context, "refusals": refusals}, status=422)
    context |= {
        "read": read,
        "rows": [row for row, _store in read.rows[:SHOWN]],
        "rejects": read.rejects[:SHOWN],
        "shown": SHOWN,
        "same": queries.find_same(request.viewer, read.sha256),
    }
    return render(request, "ammunition/stock_upload.html", context)


@require_POST
@requires("ammunition.read", "ammunition.move", "ammunition.plan")
def load(request: ViewerRequest, upload_id: UUID) -> HttpResponse:
    """Take the list in."""
    found = _upload(request, upload_id)
    log_access(request.viewer, verb="import_stock", subject=found.name)
    stock_uploads.start_load(found, by=request.viewer, at=timezone.now())
    return redirect("ammunition:stock_upload", upload_id=upload_id)


@require_POST
@requires("ammunition.read", "ammunition.move", "ammunition.plan")
def forget(request: ViewerRequest, upload_id: UUID) -> HttpResponse:
    """Remove a list that is not to be taken in."""
    found = _upload(request, upload_id)
    if stock_uploads.is_running(upload_id):
        messages.error(request, _("The list is being taken in. Wait until that has ended."))
        return redirect("ammunition:stock_upload", upload_id=upload_id)
    stock_uploads.remove_upload(found)
    messages.success(request, _("The file was removed. Nothing of it was recorded."))
    return redirect("ammunition:stock_lists")


@require_safe
@requires("ammunition.read", "ammunition.move", "ammunition.plan")
def upload_rejects(request: ViewerRequest, upload_id: UUID) -> HttpResponse:
    """The rows that would be kept aside, as a spreadsheet to mend and send again."""
    read = read_stock_file(_upload(request, upload_id).path, request.viewer)
    return _rejects_file(read.header, read.rejects)


@require_safe
@requires("ammunition.read", "ammunition.move", "ammunition.plan")
def stock_list(request: ViewerRequest, list_id: UUID) -> HttpResponse:
    """A list that was taken in, with its rows kept aside."""
    found = queries.find_list(request.viewer, list_id)
    if found is None:
        raise Http404
    log_access(request.viewer, verb="read_stock_list", subject=found.name)
    context = {"list": found, "rejects": queries.rejects_of(found)}
    return render(request, "ammunition/stock_list.html", context)


@require_safe
@requires("ammunition.read", "ammunition.move", "ammunition.plan")
def list_rejects(request: ViewerRequest, list_id: UUID) -> HttpResponse:
    """The rows of a list that were kept aside, as a spreadsheet to mend and send again."""
    found = queries.find_list(request.viewer, list_id)
    if found is None:
        raise Http404
    return _rejects_file(found.header, queries.rejects_of(found))


def _rejects_file(header: Sequence[str], rejects: Sequence[Reject]) -> HttpResponse:
    width = max([len(header), *(len(one.cells) for one in rejects)])
    filled = [*header, *[""] * (width - len(header))]
    rows: list[list[Value]] = [
        [
            *one.cells,
            *[""] * (width - len(one.cells)),
            one.row,
            sentence(one.finding.code, one.finding.params),
        ]
        for one in rejects
    ]
    sheet = OutSheet(None, [*filled, _("Row"), _("Why it was kept aside")], rows, (), get_language_bidi())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept_aside.xlsx"
        write_xlsx(path, [sheet])
        body = path.read_bytes()
    return HttpResponse(
        body,
        content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="kept-aside.xlsx"'},
    )


def _upload(request: ViewerRequest, upload_id: UUID) -> StockUpload:
    found = stock_uploads.find_upload(request.viewer, upload_id)
    if found is None:
        raise Http404
    return found
