"""What is looked up for a reading: every edit that a level promises, by brute force."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracemark.matching.rules.expansion import Level, head_keys, is_too_open, spans, tail_keys
from tracemark.matching.rules.keys import key_pair, pack

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
NUMBERS = st.text(ALPHABET, min_size=4, max_size=9)
PLACES = st.integers(0, 20)
CHARACTERS = st.sampled_from(ALPHABET)
few = settings(max_examples=60)


@few
@given(NUMBERS, PLACES, CHARACTERS)
def test_one_wrong_character_is_looked_up(text: str, place: int, character: str) -> None:
    place %= len(text)
    recorded = text[:place] + character + text[place + 1 :]
    assert pack(recorded) in head_keys(text, Level.ONE_EDIT) | head_keys(text, Level.AS_READ)


@few
@given(NUMBERS, PLACES, CHARACTERS)
def test_one_character_missed_or_added_is_looked_up(text: str, place: int, character: str) -> None:
    place %= len(text)
    assert pack(text[:place] + text[place + 1 :]) in head_keys(text, Level.ONE_EDIT)
    assert pack(text[:place] + character + text[place:]) in head_keys(text, Level.ONE_EDIT)


@few
@given(NUMBERS, PLACES)
def test_two_neighbours_swapped_are_looked_up(text: str, place: int) -> None:
    place %= len(text) - 1
    recorded = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert pack(recorded) in head_keys(text, Level.ONE_EDIT) | head_keys(text, Level.AS_READ)


@few
@given(NUMBERS, PLACES, PLACES, CHARACTERS, CHARACTERS)
def test_any_two_wrong_characters_are_looked_up_at_last(text: str, i: int, j: int, a: str, b: str) -> None:
    i, j = sorted((i % len(text), j % len(text)))
    assume(i != j)
    recorded = text[:i] + a + text[i + 1 : j] + b + text[j + 1 :]
    levels = (Level.AS_READ, Level.ONE_EDIT, Level.ANY_TWO)
    assert pack(recorded) in set().union(*(head_keys(text, level) for level in levels))


@few
@given(NUMBERS, PLACES, PLACES)
def test_an_unread_character_takes_every_class(text: str, i: int, j: int) -> None:
    unread = {i % len(text), j % len(text)}
    reading = "".join("?" if place in unread else character for place, character in enumerate(text))
    assert pack(text) in head_keys(reading, Level.AS_READ)


@few
@given(NUMBERS, st.integers(1, 3))
def test_a_reading_cut_at_either_end_falls_into_a_range(text: str, cut: int) -> None:
    assume(len(text) - cut >= 4)
    heads, _ = spans(text[:-cut], Level.CUT)
    _, tails = spans(text[cut:], Level.CUT)
    assert heads and heads[0] <= pack(text) <= heads[1]
    assert tails and tails[0] <= key_pair(text).tail <= tails[1]


def test_letters_in_front_that_mean_number_are_taken_away() -> None:
    assert pack("123456") in head_keys("SN123456", Level.ONE_EDIT)
    assert pack("123456") in head_keys("NR0123456"[:2] + "123456", Level.ONE_EDIT)


def test_zeros_that_a_spreadsheet_lost_are_looked_up_at_once() -> None:
    assert pack("5286638") in head_keys("05286638", Level.AS_READ)
    assert pack("0005286638") in head_keys("05286638", Level.AS_READ)


def test_a_star_is_looked_up_by_its_longer_legible_side() -> None:
    assert spans("AB12*9", Level.AS_READ)[0] is not None
    assert spans("*4567", Level.AS_READ)[1] is not None
    assert not head_keys("AB*67", Level.ONE_EDIT)


def test_a_reading_with_next_to_nothing_legible_is_too_open() -> None:
    assert is_too_open("??")
    assert is_too_open("A*")
    assert is_too_open("A????1")
    assert not is_too_open("A??1")


def test_a_record_cut_short_is_looked_up_by_both_ends() -> None:
    assert pack("AB123") in head_keys("AB12345", Level.CUT)
    assert pack("12345"[::-1]) in tail_keys("AB12345", Level.CUT)
