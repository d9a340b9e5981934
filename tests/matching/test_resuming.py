"""A job with files that was stopped or killed goes on, and gives the same output to the byte."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.matching.test_files import silent

from tracemark.findings import Refused
from tracemark.matching.jobs.answering import Answered
from tracemark.matching.jobs.cores import on_cores
from tracemark.matching.jobs.files import Matched, Tasks, match_files

ROWS_A_LOT = 40
SOURCE = Path(__file__).parents[2] / "src"

pytestmark = pytest.mark.slow


def write_lists(folder: Path, queries: int = 600) -> None:
    """A register of 900 weapons and a list of bad readings of them."""
    register = [f"r{at},AB{100_000 + 7 * at},Zastava,M70,7.62x39,RS,1980" for at in range(900)]
    asked = [f"q{at},A8{100_000 + 7 * at},Zastva,,,,{'bad' if at % 97 == 5 else ''}" for at in range(queries)]
    for name, rows in (("register.csv", register), ("list.csv", asked)):
        (folder / name).write_text("\n".join(["id,serial,make,model,calibre,country,year", *rows, ""]))


def match(folder: Path, out: str = "out.csv", engine: object = on_cores) -> Matched:
    """Match the lists of a folder."""
    return match_files(
        folder / "list.csv", folder / "register.csv", folder / out, top=3, progress=silent,
        engine=engine, rows_a_lot=ROWS_A_LOT,  # type: ignore[arg-type]  # [engines of tests are plain functions]
    )  # fmt: skip


def stopping_after(lots: int) -> object:
    """An engine that is interrupted."""

    def answer(folder: Path, tasks: Tasks, top: int) -> Iterator[Answered]:
        for number, answered in enumerate(on_cores(folder, tasks, top)):
            if number == lots:
                raise KeyboardInterrupt
            yield answered

    return answer


def test_a_job_that_was_stopped_goes_on_and_gives_the_same_bytes(tmp_path: Path) -> None:
    write_lists(tmp_path)
    whole = match(tmp_path, "whole.csv")
    with pytest.raises(KeyboardInterrupt):
        match(tmp_path, engine=stopping_after(3))
    assert not (tmp_path / "out.csv").exists()
    resumed = match(tmp_path)
    assert resumed.resumed == 3 and resumed.kept_aside == whole.kept_aside
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert not (tmp_path / "out.csv.part").exists()


KILLED = """
import sys
from pathlib import Path
from tests.matching.test_resuming import match
if __name__ == "__main__":
    match(Path(sys.argv[1]))
"""


def test_a_job_that_was_killed_goes_on_and_gives_the_same_bytes(tmp_path: Path) -> None:
    write_lists(tmp_path, 4000)
    (tmp_path / "killed.py").write_text(KILLED)
    places = os.pathsep.join([str(SOURCE), str(SOURCE.parent)])
    command = [sys.executable, str(tmp_path / "killed.py"), str(tmp_path)]
    job = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": places})
    until = time.monotonic() + 90
    while len(list(tmp_path.glob("out.csv.part/0*.json"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    job.send_signal(signal.SIGKILL)
    job.wait()
    assert not (tmp_path / "out.csv").exists()
    resumed = match(tmp_path)
    assert resumed.resumed >= 2 and match(tmp_path, "whole.csv").queries == resumed.queries
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_what_another_job_left_is_not_taken_for_this_one(tmp_path: Path) -> None:
    write_lists(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        match(tmp_path, engine=stopping_after(3))
    with (tmp_path / "list.csv").open("a") as file:
        file.write("more,AB100007,Zastava,,,,\n")
    assert match(tmp_path).resumed == 0


def test_a_folder_of_somebody_else_stays_and_is_told_of(tmp_path: Path) -> None:
    write_lists(tmp_path)
    (tmp_path / "out.csv.part").mkdir()
    (tmp_path / "out.csv.part" / "letters.txt").write_text("dear")
    with pytest.raises(Refused):
        match(tmp_path)
    assert (tmp_path / "out.csv.part" / "letters.txt").read_text() == "dear"


def test_a_parquet_output_has_the_lines_of_the_csv(tmp_path: Path) -> None:
    write_lists(tmp_path, 50)
    match(tmp_path)
    match(tmp_path, "out.parquet")
    lines = (tmp_path / "out.csv").read_text().splitlines()[1:]
    found = duckdb.sql(f"SELECT query, rank, id FROM read_parquet('{tmp_path / 'out.parquet'}')").fetchall()
    assert [line.split(",")[:3] for line in lines] == [
        [query, str(rank), name] for query, rank, name in found
    ]
