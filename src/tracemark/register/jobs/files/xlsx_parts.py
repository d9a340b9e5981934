"""The small parts of an XLSX file: which sheets there are, how numbers are shown, the texts that sheets share."""

import posixpath
import re
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipInfo

from tracemark.register.jobs.files.cells import Limits, unreadable
from tracemark.register.jobs.files.numbers import BUILT_IN, Shows, what_shows
from tracemark.register.jobs.files.packed import open_part
from tracemark.register.jobs.files.xml_stream import BadXml, Listener, parse_stream, plain_attributes

TRUE = frozenset({"1", "true", "on"})
MOST_NAMED = 10_000  # sheets or relations; more are no list, and must not fill the memory
MOST_STYLES = 70_000  # the format allows 65,490
MOST_SMALL_PART = 50_000_000
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
DATES = frozenset({Shows.DAY, Shows.MONTH, Shows.YEAR, Shows.MOMENT, Shows.TIME})


@dataclass(slots=True)
class SheetPlace:
    """A sheet as the workbook names it: title, whether it is shown, and the relation that leads to its part."""

    title: str
    is_hidden: bool
    relation: str


def read_part(path: Path, part: ZipInfo, listener: Listener, most_bytes: int = MOST_SMALL_PART) -> None:
    """Read a whole part into ``listener``."""
    with open_part(path, part, most_bytes) as source:
        for _ in parse_stream(source, listener):
            pass


class Relations:
    """Listens to a ``.rels`` part: target and kind by id."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.targets: dict[str, str] = {}
        self.kinds: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            if len(self.targets) > MOST_NAMED:
                raise BadXml("too many relations")
            identity, target = attributes.get("Id", ""), attributes.get("Target", "")
            self.targets[identity] = posixpath.normpath(posixpath.join("/", self._base, target)).lstrip("/")
            self.kinds[identity] = attributes.get("Type", "").rpartition("/")[2]

    def end(self, name: str) -> None: ...

    def text(self, piece: str) -> None: ...


@dataclass(slots=True)
class Book:
    """Listens to ``workbook.xml``: the sheets in their order and the date system."""

    sheets: list[SheetPlace] = field(default_factory=list)
    from_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            if len(self.sheets) > MOST_NAMED:
                raise BadXml("too many sheets")
            known = plain_attributes({key: value for key, value in attributes.items() if key != "id"})
            is_hidden = known.get("state", "visible") != "visible"
            self.sheets.append(SheetPlace(known.get("name", ""), is_hidden, known.get("id", "")))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "").lower() in TRUE

    def end(self, name: str) -> None: ...

    def text(self, piece: str) -> None: ...


@dataclass(slots=True)
class Styles:
    """Listens to ``styles.xml``: the number format of each cell style (``cellXfs``), by its index."""

    formats: list[str] = field(default_factory=list)
    _own: dict[int, str] = field(default_factory=dict)
    _codes: list[int] = field(default_factory=list)
    _is_inside: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and len(self._own) < MOST_STYLES:
            self._own[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._is_inside = True
        elif name == "xf" and self._is_inside:
            self._codes.append(_whole(attributes.get("numFmtId")))
            if len(self._codes) > MOST_STYLES:
                raise BadXml("too many styles")

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_inside = False
        elif name == "styleSheet":
            self.formats = [self._own.get(code) or BUILT_IN.get(code, "General") for code in self._codes]

    def text(self, piece: str) -> None: ...

    def are_dates(self) -> list[bool]:
        """For each style, whether it shows a number as a date or time."""
        return [what_shows(one) in DATES for one in self.formats]


class SharedTexts:
    """Listens to ``sharedStrings.xml``; the texts lie end to end in one buffer, some millions cost little."""

    def __init__(self, limits: Limits, name: str) -> None:
        self._limits, self._name = limits, name
        self._ends = array("Q", [0])
        self._store = bytearray()
        self._pieces: list[str] = []
        self._length = 0
        self._is_text = False
        self._sound = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._is_text = not self._sound
        elif name == "rPh":
            self._sound += 1

    def end(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "rPh":
            self._sound -= 1
        elif name == "si":
            self._store += unescaped("".join(self._pieces)).encode()
            self._ends.append(len(self._store))
            self._pieces.clear()
            self._length = 0

    def text(self, piece: str) -> None:
        if self._is_text:
            self._pieces.append(piece)
            self._length += len(piece)
            if self._length > self._limits.cell_characters:
                raise unreadable("text_too_long", name=self._name, most=self._limits.cell_characters)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self):
            raise BadXml("no such shared text")
        return self._store[self._ends[index] : self._ends[index + 1]].decode()


def unescaped(text: str) -> str:
    """``text`` with the ``_x000D_`` of the format as the signs they stand for."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    code = int(found.group(1), 16)
    return found.group() if 0xD800 <= code < 0xE000 or code == 0 else chr(code)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
