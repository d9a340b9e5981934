"""XLSX: what a cell shows is read, also what only its number format shows."""

from datetime import date
from pathlib import Path

import pytest
from tests.register.files.builders import codes, first_cells, numbers, texts, xlsx, xlsx_parts, zipped

from tracemark.register.jobs.files import open_list
from tracemark.register.jobs.files.writing import OutSheet, write_xlsx

SHOWN = (
    ("General", "123", "123", "number", True),
    ("0", "123", "123", "number", True),
    ("00000000", "123", "00000123", "number", False),
    ("00000", "1234567", "1234567", "number", False),
    ("0000-000", "123456", "0123-456", "number", False),
    ("000\\ 000", "42", "000 042", "number", False),
    ('"AB-"0000', "7", "AB-0007", "number", False),
    ('0" pcs"', "5", "5", "number", True),
    ("#,##0", "12345", "12345", "number", True),
    ("0.00", "1.5", "1.5", "number", True),
    ("0%", "0.25", "25%", "number", True),
    ('[$€-407] #,##0.00', "12.5", "12.5", "number", True),
    ("0.00E+00", "1500", "1500", "number", True),
    ("General", "1.23456789012346E+17", "1.23456789012346E+17", "number", True),
    ("General", "0.30000000000000004", "0.3", "number", True),
    ("General", "12.0", "12", "number", True),
    ("yyyy-mm-dd", "45658", "2025-01-01", "date", False),
    ("dd/mm/yyyy hh:mm", "45658.5", "2025-01-01 12:00", "date", False),
    ("[$-409]d\\ mmm\\ yyyy;@", "45672", "2025-01-15", "date", False),
    ("mmm\\-yy", "45658", "2025-01", "date", False),
    ("mmm\\-yy", "45672", "2025-01-15", "date", False),
    ("yyyy", "45658", "2025", "date", False),
    ('yyyy"年"m"月"d"日"', "45658", "2025-01-01", "date", False),
    ("yyyy-mm-dd", "59", "1900-02-28", "date", False),
    ("yyyy-mm-dd", "60", "60", "number", True),
    ("yyyy-mm-dd", "61", "1900-03-01", "date", False),
    ("yyyy-mm-dd", "-5", "-5", "number", True),
    ("yyyy-mm-dd", "99999999", "99999999", "number", True),
    ("hh:mm", "0.75", "18:00", "text", False),
    ("[h]:mm", "1.5", "36:00", "text", False),
    ('"day "0', "3", "3", "number", True),
    ("[Red]0000", "12", "0012", "number", False),
    ("G/通用格式", "12", "12", "number", True),
)  # fmt: skip


@pytest.mark.parametrize(("number_format", "value", "text", "kind", "was_number"), SHOWN)
def test_a_number_reads_as_its_format_shows_it(
    tmp_path: Path, number_format: str, value: str, text: str, kind: str, was_number: bool
) -> None:
    cell = numbers(tmp_path, number_format, value)
    assert (cell.text, cell.kind, cell.was_number) == (text, kind, was_number)


def test_dates_of_the_1904_system_are_four_years_on(tmp_path: Path) -> None:
    cell = numbers(tmp_path, "yyyy-mm-dd", "44196", book='<workbookPr date1904="1"/>')
    assert cell.day == date(2025, 1, 1)


def test_every_kind_of_cell_is_read(tmp_path: Path) -> None:
    row = (
        '<row r="1"><c t="s"><v>0</v></c><c t="inlineStr"><is><t>in</t></is></c><c t="str"><f>A1</f><v>f</v></c>'
        '<c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c t="d"><v>2025-03-01</v></c><c><v>7</v></c></row>'
    )
    cells = first_cells(xlsx(tmp_path, row, shared=("a_x000D_b",)))
    assert [cell.text for cell in cells] == ["a\rb", "in", "f", "TRUE", "#DIV/0!", "2025-03-01", "7"]
    assert [cell.kind for cell in cells] == ["text", "text", "text", "bool", "error", "date", "number"]


def test_a_time_of_day_without_a_day_is_read_as_it_stands(tmp_path: Path) -> None:
    assert texts(xlsx(tmp_path, '<row r="1"><c t="d"><v>10:10:10</v></c></row>')) == [["1", "10:10:10"]]


