import pytest
from hypothesis import given, settings
from tests.marks.strategies import NORMALIZED

from tracemark.marks.rules import ColumnKind, align, compare, read_mark


def differences(left, right):
    return [
        (column.kind.value, column.left, column.right)
        for column in align(left, right).columns
        if column.kind is not ColumnKind.SAME
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("AB1234", "AB1234", []),
        ("CT4208", "CT420B", [("confusable", "8", "B")]),
        ("KH9118", "KH918", [("missing", "1", "")]),
        ("KH918", "KH9108", [("extra", "", "0")]),
        ("AB1243", "AB1234", [("transposed", "4", "3"), ("transposed", "3", "4")]),
        ("AB1234", "AB1934", [("different", "2", "9")]),
        ("H0?487", "H01487", [("unreadable", "?", "1")]),
        ("12*6", "123456", [("unreadable", "*", "3"), ("unreadable", "", "4"), ("unreadable", "", "5")]),
        ("H123", "N123", [("confusable", "H", "N")]),
        ("", "A", [("extra", "", "A")]),
    ],
)
def test_two_marks_are_lined_up_character_under_character(left, right, expected):
    assert differences(left, right) == expected


def test_a_confusable_column_names_the_reason():
    (column,) = (c for c in align("P12", "R12").columns if c.kind is ColumnKind.CONFUSABLE)
    assert column.code == "confusable_script"


def test_a_look_alike_is_nearer_than_any_other_character():
    assert align("AB1234", "AB123A").cost < align("AB1234", "AB1239").cost


def test_marks_are_compared_by_their_nearest_honest_spellings():
    comparison = compare(read_mark("Н123456"), read_mark("N123456"))
    assert comparison.is_same
    assert (comparison.left, comparison.likeness) == ("N123456", 1.0)


def test_an_absent_mark_has_nothing_in_common_with_a_read_one():
    assert compare(read_mark("removed"), read_mark("AB123")).likeness < 0.3


@settings(max_examples=150)
@given(NORMALIZED, NORMALIZED)
def test_the_columns_spell_both_marks_and_cost_the_same_both_ways(left, right):
    comparison = align(left, right)
    assert "".join(column.left for column in comparison.columns) == left
    assert "".join(column.right for column in comparison.columns) == right
    assert comparison.cost == pytest.approx(align(right, left).cost)


@settings(max_examples=100)
@given(NORMALIZED)
def test_a_mark_is_most_like_itself(normalized):
    assert align(normalized, normalized).cost <= 0.05 * normalized.count("?") + 1e-9
