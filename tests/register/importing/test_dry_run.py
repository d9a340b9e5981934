"""A dry run says what a load would do, and changes nothing."""

import json
from pathlib import Path

import pytest
from tests.register.importing.conftest import WriteList
from tests.register.importing.lists import AT, CONSOLE, REGISTER, register_row, register_rows

from tracemark.accounts.models import Unit
from tracemark.findings import Refused
from tracemark.register.jobs.importing import dry_run, load, result_to_json, write_rejects
from tracemark.register.jobs.importing.results import result_from_json
from tracemark.register.models import Batch, Weapon
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db


def test_a_dry_run_changes_nothing_and_says_what_a_load_does(unit: Unit, write_list: WriteList) -> None:
    path = write_list("list.csv", register_rows(20))
    tried = result_to_json(dry_run(path, ListKind.REGISTER))
    assert not Batch.objects.exists() and not Weapon.objects.exists()
    done = result_to_json(load(path, ListKind.REGISTER, unit_id=unit.id, by=CONSOLE, accepted_at=AT))
    assert {key: value for key, value in tried.items() if key != "batch"} == {
        key: value for key, value in done.items() if key != "batch"
    }


def test_a_result_shows_rows_columns_and_sheets(unit: Unit, write_list: WriteList) -> None:
    result = dry_run(write_list("list.csv", register_rows(20)), ListKind.REGISTER)
    [sheet] = result.sheets
    assert (sheet.header_row, sheet.read, sheet.accepted, sheet.kept_aside) == (1, 20, 18, 2)
    assert [(column.letter, column.field) for column in sheet.columns][4:7] == [
        ("E", "model"),
        ("F", "serial"),
        ("G", "names"),
    ]
    assert [row for _, row, _ in result.examples["impossible_date"]] == [8, 15]


def test_a_result_is_the_same_after_it_was_kept(unit: Unit, write_list: WriteList) -> None:
    path = write_list("list.csv", register_rows(20))
    result = load(path, ListKind.REGISTER, unit_id=unit.id, by=CONSOLE, accepted_at=AT)
    assert result.batch_id is not None
    kept = json.loads(json.dumps(result_to_json(result)))
    assert result_to_json(result_from_json(kept, ListKind.REGISTER, result.batch_id)) == kept


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_rows_kept_aside_come_back_as_the_same_list_and_are_judged_again(
    unit: Unit, write_list: WriteList, tmp_path: Path, language: str
) -> None:
    rows = [
        REGISTER,
        register_row(7),
        register_row(8),
        register_row(9, "AB 00008"),
        register_row(14, remarks="=1+1"),
    ]
    rejects = tmp_path / "rejects.xlsx"
    dry_run(write_list("list.csv", rows), ListKind.REGISTER, rejects=rejects, language=language)
    result = dry_run(rejects, ListKind.REGISTER)
    assert (result.read, result.accepted) == (3, 0)
    assert dict(result.kept_aside) == {"impossible_date": 2, "still_repeated": 1}
    assert [column.name for column in result.sheets[0].columns][:8] == REGISTER


def test_the_rows_of_a_batch_can_be_written_later(unit: Unit, write_list: WriteList, tmp_path: Path) -> None:
    path = write_list("list.csv", register_rows(15))
    load(path, ListKind.REGISTER, unit_id=unit.id, by=CONSOLE, accepted_at=AT)
    rejects = tmp_path / "rejects.xlsx"
    assert write_rejects(Batch.objects.get(), rejects, viewer=CONSOLE, language="ru") == 2
    assert dry_run(rejects, ListKind.REGISTER).read == 2


def test_a_file_that_is_no_list_is_refused_with_a_code(unit: Unit, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    with pytest.raises(Refused):
        dry_run(path, ListKind.REGISTER)
