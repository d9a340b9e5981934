"""Text files: comma, semicolon, tab or bar separated, in whatever encoding the old machine wrote."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tracemark.findings import Finding, Severity
from tracemark.formulas import restore
from tracemark.register.jobs.files.cells import EMPTY, Cell, Limits, Rows, Sheet, unreadable
from tracemark.register.jobs.files.encodings import Guess, guess_encoding

DELIMITERS = ",;\t|"
CHUNK = 1 << 20
START = 64_000
MOST_EVIDENCE = 400_000
MOST_LINES_A_ROW = 500
MOST_KNOWN = 50_000
SAMPLE_ROWS = 60
SHARE_BAD = 20  # one sign in so many may be unreadable before the encoding is refused
END = "\ue0ff end of list \ue0ff"
AS_TEXT = re.compile(r'="([^"]*)"')
SAID = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not of the encoding, read as Western European: mostly a line pasted from elsewhere."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("tracemark.as_western", _as_western)


@dataclass(slots=True)
class _Look:
    """What a look through all bytes of a file found, without reading them."""

    start: bytes = b""
    lines: int = 0
    beyond_ascii: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the lines of a text are divided: by what, mostly into how many columns, and whether line 1 says so."""

    delimiter: str
    width: int
    is_said: bool

    def is_one_row(self, lines: list[str], columns: int) -> bool:
        """Whether several lines are one row: its quotation closes before a separator, and it is not too wide.

        A quotation mark that was never meant to open one is closed by the next cell in quotation marks, maybe
        many rows below; all rows between would be taken for one cell.
        """
        if columns > self.width > 0:
            return False
        try:
            return len(next(csv.reader(lines, delimiter=self.delimiter, strict=True))) == columns
        except (csv.Error, StopIteration):
            return False


def read_text(path: Path, size: int, limits: Limits) -> tuple[tuple[Sheet, ...], int, tuple[Finding, ...]]:
    """The one sheet of a text file, an estimate of its rows, and the encoding that was chosen."""
    look = _look_through(path, limits)
    guess = guess_encoding(look.start, bytes(look.beyond_ascii))
    if guess is None:
        raise unreadable("file_is_not_a_list", name=path.name)
    with path.open(encoding=guess.encoding, errors="tracemark.as_western", newline="") as file:
        start = file.read(START)
    said = SAID.match(start)
    delimiter = said.group(1) if said and said.group(1) not in "\"'\r\n" else _delimiter(start)
    width, _count = _usual_width(_sample_rows(start[said.end() :] if said else start, delimiter))
    layout = _Layout(delimiter, width, bool(said))
    rows = partial(_rows, path, guess.encoding, layout, limits)
    findings = (_read_as(guess, delimiter), *_unreadable_signs(path, guess.encoding))
    return (Sheet(None, rows),), max(look.lines, 1), findings


def _look_through(path: Path, limits: Limits) -> _Look:
    """Look at every byte: where lines end, which hold bytes above 127, and that no line is endless."""
    look, rest = _Look(), b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            look.start = look.start or chunk[:START]
            look.lines += chunk.count(b"\n") or chunk.count(b"\r")
            cut = max(chunk.rfind(b"\n"), chunk.rfind(b"\r")) + 1
            if not cut and len(rest) + len(chunk) > limits.line_bytes:
                raise unreadable("line_too_long", name=path.name, row=look.lines + 1)
            whole, rest = (rest + chunk[:cut], chunk[cut:]) if cut else (b"", rest + chunk)
            _collect(look.beyond_ascii, whole)
    _collect(look.beyond_ascii, rest)
    return look


def _collect(evidence: bytearray, lines: bytes) -> None:
    if lines.isascii() or len(evidence) > MOST_EVIDENCE:
        return
    for line in lines.splitlines():
        if not line.isascii():
            evidence += line[:MOST_EVIDENCE] + b"\n"
            if len(evidence) > MOST_EVIDENCE:
                return


def _read_as(guess: Guess, delimiter: str) -> Finding:
    params = {"encoding": guess.encoding, "delimiter": "tab" if delimiter == "\t" else delimiter}
    if guess.is_certain:
        return Finding("text_read_as", params, Severity.INFO)
    return Finding("encoding_guessed", {**params, "example": guess.example}, Severity.WARNING)


def _unreadable_signs(path: Path, encoding: str) -> Iterator[Finding]:
    """How many signs are not of the encoding, and in which line first. Raises when they are too many."""
    if encoding == "ascii":
        return
    bad = beyond = lines = first = 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while chunk := file.read(CHUNK):
            if not chunk.isascii():
                found = chunk.count("\ufffd")
                if found and not bad:
                    first = lines + chunk[: chunk.index("\ufffd")].count("\n") + 1
                bad += found
                beyond += len(chunk) - len(chunk.encode("ascii", "ignore"))
            lines += chunk.count("\n")
    if bad * SHARE_BAD > beyond and bad > 1:
        raise unreadable("encoding_breaks", name=path.name, encoding=encoding, row=first)
    if bad:
        yield Finding("signs_not_read", {"count": bad, "row": first, "encoding": encoding}, Severity.WARNING)