def test_phonetic_guides_are_no_part_of_a_text(tmp_path: Path) -> None:
    row = '<row><c t="inlineStr"><is><r><t>東</t></r><r><t>京</t></r><rPh><t>トウ</t></rPh></is></c></row>'
    assert texts(xlsx(tmp_path, row)) == [["1", "東京"]]


def test_rows_keep_the_numbers_a_spreadsheet_shows(tmp_path: Path) -> None:
    rows = '<row r="3"><c r="C3"><v>1</v></c></row><row r="4"/><row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    assert texts(xlsx(tmp_path, rows)) == [["3", "", "", "1"], ["1048576", "2"]]


def test_a_lying_dimension_changes_nothing(tmp_path: Path) -> None:
    made = xlsx(tmp_path, "<row><c><v>1</v></c></row>", head='<dimension ref="A1:XFD1048576"/>')
    assert texts(made) == [["1", "1"]]


def test_hidden_parts_are_read_and_told(tmp_path: Path) -> None:
    head = '<cols><col min="2" max="3" hidden="1"/></cols>'
    made = xlsx(tmp_path, '<row r="1" hidden="1"><c r="B1"><v>1</v></c></row>', head=head, state="hidden")
    sheet = open_list(made).sheets[0]
    assert (sheet.hidden_columns, sheet.is_hidden) == (frozenset({1, 2}), True)
    assert codes(made) == ["hidden_sheet_read", "hidden_columns_read", "hidden_rows_read"]


def test_formulas_are_read_as_the_value_stored_and_told(tmp_path: Path) -> None:
    rows = "<row><c><f>1+1</f><v>2</v></c><c><f>A1</f></c></row>"
    made = xlsx(tmp_path, rows)
    assert texts(made) == [["1", "2"]]
    assert codes(made) == ["formulas_without_value", "formulas_read_as_values"]


def test_cells_merged_over_rows_are_told(tmp_path: Path) -> None:
    tail = '<mergeCells><mergeCell ref="A1:H1"/><mergeCell ref="B3:B5"/></mergeCells>'
    made = xlsx(tmp_path, "<row><c><v>1</v></c></row>", tail=tail)
    assert open_list(made).sheets[0].merged == ((3, 1, 5, 1),)
    assert codes(made) == ["merged_cells"]


def test_names_with_a_prefix_are_read(tmp_path: Path) -> None:
    sheet = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2" hidden="1"><x:c><x:v>5</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    made = zipped(tmp_path / "a.xlsx", {**xlsx_parts(), "xl/worksheets/sheet1.xml": sheet})
    assert texts(made) == [["2", "5"]]
    assert codes(made) == ["hidden_rows_read"]


def test_a_sheet_can_be_read_twice_at_once(tmp_path: Path) -> None:
    made = xlsx(tmp_path, "".join(f"<row><c><v>{number}</v></c></row>" for number in range(3)))
    sheet = open_list(made).sheets[0]
    assert all(left == right for left, right in zip(sheet.rows(), sheet.rows(), strict=True))


def test_what_we_write_we_read_as_it_stood(tmp_path: Path) -> None:
    rows = [["00123", "=1+1", "'=1", "-", "a\r\nb", "_x0041_", " x "], ["Ω", "مسدس", "手枪", None, "-5+1"]]
    write_xlsx(tmp_path / "a.xlsx", [OutSheet("A", ["Title"], rows)])
    read = [[cell.text for cell in cells] for _, cells in open_list(tmp_path / "a.xlsx").sheets[0].rows()]
    assert read == [["Title"], *([value or "" for value in row] for row in rows)]


def test_numbers_and_days_we_write_come_back(tmp_path: Path) -> None:
    write_xlsx(
        tmp_path / "a.xlsx", [OutSheet("A", [], [[5, 2.5, date(2025, 3, 1), date(1899, 1, 1), 10**18]])]
    )
    assert texts(tmp_path / "a.xlsx") == [["2", "5", "2.5", "2025-03-01", "1899-01-01", str(10**18)]]
