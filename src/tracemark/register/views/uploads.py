"""Screens of a list on its way in: upload, dry run, columns, load."""

import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.accounts.queries import list_units
from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.register.forms.uploads import MappingForm, UploadForm
from tracemark.register.jobs import running, uploads
from tracemark.register.jobs.importing import write_rejects
from tracemark.register.jobs.importing.results import finding_from_json, result_from_json
from tracemark.register.jobs.intake import batch_of, check_upload, load_upload
from tracemark.register.jobs.uploads import Upload
from tracemark.register.queries.imports import find_batch
from tracemark.register.rules.rows import ListKind
from tracemark.register.tables.results import result_lines
from tracemark.ui.words import word

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("list.import")
def new_list(request: ViewerRequest) -> HttpResponse:
    """Upload a list. Nothing enters the register: the dry run comes first."""
    units = importing_units(request.viewer)
    if request.method != "POST":
        initial = {"kind": request.GET.get("kind", ""), "unit": request.viewer.unit_id}
        return render(
            request, "register/uploads/new.html", {"form": UploadForm(units=units, initial=initial)}
        )
    form = UploadForm(request.POST, request.FILES, units=units)
    if form.is_valid():
        try:
            upload = _keep(request, form)
        except Refused as refusal:
            for finding in refusal.findings:
                form.add_error("file", word(finding.code, **finding.params))
        else:
            start_check(upload)
            return redirect("register:upload", upload.key)
    return render(request, "register/uploads/new.html", {"form": form}, status=422)


@require_safe
@requires("list.import")
def upload(request: ViewerRequest, key: UUID) -> HttpResponse:
    """What the dry run found, with the columns to correct; or how far it is."""
    found = get_upload(request, key)
    findings = [finding_from_json(one) for one in found.error.get("findings", [])]
    if not found.has_columns:
        progress = uploads.progress(settings.HOME, key)
        context = {"upload": found, "findings": findings, "progress": progress}
        return render(request, "register/uploads/checking.html", context)
    known = find_batch(request.viewer, batch_of(found))
    checked = {**_checked(found), "upload": found, "findings": findings, "known_batch": known}
    return render(request, "register/uploads/checked.html", checked)


@require_POST
@requires("list.import")
def correct(request: ViewerRequest, key: UUID) -> HttpResponse:
    """Read the list again with the columns as the officer says; also after a check that was stopped."""
    found = get_upload(request, key)
    chosen, period = found.chosen, found.period
    if found.has_columns:
        result = result_from_json(found.check, found.kind, batch_of(found))
        form = MappingForm(request.POST, kind=found.kind, sheets=result.sheets)
        if not form.is_valid():
            messages.error(request, _("A column was given something it cannot be. Nothing was changed."))
            return redirect("register:upload", key)
        chosen, period = found.chosen | form.corrections(), form.cleaned_data["period"]
    again = uploads.corrected(found, chosen, period)
    uploads.save_upload(settings.HOME, again)
    start_check(again)
    return redirect("register:upload", key)


@require_POST
@requires("list.import")
def load(request: ViewerRequest, key: UUID) -> HttpResponse:
    """Take the list in, on the thread of jobs; its page shows how far it is. Harmless when asked for twice."""
    found = get_upload(request, key)
    request.viewer.require("list.import", found.unit_id)
    log_access(request.viewer, verb="import_list", subject=f"{found.kind.value} {found.file_name}")
    start_load(found, by=request.viewer, at=timezone.now())
    return redirect("register:loading", batch_of(found), key)


@require_safe
@requires("list.import")
def loading(request: ViewerRequest, batch_id: UUID, key: UUID) -> HttpResponse:
    """How far a load is; leads to the list's own page when it is done. Asked again and again by htmx."""
    found = uploads.find_upload(settings.HOME, key, request.viewer.person_id)
    batch = find_batch(request.viewer, batch_id)
    if found is None:
        return _leave(
            request, reverse("register:list", args=[batch_id]) if batch else reverse("register:lists")
        )
    context = {
        "upload": found,
        "batch_id": batch_id,
        "batch": batch,
        "progress": uploads.progress(settings.HOME, key),
        "findings": [finding_from_json(one) for one in found.error.get("findings", [])],
    }
    template = "register/uploads/_progress.html" if is_htmx(request) else "register/uploads/loading.html"
    return render(request, template, context)


@require_POST
@requires("list.import")
def discard(request: ViewerRequest, key: UUID) -> HttpResponse:
    """Throw an upload away. What of it stands in the register already stays there."""
    uploads.discard_upload(settings.HOME, get_upload(request, key).key)
    messages.success(request, _("The file was removed. Nothing of it entered the register."))
    return redirect("register:lists")


@require_safe
@requires("list.import")
def rejects(request: ViewerRequest, batch_id: UUID) -> HttpResponse:
    """The rows kept aside as the same spreadsheet with a column of reasons, to correct and load again."""
    batch = find_batch(request.viewer, batch_id)
    if batch is None:
        raise Http404
    log_access(request.viewer, verb="export_kept_aside", subject=batch.file_name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept-aside.xlsx"
        write_rejects(batch, path, viewer=request.viewer, language=request.viewer.language)
        content = path.read_bytes()
    name = f"kept-aside-{batch.id.hex[:8]}.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def importing_units(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The units for which the viewer may take lists in, as the tree of units, with indented names."""
    return [
        (unit.id, "\u2003" * unit.depth + unit.name)
        for unit in list_units(viewer)
        if viewer.may_at("list.import", unit.id)
    ]


def get_upload(request: ViewerRequest, key: UUID) -> Upload:
    """The viewer's own upload, or 404."""
    found = uploads.find_upload(settings.HOME, key, request.viewer.person_id)
    if found is None:
        raise Http404
    return found


def start_check(upload: Upload) -> None:
    """Ask for the dry run."""
    uploads.beat(settings.HOME, upload.key)
    running.start(partial(check_upload, settings.HOME, upload))


def start_load(upload: Upload, *, by: Viewer, at: datetime) -> None:
    """Ask for the load, unless a job works on this upload already."""
    if uploads.progress(settings.HOME, upload.key) is None:
        uploads.beat(settings.HOME, upload.key)
        running.start(partial(load_upload, settings.HOME, upload, by=by, at=at))


def _checked(found: Upload) -> dict[str, object]:
    """The result of a dry run with the form that corrects its columns."""
    result = result_from_json(found.check, found.kind, batch_of(found))
    form = MappingForm(
        kind=found.kind, sheets=result.sheets, initial={"period": found.period or result.period}
    )
    columns = [
        (sheet, [(column, form.column(number, column.letter)) for column in sheet.columns])
        for number, sheet in enumerate(result.sheets)
    ]
    return {"result": result, "lines": result_lines(result), "form": form, "columns": columns}


def _keep(request: ViewerRequest, form: UploadForm) -> Upload:
    data = form.cleaned_data
    request.viewer.require("list.import", data["unit"])
    return uploads.keep_upload(
        settings.HOME,
        data["file"].chunks(),
        file_name=data["file"].name,
        kind=ListKind(data["kind"]),
        unit_id=data["unit"],
        person_id=request.user.id,
        at=timezone.now(),
        period=data["period"],
    )


def is_htmx(request: ViewerRequest) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def _leave(request: ViewerRequest, target: str) -> HttpResponse:
    """Go to another page, from a part of a page too."""
    return HttpResponse(headers={"HX-Redirect": target}) if is_htmx(request) else redirect(target)
