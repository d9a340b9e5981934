"""What an officer should know of an XLSX sheet before it is read: hidden parts, formulas, joined cells, its length."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipInfo

from tracemark.register.jobs.files.cells import Block, Limits
from tracemark.register.jobs.files.notes import MOST_BLOCKS, SheetNotes
from tracemark.register.jobs.files.packed import open_part
from tracemark.register.jobs.files.xlsx_parts import TRUE
from tracemark.register.jobs.files.xlsx_sheet import column_of
from tracemark.register.jobs.files.xml_stream import BadXml, parse_stream

CHUNK = 1 << 20
# Each looks only so far ahead: a file may be made of beginnings without end.
HIDDEN_ROW = re.compile(rb'<row\b[^>]{0,400}\bhidden="(?:1|true)"')
NO_VALUE = re.compile(
    rb'<c\b(?![^>]{0,200}\bt="str")[^>]{0,200}><f\b[^>]{0,400}>[^<]{0,8192}</f>(?:<v ?/>|<v></v>)?</c>'
)
MERGED = re.compile(rb'<mergeCell\b[^>]{0,200}\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
PREFIX = re.compile(rb"<(\w{1,20}:)sheetData")


def look_over(path: Path, part: ZipInfo, budget: int, limits: Limits) -> tuple[SheetNotes, int]:
    """Look through the first ``budget`` bytes of a sheet without reading its cells; also how many there were.

    ``rows`` is worked up to the whole sheet.
    """
    notes = SheetNotes(hidden_columns=_hidden_columns(path, part, limits))
    looked_at = 0
    for piece in _pieces(path, part, budget, limits):
        looked_at += len(piece)
        notes.rows += piece.count(b"<row ") + piece.count(b"<row>") + piece.count(b"<row/>")
        if b'hidden="' in piece:
            notes.hidden_rows += len(HIDDEN_ROW.findall(piece))
        if b"<f>" in piece or b"<f " in piece:
            notes.formulas += piece.count(b"<f>") + piece.count(b"<f ")
            notes.formulas_without_value += len(NO_VALUE.findall(piece))
        if b"<mergeCell " in piece and len(notes.merged) < MOST_BLOCKS:
            notes.merged.extend(_blocks(piece))
    if 0 < looked_at < part.file_size:
        notes.rows = notes.rows * part.file_size // looked_at
    return notes, looked_at


def _pieces(path: Path, part: ZipInfo, budget: int, limits: Limits) -> Iterator[bytes]:
    """The sheet in pieces that end before the beginning of a row or block, names without prefix."""
    rest, prefix = b"", b""
    with open_part(path, part, limits.unpacked_bytes) as source:
        while budget > 0 and (chunk := source.read(min(CHUNK, budget))):
            budget -= len(chunk)
            if not rest and (found := PREFIX.search(chunk)):
                prefix = found.group(1)
            whole = rest + (
                chunk.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else chunk
            )
            cut = max(whole.rfind(b"<row"), whole.rfind(b"<mergeCell "))
            cut = cut if cut > 0 and len(whole) - cut < CHUNK else len(whole)
            yield whole[:cut]
            rest = whole[cut:]
    if rest:
        yield rest


def _blocks(piece: bytes) -> Iterator[Block]:
    """Blocks of joined cells of more than one row; joined columns of a title are nothing to know."""
    for left, top, right, bottom in MERGED.findall(piece)[:MOST_BLOCKS]:
        if int(bottom) > int(top):
            yield int(top), column_of(left.decode()), int(bottom), column_of(right.decode())


class _HeadListener:
    """Listens to the head of a sheet, up to its rows."""

    def __init__(self, most_columns: int) -> None:
        self._most = most_columns
        self.hidden: set[int] = set()
        self.is_done = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "col" and attributes.get("hidden", "").lower() in TRUE:
            first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            self.hidden.update(range(max(first, 1) - 1, min(last, self._most)))
        elif name == "sheetData":
            self.is_done = True

    def end(self, name: str) -> None: ...

    def text(self, piece: str) -> None: ...


def _hidden_columns(path: Path, part: ZipInfo, limits: Limits) -> set[int]:
    listener = _HeadListener(limits.columns)
    with open_part(path, part, limits.unpacked_bytes) as source:
        for _ in parse_stream(source, listener):
            if listener.is_done:
                return listener.hidden
    raise BadXml("a sheet without rows")
