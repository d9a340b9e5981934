"""Files that officers send for import: kept in the node's folder until their rows are in the register.

One folder an upload, ``TRACEMARK_HOME/uploads/<id>/``: the file, what was said about it (``upload.json``), how
far its reading is (``progress.json``) and what the dry run found (``dry_run.json``). It is removed when the list
is loaded; one that nobody goes on with is removed after some days.
"""

import json
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from tracemark.accounts.rules import Viewer
from tracemark.register.rules.rows import ListKind

KEPT_DAYS = 7
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """One file sent, and what was decided about it. ``chosen`` maps names of columns to fields."""

    id: UUID
    file_name: str
    kind: ListKind
    unit_id: UUID
    person_id: UUID | None
    period: int | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where everything about it is kept."""
        return uploads_folder() / self.id.hex

    @property
    def path(self) -> Path:
        """The file itself, under the name it was sent with."""
        return self.folder / "file" / self.file_name

    @property
    def rejects_path(self) -> Path:
        """The rows that a load would keep aside, as a spreadsheet."""
        return self.folder / "kept_aside.xlsx"


def uploads_folder() -> Path:
    """The folder of all uploads."""
    return Path(settings.HOME) / "uploads"


def store_upload(
    chunks: Iterable[bytes], *, file_name: str, kind: ListKind, unit_id: UUID, period: int | None, by: Viewer
) -> Upload:
    """Keep a file that was sent. Raises Refused unless the viewer may import lists for the unit."""
    by.require("list.import", unit_id)
    upload = Upload(uuid4(), _safe_name(file_name), kind, unit_id, by.person_id, period)
    upload.path.parent.mkdir(parents=True, mode=0o700)
    with upload.path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    save_upload(upload)
    return upload


def save_upload(upload: Upload) -> None:
    """Write down what is decided about an upload; earlier findings no longer hold."""
    write_json(
        upload,
        "upload.json",
        {
            **asdict(upload),
            "id": upload.id.hex,
            "unit_id": upload.unit_id.hex,
            "person_id": upload.person_id.hex if upload.person_id else None,
        },
    )
    for name in ("dry_run.json", "refused.json", "progress.json"):
        (upload.folder / name).unlink(missing_ok=True)


def find_upload(viewer: Viewer, upload_id: UUID) -> Upload | None:
    """The viewer's own upload, or None."""
    upload = _read(uploads_folder() / upload_id.hex)
    if upload is None or upload.person_id != viewer.person_id:
        return None
    return upload if viewer.may_at("list.import", upload.unit_id) else None


def find_upload_of_batch(viewer: Viewer, kind: str, sha256: str) -> Upload | None:
    """The viewer's upload of the file of a batch, by which an interrupted load goes on; else None."""
    folders = uploads_folder().iterdir() if uploads_folder().exists() else ()
    for folder in folders:
        found = _json(folder / "dry_run.json")
        if found and (found["kind"], found["sha256"]) == (kind, sha256):
            return find_upload(viewer, UUID(folder.name))
    return None


def remove_upload(upload: Upload) -> None:
    """Remove an upload with all that is kept about it."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def remove_old_uploads(now: datetime) -> None:
    """Remove uploads that nobody went on with."""
    oldest = now.timestamp() - KEPT_DAYS * 24 * 60 * 60
    for folder in uploads_folder().iterdir() if uploads_folder().exists() else ():
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def read_json(upload: Upload, name: str) -> dict[str, Any] | None:
    """What was written about an upload under this name; None when nothing was."""
    return _json(upload.folder / name)


def write_json(upload: Upload, name: str, values: Mapping[str, Any]) -> None:
    """Write something about an upload, whole or not at all."""
    upload.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = upload.folder / f"{name}.part"
    partial.write_text(json.dumps(values, ensure_ascii=False, default=str), encoding="utf-8")
    partial.replace(upload.folder / name)


def _json(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError):
        return None
    return found


def _read(folder: Path) -> Upload | None:
    values = _json(folder / "upload.json")
    if values is None:
        return None
    return Upload(
        id=UUID(values["id"]),
        file_name=values["file_name"],
        kind=ListKind(values["kind"]),
        unit_id=UUID(values["unit_id"]),
        person_id=UUID(values["person_id"]) if values["person_id"] else None,
        period=values["period"],
        chosen=values["chosen"],
    )


def _safe_name(name: str) -> str:
    """The last part of a file's name, without signs that mean something to a file system."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending)]}{dot}{ending}"[:LONGEST_NAME] or f"list-{int(time.time())}"
