"""Lists that officers keep: read without changing anything, taken in, looked at, voided."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.accounts.queries import list_units
from tracemark.accounts.rules import Viewer
from tracemark.config.problems import ERRORS
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access
from tracemark.register.actions.batches import accept_void_batch, ask_void_batch
from tracemark.register.jobs.importing import ImportOptions, dry_run, load, result_to_json
from tracemark.register.jobs.uploads import Upload, remove_upload, store_upload
from tracemark.register.models import Batch, KeptAsideRow
from tracemark.register.queries.batches import find_batch, list_batches
from tracemark.register.queries.imports import iter_kept_aside
from tracemark.register.rules.rows import ListKind

router = Router()
PAGE = 100
PLAIN = r"^[^\x00]*$"


class ListIn(Schema):
    """What kind of list it is, for which unit (its code; the viewer's first when empty), and of which year.

    ``period`` 0: the year that most of the list's dates are in.
    """

    kind: ListKind
    unit: str = Field("", max_length=40, pattern=PLAIN)
    period: int = Field(0, ge=0, le=2200)
    dry_run: bool = True


class ResultOut(Schema):
    """What a load did, or would do: the same as ``tracemark import --json``."""

    file: str
    kind: str
    sha256: str
    batch: str | None
    repeated: bool
    period: int | None
    read: int
    accepted: int
    weapons: int
    kept_aside: dict[str, int]
    warnings: dict[str, int]
    alerts: dict[str, int]
    remarks: dict[str, int]
    duplicates: int
    notes: list[dict[str, Any]]
    sheets: list[dict[str, Any]]
    examples: dict[str, list[dict[str, Any]]]


class BatchOut(Schema):
    """One list that was taken in."""

    id: str
    kind: str
    file_name: str
    file_sha256: str
    unit: str
    accepted_at: datetime
    stage: str
    rows_done: int
    rows_expected: int


class KeptAsideOut(Schema):
    """A row that was not accepted: where it stood, why, and its cells."""

    sheet: str
    row: int
    code: str
    params: dict[str, Any]
    cells: list[str]


class PageIn(Schema):
    """Which page of 100, from 1."""

    page: int = Field(1, ge=1, le=100_000)


class VoidReasonIn(Schema):
    """Why the list is to be voided."""

    reason: str = Field(min_length=1, max_length=1000, pattern=PLAIN)


@router.post("/lists", response={200: ResultOut, **ERRORS}, summary="Read a list, or take it in")
def take_in(request: ApiRequest, body: Form[ListIn], file: File[UploadedFile]) -> dict[str, Any]:
    """A dry run unless ``dry_run`` is false. The same file sent again is harmless. 409 says why it cannot be read."""
    require_permission(request.auth, "list.import")
    upload = store_upload(
        file.chunks(),
        file_name=file.name or "list",
        kind=body.kind,
        unit_id=_unit(request.auth, body.unit),
        period=body.period or None,
        by=request.auth,
    )
    log_access(request.auth, verb="import_list", subject=upload.file_name)
    try:
        return _read(upload, request.auth, dry=body.dry_run)
    finally:
        remove_upload(upload)


def _read(upload: Upload, viewer: Viewer, *, dry: bool) -> dict[str, Any]:
    options = ImportOptions(period=upload.period)
    if dry:
        return result_to_json(dry_run(upload.path, upload.kind, options=options))
    result = load(
        upload.path,
        upload.kind,
        unit_id=upload.unit_id,
        by=viewer,
        accepted_at=timezone.now(),
        options=options,
    )
    return result_to_json(result)


def _unit(viewer: Viewer, code: str) -> UUID:
    units = [unit for unit in list_units(viewer) if viewer.may_at("list.import", unit.id)]
    named = [unit.id for unit in units if unit.code == code] if code else [unit.id for unit in units[:1]]
    if not named:
        raise Refused(Finding("unit_unknown", {"unit": code}, Severity.REFUSAL))
    return named[0]


@router.get("/lists", response={200: list[BatchOut], **ERRORS}, summary="Lists that were taken in")
def lists(request: ApiRequest, query: Query[PageIn]) -> list[BatchOut]:
    """The newest first, 100 a page."""
    require_permission(request.auth, "list.import")
    first = (query.page - 1) * PAGE
    return [_batch_out(batch) for batch in list_batches(request.auth)[first : first + PAGE]]


@router.get("/lists/{batch_id}", response={200: BatchOut, **ERRORS}, summary="One list")
def one(request: ApiRequest, batch_id: str) -> BatchOut:
    """Its stage and how far it got."""
    require_permission(request.auth, "list.import")
    return _batch_out(_batch(request.auth, batch_id))


@router.get(
    "/lists/{batch_id}/kept-aside", response={200: list[KeptAsideOut], **ERRORS}, summary="Rows kept aside"
)
def kept_aside(request: ApiRequest, batch_id: str) -> list[KeptAsideOut]:
    """Every row that was not accepted, with its reason and its cells."""
    require_permission(request.auth, "list.import")
    batch = _batch(request.auth, batch_id)
    log_access(request.auth, verb="export_kept_aside", subject=batch.file_name)
    return [_kept_out(row) for row in iter_kept_aside(request.auth, batch)]


@router.post("/lists/{batch_id}/void", response={200: BatchOut, **ERRORS}, summary="Ask to void a list")
def ask_void(request: ApiRequest, batch_id: str, body: VoidReasonIn) -> BatchOut:
    """Nothing changes until a second officer accepts."""
    require_permission(request.auth, "list.void")
    batch = _batch(request.auth, batch_id, "list.void")
    ask_void_batch(batch, reason=body.reason, by=request.auth)
    return _batch_out(batch)


@router.post("/lists/{batch_id}/void/accept", response={200: BatchOut, **ERRORS}, summary="Void a list")
def accept_void(request: ApiRequest, batch_id: str) -> BatchOut:
    """The second officer's acceptance: every event of the list is voided, as a whole."""
    require_permission(request.auth, "weapon.accept")
    batch = _batch(request.auth, batch_id, "weapon.accept")
    accept_void_batch(batch, by=request.auth, at=timezone.now())
    return _batch_out(batch)


def _batch(viewer: Viewer, batch_id: str, permission: str = "list.import") -> Batch:
    try:
        found = find_batch(viewer, UUID(batch_id), permission)
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _batch_out(batch: Batch) -> BatchOut:
    return BatchOut(
        id=str(batch.id),
        kind=batch.kind,
        file_name=batch.file_name,
        file_sha256=batch.file_sha256,
        unit=batch.unit.code,
        accepted_at=batch.accepted_at,
        stage=batch.stage,
        rows_done=batch.rows_done,
        rows_expected=batch.rows_expected,
    )


def _kept_out(row: KeptAsideRow) -> KeptAsideOut:
    return KeptAsideOut(
        sheet=row.sheet,
        row=row.row,
        code=row.code,
        params=row.params,
        cells=[str(cell) for cell in row.cells],
    )
