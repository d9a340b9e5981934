import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.marks.strategies import TYPED

from tracemark.marks.rules import Role, normalize
from tracemark.marks.rules.normalizing import _spell


@pytest.mark.parametrize(
    ("typed", "normalized", "alternatives"),
    [
        ("F82377Z", "F82377Z", ()),
        (" ZCA170", "ZCA170", ()),
        ("C5-06299", "C506299", ()),
        ("T1102-58D02-057", "T110258D02057", ()),
        ("H2 281861", "H2281861", ()),
        ("l318371m", "L318371M", ()),
        ("x860649m", "X860649M", ()),
        ("XX 00682", "XX00682", ()),
        ("С864117", "C864117", ("S864117",)),
        ("Н4468868", "H4468868", ("N4468868",)),
        ("543088А", "543088A", ()),
        ("Т1102-82О1", "T110282O1", ("T11028201",)),
        ("ПА1234", "PA1234", ()),
        ("ЖН12", "ZHN12", ("ZHH12",)),
        ("12З5", "1235", ("12Z5",)),
        ("1Ч7", "147", ("1CH7",)),
        ("ΑΒ12", "AB12", ("AV12",)),
        ("ض123", "D123", ()),
        ("٥٦٧۴", "5674", ()),
        ("ＡＢ１２", "AB12", ()),
        ("12\u200f34\u2069", "1234", ()),
        ("Č123", "C123", ()),
        ("Ñ-1", "N1", ()),
        ("甲12", "?12", ()),
    ],
)
def test_a_mark_is_spelt_in_latin_and_other_honest_spellings_are_kept(typed, normalized, alternatives):
    spelling = normalize(typed)
    assert (spelling.normalized, spelling.alternatives) == (normalized, alternatives)


@pytest.mark.parametrize(
    ("typed", "normalized"),
    [("五六式", "56"), ("五十四", "54"), ("十", "10"), ("AK-47", "AK47"), ("八一式步枪", "81")],
)
def test_chinese_numerals_are_figures_in_model_marks(typed, normalized):
    assert normalize(typed, Role.MODEL).normalized == normalized


def test_chinese_numerals_are_no_figures_in_serial_numbers():
    assert normalize("五六").normalized == "??"


def test_an_engraved_o_stays_an_o_and_is_never_made_a_zero():
    assert normalize("C8414O1").normalized == "C8414O1"
    assert normalize("С8414О1").normalized == "C8414O1"


def test_every_change_is_a_step_with_the_text_before_and_after():
    steps = normalize("сн 12-34").steps
    assert [(step.code, step.before, step.after) for step in steps] == [
        ("upper_cased", "сн 12-34", "СН 12-34"),
        ("cyrillic_by_shape", "СН 12-34", "CH 12-34"),
        ("spaces_removed", "CH 12-34", "CH12-34"),
        ("separators_removed", "CH12-34", "CH1234"),
    ]


@pytest.mark.parametrize(
    ("typed", "script"),
    [
        ("123", "none"),
        ("AB1", "latin"),
        ("ＡＢ1", "latin"),
        ("Н1", "cyrillic"),
        ("АN1", "mixed"),
        ("٥1", "arabic"),
        ("式", "han"),
    ],
)
def test_the_script_of_the_letters_is_named(typed, script):
    assert normalize(typed).script == script


@settings(max_examples=300)
@given(TYPED, st.sampled_from(Role))
def test_normalizing_a_normalized_mark_changes_nothing(typed, role):
    once = normalize(typed, role).normalized
    assert normalize(once, role).normalized == once


@settings(max_examples=300)
@given(TYPED)
def test_certainty_has_one_sign_for_each_normalized_character(typed):
    spelling = normalize(typed)
    assert len(spelling.certainty) == len(spelling.normalized)
    assert set(spelling.certainty) <= set("=~?")
    assert set(spelling.normalized) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789?*")
    for character, sign in zip(spelling.normalized, spelling.certainty, strict=True):
        assert (character in "?*") == (sign == "?")


@settings(max_examples=300)
@given(TYPED)
def test_steps_follow_one_another_from_the_text_typed_to_the_normalized_one(typed):
    spelling = normalize(typed)
    befores = [step.before for step in spelling.steps]
    afters = [step.after for step in spelling.steps]
    assert [typed, *afters] == [*befores, spelling.normalized]


@settings(max_examples=300)
@given(st.text("ABXx12 -/.l", max_size=10))
def test_the_quick_way_and_the_careful_way_agree(typed):
    assert normalize(typed) == _spell(typed, Role.SERIAL)
