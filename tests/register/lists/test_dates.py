"""Dates in the formats met, to what is known of them or the reason why not."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.register.lists.reading import cell

from tracemark.register.rules.events import PartialDate, Precision
from tracemark.register.rules.lists.cells import PlainCell
from tracemark.register.rules.lists.dates import DateOrder, partial_text, read_date, read_date_text

DAY_FIRST, MONTH_FIRST = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("17.06.2018", "2018-06-17"),
        ("17/06/2018", "2018-06-17"),
        ("17-06-2018", "2018-06-17"),
        ("1996-10-22", "1996-10-22"),
        ("2018/06/17", "2018-06-17"),
        ("2018-06-17T10:20:30Z", "2018-06-17"),
        ("17.06.2018 10:20", "2018-06-17"),
        ("05 May 2025", "2025-05-05"),
        ("5-May-2025", "2025-05-05"),
        ("May 5, 2025", "2025-05-05"),
        ("mar 3 2020", "2020-03-03"),
        ("Monday 5 May 2025", "2025-05-05"),
        ("1er mars 2020", "2020-03-01"),
        ("12 août 2021", "2021-08-12"),
        ("5 de mayo de 2025", "2025-05-05"),
        ("1º de marzo de 2021", "2021-03-01"),
        ("17 июня 2018 г.", "2018-06-17"),
        ("17 июня 2018 года", "2018-06-17"),
        ("2018年6月17日", "2018-06-17"),
        ("２０１８年６月１７日", "2018-06-17"),
        ("2018年6月", "2018-06"),
        ("٢٠١٨/٠٦/١٧", "2018-06-17"),
        ("١٧ حزيران ٢٠١٨", "2018-06-17"),
        ("12 كانون الثاني 2020", "2020-01-12"),
        ("۱۷/۰۶/۲۰۱۸", "2018-06-17"),
        ("06/2018", "2018-06"),
        ("2018-06", "2018-06"),
        ("mai 2025", "2025-05"),
        ("2018", "2018"),
        ("c. 1950", "1950"),
        ("около 1950", "1950"),
        ("20250314", "2025-03-14"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, read: str) -> None:
    value = read_date_text(text, DAY_FIRST).value
    assert value is not None
    assert partial_text(value) == read


@pytest.mark.parametrize(
    "text",
    [
        "31/04/2005",
        "00/07/2006",
        "32/05/2020",
        "15/13/2014",
        "2018-02-30",
        "30 февраля 2020",
        "2019年2月30日",
    ],
)
def test_a_date_that_is_not_in_the_calendar_is_impossible(text: str) -> None:
    reading = read_date_text(text, DAY_FIRST)
    assert (reading.value, reading.problem) == (None, "impossible_date")


@pytest.mark.parametrize("text", ["1440/05/12", "٠٥/١٢/١٤٤٠", "2563/01/15"])
def test_a_date_of_another_calendar_is_not_guessed(text: str) -> None:
    assert read_date_text(text, DAY_FIRST).problem == "date_of_other_calendar"


@pytest.mark.parametrize("text", ["", "  ", "unknown", "n/a", "неизвестно", "不详", "غير معروف", "sin fecha"])
def test_a_blank_and_words_that_state_nothing_are_no_date_and_no_problem(text: str) -> None:
    reading = read_date_text(text, DAY_FIRST)
    assert (reading.value, reading.problem) == (None, "")


@pytest.mark.parametrize("text", ["before the war", "12-14/05/2020", "see file", "1/2/3/4", "May 25"])
def test_a_text_that_is_no_date_is_said_to_be_none(text: str) -> None:
    assert read_date_text(text, DAY_FIRST).problem == "date_not_read"


def test_the_order_of_the_column_decides_between_day_and_month() -> None:
    assert read_date_text("03/04/2025", DAY_FIRST).value == PartialDate(date(2025, 4, 3))
    assert read_date_text("03/04/2025", MONTH_FIRST).value == PartialDate(date(2025, 3, 4))


@pytest.mark.parametrize(("text", "year"), [("17/6/18", 2018), ("17/6/67", 1967), ("05-May-25", 2025)])
def test_a_year_of_two_digits_is_read_with_a_warning(text: str, year: int) -> None:
    reading = read_date_text(text, DAY_FIRST)
    assert reading.value is not None and reading.value.day.year == year
    assert reading.warning == "two_digit_year"


def test_a_date_of_a_spreadsheet_keeps_the_precision_its_format_shows() -> None:
    assert read_date(cell(date(2018, 6, 17)), DAY_FIRST).value == PartialDate(date(2018, 6, 17))
    month = PlainCell("2018-06", "date", date(2018, 6, 1), "mmm yyyy", True)
    assert read_date(month, DAY_FIRST).value == PartialDate(date(2018, 6, 1), Precision.MONTH)


def test_a_number_in_a_column_of_dates_is_a_year_or_a_day_of_the_spreadsheet() -> None:
    assert read_date(cell(1987), DAY_FIRST).value == PartialDate(date(1987, 1, 1), Precision.YEAR)
    assert read_date(cell(43268), DAY_FIRST).value == PartialDate(date(2018, 6, 17))


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)), st.sampled_from(["/", ".", "-", " "]))
@settings(max_examples=60, deadline=None)
def test_every_day_is_read_back_in_both_orders(day: date, sign: str) -> None:
    first = f"{day.day:02}{sign}{day.month:02}{sign}{day.year}"
    second = f"{day.month}{sign}{day.day}{sign}{day.year}"
    assert read_date_text(first, DAY_FIRST).value == PartialDate(day)
    assert read_date_text(second, MONTH_FIRST).value == PartialDate(day)


@given(st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_reading_a_date_fail(text: str) -> None:
    for order in DateOrder:
        reading = read_date_text(text, order)
        assert reading.value is None or not reading.problem
