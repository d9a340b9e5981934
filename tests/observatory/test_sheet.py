"""Tables: what is typed is shown as text and runs nowhere, and no data is never zero."""

from tracemark.observatory.tables.sheet import (
    Sheet,
    columns,
    count_value,
    sheet_csv,
    sheet_xlsx,
    text_value,
)


def sheet(*texts: str) -> Sheet:
    rows = tuple((text_value(text, address="/a?b=1&c=2"), count_value(None)) for text in texts)
    return Sheet("name", "Title", columns("name", "count", numbers=("count",)), rows)


def test_what_was_typed_is_escaped_on_a_page() -> None:
    body = sheet('<script>alert("x")</script>').body
    assert "<script" not in body and "&lt;script&gt;" in body and "/a?b=1&amp;c=2" in body


def test_what_was_typed_is_no_formula_in_a_file() -> None:
    assert "'=1+1" in sheet_csv(sheet("=1+1"))
    assert sheet_xlsx(sheet("=1+1"), is_right_to_left=True)[:2] == b"PK"


def test_no_data_is_a_dash_on_a_page_and_empty_in_a_file_and_zero_is_zero() -> None:
    assert sheet("a").body.endswith('<td class="num">–</td></tr>')
    assert sheet_csv(sheet("a")).splitlines()[1] == "a,"
    assert count_value(0).text == "0"
