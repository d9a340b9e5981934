"""How likely a reading is, given the number on record."""

from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.matching.rules.alignment import NEVER, best_explanation, explain_reading
from tracemark.matching.rules.channel import fits_pattern, liken
from tracemark.matching.rules.model import DEFAULT_MODEL

NUMBERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=3, max_size=14)


def chance(read: str, recorded: str, certainty: str = "") -> float:
    return liken(read, certainty, recorded, DEFAULT_MODEL).log_chance


def kinds(read: str, recorded: str) -> list[str]:
    return [edit.kind for edit in liken(read, "", recorded, DEFAULT_MODEL).edits]


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


@settings(max_examples=100)
@given(NUMBERS, NUMBERS)
def test_a_chance_is_a_chance_and_nothing_beats_reading_it_right(read: str, recorded: str) -> None:
    found = chance(read, recorded)
    assert found == NEVER or 0 < exp(found) <= 1
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
    (edit,) = liken("AB1Z34", "", "AB1234", DEFAULT_MODEL).edits
    assert (edit.place, edit.read, edit.recorded) == (4, "Z", "2")


@pytest.mark.parametrize(
    ("pattern", "recorded", "fits"),
    [
        ("AB*34", "AB1234", True),
        ("*34", "AB1234", True),
        ("AB*", "AC12", False),
        ("A?1*", "AB1", True),
        ("8*", "B12", True),
    ],
)
def test_a_pattern_fits_or_not(pattern: str, recorded: str, fits: bool) -> None:
    assert fits_pattern(pattern, recorded) is fits


@settings(max_examples=150)
@given(NUMBERS, st.lists(st.tuples(st.integers(0, 13), st.sampled_from("AB018SZ27")), max_size=2))
def test_the_quick_ways_tell_what_the_thorough_one_tells(
    recorded: str, changes: list[tuple[int, str]]
) -> None:
    read = recorded
    for place, character in changes:
        at = place % len(read)
        read = read[:at] + character + read[at + 1 :]
    quick, _ = explain_reading(read, "=" * len(read), recorded, DEFAULT_MODEL)
    thorough, _ = best_explanation(read, "=" * len(read), recorded, DEFAULT_MODEL)
    assert quick <= thorough + 1e-9
    assert thorough - quick < 4.5
