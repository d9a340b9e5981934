import pytest
from hypothesis import given, settings
from tests.marks.strategies import NORMALIZED

from tracemark.marks.rules import CONFUSIONS, LOOK_ALIKE_CLASSES, fold, look_alike_classes


def test_letters_and_figures_fall_into_twenty_five_classes():
    assert len(LOOK_ALIKE_CLASSES) == 36
    assert len(set(LOOK_ALIKE_CLASSES.values())) == 25


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("C8414O1", "C841401"), ("CT420B", "CT4208"), ("DMF97G", "DMF976"), ("H9I428", "H91428")],
)
def test_a_misread_look_alike_folds_to_the_same_key(typed, meant):
    assert fold(typed) == fold(meant)


def test_folding_keeps_unreadable_places():
    assert fold("O?8*") == "0?8*"


@settings(max_examples=50)
@given(NORMALIZED)
def test_folding_twice_is_folding_once_and_keeps_the_length(normalized):
    assert fold(fold(normalized)) == fold(normalized)
    assert len(fold(normalized)) == len(normalized)


def test_each_character_says_what_it_could_be():
    assert look_alike_classes("O8?H") == ("0ODQ", "8B", "?", "H")


def test_confusion_costs_are_the_same_both_ways_and_between_nothing_and_all():
    for (left, right), (_, cost) in CONFUSIONS.items():
        assert CONFUSIONS[right, left][1] == cost
        assert 0 < cost < 1


def test_the_worst_confusion_of_all_is_letter_o_for_zero():
    assert min(CONFUSIONS, key=lambda pair: CONFUSIONS[pair][1]) in (("0", "O"), ("O", "0"))
