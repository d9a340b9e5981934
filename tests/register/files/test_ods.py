"""ODS: cells say their value and what they show; both are used, repeats are bounded."""

from datetime import date
from pathlib import Path

import pytest
from tests.register.files.builders import codes, first_cells, ods, refusal, texts, zipped

from tracemark.register.jobs.files import open_list


def table(rows: str, columns: str = "", style: str = "", name: str = "S") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{columns}{rows}</table:table>'


def row(*cells: str, repeated: int = 1, more: str = "") -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{repeated}" {more}>{"".join(cells)}</table:table-row>'
    )


def cell(shown: str = "", more: str = "") -> str:
    text = f"<text:p>{shown}</text:p>" if shown else ""
    return f"<table:table-cell {more}>{text}</table:table-cell>"


def value(kind: str, content: str, shown: str) -> str:
    attribute = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    return cell(shown, f'office:value-type="{kind}" office:{attribute}="{content}"')


KINDS = (
    (value("float", "123", "00123"), "00123", "number", False),
    (value("float", "123456", "0123-456"), "0123-456", "number", False),
    (value("float", "1234", "1,234"), "1234", "number", True),
    (value("float", "0", "0.00"), "0", "number", True),
    (value("float", "2.50", "2,50"), "2.5", "number", True),
    (value("percentage", "0.25", "25%"), "25%", "number", True),
    (value("currency", "12.5", "€ 12,50"), "12.5", "number", True),
    (value("date", "2025-03-01", "1 March 2025"), "2025-03-01", "date", False),
    (value("date", "2025-03-01T14:30:00", "1.3.25 14:30"), "2025-03-01 14:30", "date", False),
    (value("date", "2025-01-01", "2025"), "2025", "date", False),
    (value("boolean", "true", "WAHR"), "TRUE", "bool", False),
    (value("string", "", "007"), "007", "text", False),
    (cell("#DIV/0!", 'office:value-type="string" calcext:value-type="error"'), "#DIV/0!", "error", False),
)


@pytest.mark.parametrize(("xml", "text", "kind", "was_number"), KINDS)
def test_every_kind_of_cell_is_read(tmp_path: Path, xml: str, text: str, kind: str, was_number: bool) -> None:
    (one,) = first_cells(ods(tmp_path, table(row(xml))))
    assert (one.text, one.kind, one.was_number) == (text, kind, was_number)


def test_a_date_has_its_day(tmp_path: Path) -> None:
    (one,) = first_cells(ods(tmp_path, table(row(value("date", "2025-03-01", "x")))))
    assert one.day == date(2025, 3, 1)


def test_paragraphs_spaces_and_comments(tmp_path: Path) -> None:
    inside = (
        "<table:table-cell><office:annotation><text:p>not this</text:p></office:annotation>"
        '<text:p>a<text:s text:c="2"/>b</text:p><text:p>c<text:span>d</text:span></text:p></table:table-cell>'
    )
    assert texts(ods(tmp_path, table(row(inside)))) == [["1", "a  b\ncd"]]


def test_repeated_rows_and_cells_are_counted(tmp_path: Path) -> None:
    rows = row(cell(), repeated=4) + row(cell("x", 'table:number-columns-repeated="2"'), repeated=2)
    rows += row(cell("", 'table:number-columns-repeated="16384"'), repeated=1048000)
    assert texts(ods(tmp_path, table(rows))) == [["5", "x", "x"], ["6", "x", "x"]]


def test_hidden_parts_are_read_and_told(tmp_path: Path) -> None:
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = row(cell("a"), cell("b"), more='table:visibility="collapse"')
    made = ods(tmp_path, table(rows, columns, "ta2"), styles=styles)
    sheet = open_list(made).sheets[0]
    assert (sheet.hidden_columns, sheet.is_hidden) == (frozenset({1}), True)
    assert codes(made) == ["hidden_sheet_read", "hidden_columns_read", "hidden_rows_read"]


def test_each_sheet_gives_its_own_rows(tmp_path: Path) -> None:
    made = ods(tmp_path, table(row(cell("a")), name="A") + table(row(cell("b")), name="B"))
    book = open_list(made)
    assert [sheet.name for sheet in book.sheets] == ["A", "B"]
    assert [[c[0].text for _, c in sheet.rows()] for sheet in book.sheets] == [["a"], ["b"]]
    assert book.rows_estimate == 2


def test_merged_cells_and_formulas_are_told(tmp_path: Path) -> None:
    merged = cell("a", 'table:number-rows-spanned="3"') + cell("2", 'table:formula="of:=1+1"')
    made = ods(tmp_path, table(row(merged)))
    assert codes(made) == ["formulas_read_as_values", "merged_cells"]
    assert open_list(made).sheets[0].merged == ((1, 0, 3, 0),)


HOSTILE = (
    (table(row(cell("x", 'table:number-columns-repeated="10000000"'))), "too_many_columns"),
    (table(row(cell("x"), repeated=999_999_999)), "too_many_rows"),
    (table(row(cell("x"), repeated=900_000)) * 2, "archive_is_a_bomb"),
    (table(row(cell("x", 'table:number-columns-repeated="x"'))), "archive_is_damaged"),
    (table(row(value("date", "2025-13-45", "x"))), "archive_is_damaged"),
    (table(row(value("float", "many", "x"))), "archive_is_damaged"),
    (table(table("")), "archive_is_damaged"),
    (row(cell("x")), "archive_is_damaged"),
    ("", "archive_is_no_spreadsheet"),
    (table(row(cell("x" * 40_000))), "cell_too_long"),
    (table("") * 300, "too_many_sheets"),
)


@pytest.mark.parametrize(("tables", "code"), HOSTILE)
def test_a_hostile_table_is_refused(tmp_path: Path, tables: str, code: str) -> None:
    assert refusal(ods(tmp_path, tables))[0].code == code


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    assert refusal(ods(tmp_path, table(""), manifest="<encryption-data/>"))[0].code == "file_is_encrypted"


def test_a_text_document_is_no_list(tmp_path: Path) -> None:
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
    assert refusal(zipped(tmp_path / "a.ods", parts))[0].code == "archive_is_no_spreadsheet"
