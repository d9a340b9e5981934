"""Hostile and wrong files: each ends in a clear refusal, whatever its name says."""

import os
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.register.files.builders import MAIN, refusal, texts, xlsx, xlsx_parts, zipped

from tracemark.register.jobs.files import Limits, UnreadableList, open_list

SHEET = "xl/worksheets/sheet1.xml"
ROWS = "<row><c><v>1</v></c></row>"
WRONG = (
    (b"", "file_is_empty"),
    (b" \r\n\t\n", "file_is_empty"),
    (b"\xef\xbb\xbf", "file_is_empty"),
    (b"%PDF-1.7 and so on", "file_is_not_a_list"),
    (b"\x89PNG\r\n\x1a\n", "file_is_not_a_list"),
    (b"MZ\x90\x00\x03", "file_is_not_a_list"),
    (b"\x00" * 10_000, "file_is_not_a_list"),
    (os.urandom(1) + bytes(range(256)) * 50, "file_is_not_a_list"),
    (b"<html><table><tr><td>1</td></tr></table></html>", "file_is_a_web_page"),
    (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "file_is_a_web_page"),
    (b"PK\x03\x04 broken", "archive_is_damaged"),
)


@pytest.mark.parametrize(("data", "code"), WRONG)
def test_what_is_no_list_is_refused_by_its_content(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    assert refusal(path)[0].code == code


def test_a_list_is_read_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("a;b\n1;2\n")
    assert texts(path) == [["1", "a", "b"], ["2", "1", "2"]]


@pytest.mark.parametrize(
    ("name", "code"), [("", "not_a_file"), ("no", "file_cannot_be_opened"), ("a\0b", "file_cannot_be_opened")]
)
def test_what_cannot_be_opened_is_refused(tmp_path: Path, name: str, code: str) -> None:
    assert refusal(tmp_path / name)[0].code == code


def test_a_file_past_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n")
    assert refusal(tmp_path / "a.csv", replace(Limits(), file_bytes=2))[0].code == "file_too_large"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
PARTS: tuple[tuple[dict[str, str], str], ...] = (
    ({SHEET: f'{BOMB}<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'}, "archive_is_damaged"),
    ({"xl/workbook.xml": f"{BOMB}<workbook/>"}, "archive_is_damaged"),
    ({SHEET: "<worksheet><sheetData>"}, "archive_is_damaged"),
    ({SHEET: "<worksheet><sheetData><row><c><v>1</v></row>"}, "archive_is_damaged"),
    ({SHEET: "<worksheet/>"}, "archive_is_damaged"),
    ({SHEET: "<worksheet><sheetData>" + "<a>" * 500}, "archive_is_damaged"),
    ({SHEET: f'<worksheet a="{"x" * 3_000_000}"><sheetData/></worksheet>'}, "archive_is_damaged"),
    ({SHEET: "no XML at all"}, "archive_is_damaged"),
    ({"xl/sharedStrings.xml": f"<sst><si><t>{'x' * 40_000}</t></si></sst>"}, "text_too_long"),
    ({"xl/vbaProject.bin": ""}, "file_has_macros"),
    ({"xl/workbook.xml": "<workbook><sheets/></workbook>"}, "archive_is_no_spreadsheet"),
    ({"xl/workbook.xml": "<workbook>" + "<sheet/>" * 300 + "</workbook>"}, "too_many_sheets"),
    ({"xl/workbook.xml": "<workbook>" + "<sheet/>" * 20_000 + "</workbook>"}, "archive_is_damaged"),
    (
        {
            "xl/_rels/workbook.xml.rels": "<R>"
            + "".join(f"<Relationship Id='{n}'/>" for n in range(20_000))
            + "</R>"
        },
        "archive_is_damaged",
    ),
    ({"xl/_rels/workbook.xml.rels": "<Relationships/>"}, "archive_is_no_spreadsheet"),
    (
        {"xl/styles.xml": "<styleSheet><cellXfs>" + "<xf/>" * 80_000 + "</cellXfs></styleSheet>"},
        "archive_is_damaged",
    ),
)


@pytest.mark.parametrize(("parts", "code"), PARTS, ids=[str(index) for index in range(len(PARTS))])
def test_a_hostile_part_is_refused(tmp_path: Path, parts: dict[str, str], code: str) -> None:
    assert refusal(zipped(tmp_path / "a.xlsx", {**xlsx_parts(ROWS), **parts}))[0].code == code


CELLS = (
    ('<row><c r="NTP1"><v>1</v></c></row>', "too_many_columns"),
    ('<row><c r="ABCDE1"><v>1</v></c></row>', "archive_is_damaged"),
    ('<row r="9999999"><c><v>1</v></c></row>', "too_many_rows"),
    ('<row><c t="s"><v>99</v></c></row>', "archive_is_damaged"),
    ('<row><c t="s"><v>-1</v></c></row>', "archive_is_damaged"),
    ("<row><c><v>abc</v></c></row>", "archive_is_damaged"),
    ("<row><c><v>1e999</v></c></row>", "archive_is_damaged"),
    ("<row><c><v>NaN</v></c></row>", "archive_is_damaged"),
    (f"<row><c><v>{'9' * 5000}</v></c></row>", "archive_is_damaged"),
    ('<row><c t="zz"><v>1</v></c></row>', "archive_is_damaged"),
    ('<row><c s="x"><v>1</v></c></row>', "archive_is_damaged"),
    ('<row><c t="d"><v>yesterday</v></c></row>', "archive_is_damaged"),
    (f'<row><c t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>', "cell_too_long"),
    ("<row>" + "<c><v>1</v></c>" * 501 + "</row>", "too_many_columns"),
)


@pytest.mark.parametrize(("rows", "code"), CELLS, ids=[str(index) for index in range(len(CELLS))])
def test_a_hostile_cell_is_refused_when_it_is_met(tmp_path: Path, rows: str, code: str) -> None:
    finding, read = refusal(xlsx(tmp_path, ROWS * 3 + rows))
    assert (finding.code, read) == (code, 3)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    made = zipped(tmp_path / "a.xlsx", {**xlsx_parts(ROWS), "xl/media.bin": b"\0" * 20_000_000})
    assert refusal(made)[0].code == "archive_is_a_bomb"


def test_a_part_that_lies_about_its_size_is_counted(tmp_path: Path) -> None:
    made = zipped(tmp_path / "a.xlsx", xlsx_parts(ROWS + " " * 30_000_000))
    data = bytearray(made.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    assert data[place + 46 :].startswith(SHEET.encode())
    struct.pack_into("<I", data, place + 24, 100)
    made.write_bytes(data)
    assert refusal(made)[0].code in {"archive_is_damaged", "archive_unpacks_too_large"}


def _many(path: Path) -> None:
    zipped(path, {str(index): "" for index in range(6000)})


def _long_directory(path: Path) -> None:
    data = bytearray(zipped(path, xlsx_parts(ROWS)).read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 900_000_000)
    path.write_bytes(data)


def _twins(path: Path) -> None:
    zipped(path, xlsx_parts(ROWS))
    with ZipFile(path, "a", ZIP_DEFLATED) as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, "<worksheet/>")


def _encrypted(path: Path) -> None:
    data = bytearray(zipped(path, xlsx_parts(ROWS)).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def _cut(path: Path) -> None:
    data = zipped(path, xlsx_parts(ROWS)).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _other(path: Path) -> None:
    zipped(path, {"word/document.xml": "<a/>", "../../etc/x": "y"})


ARCHIVES = (
    (_many, "archive_has_too_many_parts"),
    (_long_directory, "archive_has_too_many_parts"),
    (_twins, "archive_is_damaged"),
    (_encrypted, "file_is_encrypted"),
    (_cut, "archive_is_damaged"),
    (_other, "archive_is_no_spreadsheet"),
)


@pytest.mark.parametrize(("make", "code"), ARCHIVES)
def test_a_wrong_archive_is_refused(tmp_path: Path, make: Callable[[Path], None], code: str) -> None:
    make(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx")[0].code == code


def test_damage_in_the_middle_is_met_after_good_rows(tmp_path: Path) -> None:
    made = xlsx(tmp_path, ROWS * 5000 + "<row><c></row>")
    rows = open_list(made).sheets[0].rows()
    assert next(rows)[0] == 1
    with pytest.raises(UnreadableList):
        list(rows)
