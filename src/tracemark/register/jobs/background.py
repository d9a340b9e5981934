"""Reading and loading a list while its officer goes on: one thread of this process an upload.

Nothing is lost when the process ends: a load is resumed where it was, a dry run is made again.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from django.db import connection

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.register.jobs.importing import (
    ImportOptions,
    Progress,
    dry_run,
    load,
    result_to_json,
    survey_list,
)
from tracemark.register.jobs.importing.results import finding_to_json
from tracemark.register.jobs.uploads import Upload, remove_upload, write_json

log = logging.getLogger(__name__)
_running: dict[str, threading.Thread] = {}
TOLD_EVERY_S = 0.5


def is_running(key: str) -> bool:
    """Whether this process works on an upload (by its id) at the moment."""
    thread = _running.get(key)
    return thread is not None and thread.is_alive()


def start_dry_run(upload: Upload, *, language: str) -> None:
    """Read an upload without changing anything; the findings are written beside it."""
    _start(upload, lambda: _dry_run(upload, language))


def start_load(upload: Upload, *, by: Viewer, at: datetime) -> None:
    """Take an upload in; when all is in, the upload is removed and its batch tells the rest."""
    _start(upload, lambda: _load(upload, by, at))


def _start(upload: Upload, work: Callable[[], None]) -> None:
    if is_running(upload.id.hex):
        return
    thread = threading.Thread(
        target=_guarded, args=(upload, work), name=f"list-{upload.id.hex[:8]}", daemon=True
    )
    _running[upload.id.hex] = thread
    thread.start()


def _guarded(upload: Upload, work: Callable[[], None]) -> None:
    """Do the work; whatever goes wrong is written where the officer's page looks for it."""
    try:
        work()
    except Refused as refusal:
        write_json(upload, "refused.json", {"findings": [finding_to_json(one) for one in refusal.findings]})
    except Exception:
        log.exception("an import failed")
        failed = Finding("import_failed", {}, Severity.REFUSAL)
        write_json(upload, "refused.json", {"findings": [finding_to_json(failed)]})
    finally:
        connection.close()


def _dry_run(upload: Upload, language: str) -> None:
    try:
        result = dry_run(
            upload.path,
            upload.kind,
            options=_options(upload),
            rejects=upload.rejects_path,
            language=language,
            progress=_progress(upload),
        )
    except Refused:
        _keep_columns(upload)
        raise
    write_json(upload, "dry_run.json", result_to_json(result))


def _keep_columns(upload: Upload) -> None:
    """Of a list that is refused, keep how its columns would be read: the officer may know the missing one."""
    with suppress(Refused):
        result = survey_list(upload.path, upload.kind, _options(upload))
        if any(sheet.columns for sheet in result.sheets):
            write_json(upload, "dry_run.json", result_to_json(result))


def _load(upload: Upload, by: Viewer, at: datetime) -> None:
    write_json(upload, "progress.json", {"done": 0, "expected": 0, "is_load": True})
    load(
        upload.path,
        upload.kind,
        unit_id=upload.unit_id,
        by=by,
        accepted_at=at,
        options=_options(upload),
        progress=_progress(upload, is_load=True),
    )
    remove_upload(upload)


def _options(upload: Upload) -> ImportOptions:
    return ImportOptions(period=upload.period, chosen=upload.chosen)


def _progress(upload: Upload, *, is_load: bool = False) -> Progress:
    """Write the position down, at most twice a second."""
    started = told = time.monotonic()

    def tell(done: int, expected: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= TOLD_EVERY_S:
            told = now
            left = (now - started) / done * (expected - done) if 0 < done < expected else 0
            values = {"done": done, "expected": expected, "seconds_left": int(left), "is_load": is_load}
            write_json(upload, "progress.json", values)

    return tell
