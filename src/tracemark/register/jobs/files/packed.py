"""Files that are ZIP archives inside (XLSX, ODS): looked at before anything is unpacked."""

from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from tracemark.register.jobs.files.cells import Limits, unreadable

NOT_LISTS = ("xl/vbaProject.bin",)


def check_archive(path: Path, limits: Limits) -> list[ZipInfo]:
    """The entries of the archive, when it is whole and asks for no more than the limits allow."""
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
    except (BadZipFile, LargeZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise unreadable("archive_is_damaged", name=path.name) from error
    if len(entries) > limits.entries:
        raise unreadable("archive_has_too_many_parts", name=path.name, most=limits.entries)
    unpacked = 0
    for entry in entries:
        unpacked += entry.file_size
        if entry.flag_bits & 1:
            raise unreadable("file_is_encrypted", name=path.name)
        if entry.file_size > 10_000_000 and entry.file_size > limits.unpacked_ratio * max(
            entry.compress_size, 1
        ):
            raise unreadable("archive_is_a_bomb", name=path.name)
    if unpacked > limits.unpacked_bytes:
        raise unreadable("archive_unpacks_too_large", name=path.name, megabytes=unpacked // 1_000_000)
    return entries
