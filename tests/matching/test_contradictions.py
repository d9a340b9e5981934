"""What cannot both be true between lists, and what only looks like it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matching.weapons import a_thousand, described

from tracemark.matching.rules.contradictions import Sighting, contradictions_of, is_before
from tracemark.matching.rules.description import Record
from tracemark.matching.rules.linking import Row, link_lists
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.register.rules.events import PartialDate, Precision

WORLD = a_thousand()
OWNED = [Row(record, "register", None, "police") for record in WORLD]


def day(text: str, precision: Precision = Precision.DAY) -> PartialDate:
    return PartialDate(date.fromisoformat(text), precision)


def seen(number: str, kind: str, on: str, index: int = 3, text: str = "") -> Row[object]:
    weapon = WORLD[index].description
    description = described(text or weapon.spellings[0].text, weapon.make, weapon.model)
    return Row(Record(number, description, kind), kind, day(on))


def raised(*rows: Row[object], owned: list[Row[object]] | None = None) -> list[tuple[str, object, object]]:
    linking = link_lists(owned or OWNED, rows, DEFAULT_MODEL, lambda step, done, total: None)
    return [(each.kind, each.first, each.second) for each in linking.contradictions]


def test_lost_before_the_seizure_is_an_alert() -> None:
    assert raised(seen("l", "losses", "2024-05-01"), seen("s", "seizures", "2025-02-01")) == [
        ("lost_then_seized", "s", "l")
    ]


def test_given_back_and_lost_later_is_not() -> None:
    assert raised(seen("s", "seizures", "2025-02-01"), seen("l", "losses", "2025-08-01")) == []


def test_destroyed_a_day_before_the_seizure_is_an_alert_and_the_same_day_is_not() -> None:
    seizure = seen("s", "seizures", "2025-02-02")
    assert raised(seen("d", "destruction", "2025-02-01"), seizure) == [("seized_after_destruction", "s", "d")]
    assert raised(seen("d", "destruction", "2025-02-02"), seizure) == []


def test_an_event_entered_by_two_agencies_is_one_alert() -> None:
    first, second = seen("a", "seizures", "2025-02-01"), seen("b", "seizures", "2025-02-02")
    assert raised(seen("l", "losses", "2024-05-01"), second, first) == [("lost_then_seized", "a", "l")]


def test_a_weapon_on_two_books_has_two_custodians() -> None:
    army = Row(Record(9000, WORLD[3].description, "army"), "inventory", None, "army")
    assert raised(owned=[*OWNED, army]) == [("two_custodians", 9000, 3)]


def test_a_number_one_character_off_on_two_books_is_no_alert() -> None:
    near = described(WORLD[601].description.spellings[0].text[:-1] + "0", "zastava", "M70")
    assert raised(owned=[*OWNED, Row(Record(9000, near, "army"), "inventory", None, "army")]) == []


def test_a_lost_weapon_that_no_register_holds_is_still_found() -> None:
    loss = seen("l", "losses", "2024-05-01", text="XY4711")
    assert raised(loss, seen("s", "seizures", "2025-02-01", text="XY4711")) == [
        ("lost_then_seized", "s", "l")
    ]


def test_numbers_that_tell_nothing_raise_nothing() -> None:
    assert (
        raised(
            seen("l", "losses", "2024-05-01", text="????"), seen("s", "seizures", "2025-02-01", text="????")
        )
        == []
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (day("2024-12-01", Precision.MONTH), day("2025-01-01"), True),
        (day("2025-01-01", Precision.MONTH), day("2025-01-20"), False),
        (day("2024-01-01", Precision.YEAR), day("2025-01-01", Precision.YEAR), True),
        (day("2025-01-01", Precision.YEAR), day("2025-06-01"), False),
        (None, day("2025-06-01"), False),
    ],
)
def test_only_what_is_certain_from_the_dates_is_before(
    first: PartialDate | None, second: PartialDate, expected: bool
) -> None:
    assert is_before(first, second) is expected


@given(st.floats(0, 1), st.floats(0, 1))
def test_both_sightings_together_must_be_sure_enough(one: float, other: float) -> None:
    sightings = [
        Sighting("l", "losses", day("2024-01-01"), one),
        Sighting("s", "seizures", day("2025-01-01"), other),
    ]
    assert bool(list(contradictions_of("w", sightings, 0.9))) is (one * other >= 0.9)
