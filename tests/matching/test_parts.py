"""A register in parts has the answers of the whole, to the bit; and its columns are those of its rows."""

import random
from pathlib import Path

import numpy as np
import pytest
from tests.matching.test_kernels import MATCHER, register, spoilt

from tracemark.matching.jobs.shelves import open_places, open_shelf, write_shelf
from tracemark.matching.rules.columns import ColumnsBuilder
from tracemark.matching.rules.engine import Matcher
from tracemark.matching.rules.lists import COLUMNS, ListReader, columns_of
from tracemark.matching.rules.parts import Teller, bounds, merge
from tracemark.matching.rules.shelf import build_shelf
from tracemark.matching.rules.weighing import Reading
from tracemark.reference.data import load_tables


def readings(count: int) -> list[Reading]:
    """Bad readings of the register, of others, and with much unread."""
    chance = random.Random(41)
    found = [
        Reading(spoilt(each.serial, chance), chance.choice(("", each.make)), year=each.year)
        for each in chance.sample(register(), count)
    ]
    return [*found, Reading("AB1*7"), Reading("?????07"), Reading("XY99ZZ1", "zafo"), Reading("")]


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_parts_of_a_register_answer_as_the_whole_to_the_bit(parts: int) -> None:
    asked = readings(150)
    told = [Teller(MATCHER, part, parts).tell(asked) for part in range(parts)]
    assert merge(MATCHER, asked, told, 10) == [MATCHER.find(each) for each in asked]


def test_a_number_that_thousands_bear_is_answered_by_parts_as_by_the_whole() -> None:
    same = [Reading("NONE", f"maker{number % 90}") for number in range(9000)]
    matcher = Matcher(build_shelf(columns_of([*same, *register(500)])))
    asked = [Reading("N0NE", "maker7"), Reading("NONE"), Reading("NO?E", "maker8")]
    told = [Teller(matcher, part, 2).tell(asked) for part in range(2)]
    assert merge(matcher, asked, told, 10) == [matcher.find(each) for each in asked]


def test_parts_cover_every_bucket_once() -> None:
    covered = [at for part in range(5) for at in range(*bounds(256, part, 5))]
    assert covered == list(range(256))


def test_a_shelf_of_a_folder_answers_as_the_one_that_was_written(tmp_path: Path) -> None:
    write_shelf(MATCHER.shelf, tmp_path)
    kept = Matcher(open_shelf(tmp_path))
    asked = readings(60)
    assert [kept.find(each) for each in asked] == [MATCHER.find(each) for each in asked]
    assert (kept.shelf.order[open_places(tmp_path)] == np.arange(kept.shelf.size)).all()


ROWS = (
    ("1", "AB 123456", "Zastava", "M70", "7.62x39", "RS", "1980"),
    ("2", " c015683", "GLOCK", "17 ", "9mm", "", ""),
    ("3", "№ 77-И", "Glock", "17", "9x19", "AT", " 2001 "),
    ("4", "", "", "", "", "", "0"),
    ("5", "A" * 30, "zastva", "M 70", "7,62x39", "Serbia", "99999"),
)


def test_columns_filled_by_lots_are_those_of_the_rows() -> None:
    reader = ListReader(load_tables())
    wanted = columns_of(reader.reading(dict(zip(COLUMNS, row, strict=True))) for row in ROWS)
    builder = ColumnsBuilder(reader)
    for lot in (ROWS[:2], ROWS[2:]):
        builder.add(dict(zip(COLUMNS, zip(*lot, strict=True), strict=True)))
    found = builder.columns()
    assert found.serials.tolist() == wanted.serials.tolist() and found.texts == wanted.texts
    assert all((found.coded[name] == wanted.coded[name]).all() for name in wanted.coded)
    assert found.years.tolist() == wanted.years.tolist()
    assert list(found.calibre_groups) == list(wanted.calibre_groups)


def test_rows_with_a_bad_year_are_left_out_of_columns_and_told() -> None:
    builder = ColumnsBuilder(ListReader(load_tables()))
    assert builder.add({"serial": ("A1", "A2", "A3"), "year": ("1980", "nineteen", "")}) == [1]
    assert builder.columns().serials.tolist() == [b"A1", b"A3"]
