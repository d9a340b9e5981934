"""Many States' reports in the demo: the constructed set, plainly labelled, and Farland's own report as its package."""

from datetime import datetime
from pathlib import Path

from tracemark.accounts.rules import Viewer
from tracemark.config.node import check_signature
from tracemark.instruments.jobs.packages import write_package
from tracemark.instruments.queries.reports import list_reports, view_of
from tracemark.observatory.data.constructed import NOTE
from tracemark.observatory.data.constructed_beside import write_constructed
from tracemark.observatory.jobs.loading import load
from tracemark.observatory.jobs.ways import reading_of


def take_in_reports(folder: Path, *, by: Viewer, at: datetime) -> int:
    """Write the files into a folder and take them in by the ordinary door; how many reports came in."""
    constructed = write_constructed(folder)
    reading = reading_of(by, check_signature)
    done = load(constructed, reading, by=by, at=at, note=NOTE)
    own = load(_packages(folder, by), reading, by=by, at=at)
    return done.loaded.reports + own.loaded.reports


def _packages(folder: Path, by: Viewer) -> list[Path]:
    """Farland's submitted reports under the Programme of Action, as the packages any node can verify."""
    found = []
    for report in list_reports(by):
        if report.stage == "submitted" and report.edition.name.startswith("poa-iti/"):
            path = folder / f"{report.number}.zip"
            path.write_bytes(write_package(view_of(report)))
            found.append(path)
    return found
