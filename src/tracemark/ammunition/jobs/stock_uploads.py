"""Lists of stock sent through the browser: read first, taken in when their officer says so, in the background.

One folder an upload, ``TRACEMARK_HOME/stock_lists/<id>/``: the file, whose it is, how far it is taken in. It goes when
the list is taken in; one that nobody goes on with goes after some days. Every row has an id of its own, so that a
load that was killed is simply done again.
"""

import json
import logging
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.actions.stock_lists import keep_list
from tracemark.ammunition.jobs.stock_files import load_stock, read_stock_file
from tracemark.findings import Finding, Param, Refused, Severity

log = logging.getLogger(__name__)

LARGEST_BYTES = 50_000_000
KEPT_DAYS = 7
LONGEST_NAME = 120
_running: dict[UUID, threading.Thread] = {}


@dataclass(frozen=True, slots=True)
class StockUpload:
    """One file sent, and by whom."""

    id: UUID
    name: str
    person_id: UUID | None

    @property
    def folder(self) -> Path:
        """Where everything about it is kept."""
        return uploads_folder() / self.id.hex

    @property
    def path(self) -> Path:
        """The file itself."""
        return self.folder / "file" / self.name


def uploads_folder() -> Path:
    """The folder of all uploads of stock."""
    return Path(settings.HOME) / "stock_lists"


def store_upload(chunks: Iterable[bytes], *, name: str, by: Viewer) -> StockUpload:
    """Keep a file that was sent. Raises Refused for one that is too large."""
    by.require("ammunition.move")
    plain = "".join(sign if sign.isalnum() or sign in " ._-" else "_" for sign in Path(name).name)
    upload = StockUpload(uuid4(), plain.lstrip(".")[-LONGEST_NAME:] or "list", by.person_id)
    upload.path.parent.mkdir(parents=True, mode=0o700)
    written = 0
    with upload.path.open("wb") as file:
        for chunk in chunks:
            written += len(chunk)
            if written > LARGEST_BYTES:
                break
            file.write(chunk)
    if written > LARGEST_BYTES:
        remove_upload(upload)
        params: dict[str, Param] = {"name": upload.name, "mb": LARGEST_BYTES // 1_000_000}
        raise Refused(Finding("stock_file_too_large", params, Severity.REFUSAL))
    person = upload.person_id.hex if upload.person_id else None
    _write(upload, "upload.json", {"name": upload.name, "person": person})
    return upload


def find_upload(viewer: Viewer, upload_id: UUID) -> StockUpload | None:
    """The viewer's own upload, or None."""
    values = _read(uploads_folder() / upload_id.hex / "upload.json")
    if values is None:
        return None
    person = values["person"]
    upload = StockUpload(upload_id, str(values["name"]), UUID(str(person)) if person else None)
    return upload if upload.person_id == viewer.person_id and viewer.may("ammunition.move") else None


def remove_upload(upload: StockUpload) -> None:
    """Remove an upload with all that is kept about it."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def remove_old_uploads(now: datetime) -> None:
    """Remove uploads that nobody went on with."""
    oldest = now.timestamp() - KEPT_DAYS * 24 * 60 * 60
    for folder in uploads_folder().iterdir() if uploads_folder().exists() else ():
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def is_running(upload_id: UUID) -> bool:
    """Whether this process takes an upload in at the moment."""
    thread = _running.get(upload_id)
    return thread is not None and thread.is_alive()


def progress_of(upload: StockUpload) -> tuple[int, int]:
    """(rows recorded, rows in all)."""
    values = _read(upload.folder / "progress.json") or {}
    return int(str(values.get("done", 0))), int(str(values.get("expected", 0)))


def failure_of(upload: StockUpload) -> str:
    """The code of what stopped the last load; empty when nothing did."""
    return str((_read(upload.folder / "failed.json") or {}).get("code", ""))


def start_load(upload: StockUpload, *, by: Viewer, at: datetime) -> None:
    """Take an upload in, in the background."""
    if is_running(upload.id):
        return
    thread = threading.Thread(
        target=_guarded, args=(upload, by, at), name=f"stock-{upload.id.hex[:8]}", daemon=True
    )
    _running[upload.id] = thread
    thread.start()


def run_load(upload: StockUpload, *, by: Viewer, at: datetime) -> None:
    """Take an upload in, keep on record that it was, and remove it."""
    (upload.folder / "failed.json").unlink(missing_ok=True)
    found = read_stock_file(upload.path, by)
    expected = len(found.rows)

    def told(done: int) -> None:
        if done % 20 == 0:
            _write(upload, "progress.json", {"done": done, "expected": expected})

    told(0)
    recorded = load_stock(found, by=by, at=at, told=told)
    keep_list(
        upload.id, name=upload.name, sha256=found.sha256, header=found.header, recorded=recorded,
        rejects=found.rejects, by=by, at=at,
    )  # fmt: skip
    remove_upload(upload)


def _guarded(upload: StockUpload, by: Viewer, at: datetime) -> None:
    try:
        run_load(upload, by=by, at=at)
    except Refused as refusal:
        _write(upload, "failed.json", {"code": refusal.findings[0].code})
    except Exception:
        log.exception("taking in a list of stock failed")
        _write(upload, "failed.json", {"code": "stock_load_failed"})
    finally:
        connection.close()


def _write(upload: StockUpload, name: str, values: dict[str, object]) -> None:
    part = upload.folder / f".{name}"
    part.write_text(json.dumps(values), encoding="utf-8")
    part.replace(upload.folder / name)


def _read(path: Path) -> dict[str, object] | None:
    try:
        values: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return values
