"""From a reading to ranked candidates, or to "not in the register"."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.matching.weapons import a_thousand, described, recorded

from tracemark.matching.rules.description import Description, Spelling
from tracemark.matching.rules.explain import answer_findings, reasons_of
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.matching.rules.posterior import Answer

WORLD = a_thousand()
REGISTER = MemorySearch(WORLD)


def ask(serial: str, make: str = "", model: str = "", **more: str) -> Answer[int]:
    return REGISTER.answer(described(serial, make, model, **more))


def number_of(index: int) -> str:
    return WORLD[index].description.spellings[0].text


def codes(answer: Answer[int]) -> list[str]:
    return [reason.code for reason in reasons_of(answer.candidates[0])]


@pytest.mark.parametrize("index", [3, 77, 499, 600, 999])
def test_a_number_read_right_is_found_first_and_nearly_certain(index: int) -> None:
    weapon = WORLD[index].description
    answer = ask(number_of(index), weapon.make, weapon.model)
    assert answer.candidates[0].id == index
    assert answer.candidates[0].probability > 0.98
    assert codes(answer)[:2] == ["serial_same", "make_agrees"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 499), st.integers(0, 5))
def test_one_unread_character_still_finds_the_pistol(index: int, place: int) -> None:
    text = number_of(index)
    answer = ask(text[:place] + "?" + text[place + 1 :], "izhmekh", "PM")
    assert index in [candidate.id for candidate in answer.candidates]
    assert "serial_fits" in codes(answer)


@settings(max_examples=40, deadline=None)
@given(st.text("ABCDEFGHKLMN0123456789?*", max_size=10), st.sampled_from(["", "izhmekh", "zastava", "other"]))
def test_probabilities_add_up_to_one_at_most(text: str, make: str) -> None:
    answer = ask(text, make)
    total = sum(candidate.probability for candidate in answer.candidates) + answer.none_probability
    assert 0 < answer.none_probability <= 1
    assert total <= 1 + 1e-9
    assert [c.probability for c in answer.candidates] == sorted(
        (c.probability for c in answer.candidates), reverse=True
    )


def test_a_number_that_nobody_holds_is_probably_not_in_the_register() -> None:
    answer = ask("QQ0001", "izhmekh", "PM")
    assert answer.none_probability > 0.9
    assert "probably_not_in_register" in [finding.code for finding in answer_findings(answer)]


def test_another_maker_lowers_and_does_not_exclude() -> None:
    number = number_of(600)
    right, wrong = ask(number, "zastava", "M70"), ask(number, "izhmekh", "M70")
    assert right.candidates[0].id == wrong.candidates[0].id == 600
    assert wrong.candidates[0].probability < right.candidates[0].probability


def test_the_same_number_on_two_makes_is_two_weapons() -> None:
    records = recorded(("123456", "zastava", "M70"), ("123456", "imi", "UZI"))
    answer = MemorySearch(records, REGISTER.statistics).answer(described("123456", "imi", "UZI"))
    assert [candidate.id for candidate in answer.candidates] == [1, 0]
    assert answer.candidates[1].probability < 0.05


def test_a_missing_field_says_nothing() -> None:
    with_calibre, without = (
        ask(number_of(3), "izhmekh", "PM", calibre="9x18"),
        ask(number_of(3), "izhmekh", "PM"),
    )
    assert with_calibre.candidates[0].probability == without.candidates[0].probability


def test_records_of_one_weapon_on_two_lists_do_not_share_its_probability() -> None:
    twice = [*WORLD, replace(WORLD[3], id=5000, source="losses")]
    answer = MemorySearch(twice, REGISTER.statistics).answer(described(number_of(3), "izhmekh", "PM"))
    assert {answer.candidates[0].id, *answer.candidates[0].also} == {3, 5000}
    assert answer.candidates[0].probability > 0.98


def test_two_records_of_one_list_with_one_number_stay_two() -> None:
    twice = [*WORLD, replace(WORLD[3], id=5000)]
    answer = MemorySearch(twice, REGISTER.statistics).answer(described(number_of(3), "izhmekh", "PM"))
    assert answer.candidates[0].probability == pytest.approx(answer.candidates[1].probability)
    assert answer.others_that_fit == 1


def test_without_a_number_all_of_the_model_fit() -> None:
    answer = ask("", "zastava", "M70")
    assert answer.others_that_fit == 499
    assert answer.candidates[0].probability < 0.01
    assert "no_number_read" in [finding.code for finding in answer_findings(answer)]


def test_another_spelling_of_the_mark_is_found_and_said() -> None:
    query = Description(
        spellings=(Spelling("ZZ0000"), Spelling(number_of(3), rank=1)), make="izhmekh", model="PM"
    )
    answer = REGISTER.answer(query)
    assert answer.candidates[0].id == 3
    assert "serial_other_spelling" in codes(answer)


def test_the_number_of_a_part_weighs_little() -> None:
    part = Description(spellings=(Spelling(number_of(3), is_part=True),), make="izhmekh", model="PM")
    answer = REGISTER.answer(part)
    assert answer.candidates[0].id == 3
    assert answer.candidates[0].probability < ask(number_of(3), "izhmekh", "PM").candidates[0].probability
    assert "number_of_a_part" in codes(answer)


def test_a_stronger_prior_raises_every_candidate() -> None:
    query = described(number_of(3)[:-1] + "?", "izhmekh", "PM")
    low = MemorySearch(WORLD, model=replace(DEFAULT_MODEL, prior_in_register=0.1)).answer(query)
    high = MemorySearch(WORLD, model=replace(DEFAULT_MODEL, prior_in_register=0.9)).answer(query)
    assert low.candidates[0].probability < high.candidates[0].probability


def test_a_star_finds_what_begins_so() -> None:
    answer = ask(number_of(3)[:4] + "*", "izhmekh", "PM")
    assert 3 in [candidate.id for candidate in answer.candidates]


def test_an_import_mark_alone_is_no_number() -> None:
    answer = ask("", "", "")
    assert answer.candidates == ()
    assert answer.none_probability == 1.0
