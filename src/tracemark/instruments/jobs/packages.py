"""Submission packages: written from a submitted report, verified and taken in by any node."""

import io
import zipfile
import zlib
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
    pack,
    read_package,
    seal_file,
)

Check = Callable[[str, bytes, str], bool]
"""Whether a signature of a message was made with a public key: key, message, signature."""


def write_package(view: ReportView) -> bytes:
    """The package of a submitted report. Raises Refused for one that is not submitted."""
    submission = Submission.objects.filter(report=view.report).first()
    if submission is None:
        raise Refused(Finding("report_not_submitted", {"number": view.report.number}, Severity.REFUSAL))
    files = {
        REPORT: submission.document.encode(),
        INSTRUMENT: view.report.edition.document.encode(),
        SEAL: seal_file(submission.seal_text, submission.signature, submission.public_key),
    }
    for attachment in Attachment.objects.filter(report=view.report):
        files[f"{ATTACHMENTS}{attachment.sha256}"] = bytes(attachment.content)
    return pack(files)


def verify_package(content: bytes, check: Check) -> Contents:
    """A package that holds together and whose seal its key has signed. Raises Refused with what does not.

    Whose key it is, the reader must know from elsewhere: the package only proves that its holder signed.
    """
    files = _files(content)
    contents, findings = read_package(files)
    if contents is None:
        raise Refused(*findings)
    if pack(files) != content:
        raise Refused(Finding("package_not_as_written", {}, Severity.REFUSAL))
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
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
    ) as error:
        raise Refused(
            Finding("package_unreadable", {"problem": str(error)[:200]}, Severity.REFUSAL)
        ) from error
