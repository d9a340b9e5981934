"""How likely a reading is, given the number on record."""

from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.matching.rules.errors import errors_of
from tracemark.matching.rules.kernels.aligning import NEVER
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.matching.rules.reading import explain

ERRORS = errors_of(DEFAULT_MODEL)

NUMBERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=3, max_size=14)


def chance(read: str, recorded: str, certainty: str = "") -> float:
    return explain(read, certainty, recorded, ERRORS).log_chance


def kinds(read: str, recorded: str) -> list[str]:
    return [edit.kind for edit in explain(read, "", recorded, ERRORS).edits]


@pytest.mark.parametrize(
    ("read", "recorded", "expected"),
    [
        ("AB1234", "AB1234", []),
        ("A81234", "AB1234", ["confusable"]),
        ("AB1294", "AB1234", ["misread"]),
        ("AB2134", "AB1234", ["transposed"]),
        ("AB123", "AB1234", ["missing"]),
        ("AB12934", "AB1234", ["extra"]),
        ("0123456", "123456", ["zeros"]),
        ("123456", "00123456", ["zeros"]),
        ("SNAB1234", "AB1234", ["prefix"]),
        ("12345", "AB12345", ["cut"]),
        ("AB1?34", "AB1234", []),
        ("AB1234", "AB1?34", ["unread"]),
    ],
)
def test_a_reading_is_explained_by_its_likeliest_errors(
    read: str, recorded: str, expected: list[str]
) -> None:
    assert kinds(read, recorded) == expected


@settings(max_examples=100, deadline=None)
@given(NUMBERS, NUMBERS)
def test_a_chance_is_a_chance_and_nothing_beats_reading_it_right(read: str, recorded: str) -> None:
    found = chance(read, recorded)
    assert found <= NEVER / 2 or 0 < exp(found) <= 1
    assert found <= chance(recorded, recorded)


def test_a_look_alike_is_likelier_than_another_character() -> None:
    assert chance("A0", "AO") > chance("A7", "AO")
    assert chance("AB1Z34", "AB1234") > chance("AB1K34", "AB1234")


def test_two_errors_are_less_likely_than_one() -> None:
    assert chance("AB1299", "AB1234") < chance("AB1239", "AB1234")


def test_a_doubtful_character_is_more_often_wrong() -> None:
    assert chance("AB1239", "AB1234", "=====~") > chance("AB1239", "AB1234", "======")
    assert chance("AB1234", "AB1234", "=====~") < chance("AB1234", "AB1234", "======")


def test_the_place_of_an_error_counts_from_one_in_the_reading() -> None:
    (edit,) = explain("AB1Z34", "", "AB1234", ERRORS).edits
    assert (edit.place, edit.read, edit.recorded) == (4, "Z", "2")
