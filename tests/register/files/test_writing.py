"""What is written for officers holds nothing that runs, and comes back as it stood."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.formulas import restore
from tracemark.register.jobs.files.writing import OutSheet, neutralize, write_xlsx

STARTS = st.text("'=+-@\t\r\n 1.a＝", max_size=8)


@given(STARTS)
def test_neutralized_text_comes_back_as_it_stood(text: str) -> None:
    assert restore(neutralize(text)) == text


@given(STARTS)
def test_neutralized_text_never_starts_like_a_formula(text: str) -> None:
    safe = neutralize(text).lstrip(" \u00a0")
    assert safe[:1] not in set("=@\t\r\n＝") or not safe


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1", "'=1", " =1"]
)
def test_what_could_run_gets_an_apostrophe(text: str) -> None:
    assert neutralize(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-", "--", "+", "-5", "+3,5", "-0.25", "AK-47", "12=3", "a@b", "'quoted'"]
)
def test_what_cannot_run_is_left_alone(text: str) -> None:
    assert neutralize(text) == text


def test_a_text_too_long_for_a_cell_is_an_error_not_a_loss(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"before")
    with pytest.raises(ValueError, match="32768 characters"):
        write_xlsx(target, [OutSheet("A", [], [["x" * 32_768]])])
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_sheet_names_can_be_written(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        sheets = [OutSheet(name, ["a"], [["b"]]) for name in names]
        assert write_xlsx(Path(folder) / "a.xlsx", sheets) == len(names)


def test_rows_are_counted_without_headers(tmp_path: Path) -> None:
    rows = [[1, "00123", None], [date(2025, 1, 2), True, 2.5]]
    assert write_xlsx(tmp_path / "a.xlsx", [OutSheet("A", ["a"], rows), OutSheet("B", [], [])]) == 2
