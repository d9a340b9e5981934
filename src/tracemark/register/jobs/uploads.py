"""Lists on their way in: the file as it was uploaded, with what was learnt about it, until it is loaded.

Each upload is a folder of its own in TRACEMARK_HOME. Only the person who uploaded a list sees it; when its
rows stand in the register the file is removed, because it may name people.
"""

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from tracemark.findings import Finding, Param, Refused, Severity
from tracemark.register.rules.rows import ListKind

FOLDER, FILE = "uploads", "file"
LONGEST_NAME = 60
LARGEST_FILE = 512_000_000
"""Bytes; a list of a million rows is about 100 MB."""

ALIVE_SECONDS = 30
"""A job that has not said anything for so long was stopped."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A list that was uploaded. ``chosen`` is what its columns are, as the officer said; ``check`` the result
    of the dry run (empty until there is one); ``error`` why it could not be read or loaded."""

    key: UUID
    file_name: str
    sha256: str
    size: int
    kind: ListKind
    unit_id: UUID
    person_id: UUID
    uploaded_at: datetime
    period: int | None = None
    chosen: dict[str, str] = field(default_factory=dict)
    check: dict[str, Any] = field(default_factory=dict)
    error: dict[str, Any] = field(default_factory=dict)

    @property
    def has_columns(self) -> bool:
        """Whether it is known how the columns would be read, even if the list is refused so far."""
        return any(sheet["columns"] for sheet in self.check.get("sheets", ()))


def keep_upload(
    home: Path,
    chunks: Iterable[bytes],
    *,
    file_name: str,
    kind: ListKind,
    unit_id: UUID,
    person_id: UUID,
    at: datetime,
    period: int | None = None,
) -> Upload:
    """Write the file and its description. Refused: a file that is empty, or larger than ``LARGEST_FILE``."""
    name = safe_name(file_name)
    key = uuid4()
    folder = _folder(home, key)
    (folder / FILE).mkdir(parents=True, mode=0o700)
    try:
        digest, size = _write(folder / FILE / name, chunks)
    except Refused:
        shutil.rmtree(folder)
        raise
    upload = Upload(key, name, digest, size, kind, unit_id, person_id, at, period)
    save_upload(home, upload)
    return upload


def safe_name(file_name: str) -> str:
    """The last part of a file's name, with signs replaced that could mean something to a file system."""
    last = re.split(r"[\\/]", file_name)[-1]
    stem, dot, suffix = re.sub(r"[^\w .()\[\]+,=-]", "_", last).strip(" .").rpartition(".")
    return f"{stem[:LONGEST_NAME] or 'list'}{dot}{suffix[:8]}"


def save_upload(home: Path, upload: Upload) -> None:
    """Write the description of an upload, whole or not at all."""
    values = asdict(upload) | {"uploaded_at": upload.uploaded_at.isoformat()}
    target = _folder(home, upload.key) / "upload.json"
    partial = target.with_suffix(f".{os.getpid()}.part")
    partial.write_text(json.dumps(values, default=str, ensure_ascii=False), encoding="utf-8")
    partial.replace(target)


def find_upload(home: Path, key: UUID, person_id: UUID | None) -> Upload | None:
    """The upload, when it is there and this person's."""
    path = _folder(home, key) / "upload.json"
    if not path.exists():
        return None
    upload = _from_json(json.loads(path.read_text(encoding="utf-8")))
    return upload if upload.person_id == person_id else None


def list_uploads(home: Path, person_id: UUID | None) -> list[Upload]:
    """What this person uploaded and has not loaded yet, the newest first."""
    keys = (UUID(path.parent.name) for path in (home / FOLDER).glob("*/upload.json"))
    found = (find_upload(home, key, person_id) for key in keys)
    return sorted((one for one in found if one), key=lambda one: one.uploaded_at, reverse=True)


def upload_path(home: Path, upload: Upload) -> Path:
    """Where the uploaded file lies."""
    return _folder(home, upload.key) / FILE / upload.file_name


def discard_upload(home: Path, key: UUID) -> None:
    """Remove the file and what was learnt about it. Nothing of it stands in the register."""
    shutil.rmtree(_folder(home, key), ignore_errors=True)


def corrected(upload: Upload, chosen: dict[str, str], period: int | None) -> Upload:
    """The upload with other columns or another year, to be checked again."""
    return replace(upload, chosen=chosen, period=period, check={}, error={})


def beat(home: Path, key: UUID, done: int = 0, expected: int = 0) -> None:
    """Say that a job for this upload is alive, and how far it is."""
    path = _folder(home, key) / "progress"
    if path.parent.exists():
        path.write_text(f"{done} {expected}", encoding="ascii")


def progress(home: Path, key: UUID) -> tuple[int, int] | None:
    """Rows done and expected of the job that works on this upload; None when none is alive."""
    path = _folder(home, key) / "progress"
    try:
        if time.time() - path.stat().st_mtime > ALIVE_SECONDS:
            return None
        done, expected = path.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return int(done), int(expected)


def rest(home: Path, key: UUID) -> None:
    """Say that no job works on this upload any more."""
    (_folder(home, key) / "progress").unlink(missing_ok=True)


def _folder(home: Path, key: UUID) -> Path:
    return home / FOLDER / str(key)


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST_FILE:
                params: dict[str, Param] = {"name": path.name, "megabytes": LARGEST_FILE // 10**6}
                raise Refused(Finding("file_too_large", params, Severity.REFUSAL))
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise Refused(Finding("file_is_empty", {"name": path.name}, Severity.REFUSAL))
    return digest.hexdigest(), size


def _from_json(values: dict[str, Any]) -> Upload:
    return Upload(
        **values
        | {
            "key": UUID(values["key"]),
            "kind": ListKind(values["kind"]),
            "unit_id": UUID(values["unit_id"]),
            "person_id": UUID(values["person_id"]),
            "uploaded_at": datetime.fromisoformat(values["uploaded_at"]),
        }
    )
