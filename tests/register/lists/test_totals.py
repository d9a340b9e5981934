"""Lines that are no items: totals compared with their rows, signatures, notes."""

import pytest
from tests.register.lists.reading import Value, cell, read_list

from tracemark.register.rules.lists.totals import (
    RunningTotal,
    TotalLine,
    find_total,
    is_footer,
    is_total_label,
)
from tracemark.register.rules.rows import ListKind

NAMES = ["No.", "Type", "Make", "Model", "Serial no.", "Qty"]


def rows(*quantities: Value) -> list[list[Value]]:
    return [[n, "Pistol", "CZ", "75", f"AB{n:04}", qty] for n, qty in enumerate(quantities, start=1)]


@pytest.mark.parametrize(
    "label",
    [
        "Total",
        "Batch total",
        "Total week 8",
        "Sous-total",
        "Итого по складу",
        "Всего:",
        "合计",
        "小计",
        "المجموع",
        "الإجمالي",
        "SUMA TOTAL",
    ],
)
def test_a_label_of_a_total_is_recognised(label: str) -> None:
    assert is_total_label(label)


@pytest.mark.parametrize(
    "label",
    ["Totally rusted barrel of a rifle that was found in the old depot near the river", "Pistol", "1234"],
)
def test_other_words_are_no_label_of_a_total(label: str) -> None:
    assert not is_total_label(label)


def test_the_value_is_the_number_of_the_quantity_column_or_the_only_one() -> None:
    by_column = find_total([cell(value) for value in ["Total week 8", None, 20]], 2)
    alone = find_total([cell(value) for value in ["Batch total", None, None, 52]], None)
    said = find_total([cell("Total: 1,105 weapons")], None)
    assert [line and line.value for line in (by_column, alone, said)] == [20, 52, 1105]


def test_a_number_in_the_label_is_not_its_value() -> None:
    line = find_total([cell("Total week 8")], 2)
    assert line is not None and line.value is None


def test_a_footer_total_that_differs_is_a_warning() -> None:
    read = read_list(ListKind.INVENTORY, [NAMES, *rows(1, 1, 1), ["Total", None, None, None, None, 4]])
    [(number, finding)] = read.lines
    assert (number, finding.code, finding.params["written"], finding.params["counted"]) == (
        5,
        "total_mismatch",
        4,
        3,
    )


def test_a_total_counts_the_rows_as_written_duplicates_and_kept_aside_included() -> None:
    data = rows(1, 1, 1)
    data[2][4] = data[0][4]
    unmarked: list[Value] = [4, "Rifle", "FN", "FAL", None, 30]
    read = read_list(ListKind.INVENTORY, [NAMES, *data, unmarked, ["Total", None, None, None, None, 33]])
    assert read.lines == []
    assert read.reasons() == {4: "duplicate_row"}


def test_subtotals_count_from_the_last_and_a_grand_total_counts_all() -> None:
    total = RunningTotal()
    total.add(3)
    assert total.close(TotalLine("Subtotal", 3, False)) is None
    total.add(4)
    assert total.close(TotalLine("Subtotal", 4, False)) is None
    assert total.close(TotalLine("Grand total", 7, True)) is None
    wrong = total.close(TotalLine("Grand total", 8, True))
    assert wrong is not None and wrong.params["counted"] == 7


def test_signatures_and_repeated_headers_are_passed_over() -> None:
    tail: list[list[Value]] = [
        NAMES,
        *rows(1),
        ["Signed: Lt Col T."],
        ["Начальник склада"],
        ["制表人："],
        ["التوقيع"],
    ]
    read = read_list(ListKind.INVENTORY, [NAMES, *rows(1), *tail])
    assert sorted(read.rows) == [2]
    assert read.reasons() == {4: "duplicate_row"}


def test_a_note_between_rows_is_passed_over_and_said() -> None:
    read = read_list(ListKind.INVENTORY, [NAMES, ["A Company"], *rows(1)])
    assert [(number, finding.code) for number, finding in read.lines] == [(2, "line_passed_over")]
    assert sorted(read.rows) == [3]


def test_a_row_that_describes_nothing_is_kept_aside() -> None:
    header = ["Case no", "Date", "Place", "Agency", "Type", "Serial"]
    row = ["C-1", "01/02/2025", "Quarn", "Police", "", ""]
    assert read_list(ListKind.SEIZURES, [header, row]).reasons() == {2: "nothing_described"}


def test_a_type_that_begins_like_a_signature_is_an_item() -> None:
    header = ["Receipt no", "Type", "Serial", "Number"]
    read = read_list(
        ListKind.RECEIPTS, [header, ["", "Signal pistol", "AB1234", "1"], ["", "Signal pistol", "", "1"]]
    )
    assert sorted(read.rows) == [2]
    assert read.reasons() == {3: "no_serial_no_reason"}
    assert is_footer([cell("Signed: the quartermaster")])
