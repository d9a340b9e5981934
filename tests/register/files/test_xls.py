"""XLS: read in a process of its own, which may fail without harm."""

import struct
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.register.files.builders import refusal, texts
from tests.register.files.old_excel import Value, container, record, xls_bytes

from tracemark.register.jobs.files import Limits, open_list
from tracemark.register.jobs.files.xls_notes import look_over_xls

ROWS: list[list[Value]] = [[], ["No", "Serial"], [1.0, "А-123"], [], [None, "'=x", 2.5]]


def written(folder: Path, data: bytes) -> Path:
    path = folder / "list.xls"
    path.write_bytes(data)
    return path


def test_rows_of_all_sheets_are_read_twice(tmp_path: Path) -> None:
    book = open_list(written(tmp_path, xls_bytes({"Ärmee": ROWS, "H": [["a"]]}, hidden="H")))
    assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [("Ärmee", False), ("H", True)]
    first = [(number, [cell.text for cell in cells]) for number, cells in book.sheets[0].rows()]
    assert first == [(2, ["No", "Serial"]), (3, ["1", "А-123"]), (5, ["", "=x", "2.5"])]
    assert len(list(book.sheets[0].rows())) == book.rows_estimate - 1 == 3


def test_zeros_that_a_format_shows_are_read(tmp_path: Path) -> None:
    row: list[Value] = [(123.0, 1), (1234.0, 2), 5.0, (7.0, 3), (45658.0, 4)]
    formats = ("00000", "000-000", "0.00", "yyyy-mm-dd")
    sheet = open_list(written(tmp_path, xls_bytes({"A": [row]}, formats=formats))).sheets[0]
    assert [cell.text for _, cells in sheet.rows() for cell in cells] == [
        "00123",
        "001-234",
        "5",
        "7",
        "2025-01-01",
    ]
    assert [cell.was_number for _, cells in sheet.rows() for cell in cells] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_rows_of_many_small_numbers_keep_their_zeros(tmp_path: Path) -> None:
    many = struct.pack("<HH", 0, 0) + b"".join(struct.pack("<HI", 1, number << 2 | 2) for number in (7, 42))
    data = xls_bytes({"A": []}, formats=("0000",), more=record(0xBD, many + struct.pack("<H", 1)))
    assert texts(written(tmp_path, data)) == [["1", "0007", "0042"]]


def test_hidden_and_merged_parts_are_told(tmp_path: Path) -> None:
    columns = record(0x7D, struct.pack("<6H", 1, 2, 0, 0, 1, 0))
    hidden_row = record(0x208, struct.pack("<6HI", 1, 0, 2, 0, 0, 0, 0x20))
    merged = record(0xE5, struct.pack("<5H", 1, 2, 4, 0, 0))
    book = open_list(written(tmp_path, xls_bytes({"A": ROWS}, more=columns + hidden_row + merged)))
    assert (book.sheets[0].hidden_columns, book.sheets[0].merged) == (frozenset({1, 2}), ((3, 0, 5, 0),))
    assert [one.code for one in book.findings] == ["hidden_columns_read", "hidden_rows_read", "merged_cells"]


def test_lost_number_formats_are_told(tmp_path: Path) -> None:
    data = bytearray(xls_bytes({"A": ROWS}))
    struct.pack_into("<H", data, 30, 7)  # sectors of a size that is not known
    assert look_over_xls(bytes(data)) is None
    assert look_over_xls(xls_bytes({"A": ROWS})) is not None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=40))
def test_any_damage_to_the_container_is_survived(place: int, put: bytes) -> None:
    data = xls_bytes({"A": ROWS}, formats=("0000",))
    seen = look_over_xls(data[:place] + put + data[place + len(put) :])
    assert seen is None or isinstance(seen, type(look_over_xls(data)))


DAMAGED = (
    (xls_bytes({"A": ROWS})[:3000], "archive_is_damaged"),
    (xls_bytes({"A": [["a"] * 256] * 20}).replace(b"\x04\x02", b"\xff\x02"), "archive_is_damaged"),
    (container(b"x", "WordDocument"), "file_is_not_a_list"),
    (container(b"x", "EncryptedPackage"), "file_is_encrypted"),
    (xls_bytes({"A": ROWS}) + "_VBA_PROJECT_CUR".encode("utf-16-le"), "file_has_macros"),
    (b"\x09\x00\x04\x00" + b"\x02\x00\x10\x00" * 20, "file_is_too_old"),
)


@pytest.mark.parametrize(("data", "code"), DAMAGED, ids=[str(index) for index in range(len(DAMAGED))])
def test_a_damaged_or_foreign_file_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert refusal(written(tmp_path, data))[0].code == code


LIMITS = (
    (replace(Limits(), columns=1), "sheet_too_wide"),
    (replace(Limits(), sheets=0), "too_many_sheets"),
    (replace(Limits(), xls_bytes=100), "file_too_large_of_its_kind"),
    (replace(Limits(), unpacked_bytes=10), "archive_unpacks_too_large"),
    (replace(Limits(), seconds=0), "file_takes_too_long"),
)


@pytest.mark.parametrize(("limits", "code"), LIMITS)
def test_limits_are_refusals(tmp_path: Path, limits: Limits, code: str) -> None:
    assert refusal(written(tmp_path, xls_bytes({"A": ROWS})), limits)[0].code == code
