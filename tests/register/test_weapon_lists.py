"""Lists of weapons keep their order and limits whichever index serves them."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.register.screens.lists import a_unit, take_in

from tracemark.accounts.rules import Viewer, console
from tracemark.register.models import Weapon
from tracemark.register.queries import weapons
from tracemark.register.queries.weapons import WeaponFilters, list_weapons
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def units() -> list[UUID]:
    """Three units with weapons of their own, the last with seizures."""
    kinds = (ListKind.INVENTORY, ListKind.INVENTORY, ListKind.SEIZURES)
    for code, kind in zip("ABC", kinds, strict=True):
        serials = [f"{code}{number:04}" for number in range(20)]
        take_in(a_unit(code), serials, name=f"{code}.csv", kind=kind)
    return [a_unit(code).id for code in "ABC"]


def officer(units: Sequence[UUID]) -> Viewer:
    return Viewer(None, {"weapon.read": frozenset(units)})


def pages(viewer: Viewer, filters: WeaponFilters, size: int) -> list[str]:
    """Record numbers of all pages, one after the other."""
    shown, after = [], ""
    while True:
        page = list_weapons(viewer, filters, after=after, size=size)
        shown += [weapon.record_no for weapon in page.weapons]
        if page.next_after is None:
            return shown
        after = page.next_after


@pytest.mark.parametrize("size", [1, 7, 100])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_pages_over_several_units_show_each_weapon_once_in_order(
    units: list[UUID], count: int, size: int
) -> None:
    wanted = Weapon.objects.filter(unit_id__in=units[:count]).order_by("record_no")
    assert pages(officer(units[:count]), WeaponFilters(), size) == list(
        wanted.values_list("record_no", flat=True)
    )


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (WeaponFilters(standing="seized"), 20),
        (WeaponFilters(standing="lawful"), 20),
        (WeaponFilters(standing="seized", custody="state_store"), 0),
        (WeaponFilters(list_kind="seizures", text="c00"), 20),
        (WeaponFilters(text="A000"), 10),
        (WeaponFilters(text="B001?"), 0),
        (WeaponFilters(text="#"), 0),
    ],
)
def test_filters_find_the_same_in_some_units_as_in_the_whole_node(
    units: list[UUID], filters: WeaponFilters, count: int
) -> None:
    theirs, everything = (len(pages(viewer, filters, 7)) for viewer in (officer(units[1:]), console()))
    assert everything >= theirs
    assert (theirs if filters.text[:1] in {"", "c"} else everything) == count


def test_a_beginning_that_many_numbers_have_is_found_without_the_index(
    units: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_index = pages(console(), WeaponFilters(text="A00"), 7)
    monkeypatch.setattr(weapons, "MOST_BY_INDEX", 3)
    assert pages(console(), WeaponFilters(text="A00"), 7) == by_index
    assert len(by_index) == 20


def test_more_units_take_no_more_queries(
    units: list[UUID], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (2, 3):
        with django_assert_num_queries(2):
            list_weapons(officer(units[:count]), WeaponFilters(), size=5)
