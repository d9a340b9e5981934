"""XLS: read in a process of its own, which may fail without harm."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.register.files.builders import codes, refusal
from tests.register.files.old_excel import container, xls_bytes

from tracemark.register.jobs.files import Limits, open_list

ROWS: list[list[str | float | None]] = [[], ["No", "Serial"], [1.0, "А-123"], [], [None, "'=x", 2.5]]


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


def test_lost_number_formats_are_told(tmp_path: Path) -> None:
    assert codes(written(tmp_path, xls_bytes({"A": ROWS}))) == ["number_formats_not_read"]


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
