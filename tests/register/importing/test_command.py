"""``tracemark import``: the same as in the browser, from the command line."""

import json
from argparse import ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest import CaptureFixture
from tests.register.importing.conftest import WriteList
from tests.register.importing.lists import CONSOLE, register_rows

from tracemark.accounts.models import Unit
from tracemark.config.cli import build_parser
from tracemark.findings import Refused
from tracemark.oversight.models import AccessLog
from tracemark.register.commands.importing import ProgressBar, find_unit, read_mapping, read_moment
from tracemark.register.jobs.importing import dry_run
from tracemark.register.models import Batch, Event
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db


def run(*words: str | Path) -> int:
    arguments = build_parser().parse_args(["import", *map(str, words)])
    return int(arguments.handler(arguments))


def test_the_json_object_counts_all_files_together(
    unit: Unit, write_list: WriteList, capsys: CaptureFixture[str]
) -> None:
    one = write_list("one.csv", register_rows(10))
    two = write_list("two.csv", [*register_rows(3), ["P-1", "01/01/2020", "Pistol", "CZ", "75", "", "", ""]])
    assert run(one, two, "--kind", "register", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["read"], printed["accepted"], printed["weapons"]) == (14, 12, 12)
    assert printed["kept_aside"] == {"impossible_date": 1, "no_serial_no_reason": 1}
    assert (printed["warnings"], printed["alerts"], printed["duplicates"]) == ({}, {}, 0)
    assert [file["file"] for file in printed["files"]] == ["one.csv", "two.csv"]
    assert Batch.objects.count() == 2


def test_a_dry_run_needs_no_unit_and_writes_the_rejects(
    unit: Unit, write_list: WriteList, tmp_path: Path, capsys: CaptureFixture[str]
) -> None:
    rejects = tmp_path / "out.xlsx"
    path = write_list("one.csv", register_rows(10))
    assert run(path, "--kind", "register", "--dry-run", "--rejects", rejects) == 0
    assert "Dry run of one.csv" in capsys.readouterr().out
    assert dry_run(rejects, ListKind.REGISTER).read == 1
    assert not Batch.objects.exists()


def test_one_bad_file_does_not_stop_the_others(
    unit: Unit, write_list: WriteList, tmp_path: Path, capsys: CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"")
    assert run(bad, write_list("one.csv", register_rows(3)), "--kind", "register", "--json") == 1
    output = capsys.readouterr()
    printed = json.loads(output.out)
    assert (printed["read"], [one["file"] for one in printed["refused"]]) == (3, ["bad.csv"])
    assert "bad.csv" in output.err


def test_a_mapping_is_read_from_the_command_line() -> None:
    assert read_mapping(["Code=serial", "a = b=type", "C=-"]) == {"Code": "serial", "a = b": "type", "C": "-"}
    with pytest.raises(Refused, match="map_not_understood"):
        read_mapping(["serial"])


def test_the_unit_is_named_or_the_top_of_the_tree(unit: Unit) -> None:
    below = Unit.objects.create(code="STATION", name="Station", authority="police", parent=unit)
    assert (find_unit(CONSOLE, ""), find_unit(CONSOLE, "STATION")) == (unit.id, below.id)
    with pytest.raises(Refused, match="unit_not_found"):
        find_unit(CONSOLE, "NOWHERE")


def test_no_bar_is_drawn_where_nobody_watches(capsys: CaptureFixture[str]) -> None:
    ProgressBar("list.csv")(5, 10)
    assert capsys.readouterr().err == ""


def test_a_list_accepted_earlier_is_recorded_at_that_moment(unit: Unit, write_list: WriteList) -> None:
    path = write_list("one.csv", register_rows(2))
    assert run(path, "--kind", "register", "--accepted-at", "2025-06-01T12:00+02:00", "--json") == 0
    at = datetime(2025, 6, 1, 10, tzinfo=UTC)
    assert Batch.objects.get().accepted_at == at
    assert set(Event.objects.values_list("recorded_at", flat=True)) == {at}
    assert "2025-06-01T12:00:00+02:00" in AccessLog.objects.latest("seq").subject


@pytest.mark.parametrize("text", ["2025-06-01", "2025-06-01T12:00", "yesterday", "2999-01-01T00:00Z"])
def test_a_moment_without_offset_or_still_to_come_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        read_moment(text)
