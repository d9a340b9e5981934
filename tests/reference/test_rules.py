"""How typed texts are read: folding, spelling, and never forcing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.reference.data import load_tables
from tracemark.reference.rules import (
    find_calibre,
    find_country,
    find_maker,
    find_weapon_type,
    fold,
    model_key,
)
from tracemark.reference.rules.spelling import allowed_errors, typing_errors

ANY = st.text(max_size=40)
FINDERS = (find_maker, find_calibre, find_weapon_type, find_country)
HOWS = {"name", "alias", "begins", "spelling", "coarse", "ambiguous", "absent", "unknown"}


@given(ANY)
@settings(max_examples=200)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("F.N.", "FN"), ("Sarsılmaz", "SARSILMAZ"), ("H & K", "h&k"), ("Ё", "е"), ("ＧＬＯＣＫ", "glock"),
        ("Glосk", "Glock"), ("٩", "9"), ("Česká", "ceska"), ("أسترا", "استرا"), ("Łucznik", "lucznik"),
    ],
)  # fmt: skip
def test_ways_to_type_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(ANY)
@settings(max_examples=150)
def test_no_text_makes_a_finder_fail_or_lose_what_was_typed(text: str) -> None:
    for find in FINDERS:
        hit = find(load_tables(), text)
        assert hit.typed == text and hit.how in HOWS
        assert (hit.code is not None) == (hit.how in ("name", "alias", "begins", "spelling"))


@given(st.sampled_from(sorted(load_tables().makers)), ANY)
@settings(max_examples=150)
def test_a_model_key_is_short_and_its_own_key(maker: str, text: str) -> None:
    key = model_key(maker, text, load_tables())
    assert len(key) <= 60 and model_key(maker, key, load_tables()) == key


@given(st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=9, max_size=14))
@settings(max_examples=100)
def test_what_resembles_nothing_stays_unknown(text: str) -> None:
    assert find_maker(load_tables(), text).code is None


@given(st.sampled_from(sorted(load_tables().makers)), st.data())
@settings(max_examples=100)
def test_one_letter_left_out_of_a_long_name_finds_the_maker_or_nobody(code: str, data: st.DataObject) -> None:
    maker = load_tables().makers[code]
    if len(fold(maker.name)) < 8:
        return
    place = data.draw(st.integers(0, len(maker.name) - 1))
    typed = maker.name[:place] + maker.name[place + 1 :]
    assert find_maker(load_tables(), typed).code in (code, None)


@pytest.mark.parametrize(
    "typed", ["ACME Guns", "Xyzabc", "China", "Turkish", "AK-47", "南方重工", "Cot", "Xerox", "Ural", "Lada"]
)
def test_a_maker_that_is_not_in_the_table_is_not_forced(typed: str) -> None:
    assert find_maker(load_tables(), typed).code is None


@pytest.mark.parametrize("typed", ["9x18.5", "9x20x1", "7.62x38.5", "9,2x19", "13 gauge", "5.46x39"])
def test_digits_of_a_calibre_are_never_guessed(typed: str) -> None:
    assert find_calibre(load_tables(), typed).code is None


def test_two_calibres_in_one_cell_are_only_what_they_share() -> None:
    hit = find_calibre(load_tables(), "9x18 or 9x19")
    assert (hit.code, hit.coarse, hit.candidates) == (None, "9 mm", ("9x18", "9x19"))


@pytest.mark.parametrize("typed", ["Pistol/Revolver", "Shotgun and revolver"])
def test_two_arms_in_one_cell_are_ambiguous(typed: str) -> None:
    assert find_weapon_type(load_tables(), typed).how == "ambiguous"


@pytest.mark.parametrize("typed", ["Beretta 92FS", "Beretta S.p.A.", "Beretta (Italy)", "BERETTA ARMS"])
def test_what_is_typed_behind_a_makers_name_does_not_hide_it(typed: str) -> None:
    assert find_maker(load_tables(), typed).code == "beretta"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Tanzania", "TZ"), ("tza", "TZ"), ("834", "TZ"), ("Turkey", "TR"), ("РФ", "RU"), ("法国", "FR"),
        ("فرنسا", "FR"), ("NA", "NA"), ("Farland", "XF"), ("Niger", "NE"), ("Nigeria", "NG"),
        ("Germny", "DE"),
    ],
)  # fmt: skip
def test_a_state_is_found_by_any_of_its_names(typed: str, code: str) -> None:
    assert find_country(load_tables(), typed).code == code


@pytest.mark.parametrize(
    ("typed", "name", "errors"),
    [
        ("glok", "glock", 1),
        ("galck", "glcak", 2),
        ("ab", "ba", 1),
        ("walter", "walther", 1),
        ("abc", "xyz", 3),
    ],
)
def test_typing_errors_are_counted(typed: str, name: str, errors: int) -> None:
    assert typing_errors(typed, name, 3) == errors


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_typing_errors_are_the_same_both_ways(one: str, other: str) -> None:
    assert typing_errors(one, other, 6) == typing_errors(other, one, 6)
    assert (typing_errors(one, other, 6) == 0) == (one == other)


def test_short_names_bear_fewer_errors() -> None:
    assert [allowed_errors(length) for length in (3, 4, 5, 6, 12)] == [0, 1, 1, 2, 2]


def test_two_thousand_unknown_makers_take_seconds_not_minutes() -> None:
    tables = load_tables()
    started = time.perf_counter()
    for number in range(2_000):
        find_maker(tables, f"{chr(97 + number % 26)}orge{chr(97 + number // 26 % 26)}zut{number}q")
    assert time.perf_counter() - started < 4
