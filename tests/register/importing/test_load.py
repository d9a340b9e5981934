"""Loading a list: one batch, resumable, harmless when repeated."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest import MonkeyPatch
from tests.register.importing.conftest import WriteList
from tests.register.importing.lists import AT, CONSOLE, REGISTER, register_row, register_rows

from tracemark.accounts.models import Unit
from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.reference.actions import queue_unknown
from tracemark.reference.models import UnknownValue
from tracemark.register.actions import batches
from tracemark.register.actions.batches import accept_void_batch, ask_void_batch
from tracemark.register.jobs.importing import ImportOptions, ImportResult, load, loading, reading
from tracemark.register.models import Batch, Event, Holder, KeptAsideRow, RowFinding, Weapon
from tracemark.register.rules.rows import ListKind
from tracemark.transfers.models import Permit

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a kill at this moment would look like from within."""


def take_in(
    path: Path,
    unit: Unit,
    options: ImportOptions = reading.NO_OPTIONS,
    progress: reading.Progress = reading.silent,
) -> ImportResult:
    return load(
        path,
        ListKind.REGISTER,
        unit_id=unit.id,
        by=CONSOLE,
        accepted_at=AT,
        options=options,
        progress=progress,
    )


def heads() -> list[tuple[str, str]]:
    return sorted(Weapon.objects.values_list("record_no", "head_hash"))


def killed_after(rows: int) -> Callable[[int, int], None]:
    def progress(done: int, expected: int) -> None:
        if done >= rows:
            raise Killed

    return progress


def test_a_list_becomes_weapons_kept_aside_rows_and_a_result(unit: Unit, write_list: WriteList) -> None:
    result = take_in(write_list("list.csv", register_rows(20)), unit)
    batch = Batch.objects.get()
    assert (result.read, result.accepted, dict(result.kept_aside)) == (20, 18, {"impossible_date": 2})
    assert (batch.stage, batch.rows_done, batch.result["accepted"]) == ("loaded", 20, 18)
    assert (Weapon.objects.count(), KeptAsideRow.objects.count()) == (18, 2)


def test_loading_the_same_list_again_changes_nothing(unit: Unit, write_list: WriteList) -> None:
    path = write_list("list.csv", register_rows(10))
    first = take_in(path, unit)
    before = heads()
    again = take_in(path, unit)
    assert (again.is_repeated, again.accepted, again.batch_id) == (True, first.accepted, first.batch_id)
    assert heads() == before


