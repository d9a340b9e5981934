from itertools import pairwise
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.register.rules.record_no import ALPHABET, check_record_no, make_record_no, parse_record_no

STATES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
SAMPLE = make_record_no("XF", UUID(int=20251125))
SIGNS = [place for place, sign in enumerate(SAMPLE) if sign != "-"]


def replaced(text, place, sign):
    return text[:place] + sign + text[place + 1 :]


def test_a_record_number_is_short_grouped_and_of_our_alphabet():
    state, *groups = SAMPLE.split("-")
    assert state == "XF"
    assert [len(group) for group in groups] == [5, 5, 5]
    assert set("".join(groups)) <= set(ALPHABET)
    assert len(SAMPLE) == 20


@settings(max_examples=100)
@given(STATES, st.uuids())
def test_the_same_weapon_always_gets_the_same_number_and_it_reads_back(state, weapon_id):
    number = make_record_no(state, weapon_id)
    assert number == make_record_no(state, weapon_id)
    assert parse_record_no(number) == number
    assert check_record_no(number) is None


def test_another_attempt_and_another_state_give_other_numbers():
    weapon_id = UUID(int=7)
    numbers = {
        make_record_no("XF", weapon_id),
        make_record_no("XN", weapon_id),
        make_record_no("XF", weapon_id, 1),
    }
    assert len({number[3:] for number in numbers}) == 3


def test_every_single_wrong_sign_is_found():
    for place in SIGNS[2:]:
        for sign in ALPHABET:
            if sign != SAMPLE[place]:
                assert parse_record_no(replaced(SAMPLE, place, sign)) is None


def test_every_wrong_letter_of_the_state_is_found_but_for_three_pairs():
    missed = {
        frozenset((number[place], letter))
        for number in (make_record_no(first + first, UUID(int=1)) for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for place in (0, 1)
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        if letter != number[place] and parse_record_no(replaced(number, place, letter))
    }
    assert missed == {frozenset("AX"), frozenset("BY"), frozenset("CZ")}


def test_every_swap_of_neighbours_is_found_wherever_it_happens():
    for place, neighbour in pairwise(SIGNS[2:]):
        for left in ALPHABET:
            for right in ALPHABET:
                if left < right:
                    assert is_swap_found(place, neighbour, left, right)


def is_swap_found(place, neighbour, left, right):
    """Of the numbers with ``left`` and ``right`` here, make the valid one by its check sign and swap it."""
    start = replaced(replaced(SAMPLE, place, left), neighbour, right)
    free = next(sign for sign in SIGNS[2:] if sign not in (place, neighbour))
    valid = next(text for text in (replaced(start, free, sign) for sign in ALPHABET) if parse_record_no(text))
    swapped = replaced(replaced(valid, place, right), neighbour, left)
    return parse_record_no(swapped) is None


def test_spaces_case_and_look_alikes_are_no_errors():
    number = next(
        n
        for n in (make_record_no("XF", UUID(int=i)) for i in range(999))
        if "0" in n and "V" in n and "1" in n
    )
    state, rest = number[:3], number[3:]
    for copied in (
        number.lower(),
        number.replace("-", " "),
        number.replace("-", ""),
        state + rest.replace("0", "O").replace("V", "U").replace("1", "l"),
        state + rest.replace("0", "D").replace("5", "S").replace("8", "B").replace("2", "Z"),
    ):
        assert parse_record_no(copied) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("XF-7K3M9", "record_no_wrong_length"),
        ("", "record_no_wrong_length"),
        ("XF-" + "1" * 16, "record_no_wrong_length"),
        ("X7-" + "1" * 15, "record_no_wrong_sign"),
        ("XF-00000-00000-00001", "record_no_wrong_check"),
    ],
)
def test_a_wrong_record_number_says_what_is_wrong(text, code):
    finding = check_record_no(text)
    assert finding is not None
    assert finding.code == code


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_any_text_is_answered_without_failing(text):
    assert (parse_record_no(text) is None) == (check_record_no(text) is not None)


def test_twenty_thousand_weapons_have_twenty_thousand_numbers():
    numbers = {make_record_no("XF", uuid5(UUID(int=0), str(n))) for n in range(20_000)}
    assert len(numbers) == 20_000


@pytest.mark.parametrize("state", ["", "F", "XFX", "xf", "X1"])
def test_a_state_is_two_capital_letters(state):
    with pytest.raises(ValueError, match="two capital letters"):
        make_record_no(state, UUID(int=1))
