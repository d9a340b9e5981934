"""Text files: comma, semicolon, tab or bar separated, in whatever encoding the old machine wrote."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tracemark.findings import Finding, Severity
from tracemark.register.jobs.files.cells import EMPTY, Cell, Limits, Rows, Sheet, unreadable
from tracemark.register.jobs.files.encodings import SAMPLE, guess_encoding

DELIMITERS = ",;\t|"


def read_text(path: Path, size: int, limits: Limits) -> tuple[Sheet, int, tuple[Finding, ...]]:
    """The one sheet of a text file, an estimate of its rows, and the encoding that was chosen."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    encoding = guess_encoding(_whole_lines(sample, size))
    if encoding is None:
        raise unreadable("file_is_not_a_list", name=path.name)
    start = _decode_start(path, encoding)
    delimiter = _delimiter(start)
    lines = max(sample.count(b"\n"), sample.count(b"\r"), 1)
    estimate = lines if size <= SAMPLE else lines * size // len(sample)
    found = (Finding("text_read_as", {"encoding": encoding, "delimiter": _name(delimiter)}, Severity.INFO),)
    return Sheet(None, lambda: _rows(path, encoding, delimiter, limits)), estimate, found


def _whole_lines(sample: bytes, size: int) -> bytes:
    """The sample without a last line that may be cut inside a character."""
    if len(sample) == size:
        return sample
    return sample[: max(sample.rfind(b"\n"), 0)] or sample


def _decode_start(path: Path, encoding: str) -> str:
    try:
        with path.open(encoding=encoding, newline="") as file:
            return file.read(20_000)
    except (UnicodeDecodeError, UnicodeError) as error:
        raise unreadable("encoding_breaks", name=path.name, encoding=encoding) from error


def _delimiter(text: str) -> str:
    """The separator by which most lines have the same number of columns, more than one."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _sample_rows(text, delimiter) if any(row))
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = (count / sum(widths.values())) * min(width - 1, 4)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample_rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(text.splitlines(keepends=True)[:-1] or [text], delimiter=delimiter):
            rows.append(row)
            if len(rows) >= 60:
                break
    except csv.Error:
        return rows
    return rows


def _name(delimiter: str) -> str:
    return "tab" if delimiter == "\t" else delimiter


def _rows(path: Path, encoding: str, delimiter: str, limits: Limits) -> Rows:
    """Rows with the number that a spreadsheet shows: a quoted line break does not count as a row."""
    csv.field_size_limit(limits.cell_characters)
    known: dict[str, Cell] = {"": EMPTY}
    try:
        with path.open(encoding=encoding, newline="") as file:
            for number, values in enumerate(
                csv.reader(_without_nul(file, path), delimiter=delimiter), start=1
            ):
                if len(values) > limits.columns:
                    raise unreadable("too_many_columns", name=path.name, row=number, most=limits.columns)
                if any(values):
                    yield number, [known.get(value) or _cell(value, known) for value in values]
    except csv.Error as error:
        raise unreadable("text_is_damaged", name=path.name, detail=str(error)) from error
    except UnicodeError as error:
        raise unreadable("encoding_breaks", name=path.name, encoding=encoding) from error


def _cell(value: str, known: dict[str, Cell]) -> Cell:
    """The cell of a value; those that recur (makes, models, dates) are made once."""
    cell = Cell(value)
    if len(value) <= 24 and len(known) < 50_000:
        known[value] = cell
    return cell


def _without_nul(lines: Iterator[str], path: Path) -> Iterator[str]:
    for line in lines:
        if "\x00" in line:
            raise unreadable("file_is_not_a_list", name=path.name)
        yield line
