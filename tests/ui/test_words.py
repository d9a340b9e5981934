"""Words of codes, and the template tags that show them."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from tracemark.findings import Finding
from tracemark.ui.dates import partial_date_text
from tracemark.ui.templatetags.ui import finding_words, number
from tracemark.ui.words import TABLES, bare_word, fact_words, word


def test_a_parameter_that_is_a_code_is_put_in_words() -> None:
    assert "(In a State store)" in word("custody_does_not_allow", custody="state_store", kind="released")


def test_a_code_without_words_and_a_parameter_not_given_are_no_failure() -> None:
    assert word("never_heard_of") == "never_heard_of"
    assert "…" in word("date_in_the_future")
    assert bare_word("date_in_the_future") == "… is in the future."


def test_a_column_of_a_list_that_we_do_not_know_keeps_its_own_name() -> None:
    assert fact_words("place") == "Place"
    assert fact_words("Spalte 7") == "Spalte 7"


def test_no_two_rooms_give_one_code_different_words() -> None:
    said: dict[str, set[str]] = {}
    for table in TABLES.values():
        for code, text in table.items():
            said.setdefault(code, set()).add(text)
    assert {code for code, texts in said.items() if len(texts) > 1} == set()


def test_what_was_typed_keeps_its_direction_inside_arabic() -> None:
    with translation.override("ar"):
        text = finding_words(Finding("record_no_wrong_check", {"text": "XF-1"}))
    assert "\u2068XF-1\u2069" in text


@pytest.mark.parametrize(
    ("language", "day", "month", "year", "thousands"),
    [
        ("en", "3 March 2025", "March 2025", "2025", "1,234,567"),
        ("fr", "3 mars 2025", "mars 2025", "2025", "1\xa0234\xa0567"),
        ("es", "3 de marzo de 2025", "marzo de 2025", "2025", "1\xa0234\xa0567"),
        ("ru", "3 марта 2025 г.", "Март 2025 г.", "2025 г.", "1\xa0234\xa0567"),
        ("zh-hans", "2025年3月3日", "2025年3月", "2025年", "1,234,567"),
        ("ar", "3 مارس 2025", "مارس 2025", "2025", "1,234,567"),
    ],
)
def test_dates_and_numbers_are_written_as_each_language_writes_them(
    language: str, day: str, month: str, year: str, thousands: str
) -> None:
    first = date(2025, 3, 3)
    with translation.override(language):
        assert partial_date_text(first) == day
        assert partial_date_text(first, "month") == month
        assert partial_date_text(first, "year") == year
        assert number(1234567) == thousands


def test_no_date_and_no_number_are_a_dash_and_never_zero() -> None:
    assert partial_date_text(None) == number(None) == "–"
    assert number(0) == "0"


def test_a_code_is_shown_in_a_template() -> None:
    template = Template(
        '{% load ui %}{{ "custody_issued"|word }}·{{ "seized"|word_in:"event" }}·{% word "act_moved" %}'
    )
    assert template.render(Context()) == "Issued for use·Seized·Move"
