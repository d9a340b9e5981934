"""Reading any list file safely: what it is by its content, within limits, as streams of cells."""

import hashlib
from pathlib import Path

from tracemark.findings import Finding
from tracemark.register.jobs.files.cells import (
    Cell,
    Limits,
    Sheet,
    UnreadableList,
    Workbook,
    unreadable,
)
from tracemark.register.jobs.files.ods import read_ods
from tracemark.register.jobs.files.packed import check_archive
from tracemark.register.jobs.files.text import read_text
from tracemark.register.jobs.files.xls import read_xls
from tracemark.register.jobs.files.xlsx import read_xlsx

__all__ = ["Cell", "Limits", "Sheet", "UnreadableList", "Workbook", "open_list"]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEFORE_OLE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
OTHERS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ\x90",
    b"{\\rtf", b"BZh", b"\xfd7zXZ", b"SQLite format 3", b"PK\x05\x06", b"PK\x07\x08",
)  # fmt: skip
MARKED_UP = (
    b"<html",
    b"<!doctype",
    b"<table",
    b"<?xml",
    b"<meta",
    b"<head",
    b"<body",
    b"<style",
    b"mime-version:",
)
NOTHING = b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe\x1a"
DEFAULT = Limits()


def open_list(path: Path, *, limits: Limits = DEFAULT) -> Workbook:
    """Open a list file of whatever kind its content says. Raises ``UnreadableList``, and nothing else.

    So do the ``rows()`` of its sheets, also in the middle of a file that turns out to be damaged.
    """
    try:
        size = _size(path, limits)
        digest, head = _digest(path)
        sheets, estimate, findings = _read(path, size, head, limits)
    except OSError as error:
        raise unreadable("file_cannot_be_opened", name=path.name, detail=error.strerror or "") from error
    return Workbook(sheets, digest, size, estimate, findings)


def _size(path: Path, limits: Limits) -> int:
    try:
        about = path.stat()
    except ValueError as error:  # a name with a NUL in it
        raise unreadable("file_cannot_be_opened", name=path.name, detail="") from error
    if not path.is_file():
        raise unreadable("not_a_file", name=path.name)
    if about.st_size > limits.file_bytes:
        raise unreadable("file_too_large", name=path.name, megabytes=limits.file_bytes // 10**6)
    return about.st_size


def _digest(path: Path) -> tuple[str, bytes]:
    with path.open("rb") as file:
        head = file.read(4096)
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest(), head


def _read(
    path: Path, size: int, head: bytes, limits: Limits
) -> tuple[tuple[Sheet, ...], int, tuple[Finding, ...]]:
    """Read the file as what its first bytes say it is; its name and ending say nothing."""
    if not head.strip(NOTHING) and size <= len(head):
        raise unreadable("file_is_empty", name=path.name)
    if head.startswith(OTHERS):
        raise unreadable("file_is_not_a_list", name=path.name)
    if head.lstrip(NOTHING)[:20].lower().startswith(MARKED_UP):
        raise unreadable("file_is_a_web_page", name=path.name)
    if head.startswith(ZIP):
        parts = check_archive(path, limits)
        read = read_ods if "content.xml" in parts else read_xlsx
        return read(path, parts, limits)
    if head.startswith(BEFORE_OLE):
        raise unreadable("file_is_too_old", name=path.name)
    if head.startswith(OLE):
        return read_xls(path, size, limits)
    return read_text(path, size, limits)
