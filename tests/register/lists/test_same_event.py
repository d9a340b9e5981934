"""One event entered by two agencies: both rows accepted, the later names the earlier."""

import pytest
from tests.register.lists.reading import Value, read_list

from tracemark.register.rules.rows import ListKind

NAMES = ["Date", "Place", "Agency", "How obtained", "Type", "Make", "Model", "Marks as read"]


def report(
    agency: str, marks: str, day: str = "21/01/2025", place: str = "Lomvik", make: str = "Izhmash"
) -> list[Value]:
    return [day, place, agency, "found", "Rifle", make, "AKM", marks]


def doubles(*reports: list[Value]) -> dict[int, str]:
    read = read_list(ListKind.SEIZURES, [[*NAMES], *reports])
    return {
        number: row.extra["duplicate_of"] for number, row in read.rows.items() if "duplicate_of" in row.extra
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CT4208", "CT420B"),
        ("SN: T154970", "No. T154970"),
        ("H0451729; IMPORTED XN 2012", "H0451129"),
        ("SN F49580 / barrel 4467", "F495B0"),
        ("C37200G", "C372-006"),
        ("SB8542", "S88542"),
        ("S/N E8377", "F8377"),
        ("AB?2345", "AB12345"),
        ("AB12345", "AB1345"),
        ("AB12345", "AB21345"),
    ],
)
def test_the_same_weapon_read_a_little_differently_is_one_event(one: str, other: str) -> None:
    assert doubles(report("Border Guard", one), report("Police", other, "22/01/2025")) == {3: ":2"}


@pytest.mark.parametrize(
    "second",
    [
        report("Border Guard", "CT4208"),
        report("Police", "CT4208", day="23/01/2025"),
        report("Police", "CT4208", place="Quarn"),
        report("Police", "CT4208", make="Zastava"),
        report("Police", "CT4209"),
        report("Police", "CT9908"),
        report("Police", "none"),
        report("Police", "CT?????"),
    ],
)
def test_another_agency_day_place_make_or_number_is_another_event(second: list[Value]) -> None:
    assert doubles(report("Border Guard", "CT4208"), second) == {}


def test_two_agencies_that_share_a_haul_of_numbers_in_a_row_are_not_merged() -> None:
    first = [report("Customs", f"AB{number}") for number in range(1210, 1216)]
    second = [report("Police", f"AB{number}") for number in range(1290, 1296)]
    assert doubles(*first, *second) == {}


def test_each_report_is_the_double_of_one_report_only() -> None:
    assert doubles(
        report("Customs", "AB12345"), report("Police", "AB12345"), report("Police", "AB1234S")
    ) == {3: ":2"}


def test_the_same_report_by_the_same_agency_is_a_repeated_row() -> None:
    read = read_list(ListKind.SEIZURES, [[*NAMES], report("Police", "AB12345"), report("Police", "AB 12345")])
    assert read.reasons() == {3: "duplicate_row"}
