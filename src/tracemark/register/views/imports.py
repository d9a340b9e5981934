"""Taking in a list: send it, look at the dry run, mend the columns, load it."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.accounts.queries import list_units
from tracemark.oversight.actions import log_access
from tracemark.register.forms.lists import UploadForm
from tracemark.register.jobs import background, uploads
from tracemark.register.jobs.uploads import Upload
from tracemark.register.queries.batches import find_batch
from tracemark.register.queries.imports import current_batch_id
from tracemark.register.rules.rows import ListKind
from tracemark.register.tables.imports import chosen_columns, show_dry_run, stored_findings


@require_http_methods(["GET", "HEAD", "POST"])
@requires("list.import")
def new(request: ViewerRequest) -> HttpResponse:
    """Send a list. It is read at once, and nothing is changed before its officer says so."""
    units = [unit for unit in list_units(request.viewer) if request.viewer.may_at("list.import", unit.id)]
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        uploads.remove_old_uploads(timezone.now())
        upload = uploads.store_upload(
            form.cleaned_data["file"].chunks(),
            file_name=form.cleaned_data["file"].name,
            kind=ListKind(form.cleaned_data["kind"]),
            unit_id=UUID(form.cleaned_data["unit"]),
            period=form.cleaned_data["period"],
            by=request.viewer,
        )
        background.start_dry_run(upload, language=get_language() or "en")
        return redirect("register:upload", upload_id=upload.id)
    return render(
        request, "register/list_new.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


@require_safe
@requires("list.import")
def upload(request: ViewerRequest, upload_id: UUID) -> HttpResponseBase:
    """An upload: being read, refused, read (the dry run), or being taken in."""
    found = uploads.find_upload(request.viewer, upload_id)
    if found is None:
        return _where_it_went(request, upload_id)
    context = _context(found)
    if not context["dry_run"] and not context["refusals"] and not context["is_running"]:
        if uploads.find_upload(request.viewer, upload_id) is None:  # its load ended while this page was made
            return _where_it_went(request, upload_id)
        # The process ended while it read: nothing was changed, so it is simply read again.
        background.start_dry_run(found, language=get_language() or "en")
        context["is_running"] = True
    if batch_id := _batch_of(found):
        request.session[_batch_key(upload_id)] = batch_id
    if request.htmx:  # type: ignore[attr-defined]  # [htmx-middleware]
        return _poll(request, context)
    context["loaded"] = find_batch(request.viewer, UUID(batch_id)) if batch_id else None
    return render(request, "register/upload.html", context)


@require_POST
@requires("list.import")
def columns(request: ViewerRequest, upload_id: UUID) -> HttpResponse:
    """Read the list again with other meanings of its columns."""
    found = _upload(request, upload_id)
    values = uploads.read_json(found, "dry_run.json")
    if values and not background.is_running(found.id.hex):
        chosen = chosen_columns(request.POST.dict(), show_dry_run(values))
        changed = replace(found, chosen={**found.chosen, **chosen})
        uploads.save_upload(changed)
        background.start_dry_run(changed, language=get_language() or "en")
    return redirect("register:upload", upload_id=upload_id)


@require_POST
@requires("list.import")
def load(request: ViewerRequest, upload_id: UUID) -> HttpResponse:
    """Take the list in, in the background."""
    found = _upload(request, upload_id)
    log_access(request.viewer, verb="import", subject=found.file_name)
    background.start_load(found, by=request.viewer, at=timezone.now())
    return redirect("register:upload", upload_id=upload_id)


@require_POST
@requires("list.import")
def forget(request: ViewerRequest, upload_id: UUID) -> HttpResponse:
    """Remove an upload that is not to be taken in."""
    found = _upload(request, upload_id)
    if background.is_running(found.id.hex):
        messages.error(request, _("The list is being read or taken in. Wait until that has ended."))
        return redirect("register:upload", upload_id=upload_id)
    uploads.remove_upload(found)
    messages.success(request, _("The file was removed. Nothing of it was taken in."))
    return redirect("register:lists")


@require_safe
@requires("list.import")
def rejects(request: ViewerRequest, upload_id: UUID) -> FileResponse:
    """The rows that a load would keep aside, as a spreadsheet."""
    found = _upload(request, upload_id)
    if not found.rejects_path.exists():
        raise Http404
    name = f"{found.path.stem}-kept-aside.xlsx"
    return FileResponse(found.rejects_path.open("rb"), as_attachment=True, filename=name)


def _upload(request: ViewerRequest, upload_id: UUID) -> Upload:
    found = uploads.find_upload(request.viewer, upload_id)
    if found is None:
        raise Http404
    return found


def _context(found: Upload) -> dict[str, object]:
    values = uploads.read_json(found, "dry_run.json")
    refused = uploads.read_json(found, "refused.json")
    progress = uploads.read_json(found, "progress.json") or {}
    return {
        "upload": found,
        "dry_run": show_dry_run(values) if values else None,
        "refusals": stored_findings(refused) if refused else [],
        "progress": progress,
        "is_running": background.is_running(found.id.hex),
    }


def _poll(request: ViewerRequest, context: dict[str, object]) -> HttpResponse:
    """The answer to htmx: the progress again, or the whole page when the work has ended."""
    if context["is_running"]:
        return render(request, "register/upload_progress.html", context)
    return HttpResponse(headers={"HX-Refresh": "true"})


def _batch_key(upload_id: UUID) -> str:
    """Where the session keeps which batch an upload becomes."""
    return f"batch_of_{upload_id.hex}"


def _where_it_went(request: ViewerRequest, upload_id: UUID) -> HttpResponseBase:
    """An upload that is gone was loaded: its batch tells the rest."""
    batch_id = request.session.get(_batch_key(upload_id))
    batch = find_batch(request.viewer, UUID(batch_id)) if batch_id else None
    if batch is None:
        raise Http404
    if request.htmx:  # type: ignore[attr-defined]  # [htmx-middleware]
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect("register:list", batch_id=batch.id)


def _batch_of(found: Upload) -> str:
    """The id of the batch that the upload becomes; empty before it was read."""
    values = uploads.read_json(found, "dry_run.json")
    return str(current_batch_id(found.kind, values["sha256"])) if values else ""
