"""Screens of lists that were taken in: all of them, one, its rows, and its voiding."""

import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.register.actions.batches import accept_void_batch, ask_void_batch
from tracemark.register.forms.lists import VoidForm
from tracemark.register.jobs import uploads
from tracemark.register.jobs.importing import write_rejects
from tracemark.register.jobs.importing.results import result_from_json
from tracemark.register.models import Batch
from tracemark.register.queries import batches as queries
from tracemark.register.rules.rows import ListKind
from tracemark.register.tables.lists import result_lines
from tracemark.ui.words import word

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires("weapon.read")
def lists(request: ViewerRequest) -> HttpResponse:
    """Lists that were taken in, the newest first, and what this person uploaded and has not loaded yet."""
    page = Paginator(queries.list_batches(request.viewer), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "uploads": uploads.list_uploads(settings.HOME, request.viewer.person_id),
        "may_import": request.viewer.may("list.import"),
    }
    return render(request, "register/lists/lists.html", context)


@require_safe
@requires("weapon.read")
def one_list(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """What came of one list, and what can be done about it."""
    return _page(request, _get(request, batch_id), VoidForm())


@require_safe
@requires("weapon.read")
def rows(request: ViewerRequest, batch_id: UUID, code: str) -> HttpResponse:
    """The rows of a list that have one code, kept aside or warned about."""
    batch = _get(request, batch_id)
    is_kept_aside = request.GET.get("part") == "kept-aside"
    found = queries.kept_aside_rows(batch, code) if is_kept_aside else queries.findings_of(batch, code)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"batch": batch, "code": code, "page": page, "notes": [queries.row_note(row) for row in page]}
    return render(request, "register/lists/rows.html", context)


@require_safe
@requires("list.import")
def kept_aside_file(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """The rows kept aside, as the same spreadsheet with a column of reasons, to correct and load again."""
    batch = _get(request, batch_id)
    log_access(request.viewer, verb="export_kept_aside", subject=batch.file_name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept-aside.xlsx"
        write_rejects(batch, path, viewer=request.viewer, language=request.viewer.language)
        content = path.read_bytes()
    name = f"kept-aside-{batch.id.hex[:8]}.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
@requires("list.void")
def ask_void(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """Ask a second officer to void a whole list."""
    batch = _get(request, batch_id)
    form = VoidForm(request.POST)
    if not form.is_valid():
        return _page(request, batch, form, status=422)
    try:
        ask_void_batch(batch, reason=form.cleaned_data["reason"], by=request.viewer)
    except Refused as refusal:
        _say(request, refusal)
    else:
        messages.success(
            request, _("A second officer was asked to void this list. Until then nothing changes.")
        )
    return redirect("register:list", batch_id)


@require_POST
@requires("weapon.accept")
def accept_void(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """Void a whole list as the second officer."""
    batch = _get(request, batch_id)
    log_access(request.viewer, verb="void_list", subject=batch.file_name)
    try:
        count = accept_void_batch(batch, by=request.viewer, at=timezone.now())
    except Refused as refusal:
        _say(request, refusal)
    else:
        text = ngettext(
            "The list is voided: %(count)d record no longer counts. Nothing was removed.",
            "The list is voided: %(count)d records no longer count. Nothing was removed.",
            count,
        )
        messages.success(request, text % {"count": count})
    return redirect("register:list", batch_id)


def _get(request: ViewerRequest, batch_id: UUID) -> Batch:
    """A list that the viewer may see, or 404."""
    batch = queries.find_batch(request.viewer, batch_id)
    if batch is None:
        raise Http404
    return batch


def _page(request: ViewerRequest, batch: Batch, form: VoidForm, *, status: int = 200) -> HttpResponse:
    viewer = request.viewer
    asked_by_viewer = batch.void_asked_by_id is not None and batch.void_asked_by_id == viewer.person_id
    result = result_from_json(batch.result, ListKind(batch.kind), batch.id) if batch.result else None
    context = {
        "batch": batch,
        "result": result,
        "lines": result_lines(result) if result else None,
        "form": form,
        "may_ask_void": batch.stage == "loaded" and viewer.may_at("list.void", batch.unit_id),
        "may_accept_void": batch.stage in {"void_asked", "voiding"}
        and viewer.may_at("weapon.accept", batch.unit_id)
        and not asked_by_viewer,
        "may_import": viewer.may_at("list.import", batch.unit_id),
    }
    return render(request, "register/lists/list.html", context, status=status)


def _say(request: ViewerRequest, refusal: Refused) -> None:
    for finding in refusal.findings:
        messages.error(request, word(finding.code, **finding.params))
