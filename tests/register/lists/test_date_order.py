"""Day first or month first: decided for a whole column."""

from datetime import date

from tests.register.lists.reading import Value, cell, read_list

from tracemark.register.rules.lists.date_order import DateEvidence, decide_order
from tracemark.register.rules.lists.dates import DateOrder
from tracemark.register.rules.rows import ListKind


def evidence(*values: Value) -> DateEvidence:
    found = DateEvidence()
    for value in values:
        found.add(cell(value))
    return found


def decided(own: DateEvidence, file: DateEvidence | None = None) -> tuple[DateOrder, list[str]]:
    order, findings = decide_order("Date", own, file or own)
    return order, [finding.code for finding in findings]


def test_one_day_above_twelve_decides_for_the_whole_column() -> None:
    assert decided(evidence("03/04/2025", "25/04/2025")) == (DateOrder.DAY_FIRST, [])
    assert decided(evidence("03/04/2025", "04/25/2025")) == (DateOrder.MONTH_FIRST, [])


def test_a_column_without_evidence_is_reported() -> None:
    assert decided(evidence("03/04/2025", "05/06/2025")) == (DateOrder.DAY_FIRST, ["date_order_undecided"])


def test_the_other_columns_decide_for_one_that_cannot() -> None:
    order, codes = decided(evidence("03/04/2025"), evidence("04/25/2025", "04/26/2025"))
    assert (order, codes) == (DateOrder.MONTH_FIRST, ["date_order_from_other_columns"])


def test_impossible_dates_are_no_evidence() -> None:
    found = evidence("15/13/2014", "31/04/2005", "00/07/2006", "32/05/2020")
    assert (found.day_first, found.month_first) == (1, 0)


def test_a_mixed_column_is_reported_and_read_like_its_majority() -> None:
    own = evidence(*["25/04/2025"] * 8, *["04/25/2025"] * 4)
    assert decided(own) == (DateOrder.DAY_FIRST, ["date_order_mixed"])


def test_a_single_odd_date_among_many_is_a_typing_error() -> None:
    own = evidence(*["25/04/2025"] * 99, "04/25/2025")
    assert decided(own) == (DateOrder.DAY_FIRST, [])


def test_dates_that_a_spreadsheet_swapped_are_noticed() -> None:
    own = evidence(*[date(2025, 4, day) for day in range(1, 13)] * 2, "25/04/2025", "26/04/2025")
    assert decided(own) == (DateOrder.DAY_FIRST, ["dates_swapped_by_spreadsheet"])


def test_equal_numbers_and_named_months_need_no_order() -> None:
    assert decided(evidence("05/05/2025", "5 May 2025", "2025-05-06")) == (DateOrder.DAY_FIRST, [])


def test_a_list_with_the_month_first_is_read_so() -> None:
    rows = [
        ["Date of loss", "Kind", "Type", "Serial"],
        ["04/25/2025", "lost", "Pistol", "AB12345"],
        ["03/04/2025", "lost", "Pistol", "AB12346"],
    ]
    read = read_list(ListKind.LOSSES, rows)
    days = [row.occurred.day for row in read.rows.values() if row.occurred]
    assert days == [date(2025, 4, 25), date(2025, 3, 4)]
