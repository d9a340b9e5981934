"""The map of squares: everybody is on it once, and every square says what it means without colour."""

import xml.etree.ElementTree as ET
from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracemark.observatory.data import places
from tracemark.observatory.data.world import load_world
from tracemark.observatory.rules.drawing.canvas import Frame, wrap
from tracemark.observatory.rules.drawing.looks import LOOKS, NO_DATA, STEPS, step_of, steps_of
from tracemark.observatory.rules.drawing.map import Key, Place, draw_map
from tracemark.observatory.rules.drawing.world import regions_of, tiles_of
from tracemark.observatory.rules.facts import World
from tracemark.reference.data import load_tables

SVG = "{http://www.w3.org/2000/svg}"
FRAME = Frame("Reports of 2020", "One square a State", "map")
MEMBERS = {one.alpha2: one for one in load_tables().countries.values() if one.status == "member"}


def drawn(**places: Place) -> ET.Element:
    return ET.fromstring(draw_map(load_world(), places, FRAME, headings={"2": ("Africa", "/africa/")}))


def labels(root: ET.Element) -> list[str]:
    return [one.get("aria-label", "") for one in root.iter() if one.get("class") == "map-state"]


def test_every_member_state_has_one_square() -> None:
    assert sorted(tile.state for tile in load_world()) == sorted(MEMBERS)


def test_no_two_squares_stand_upon_one_another() -> None:
    assert len({(tile.column, tile.row) for tile in load_world()}) == len(load_world()) == 193


def test_regions_and_subregions_of_the_map_are_those_by_which_we_count() -> None:
    for tile in (*load_world(), *load_world(World.CONSTRUCTED)):
        within = places()[tile.state]
        assert (tile.subregion, tile.region) == (within[0], within[-2])


def test_the_code_of_a_square_is_that_of_the_reference_tables() -> None:
    for tile in load_world():
        assert tile.code == MEMBERS[tile.state].alpha3


def test_the_five_regions_hold_the_member_states_as_m49_counts_them() -> None:
    sizes = Counter(tile.region for tile in load_world())
    assert sizes == {"2": 54, "19": 35, "142": 47, "150": 43, "9": 14}


def test_a_subregion_is_drawn_alone() -> None:
    tiles = tiles_of(load_world(), "53")
    root = ET.fromstring(draw_map(tiles, {}, FRAME, headings={}))
    assert labels(root) == ["AUS", "NZL"]


def test_a_square_leads_to_its_rows_and_is_named_for_a_screen_reader() -> None:
    root = drawn(KE=Place("counted", "Kenya: yes", "/rows/?state=KE"))
    (link,) = [one for one in root.iter(f"{SVG}a") if one.get("class") == "map-state"]
    assert link.get("href") == "/rows/?state=KE"
    assert link.get("aria-label") == "Kenya: yes" == link.findtext(f"{SVG}title")


def test_a_state_of_which_nothing_is_known_is_drawn_all_the_same_and_not_as_zero() -> None:
    root = drawn()
    squares = [one.get("class", "") for one in root.iter(f"{SVG}rect")]
    assert squares == [f"map-square map-{NO_DATA}"] * 193


def test_a_picture_has_no_script_and_no_inline_style() -> None:
    root = drawn(KE=Place("counted", "Kenya: yes"))
    assert not [one for one in root.iter() if "style" in one.attrib or one.tag.endswith(("script", "style"))]


def test_every_class_differs_from_every_other_by_its_sign_and_not_only_by_colour() -> None:
    together = (
        ("counted", "others", "blank", "withheld", "not_asked", NO_DATA),
        ("kept", "new", "stopped", NO_DATA),
        STEPS,
    )
    for codes in together:
        assert len({LOOKS[code].sign for code in codes}) == len(codes)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("code", LOOKS)
def test_the_code_of_a_state_can_be_read_on_every_colour(code: str) -> None:
    light, dark = sorted((luminance(LOOKS[code].fill), luminance(LOOKS[code].ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_steps_grow_darker_one_by_one_so_that_grey_print_keeps_their_order() -> None:
    shades = [luminance(LOOKS[code].fill) for code in STEPS]
    assert shades == sorted(shades, reverse=True)
    assert all((one + 0.05) / (other + 0.05) > 1.35 for one, other in pairwise(shades))


@given(st.lists(st.integers(0, 50), max_size=60))
def test_every_number_falls_into_exactly_one_class_and_equal_ones_into_the_same(numbers: list[int]) -> None:
    values = [Decimal(number) for number in numbers]
    steps = steps_of(values)
    assert len(steps) <= len(STEPS) and all(step.low <= step.high for step in steps)
    for value in values:
        inside = [step.code for step in steps if step.low <= value <= step.high]
        assert inside == [step_of(steps, value)]


def test_no_number_is_no_class_and_never_the_lowest() -> None:
    assert step_of(steps_of([Decimal(0), Decimal(9)]), None) == NO_DATA


def test_a_saved_map_carries_its_key_and_its_notes() -> None:
    note = "The squares say nothing about borders. " * 8
    text = draw_map(load_world(), {}, FRAME, headings={}, keys=[Key("counted", "Yes")], notes=[note])
    texts = [one.text for one in ET.fromstring(text).iter(f"{SVG}text")]
    assert "Yes" in texts and len([one for one in texts if one and "borders" in one]) > 1


def test_regions_are_headed_by_their_names_and_lead_to_themselves() -> None:
    root = drawn()
    heads = {one.get("aria-label"): one.get("href") for one in root.iter(f"{SVG}a")}
    assert heads == {"Africa": "/africa/"}
    assert len([one for one in root.iter(f"{SVG}g") if one.get("role") == "group"]) == 1
    assert len(regions_of(load_world())) == 5


@given(st.text(alphabet="ab 国家，ع", max_size=80), st.integers(4, 30))
def test_breaking_lines_loses_no_letter(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())
