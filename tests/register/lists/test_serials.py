"""Serial numbers: typed as numbers, with zeros lost, in other scripts, absent with or without a reason."""

import pytest
from tests.register.lists.reading import Value, read_list

from tracemark.marks.rules.mark import Absent
from tracemark.register.rules.lists.cells import PlainCell
from tracemark.register.rules.lists.serials import SerialLengths, read_serial, reason_in_remarks
from tracemark.register.rules.rows import ListKind

NAMES = ["Type", "Make", "Model", "Serial no.", "Qty", "Remarks"]
KEY = ("colt", "M16")


def inventory(*rows: list[Value]) -> list[list[Value]]:
    return [[*NAMES], *rows]


def rifle(serial: Value, remarks: str = "", quantity: Value = 1, model: str = "M16A1") -> list[Value]:
    return ["Rifle", "Colt", model, serial, quantity, remarks]


def test_zeros_lost_in_front_are_known_from_the_other_rows_of_the_list() -> None:
    known = [rifle(serial) for serial in ("0183456", "7654398", "1294567")]
    read = read_list(ListKind.INVENTORY, inventory(*known, rifle(56789), rifle(9901906)))
    assert read.warnings() == [(5, "leading_zero_lost"), (6, "numeric_serial")]
    mark = read.rows[5].facts.marks[0]
    assert (mark.verbatim, mark.normalized, mark.alternatives[0]) == ("56789", "56789", "0056789")


def test_without_evidence_of_zeros_a_short_number_is_only_numeric() -> None:
    known = [rifle(serial) for serial in ("9123456", "7654398", "1294567")]
    read = read_list(ListKind.INVENTORY, inventory(*known, rifle(56789)))
    assert read.warnings() == [(5, "numeric_serial")]


def test_lengths_that_differ_teach_nothing() -> None:
    lengths = SerialLengths()
    for text in ("0123", "01234", "012345", "123456"):
        lengths.add(KEY, text)
    assert lengths.fixed() == {}


def test_zeros_that_a_number_format_shows_are_kept_without_a_warning() -> None:
    reading = read_serial(PlainCell("00056789", "number", None, "00000000", False), KEY, {KEY: 8})
    assert (reading.marks[0].normalized, reading.findings) == ("00056789", ())


def test_a_number_of_more_than_fifteen_digits_has_lost_some() -> None:
    reading = read_serial(PlainCell("1234567890123456", "number", None, "", True), KEY, {})
    assert [finding.code for finding in reading.findings] == ["serial_digits_lost"]


def test_cyrillic_look_alikes_are_accepted_with_one_warning_a_row() -> None:
    read = read_list(ListKind.INVENTORY, inventory(rifle("КА8175"), rifle("ＡＢ１２３４"), rifle("AB٥٦٧٨")))
    assert read.warnings() == [(2, "cyrillic_lookalike")]
    assert [row.facts.marks[0].normalized for row in read.rows.values()] == ["KA8175", "AB1234", "AB5678"]


@pytest.mark.parametrize(
    ("remarks", "absent"),
    [
        ("unmarked, held by number", Absent.NONE),
        ("no serial: never numbered", Absent.NONE),
        ("no serial: burnt in fire 2011", Absent.ILLEGIBLE),
        ("numéro limé", Absent.REMOVED),
        ("без номера", Absent.NONE),
        ("未编号", Absent.NONE),
        ("بدون رقم", Absent.NONE),
        ("sin número", Absent.NONE),
        ("none", None),
        ("нет", None),
        ("returned in 2011", None),
        ("rusty", None),
        ("", None),
    ],
)
def test_remarks_may_say_why_there_is_no_number(remarks: str, absent: Absent | None) -> None:
    assert reason_in_remarks(remarks) == absent


def test_a_row_without_a_serial_needs_a_reason() -> None:
    read = read_list(
        ListKind.INVENTORY, inventory(rifle(None), rifle(None, "no number on weapon"), rifle("illegible"))
    )
    assert read.reasons() == {2: "no_serial_no_reason"}
    assert read.warnings() == [(3, "no_serial_with_reason"), (4, "no_serial_with_reason")]
    assert [row.facts.marks[0].absent for row in read.rows.values()] == [Absent.NONE, Absent.ILLEGIBLE]


def test_the_reason_may_stand_in_the_condition_or_in_a_column_of_its_own() -> None:
    names = ["Type", "Serial no.", "Condition", "Rack", "Bemerkung"]
    rows = [["Rifle", "", "serial number removed", "R1", ""], ["Rifle", "", "rusty", "R1", "unmarked weapon"]]
    read = read_list(ListKind.INVENTORY, [names, *rows, ["Rifle", "", "rusty", "R1", ""]])
    assert [row.facts.marks[0].absent for row in read.rows.values()] == [Absent.REMOVED, Absent.NONE]
    assert read.reasons() == {4: "no_serial_no_reason"}


def test_a_quantity_row_is_so_many_unmarked_weapons() -> None:
    read = read_list(
        ListKind.INVENTORY, inventory(rifle(None, "unmarked, held by number", 30), rifle("AB1234", "", None))
    )
    assert [row.quantity for row in read.rows.values()] == [30, 1]
    assert read.warnings() == [(2, "quantity_row")]


@pytest.mark.parametrize(
    ("quantity", "serial", "code"),
    [
        ("many", None, "quantity_not_read"),
        (0, None, "quantity_out_of_range"),
        (5, "AB1234", "quantity_with_serial"),
        ("9999999", None, "quantity_out_of_range"),
    ],
)
def test_a_quantity_that_makes_no_sense_keeps_the_row_aside(
    quantity: Value, serial: Value, code: str
) -> None:
    read = read_list(ListKind.INVENTORY, inventory(rifle(serial, "unmarked", quantity)))
    assert read.reasons() == {2: code}


@pytest.mark.parametrize(
    ("text", "number"), [("30 pcs", 30), ("1,105", 1105), ("٣٠", 30), ("12 шт.", 12), ("25支", 25)]
)
def test_a_quantity_is_read_in_the_forms_met(text: str, number: int) -> None:
    read = read_list(ListKind.INVENTORY, inventory(rifle(None, "unmarked", text)))
    assert read.rows[2].quantity == number


def test_a_craft_made_weapon_without_a_number_says_why_by_its_make() -> None:
    row: list[Value] = ["Shotgun", "home-made", None, None, 1, None]
    read = read_list(ListKind.INVENTORY, inventory(row))
    assert read.warnings() == [(2, "no_serial_with_reason")]
    assert read.rows[2].extra["make_absent"] == "craft"
