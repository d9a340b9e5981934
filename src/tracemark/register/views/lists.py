"""Lists taken in: which there are, what became of their rows, and voiding one as a whole."""

import io
import tempfile
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused, Severity
from tracemark.register.actions import batches as actions
from tracemark.register.forms.lists import VoidListForm
from tracemark.register.jobs.background import start_load
from tracemark.register.jobs.importing import write_rejects
from tracemark.register.jobs.uploads import find_upload_of_batch
from tracemark.register.models import Batch
from tracemark.register.queries import batches as queries
from tracemark.register.tables.lists import code_lines
from tracemark.ui.words import word

PAGE = 50


@require_safe
@requires("list.import")
def batches(request: ViewerRequest) -> HttpResponse:
    """All lists taken in for the viewer's units."""
    page = Paginator(queries.list_batches(request.viewer), PAGE).get_page(request.GET.get("page"))
    return render(request, "register/lists.html", {"page": page})


@require_safe
@requires("list.import")
def batch(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """One list: how far it is, what was accepted, kept aside and warned about, and why."""
    found = _batch(request, batch_id)
    aside, findings = queries.count_kept_aside(found), queries.count_findings(found)
    warnings_url = reverse("register:list_warnings", args=[batch_id])
    context = {
        "batch": found,
        "weapons": queries.count_weapons(found),
        "kept_aside": code_lines(aside),
        "kept_aside_total": sum(line.count for line in aside),
        "findings": code_lines(findings, warnings_url),
        "findings_total": sum(line.count for line in findings if line.severity != Severity.INFO.value),
        "nothing_aside": _("No row was kept aside."),
        "nothing_warned": _("No row got a warning."),
        "may_void": request.viewer.may_at("list.void", found.unit_id) and found.stage == "loaded",
    }
    return render(request, "register/list.html", context)


@require_safe
@requires("list.import")
def kept_aside(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """The rows kept aside, each with its cells and its reason."""
    found = _batch(request, batch_id)
    page = Paginator(queries.kept_aside_rows(found), PAGE).get_page(request.GET.get("page"))
    context = {"batch": found, "page": page, "notes": list(queries.notes(list(page.object_list)))}
    return render(request, "register/list_rows.html", {**context, "title": _("Rows kept aside")})


@require_safe
@requires("list.import")
def rejects(request: ViewerRequest, batch_id: UUID) -> FileResponse:
    """The rows kept aside as the officer's own spreadsheet, with the reason: to be corrected and loaded again."""
    found = _batch(request, batch_id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept-aside.xlsx"
        write_rejects(found, path, viewer=request.viewer, language=get_language() or "en")
        content = io.BytesIO(path.read_bytes())
    name = f"{Path(found.file_name).stem}-kept-aside.xlsx"
    return FileResponse(content, as_attachment=True, filename=name)


@require_POST
@requires("list.import")
def resume(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """Go on with a load that was interrupted."""
    found = _batch(request, batch_id)
    upload = find_upload_of_batch(request.viewer, found.kind, found.file_sha256)
    if upload is None:
        messages.error(
            request, _("The file is no longer here. Send the same file again: it goes on where it was.")
        )
        return redirect("register:list_new")
    start_load(upload, by=request.viewer, at=timezone.now())
    return redirect("register:upload", upload_id=upload.id)


@require_safe
@requires("list.import")
def warnings(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """Warnings about rows that were accepted, or about total lines."""
    found = _batch(request, batch_id)
    rows = queries.finding_rows(found, request.GET.get("code", ""))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"batch": found, "page": page, "notes": list(queries.notes(list(page.object_list)))}
    return render(request, "register/list_rows.html", {**context, "title": _("Warnings")})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("list.void")
def void(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """Ask a second officer to void the whole list."""
    found = _batch(request, batch_id)
    if not request.viewer.may_at("list.void", found.unit_id):
        raise PermissionDenied
    form = VoidListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_void_batch(found, reason=form.cleaned_data["reason"], by=request.viewer)
        except Refused as refusal:
            for finding in refusal.findings:
                form.add_error(None, word(finding.code, **finding.params))
        else:
            messages.info(request, _("Asked. It takes effect when a second officer accepts it."))
            return redirect("register:list", batch_id=batch_id)
    context = {"batch": found, "form": form, "weapons": queries.count_weapons(found)}
    return render(
        request, "register/list_void.html", context, status=422 if request.method == "POST" else 200
    )


@require_POST
@requires("weapon.accept")
def accept_void(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """Void the list, as the second officer."""
    found = queries.find_batch(request.viewer, batch_id, "weapon.accept")
    if found is None:
        raise Http404
    try:
        count = actions.accept_void_batch(found, by=request.viewer, at=timezone.now())
    except Refused as refusal:
        for finding in refusal.findings:
            messages.error(request, word(finding.code, **finding.params))
    else:
        messages.success(
            request, _("The list is voided: %(count)s events count no longer.") % {"count": count}
        )
    return redirect("register:waiting")


def _batch(request: ViewerRequest, batch_id: UUID) -> Batch:
    found = queries.find_batch(request.viewer, batch_id)
    if found is None:
        raise Http404
    return found
