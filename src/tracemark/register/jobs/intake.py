"""An upload's two jobs: the dry run, and the load. Both can be asked for again after a kill."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.register.actions.batches import batch_id_of
from tracemark.register.jobs.importing import ImportOptions, dry_run, load, result_to_json, survey_list
from tracemark.register.jobs.importing.results import finding_to_json
from tracemark.register.jobs.uploads import Upload, beat, discard_upload, rest, save_upload, upload_path


def check_upload(home: Path, upload: Upload) -> Upload:
    """Read the upload as a load would, keep what came of it with it, and return it.

    Of a list that is refused, how its columns were read is kept beside the reason.
    """
    found: dict[str, Any] = {}

    def work() -> None:
        result = dry_run(
            upload_path(home, upload), upload.kind, options=_options(upload), progress=_beats(home, upload)
        )
        found.update(result_to_json(result))

    def look() -> None:
        found.update(result_to_json(survey_list(upload_path(home, upload), upload.kind, _options(upload))))

    error = _guarded(home, upload, work)
    if error:
        _guarded(home, upload, look)
    checked = replace(upload, check=found, error=error)
    save_upload(home, checked)
    rest(home, upload.key)
    return checked


def load_upload(home: Path, upload: Upload, *, by: Viewer, at: datetime) -> None:
    """Take the upload in as a batch; its file is removed once all its rows stand in the register."""

    def work() -> None:
        load(
            upload_path(home, upload),
            upload.kind,
            unit_id=upload.unit_id,
            by=by,
            accepted_at=at,
            options=_options(upload),
            progress=_beats(home, upload),
        )

    error = _guarded(home, upload, work)
    rest(home, upload.key)
    if error:
        save_upload(home, replace(upload, error=error))
    else:
        discard_upload(home, upload.key)


def batch_of(upload: Upload) -> UUID:
    """The batch that this upload becomes, or is already."""
    return batch_id_of(upload.kind, upload.sha256)


def _options(upload: Upload) -> ImportOptions:
    return ImportOptions(period=upload.period, chosen=upload.chosen)


def _beats(home: Path, upload: Upload) -> Callable[[int, int], None]:
    return lambda done, expected: beat(home, upload.key, done, expected)


def _guarded(home: Path, upload: Upload, work: Callable[[], None]) -> dict[str, Any]:
    """Do the work; why it was refused, as JSON values, or nothing."""
    beat(home, upload.key)
    try:
        work()
    except Refused as refusal:
        return {"findings": [finding_to_json(finding) for finding in refusal.findings]}
    return {}