def _delimiter(text: str) -> str:
    """The separator by which most lines have the same number of columns, more than one."""
    scores = {delimiter: _evenness(_sample_rows(text, delimiter)) for delimiter in DELIMITERS}
    return max(scores, key=lambda delimiter: scores[delimiter])


def _evenness(rows: list[list[str]]) -> float:
    """How evenly a separator divides rows; one that a space follows is more likely punctuation."""
    rows = [row for row in rows if any(row)]
    width, count = _usual_width(rows)
    if width < 2:
        return 0.0
    inside = [value for row in rows if len(row) == width for value in row[1:]]
    spaced = sum(value.startswith(" ") for value in inside) / len(inside)
    return count / len(rows) * min(width - 1, 4) * (1 - 0.8 * spaced)


def _usual_width(rows: list[list[str]]) -> tuple[int, int]:
    """The number of columns that most rows of several columns have, and how many have it; 0 when none has."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))


def _sample_rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    lines = list(io.StringIO(text, newline=""))
    try:
        for row in csv.reader(lines[:-1] or lines, delimiter=delimiter):
            rows.append(row)
            if len(rows) >= SAMPLE_ROWS:
                break
    except csv.Error:
        return rows
    return rows


class _Lines:
    """Lines for the reader of rows, up to a mark of the end that shows whether a quotation is still open."""

    def __init__(self, file: Iterator[str], name: str) -> None:
        self._file, self._name = file, name
        self.row = 1
        self.since_row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._file:
            if "\x00" in line:
                raise unreadable("file_is_not_a_list", name=self._name)
            self.since_row.append(line)
            if len(self.since_row) > MOST_LINES_A_ROW:
                raise unreadable("quote_not_closed", name=self._name, row=self.row)
            yield line
        yield END

    def next_row(self, row: int) -> None:
        """Say that a row was whole."""
        self.row = row
        self.since_row.clear()


def _rows(path: Path, encoding: str, layout: _Layout, limits: Limits) -> Rows:
    """Rows with the number that a spreadsheet shows: a line break inside quotation marks does not end a row."""
    try:
        with path.open(encoding=encoding, errors="tracemark.as_western", newline="") as file:
            lines = _Lines(file, path.name)
            for number, cells in _cells(lines, layout, path.name, limits):
                if cells and not (layout.is_said and number == 1):
                    yield number, cells
    except csv.Error as error:
        raise unreadable("quote_not_closed", name=path.name, row=lines.row) from error
    except (OSError, UnicodeError) as error:
        raise unreadable("file_cannot_be_opened", name=path.name, detail=type(error).__name__) from error


def _cells(lines: _Lines, layout: _Layout, name: str, limits: Limits) -> Rows:
    """The cells of each row; those that recur (makes, models, dates) are made once."""
    known: dict[str, Cell] = {"": EMPTY}
    most_columns, most_characters = limits.columns, limits.cell_characters
    next_row, find, since_row = lines.next_row, known.get, lines.since_row
    for number, row in enumerate(csv.reader(lines, delimiter=layout.delimiter), start=1):
        if row and row[-1].endswith(END):
            if row != [END]:
                raise unreadable("quote_not_closed", name=name, row=number)
            return
        if len(since_row) > 1 and not layout.is_one_row(since_row, len(row)):
            raise unreadable("quote_not_closed", name=name, row=number)
        if len(row) > most_columns and any(row[most_columns:]):
            raise unreadable("too_many_columns", name=name, row=number, most=most_columns)
        if number > limits.rows:
            raise unreadable("too_many_rows", name=name, most=limits.rows)
        cells = [find(value) or _cell(value, known) for value in row]
        while cells and cells[-1] is EMPTY:
            cells.pop()
        for cell in cells:
            if len(cell.text) > most_characters:
                raise unreadable("cell_too_long", name=name, row=number, most=most_characters)
        next_row(number + 1)
        yield number, cells


def _cell(value: str, known: dict[str, Cell]) -> Cell:
    """The cell of a value; ``="00123"`` is how a spreadsheet was told to keep the zeros."""
    text = value.rstrip("\x1a") if value.endswith("\x1a") else value
    if text.startswith("="):
        kept = AS_TEXT.fullmatch(text)
        text = kept.group(1) if kept else text
    cell = Cell(restore(text)) if text else EMPTY
    if len(value) <= 24 and len(known) < MOST_KNOWN:
        known[value] = cell
    return cell
