"""Taking in files, what States keep back, and saved questions."""

import json
import re
import tempfile
from pathlib import Path, PurePath

from django.utils import timezone
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from ninja.params import functions

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.config.node import check_signature
from tracemark.config.problems import ERRORS
from tracemark.observatory.actions.asking import retire_view, save_view
from tracemark.observatory.actions.publicity import set_publicity
from tracemark.observatory.api.schemas import (
    Document,
    LoadForm,
    LoadOut,
    ViewIn,
    ViewOut,
    Where,
    WithholdIn,
    log_reading,
    uuid_of,
)
from tracemark.observatory.jobs.loading import load
from tracemark.observatory.jobs.ways import reading_of
from tracemark.observatory.models import SavedView
from tracemark.observatory.queries.asking import ask, list_saved
from tracemark.observatory.queries.facts import READ, home_world
from tracemark.observatory.queries.saved import get_saved
from tracemark.observatory.rules.lines import Given
from tracemark.observatory.tables import documents
from tracemark.oversight.actions import log_access

router = Router(tags=["observatory"])

MOST_FILES = 200
UNSAFE = re.compile(r"[^\w.\- ]", re.ASCII)


@router.post("/loads", response={200: LoadOut, **ERRORS}, summary="Take in reports, records and series")
def loads(
    request: ApiRequest,
    form: Form[LoadForm],
    files: list[UploadedFile] = functions.File(..., min_length=1),  # noqa: B008 [ninja-parameter]
    scan: File[UploadedFile | None] = None,
) -> LoadOut:
    """All of the files or none: 409 lists every refusal with its file and place."""
    require_permission(request.auth, "observatory.load")
    with tempfile.TemporaryDirectory() as folder:
        paths = [_kept(Path(folder), file, at) for at, file in enumerate(files[:MOST_FILES])]
        paper = _kept(Path(folder), scan, len(paths)) if scan else None
        result = load(
            paths,
            reading_of(request.auth, check_signature, Given(form.state, form.edition, form.years)),
            by=request.auth,
            at=timezone.now(),
            scan=paper,
            note=form.note,
            is_whole_release=form.whole_release,
            dry_run=form.dry_run,
        )
    log_access(request.auth, verb="load_observatory", subject=" ".join(path.name for path in paths))
    done = result.loaded
    return LoadOut(
        reports=done.reports,
        revisions=done.revisions,
        answers=done.answers,
        records=done.records,
        values=done.values,
        withdrawn=done.withdrawn,
        known=done.known,
        warnings=[{"code": one.code, "params": dict(one.params)} for one in result.warnings],
    )


def _kept(folder: Path, file: UploadedFile, at: int) -> Path:
    """An uploaded file in a folder of its own: its name is kept, its path never trusted."""
    place = folder / str(at)
    place.mkdir()
    path = place / (UNSAFE.sub("_", PurePath(file.name or "").name)[-60:].strip(". ") or "file")
    with path.open("wb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    return path


@router.post("/withholdings", response={200: Document, **ERRORS}, summary="What a State keeps back")
def withholdings(request: ApiRequest, body: WithholdIn) -> Document:
    """Records a State's word; the last one holds."""
    require_permission(request.auth, "observatory.load")
    row = set_publicity(
        state=body.state,
        cycle=body.year,
        key=body.key,
        is_public=body.is_public,
        reason=body.reason,
        by=request.auth,
        at=timezone.now(),
    )
    log_access(request.auth, verb="withhold_observatory", subject=str(row))
    return {"state": row.state, "year": row.cycle, "key": row.key, "is_public": row.is_public}


@router.get("/views", response={200: list[ViewOut], **ERRORS}, summary="Saved questions")
def views(request: ApiRequest) -> list[ViewOut]:
    """One's own, and those that others share."""
    require_permission(request.auth, READ)
    return [_view_out(request, row) for row in list_saved(request.auth)]


@router.post("/views", response={200: ViewOut, **ERRORS}, summary="Save a question")
def save(request: ApiRequest, body: ViewIn) -> ViewOut:
    """Under a permanent address."""
    require_permission(request.auth, "observatory.ask")
    row = save_view(
        name=body.name,
        question=body.question(),
        is_shared=body.is_shared,
        by=request.auth,
        at=timezone.now(),
        view_id=body.id,
    )
    log_access(request.auth, verb="save_observatory", subject=str(row.id))
    return _view_out(request, row)


@router.get("/views/{view_id}", response={200: Document, **ERRORS}, summary="A saved question, answered now")
def view(request: ApiRequest, view_id: str, where: Query[Where]) -> Document:
    """Its table as it is now. 409 for one that is neither one's own nor shared."""
    known, scope = uuid_of(view_id), where.scope()
    log_reading(request, where, f"view {known}")
    question = get_saved(request.auth, known)
    return documents.ask_json(ask(request.auth, question, scope), scope.world or home_world())


@router.delete("/views/{view_id}", response={200: list[ViewOut], **ERRORS}, summary="Take it off the lists")
def retire(request: ApiRequest, view_id: str) -> list[ViewOut]:
    """Its address still leads to it. Gives what is left."""
    require_permission(request.auth, "observatory.ask")
    retire_view(uuid_of(view_id), by=request.auth, at=timezone.now())
    return [_view_out(request, row) for row in list_saved(request.auth)]


def _view_out(request: ApiRequest, row: SavedView) -> ViewOut:
    return ViewOut(
        id=row.id,
        name=row.name,
        question=json.loads(row.question),
        is_shared=row.is_shared,
        is_mine=row.by_id == request.auth.person_id,
        at=row.at,
    )
