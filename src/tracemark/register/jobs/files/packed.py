"""Files that are ZIP archives inside (XLSX, ODS): what they ask for is checked first, what they give is counted."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tracemark.register.jobs.files.cells import Limits, UnreadableList, unreadable

MOST_DIRECTORY = 5_000_000
END_SEARCHED = 65_536 + 22
RATIO_FREE_BYTES = 10_000_000  # below this, however well it is packed, a part does no harm


@contextmanager
def damage_refused(path: Path) -> Iterator[None]:
    """Whatever a damaged archive makes the libraries raise becomes one clear refusal.

    Every exception is meant: what unpackers and parsers raise on damaged bytes is not documented.
    """
    try:
        yield
    except UnreadableList:
        raise
    except MemoryError as error:
        raise unreadable("archive_unpacks_too_large", name=path.name) from error
    except Exception as error:
        raise unreadable("archive_is_damaged", name=path.name) from error


def check_archive(path: Path, limits: Limits) -> dict[str, ZipInfo]:
    """The parts of the archive by name, when it is whole and asks for no more than the limits allow."""
    with damage_refused(path):
        if _directory_bytes(path) > MOST_DIRECTORY:
            raise unreadable("archive_has_too_many_parts", name=path.name, most=limits.entries)
        with ZipFile(path) as archive:
            parts = archive.infolist()
    if len(parts) > limits.entries:
        raise unreadable("archive_has_too_many_parts", name=path.name, most=limits.entries)
    if any(part.flag_bits & 1 for part in parts):
        raise unreadable("file_is_encrypted", name=path.name)
    if any(_is_bomb(part, limits) for part in parts):
        raise unreadable("archive_is_a_bomb", name=path.name)
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise unreadable("archive_unpacks_too_large", name=path.name)
    if _has_twins(parts) or any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise unreadable("archive_is_damaged", name=path.name)
    return {part.filename.removeprefix("/"): part for part in parts}


def _directory_bytes(path: Path) -> int:
    """How long the archive says its list of parts is, which the library would read whole (APPNOTE 4.3.14 to 4.3.16)."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - END_SEARCHED))
        tail = file.read()
        place = tail.rfind(b"PK\x05\x06")
        if place < 0 or place + 22 > len(tail):
            return 0  # no end at all: the library refuses it
        locator = tail[place - 20 : place] if place >= 20 else b""
        if not locator.startswith(b"PK\x06\x07"):
            return int.from_bytes(tail[place + 12 : place + 16], "little")
        file.seek(min(int.from_bytes(locator[8:16], "little"), size))
        return int.from_bytes(file.read(56)[40:48], "little")


def _is_bomb(part: ZipInfo, limits: Limits) -> bool:
    packed = max(part.compress_size, 1)
    return part.file_size > RATIO_FREE_BYTES and part.file_size > limits.unpacked_ratio * packed


def _has_twins(parts: Iterable[ZipInfo]) -> bool:
    """Two parts of one name: two programs would read two different lists."""
    names = [part.filename.removeprefix("/") for part in parts]
    return len(names) != len(set(names))


@contextmanager
def open_part(path: Path, part: ZipInfo, most_bytes: int) -> Iterator["Counted"]:
    """A part as a stream that refuses to give more than ``most_bytes``, whatever its header says."""
    with ZipFile(path) as archive, archive.open(part) as source:
        yield Counted(source, most_bytes, path.name)


class Counted:
    """A stream that counts what it gives. Raises ``UnreadableList`` past the limit."""

    def __init__(self, source: IO[bytes], most_bytes: int, name: str) -> None:
        self._source, self._left, self._name = source, most_bytes, name

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes; none at the end."""
        data = self._source.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise unreadable("archive_unpacks_too_large", name=self._name)
        return data
