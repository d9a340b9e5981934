"""Loading files: each is read and checked, then all are taken in together, or none is."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.actions.loading import KEYED, Incoming, Loaded, ScannedPaper, take_in
from tracemark.observatory.jobs.reading import ReadFile, files_in, read_file
from tracemark.observatory.jobs.ways import Reading
from tracemark.observatory.rules.drafts import ReadReport, in_file, read_report, refusal, repeated

MOST_SCAN_BYTES = 50_000_000
SCANS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
"""How a scan begins, and its type: nothing else is kept as one."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did, and what was noticed without being refused."""

    loaded: Loaded
    warnings: tuple[Finding, ...]


def load(
    paths: Iterable[Path],
    reading: Reading,
    *,
    by: Viewer,
    at: datetime,
    scan: Path | None = None,
    note: str = "",
    is_whole_release: bool = False,
    dry_run: bool = False,
) -> LoadResult:
    """Take in files and folders, all or nothing. Raises Refused with every refusal, each with its file and place.

    With ``scan`` the one report of the files was keyed in from that paper. With ``dry_run`` nothing is stored.
    """
    by.require("observatory.load")
    files = [read_file(path, reading) for path in files_in(paths)]
    incoming = [_incoming(file, reading) for file in files]
    findings = [finding for _, found in incoming for finding in found]
    findings += repeated([draft for file in files for draft in file.reports])
    paper = None
    if scan is not None:
        paper, wrong = read_scan(scan, sum(len(file.reports) for file in files))
        findings += wrong
    refusals = [one for one in findings if one.severity is Severity.REFUSAL]
    if refusals:
        raise Refused(*refusals)
    ready = [_with_scan(one, paper) for one, _ in incoming]
    warnings = tuple(findings)
    if dry_run:
        return LoadResult(_would_be(ready), warnings)
    editions = {**reading.editions, **{name: one for file in files for name, one in file.editions.items()}}
    done = take_in(ready, editions, by=by, at=at, note=note, is_whole_release=is_whole_release)
    return LoadResult(done, warnings)


def _incoming(file: ReadFile, reading: Reading) -> tuple[Incoming, list[Finding]]:
    """What a file brings when nothing is wrong with it, and all that was noticed."""
    read: list[ReadReport] = []
    findings = list(file.findings)
    for draft in file.reports:
        instrument = file.editions.get(draft.edition) or reading.editions[draft.edition]
        report = read_report(draft, instrument)
        findings += [in_file(one, file.path.name) for one in report.findings]
        read.append(report)
    incoming = Incoming(file.path.name, file.way, file.sha256, tuple(read), file.records, file.observations)
    return incoming, findings


def _with_scan(one: Incoming, paper: ScannedPaper | None) -> Incoming:
    if paper is None or not one.reports:
        return one
    return Incoming(one.name, KEYED, one.sha256, one.reports, one.records, one.observations, scan=paper)


def read_scan(path: Path, reports: int) -> tuple[ScannedPaper | None, list[Finding]]:
    """The scan of a paper report, and why it cannot be kept. It belongs to exactly one report."""
    content = path.read_bytes() if path.stat().st_size <= MOST_SCAN_BYTES else b""
    media_type = next((kind for start, kind in SCANS.items() if content.startswith(start)), "")
    findings = []
    if not media_type:
        findings.append(in_file(refusal("scan_not_kept", ""), path.name))
    if reports != 1:
        findings.append(in_file(refusal("scan_of_one_report", "", reports=reports), path.name))
    if findings:
        return None, findings
    return ScannedPaper(path.name, media_type, hashlib.sha256(content).hexdigest(), content), []


def _would_be(ready: Sequence[Incoming]) -> Loaded:
    return Loaded(
        reports=sum(len(one.reports) for one in ready),
        answers=sum(len(report.cells) for one in ready for report in one.reports),
        records=sum(len(one.records) for one in ready),
        values=sum(len(one.observations) for one in ready),
    )
