"""Rows that repeat an earlier row of the same list."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.register.lists.reading import Value, read_list

from tracemark.register.rules.lists.duplicates import SeenWeapons
from tracemark.register.rules.rows import ListKind

NAMES = ["Reg no", "Type", "Make", "Model", "Serial"]


def register(*rows: list[Value]) -> list[list[Value]]:
    return [[*NAMES], *rows]


def pistol(serial: Value, make: str = "Glock", model: str = "17", ref: str = "1") -> list[Value]:
    return [ref, "Pistol", make, model, serial]


def test_a_repeated_row_is_kept_aside_also_with_other_spacing_script_and_case() -> None:
    read = read_list(
        ListKind.REGISTER, register(pistol("AB1234"), pistol("ab 1 234"), pistol("АВ1234"), pistol("AB-1234"))
    )
    assert read.reasons() == {3: "duplicate_row", 4: "duplicate_row", 5: "duplicate_row"}
    assert read.aside[5].params["first_row"] == 2


def test_the_same_number_of_another_make_is_another_weapon() -> None:
    read = read_list(ListKind.REGISTER, register(pistol("AB1234"), pistol("AB1234", "Beretta", "92")))
    assert read.reasons() == {}


def test_spellings_of_one_make_are_one_make() -> None:
    read = read_list(
        ListKind.REGISTER, register(pistol("AB1234", "Glock"), pistol("AB1234", "GLOCK Ges.m.b.H.", "G17"))
    )
    assert read.reasons() == {3: "duplicate_row"}


def test_two_models_of_one_make_may_bear_one_number_but_a_blank_model_repeats() -> None:
    rows = register(
        pistol("C12345", "Colt", "M16A1"), pistol("C12345", "Colt", "1911"), pistol("C12345", "Colt", "")
    )
    assert read_list(ListKind.REGISTER, rows).reasons() == {4: "duplicate_row"}


def test_a_row_without_a_serial_repeats_nothing() -> None:
    rows = register(pistol("none"), pistol("none"), pistol("illegible"), pistol("illegible"))
    assert read_list(ListKind.REGISTER, rows).reasons() == {}


def test_a_row_that_was_kept_aside_is_not_the_first_of_its_weapon() -> None:
    names = ["Date", "Type", "Make", "Serial"]
    rows = [names, ["31/04/2020", "Pistol", "CZ", "AB1234"], ["30/04/2020", "Pistol", "CZ", "AB1234"]]
    assert read_list(ListKind.REGISTER, rows).reasons() == {2: "impossible_date"}


def test_a_repeated_row_of_another_sheet_names_its_sheet() -> None:
    read = read_list(
        ListKind.REGISTER, {"A": register(pistol("AB1234")), "B": register(pistol("XY1"), pistol("AB1234"))}
    )
    assert read.aside[3].params == {"first_row": 2, "first_sheet": "A", "where": "A:2"}


def test_a_weapon_lost_twice_is_two_events_and_a_repeated_report_is_one() -> None:
    names = ["Date of loss", "Kind", "Type", "Make", "Serial"]
    rows = [[day, "lost", "Pistol", "CZ", "AB1234"] for day in ("01/02/2024", "25/03/2024", "01/02/2024")]
    assert read_list(ListKind.LOSSES, [names, *rows]).reasons() == {4: "duplicate_row"}


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["", "A", "B"])), max_size=120))
@settings(max_examples=60, deadline=None)
def test_the_flat_table_remembers_like_a_dictionary(weapons: list[tuple[int, str]]) -> None:
    seen, first = SeenWeapons(), dict[tuple[int, str], int]()
    for row, (number, model) in enumerate(weapons, start=1):
        found = seen.find_or_add(f"serial {number}", model, (0, row))
        expected = first.get((number, model))
        if expected is not None and model:
            assert found is not None and found[1] <= expected
        first.setdefault((number, model), row)


def test_many_weapons_are_kept_apart_while_the_table_grows() -> None:
    seen = SeenWeapons()
    for row in range(20000):
        assert seen.find_or_add(f"AB{row}", "17", (3, row)) is None
    assert len(seen) == 20000
    assert seen.find_or_add("AB777", "17", (4, 1)) == (3, 777)
