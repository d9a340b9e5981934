"""A table of the observatory: for a page, as CSV with stable names, and as XLSX with words."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from xlsxwriter import Workbook

from tracemark.figures.tables.numbers import share_text
from tracemark.formulas import neutralize
from tracemark.ui.words import word

Raw = str | int | Decimal | None
NO_VALUE = "–"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
WIDEST = 48
LONG = 20


@dataclass(frozen=True, slots=True)
class Value:
    """One cell: what it is to a program (``raw``; None is no data), to a reader, and where it leads."""

    raw: Raw
    text: str
    address: str = ""
    is_number: bool = False
    sign: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is a sentence, which needs room to be read."""
        return len(self.text) > LONG and not self.is_number


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in files, which never changes, and its heading in words."""

    code: str
    is_number: bool = False

    @property
    def label(self) -> str:
        """The heading in the active language."""
        return word(f"column_{self.code}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name (of files), its title and its rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def body(self) -> SafeString:
        """The rows as HTML, every text escaped. A template's loop over a thousand cells takes ten times as long."""
        return SafeString("\n".join("<tr>" + "".join(map(_html_cell, row)) + "</tr>" for row in self.rows))


def _html_cell(value: Value) -> str:
    css_class = "num" if value.is_number else "sentence" if value.is_long else ""
    text: str = escape(value.text)
    if value.text and value.text == value.raw:
        text = f"<bdi>{text}</bdi>"  # a code, a name or what was typed has a direction of its own
    if value.address:
        text = f'<a href="{escape(value.address)}">{text}</a>'
    if value.sign:
        text = f'<span aria-hidden="true">{escape(value.sign)}</span> {text}'
    return f'<td class="{css_class}">{text}</td>' if css_class else f"<td>{text}</td>"


def text_value(raw: str, text: str = "", address: str = "", sign: str = "") -> Value:
    """A cell of text; ``raw`` is a code when ``text`` says it in words."""
    return Value(raw, text or raw or NO_VALUE, address, sign=sign)


def count_value(number: int | None, address: str = "") -> Value:
    """A cell with a whole number; a dash where there is none, which is not zero."""
    text = NO_VALUE if number is None else number_format(number, force_grouping=True)
    return Value(number, text, address if number else "", is_number=True)


def share_value(share: Decimal | None) -> Value:
    """A cell with a share in per cent."""
    return Value(share, NO_VALUE if share is None else share_text(share), is_number=True)


def year_value(year: int | None, address: str = "") -> Value:
    """A cell with a year, never grouped like a number."""
    return Value(year, NO_VALUE if year is None else str(year), address)


def sheet_csv(sheet: Sheet) -> str:
    """The table as CSV: names of columns, codes and bare numbers; empty where there is no data."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.code for column in sheet.columns])
    writer.writerows([_csv_cell(value) for value in row] for row in sheet.rows)
    return out.getvalue()


def _csv_cell(value: Value) -> str:
    if value.raw is None:
        return ""
    return neutralize(value.raw) if isinstance(value.raw, str) else str(value.raw)


def sheet_xlsx(sheet: Sheet, *, is_right_to_left: bool) -> bytes:
    """The table as a spreadsheet in the active language: headings and words, numbers as numbers."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    page = book.add_worksheet()
    if is_right_to_left:
        page.right_to_left()
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    page.write_string(0, 0, sheet.title, bold)
    for column, one in enumerate(sheet.columns):
        page.write_string(2, column, one.label, bold)
        page.set_column(column, column, _width(sheet, column))
    for row, values in enumerate(sheet.rows, start=3):
        for column, value in enumerate(values):
            if isinstance(value.raw, int | Decimal):
                page.write_number(row, column, float(value.raw))
            elif value.raw is not None:
                page.write_string(row, column, value.text, wrapped)
    for row, note in enumerate(sheet.notes, start=len(sheet.rows) + 4):
        page.write_string(row, 0, note)
    page.freeze_panes(3, 1)
    book.close()
    return out.getvalue()


def _width(sheet: Sheet, column: int) -> int:
    texts: Iterable[str] = (row[column].text for row in sheet.rows)
    return min(WIDEST, max([len(sheet.columns[column].label), *map(len, texts)]) + 2)


def columns(*codes: str, numbers: Sequence[str] = ()) -> tuple[Column, ...]:
    """Columns by name; ``numbers`` are those with numbers, set to the end."""
    return tuple(Column(code, code in numbers) for code in codes)
