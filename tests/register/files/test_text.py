"""Text files: any separator, no row lost to a quotation mark, no line without end."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.register.files.builders import codes, refusal, texts

from tracemark.findings import Severity
from tracemark.register.jobs.files import Limits, open_list

VALUES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)


def written(folder: Path, data: str | bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["No", "Serial", "Price, in all"],
        ["1", "A;1", "2,50"],
        ["2", "B|2", "3,75"],
        ["3", "C\t3", "1,00"],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    assert [row[1:] for row in texts(written(tmp_path, out.getvalue()))] == rows


def test_a_title_above_does_not_fool_the_separator(tmp_path: Path) -> None:
    text = "Register of weapons, district 4, as of 1 January 2025\n\nNo;Make;Model\n1;Glock, Inc.;17\n2;Walther;PP\n"
    assert texts(written(tmp_path, text))[1:] == [["3", "No", "Make", "Model"], ["4", "1", "Glock, Inc.", "17"],
                                                  ["5", "2", "Walther", "PP"]]  # fmt: skip


def test_a_separator_that_is_said_is_believed(tmp_path: Path) -> None:
    assert texts(written(tmp_path, "sep=|\na,b|c\n")) == [["2", "a,b", "c"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_every_system_are_read(tmp_path: Path, end: str) -> None:
    assert texts(written(tmp_path, f"a;b{end}{end}c;d{end}")) == [["1", "a", "b"], ["3", "c", "d"]]


def test_a_line_break_in_quotation_marks_stays_in_its_cell(tmp_path: Path) -> None:
    assert texts(written(tmp_path, 'a,"b\nc ""d"""\ne,f\n')) == [["1", "a", 'b\nc "d"'], ["2", "e", "f"]]


@pytest.mark.parametrize("rows", [3, 2000])
def test_an_open_quotation_names_its_row_and_takes_no_other(tmp_path: Path, rows: int) -> None:
    text = "a,b\n" + 'x,"open\n' + "c,d\n" * rows
    finding, read = refusal(written(tmp_path, text))
    assert (finding.code, finding.params["row"]) == ("quote_not_closed", 2)
    assert read == 1


@pytest.mark.parametrize("quoted", ['"G3, folding"', '"two words"', '"x"'])
def test_a_stray_quotation_mark_takes_no_rows_though_a_later_cell_closes_it(
    tmp_path: Path, quoted: str
) -> None:
    rows = [f"{number},FAL,S{number}" for number in range(100)]
    rows[3], rows[40] = '3,"Bulldog,S3', f"40,{quoted},S40"
    finding, read = refusal(written(tmp_path, "\n".join(["No,Model,Serial", *rows])))
    assert (finding.code, finding.params["row"]) == ("quote_not_closed", 5)
    assert read == 4


def test_a_title_of_two_lines_in_quotation_marks_is_one_row(tmp_path: Path) -> None:
    text = '"Register of weapons\nDistrict 4"\nNo,Make,Serial\n' + "1,FN,A1\n" * 5 + '2,"a\nb",B2\n'
    rows = texts(written(tmp_path, text))
    assert rows[0] == ["1", "Register of weapons\nDistrict 4"] and rows[-1] == ["8", "2", "a\nb", "B2"]


def test_commas_with_spaces_are_punctuation_beside_a_tab(tmp_path: Path) -> None:
    text = "Serial\tMake, model, calibre\n" + "S1\tFN, FAL, 7.62\n" * 9
    assert texts(written(tmp_path, text))[1] == ["2", "S1", "FN, FAL, 7.62"]
    assert texts(written(tmp_path, "Serial, Make\nS1, FN\n"))[1] == ["2", "S1", " FN"]


def test_an_inch_mark_inside_a_cell_is_only_a_sign(tmp_path: Path) -> None:
    assert texts(written(tmp_path, 'a,barrel 4" long\nb,"quoted"x\n')) == [
        ["1", "a", 'barrel 4" long'],
        ["2", "b", "quotedx"],
    ]


def test_zeros_kept_by_a_formula_are_read(tmp_path: Path) -> None:
    assert texts(written(tmp_path, '="00123","=""0045"""\n')) == [["1", "00123", "0045"]]


def test_an_old_end_mark_is_no_row(tmp_path: Path) -> None:
    assert texts(written(tmp_path, b"a;b\r\nc;d\r\n\x1a")) == [["1", "a", "b"], ["2", "c", "d"]]


def test_a_guessed_encoding_is_a_warning_that_names_it(tmp_path: Path) -> None:
    (finding,) = open_list(written(tmp_path, "a;Muñoz\n".encode("cp1252"))).findings
    assert (finding.code, finding.severity) == ("encoding_guessed", Severity.WARNING)
    assert finding.params == {"encoding": "cp1252", "delimiter": ";", "example": "Muñoz"}


def test_letters_far_down_decide_the_encoding(tmp_path: Path) -> None:
    text = "1;plain;row\n" * 200_000 + "2;Wiśniewski;Łódź\n"
    assert texts(written(tmp_path, text.encode("cp1250")))[-1] == ["200001", "2", "Wiśniewski", "Łódź"]


def test_a_damaged_byte_in_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    made = written(tmp_path, "Růžička;Šťastný;Dvořák\n".encode() * 10 + b"Mu\xf1oz\n")
    assert texts(made)[-1] == ["11", "Muñoz"]
    assert open_list(made).findings[1].params == {"count": 1, "row": 11, "encoding": "utf-8"}


def test_plain_text_is_told_as_such(tmp_path: Path) -> None:
    assert codes(written(tmp_path, "a,b\n")) == ["text_read_as"]


def test_limits_are_refusals_that_name_the_row(tmp_path: Path) -> None:
    small = replace(Limits(), columns=3, rows=2, cell_characters=5, line_bytes=1000)
    cases = {
        "a,b\n1,2,3,4\n": "too_many_columns",
        "a\nb\nc\n": "too_many_rows",
        "a\nbcdefg\n": "cell_too_long",
    }
    for text, code in cases.items():
        finding, read = refusal(written(tmp_path, text), small)
        assert (finding.code, read) == (code, 2 if code == "too_many_rows" else 1)
    assert refusal(written(tmp_path, "x" * 3_000_000), small)[0].code == "line_too_long"


def test_empty_columns_past_the_limit_are_no_columns(tmp_path: Path) -> None:
    assert texts(written(tmp_path, "a" + "," * 5000 + "\n")) == [["1", "a"]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=2, max_size=5), min_size=1, max_size=8), st.sampled_from(";,\t|"))
def test_any_rows_written_are_the_rows_read(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    with TemporaryDirectory() as folder:
        path = written(Path(folder), f"sep={delimiter}\n{out.getvalue()}")
        for row, (_, cells) in zip([["a", "b", "c"]], open_list(path).sheets[0].rows(), strict=False):
            assert [cell.text for cell in cells] == row
        assert sum(1 for _ in open_list(path).sheets[0].rows()) == 1 + sum(any(row) for row in rows)
