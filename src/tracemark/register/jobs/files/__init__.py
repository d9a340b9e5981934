"""Reading any list file safely: what it is by its content, within limits, as streams of cells."""

import hashlib
from pathlib import Path

from tracemark.register.jobs.files.cells import (
    Cell,
    Limits,
    Sheet,
    UnreadableList,
    Workbook,
    unreadable,
)
from tracemark.register.jobs.files.text import read_text
from tracemark.register.jobs.files.whole import read_whole
from tracemark.register.jobs.files.xlsx import read_xlsx

__all__ = ["Cell", "Limits", "Sheet", "UnreadableList", "Workbook", "open_list"]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XLS_OLD = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ",
)
DEFAULT = Limits()


def open_list(path: Path, *, limits: Limits = DEFAULT) -> Workbook:
    """Open a list file of whatever kind its content says. Raises ``UnreadableList``, and nothing else."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise unreadable("not_a_file", name=path.name)
        digest, head = _digest(path, size, limits)
    except OSError as error:
        raise unreadable("file_cannot_be_opened", name=path.name, detail=error.strerror or "") from error
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise unreadable("file_is_empty", name=path.name)
    if head.startswith(OTHERS):
        raise unreadable("file_is_not_a_list", name=path.name)
    if head.startswith(ZIP) and not _is_ods(path):
        sheets, estimate, findings = read_xlsx(path, limits)
    elif head.startswith(ZIP):
        sheets, estimate = read_whole(path, size, limits, packed=True)
        findings = ()
    elif head.startswith(OLE) or head.startswith(XLS_OLD):
        sheets, estimate = read_whole(path, size, limits, packed=False)
        findings = ()
    else:
        sheet, estimate, findings = read_text(path, size, limits)
        sheets = (sheet,)
    return Workbook(sheets, digest, size, estimate, findings)


def _digest(path: Path, size: int, limits: Limits) -> tuple[str, bytes]:
    if size > limits.file_bytes:
        raise unreadable("file_too_large", name=path.name, megabytes=limits.file_bytes // 10**6)
    with path.open("rb") as file:
        head = file.read(4096)
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest(), head


def _is_ods(path: Path) -> bool:
    """An ODS file names its kind in its first, uncompressed part."""
    with path.open("rb") as file:
        return b"opendocument.spreadsheet" in file.read(300)
