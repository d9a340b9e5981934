"""One file matched with another, without a node."""

from pathlib import Path

import duckdb
import pytest

from tracemark.findings import Refused
from tracemark.matching.jobs.files import HEADER, match_files

REGISTER = """id,serial,make,model,calibre,country,year
r1,AB123456,Zastava,M70,7.62x39,RS,1980
r2,AB123457,Zastava,M70,7.62x39,RS,1981
r3,C015683,Glock,17,9x19,AT,2001
"""


def silent(step: str, done: int, total: int) -> None:
    """No progress."""
    assert step and done >= 0 and total >= 0


def matched(folder: Path, rows: str, register: str = "register.csv") -> list[list[str]]:
    """The lines of the answer, cells split."""
    (folder / "register.csv").write_text(REGISTER)
    (folder / "list.csv").write_text(f"id,serial,make,model,calibre,country,year\n{rows}")
    match_files(folder / "list.csv", folder / register, folder / "out.csv", top=10, progress=silent)
    return [line.split(",") for line in (folder / "out.csv").read_text().splitlines()]


def test_a_misread_number_finds_its_weapon_with_reasons(tmp_path: Path) -> None:
    lines = matched(tmp_path, "q1,A8123456,Zastva,,,,\n")
    assert tuple(lines[0]) == HEADER
    assert lines[1][:3] == ["q1", "1", "r1"]
    assert "serial_confusable:2:B>8" in lines[1][6]


def test_an_answer_of_none_still_has_its_line(tmp_path: Path) -> None:
    assert matched(tmp_path, "q1,ZZ9Q9,,,,,\n")[1][:4] == ["q1", "1", "", "0.000000"]


def test_a_parquet_register_gives_the_same_answers(tmp_path: Path) -> None:
    rows = "q1,A8123456,Zastva,,,,\nq2,C01568?,GLOCK,,9mm Luger,,\n"
    from_csv = matched(tmp_path, rows)
    source, target = tmp_path / "register.csv", tmp_path / "register.parquet"
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{source}')) TO '{target}'")
    assert matched(tmp_path, rows, "register.parquet") == from_csv


def test_a_year_that_is_no_number_is_kept_aside_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(REGISTER)
    (tmp_path / "list.csv").write_text("id,serial,year\nq1,AB123456,1980\nq2,AB123457,nineteen\n")
    told = match_files(
        tmp_path / "list.csv", tmp_path / "register.csv", tmp_path / "out.csv", top=1, progress=silent
    )
    assert (told.queries, told.kept_aside) == (1, (("list.csv", 3, "nineteen"),))


@pytest.mark.parametrize("content", [b"", b"id,make\n1,Glock\n", b"\xff\xfe\x00serial"])
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    (tmp_path / "register.csv").write_text(REGISTER)
    with pytest.raises(Refused) as refused:
        match_files(
            tmp_path / "list.csv", tmp_path / "register.csv", tmp_path / "out.csv", top=1, progress=silent
        )
    assert refused.value.findings[0].params["file"] == "list.csv"