@pytest.mark.parametrize("rows", [1, 3, 7, 12, 13, 19])
def test_a_load_that_was_killed_goes_on_and_gives_the_same_register(
    unit: Unit, write_list: WriteList, monkeypatch: MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(loading, "CHUNK", 4)
    monkeypatch.setattr(reading, "TOLD_EVERY", 1)
    data = [*register_rows(18), register_row(19, "AB 00003"), register_row(20)]
    path = write_list("list.csv", data)
    with pytest.raises(Killed):
        take_in(path, unit, progress=killed_after(rows))
    assert Batch.objects.get().rows_done <= rows
    resumed = take_in(path, unit)
    weapons, aside = heads(), list(KeptAsideRow.objects.order_by("row").values_list("row", "code"))
    assert len(weapons) == len(set(weapons)) == resumed.accepted == 17
    assert aside == [(8, "impossible_date"), (15, "impossible_date"), (20, "duplicate_row")]


def test_a_resumed_load_has_the_hashes_of_an_unbroken_one(
    unit: Unit, write_list: WriteList, monkeypatch: MonkeyPatch
) -> None:
    path = write_list("list.csv", register_rows(15))
    take_in(path, unit)
    unbroken = heads()
    batch = Batch.objects.get()
    plan = batch.mapping
    monkeypatch.setattr(loading, "CHUNK", 4)
    again = reading.open_reading(path, ListKind.REGISTER, reading.NO_OPTIONS)
    assert loading.plan_to_json(again.plan) == plan
    assert [len(chunk) for chunk in loading.chunks_of(again.results())] == [4, 4, 4, 3]
    assert heads() == unbroken


def test_names_go_to_the_holders_and_never_into_a_payload(unit: Unit, write_list: WriteList) -> None:
    take_in(write_list("list.csv", register_rows(3)), unit)
    assert set(Holder.objects.values_list("names", flat=True)) == {"A. Person"}
    assert not any("A. Person" in payload for payload in Event.objects.values_list("payload", flat=True))


def test_a_maker_that_nobody_knows_waits_for_the_curator_once(unit: Unit, write_list: WriteList) -> None:
    rows = [REGISTER, *(register_row(number, make="Zzyzx Works") for number in (1, 2, 3))]
    path = write_list("list.csv", rows)
    take_in(path, unit)
    take_in(path, unit)
    assert list(UnknownValue.objects.values_list("kind", "count")) == [("maker", 3)]


def test_a_mapping_that_a_person_named_is_proposed_again(unit: Unit, write_list: WriteList) -> None:
    header = ["Reg no", "Type", "Make", "Code of the weapon"]
    first = write_list("one.csv", [header, ["1", "Pistol", "CZ", "AB1234"]])
    with pytest.raises(Refused, match="required_column_missing"):
        take_in(first, unit)
    take_in(first, unit, ImportOptions(chosen={"Code of the weapon": "serial"}))
    second = write_list("two.csv", [header, ["2", "Pistol", "CZ", "AB1235"]])
    assert take_in(second, unit).accepted == 1


def test_a_list_that_cannot_be_read_opens_no_batch(unit: Unit, write_list: WriteList) -> None:
    with pytest.raises(Refused, match="header_not_found"):
        take_in(write_list("notes.csv", [["Nothing", "here"], ["1", "2"]]), unit)
    assert not Batch.objects.exists()


def test_a_field_that_the_list_does_not_have_is_refused(unit: Unit, write_list: WriteList) -> None:
    with pytest.raises(Refused, match="field_unknown"):
        take_in(write_list("list.csv", register_rows(3)), unit, ImportOptions(chosen={"Date": "permit_no"}))


def test_a_list_may_come_in_again_once_it_is_voided(unit: Unit, write_list: WriteList) -> None:
    path = write_list("list.csv", register_rows(3))
    take_in(path, unit)
    batch = Batch.objects.get()
    ask_void_batch(batch, reason="wrong columns", by=CONSOLE)
    with pytest.raises(Refused, match="batch_closed"):
        take_in(path, unit)
    accept_void_batch(batch, by=CONSOLE, at=AT)
    assert take_in(path, unit).batch_id != batch.id


def test_without_the_permission_nothing_is_loaded(unit: Unit, write_list: WriteList) -> None:
    path = write_list("list.csv", register_rows(3))
    with pytest.raises(Refused, match="permission_missing"):
        load(path, ListKind.REGISTER, unit_id=unit.id, by=Viewer(None), accepted_at=AT)


def test_permits_go_to_the_permits_and_findings_stay_with_the_batch(
    unit: Unit, write_list: WriteList
) -> None:
    rows = [
        ["Permit no", "Permitted qty", "Delivered qty"],
        ["IP-1", 5, 6],
        ["IP-2", 5, ""],
        ["Total", 11, ""],
    ]
    result = load(
        write_list("permits.csv", rows), ListKind.IMPORTS, unit_id=unit.id, by=CONSOLE, accepted_at=AT
    )
    assert dict(result.alerts) == {"over_quantity": 1}
    assert list(Permit.objects.order_by("permit_no").values_list("delivered_quantity", flat=True)) == [
        6,
        None,
    ]
    assert set(RowFinding.objects.values_list("row", "code")) == {(2, "over_quantity"), (4, "total_mismatch")}


def test_a_kill_at_the_very_end_queues_no_maker_twice(
    unit: Unit, write_list: WriteList, monkeypatch: MonkeyPatch
) -> None:
    path = write_list("list.csv", [REGISTER, register_row(1, make="Zzyzx Works")])

    def queue_and_die(**values: Any) -> None:
        queue_unknown(**values)
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(batches, "queue_unknown", queue_and_die)
        take_in(path, unit)
    take_in(path, unit)
    assert list(UnknownValue.objects.values_list("kind", "count")) == [("maker", 1)]
