"""Submission packages: written from a submitted report, verified and taken in by any node."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.actions.receiving import receive_report
from tracemark.instruments.models import Attachment, ReceivedReport, Submission
from tracemark.instruments.queries.reports import ReportView
from tracemark.instruments.rules.package import (
    ATTACHMENTS,
    INSTRUMENT,
    MOST_BYTES,
    MOST_FILES,
    REPORT,
    SEAL,
    Contents,
    read_package,
)

EPOCH = (1980, 1, 1, 0, 0, 0)
"""Every file of a package has this date: the same report gives the same bytes."""

Check = Callable[[str, bytes, str], bool]
"""Whether a signature of a message was made with a public key: key, message, signature."""


def write_package(view: ReportView) -> bytes:
    """The package of a submitted report. Raises Refused for one that is not submitted."""
    submission = Submission.objects.filter(report=view.report).first()
    if submission is None:
        raise Refused(Finding("report_not_submitted", {"number": view.report.number}, Severity.REFUSAL))
    seal = {
        "text": submission.seal_text,
        "signature": submission.signature,
        "public_key": submission.public_key,
        "algorithm": "Ed25519",
    }
    files = {
        REPORT: submission.document.encode(),
        INSTRUMENT: view.report.edition.document.encode(),
        SEAL: (json.dumps(seal, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(),
    }
    for attachment in Attachment.objects.filter(report=view.report):
        files[f"{ATTACHMENTS}{attachment.sha256}"] = bytes(attachment.content)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def verify_package(content: bytes, check: Check) -> Contents:
    """A package that holds together and whose seal its key has signed. Raises Refused with what does not.

    Whose key it is, the reader must know from elsewhere: the package only proves that its holder signed.
    """
    contents, findings = read_package(_files(content))
    if contents is None:
        raise Refused(*findings)
    if not check(contents.public_key, contents.seal_text.encode(), contents.signature):
        raise Refused(Finding("package_signature_wrong", {}, Severity.REFUSAL))
    return contents


def receive_package(content: bytes, check: Check, *, by: Viewer, at: datetime) -> ReceivedReport:
    """Verify a package and keep its report; one that is known already is returned."""
    return receive_report(contents=verify_package(content, check), by=by, at=at)


def _files(content: bytes) -> dict[str, bytes]:
    """The files of an archive, within bounds. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise Refused(Finding("package_unreadable", {"problem": "too large"}, Severity.REFUSAL))
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Refused(
            Finding("package_unreadable", {"problem": str(error)[:200]}, Severity.REFUSAL)
        ) from error
