"""Lists come in as batches: whole chunks, resumable, harmless twice, voidable as a whole."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from tracemark.accounts.models import Person, Unit
from tracemark.accounts.rules import Viewer, console
from tracemark.findings import Finding, Refused
from tracemark.marks.rules import read_cell
from tracemark.register.actions.batches import (
    accept_void_batch,
    ask_void_batch,
    close_batch,
    open_batch,
    record_rows,
)
from tracemark.register.models import Batch, Event, Holder, KeptAsideRow, Mark, Weapon
from tracemark.register.queries.facts import iter_facts
from tracemark.register.queries.verifying import verify
from tracemark.register.rules.events import PartialDate, Precision
from tracemark.register.rules.rows import Facts, KeptAside, ListKind, Row

pytestmark = pytest.mark.django_db
AT = datetime(2025, 6, 1, 12, 0, 0, 5, tzinfo=UTC)
CONSOLE = console()


@pytest.fixture
def unit() -> Unit:
    return Unit.objects.create(code="ARMY", name="Army", authority="army")


def a_batch(unit: Unit, kind: ListKind = ListKind.INVENTORY, by: Viewer = CONSOLE) -> Batch:
    return open_batch(
        kind=kind,
        file_name="list.csv",
        file_sha256="0" * 64,
        unit_id=unit.id,
        by=by,
        accepted_at=AT,
        mapping={},
    )


def a_row(
    number: int, serial: str, *, kind: ListKind = ListKind.INVENTORY, quantity: int = 1, **extra: str
) -> Row:
    personal = {"sex": "male"} if kind is ListKind.SEIZURES else {}
    return Row(
        sheet="1",
        row=number,
        kind=kind,
        facts=Facts(type_text="Pistol", make_text="CZ", make_code="cz", marks=read_cell(serial).marks),
        quantity=quantity,
        occurred=PartialDate(date(2025, 3, number % 28 + 1)),
        extra=extra,
        personal=personal,
    )


def no_progress(_: int) -> None:
    return None


def codes(*, rebuild: bool = True) -> list[str]:
    result = verify(
        CONSOLE, state="XF", rebuild=rebuild, check_signature=lambda text, sign: True, progress=no_progress
    )
    return [finding.code for finding in result.findings]


def test_rows_become_weapons_with_events_marks_and_a_whole_chain(unit: Unit) -> None:
    batch = a_batch(unit)
    record_rows(batch, [a_row(2, "AB 1234"), a_row(3, "none", quantity=3)], rows_read=2, state="XF")
    close_batch(batch, result={"accepted": 2})
    assert (Weapon.objects.count(), Event.objects.count()) == (4, 4)
    assert Weapon.objects.filter(serial="AB1234", custody="state_store", standing="lawful").count() == 1
    assert Mark.objects.filter(absent="none").count() == 3
    assert codes() == []


def test_a_chunk_that_comes_twice_is_refused_and_changes_nothing(unit: Unit) -> None:
    batch = a_batch(unit)
    rows = [a_row(2, "AB1234")]
    record_rows(batch, rows, rows_read=1, state="XF")
    with pytest.raises(Refused, match="batch_moved"):
        record_rows(batch, rows, rows_read=1, state="XF")
    assert Weapon.objects.count() == 1


def test_the_same_file_opens_the_same_batch_with_its_first_moment(unit: Unit) -> None:
    first = a_batch(unit)
    again = open_batch(
        kind=ListKind.INVENTORY,
        file_name="copy.csv",
        file_sha256="0" * 64,
        unit_id=unit.id,
        by=CONSOLE,
        accepted_at=datetime(2026, 1, 1, tzinfo=UTC),
        mapping={},
    )
    assert (again.id, again.accepted_at) == (first.id, AT)


def test_two_orders_of_chunks_give_the_same_register_to_the_hash(unit: Unit) -> None:
    rows = [a_row(number, f"AB{number:04}") for number in range(2, 8)]
    heads = []
    for sizes in ((6,), (1, 3, 2)):
        before, done = transaction.savepoint(), 0
        batch = a_batch(unit)
        for size in sizes:
            record_rows(batch, rows[done : done + size], rows_read=done + size, state="XF")
            done += size
        heads.append(set(Weapon.objects.values_list("record_no", "head_hash")))
        transaction.savepoint_rollback(before)
    assert heads[0] == heads[1]


def test_personal_data_stay_out_of_payloads(unit: Unit) -> None:
    batch = a_batch(unit, ListKind.SEIZURES)
    row = a_row(2, "AB1234", kind=ListKind.SEIZURES, how="found", outcome="pending")
    record_rows(batch, [row], rows_read=1, state="XF")
    first, second = Event.objects.order_by("seq")
    assert (first.kind, second.kind) == ("found", "outcome_recorded")
    assert "male" not in first.payload and Holder.objects.get().sex == "male"
    assert Weapon.objects.get().outcome == "pending"


def test_a_date_known_to_the_month_is_stored_and_rebuilt_as_such(unit: Unit) -> None:
    row = replace(a_row(2, "AB1234"), occurred=PartialDate(date(2025, 3, 1), Precision.MONTH))
    record_rows(a_batch(unit), [row], rows_read=1, state="XF")
    weapon = Weapon.objects.get()
    assert (weapon.occurred_on, weapon.occurred_precision) == (date(2025, 3, 1), "month")
    assert next(iter_facts(CONSOLE, [ListKind.INVENTORY])).occurred == row.occurred
    assert codes() == []


def test_kept_aside_rows_keep_their_cells_and_reason(unit: Unit) -> None:
    batch = a_batch(unit)
    kept = KeptAside("1", 9, ("a", "b"), Finding("impossible_date", {"text": "31.02.2020"}))
    record_rows(batch, [kept], rows_read=1, state="XF")
    row = KeptAsideRow.objects.get()
    assert (row.code, row.cells, row.params) == ("impossible_date", ["a", "b"], {"text": "31.02.2020"})


def a_second(name: str) -> Viewer:
    person = Person.objects.create(username=name, name=name)
    return Viewer(person.id, {"list.void": None, "weapon.accept": None})


def test_a_batch_is_voided_as_a_whole_by_two_officers_and_every_event_stays(unit: Unit) -> None:
    batch = a_batch(unit)
    record_rows(batch, [a_row(2, "AB1234"), a_row(3, "AB1235")], rows_read=2, state="XF")
    close_batch(batch, result={})
    officer = a_second("one")
    ask_void_batch(batch, reason="wrong file", by=officer)
    with pytest.raises(Refused, match="same_officer"):
        accept_void_batch(batch, by=officer, at=AT)
    assert accept_void_batch(batch, by=a_second("two"), at=AT) == 2
    assert Weapon.objects.filter(is_voided=True).count() == 2
    assert Event.objects.filter(kind="voided").count() == 2
    assert codes() == []


def test_a_voided_file_may_come_in_again_as_a_new_batch(unit: Unit) -> None:
    first = a_batch(unit)
    record_rows(first, [a_row(2, "AB1234")], rows_read=1, state="XF")
    ask_void_batch(first, reason="wrong columns", by=CONSOLE)
    accept_void_batch(first, by=CONSOLE, at=AT)
    again = a_batch(unit)
    record_rows(again, [a_row(2, "AB1234")], rows_read=1, state="XF")
    assert again.id != first.id
    assert (Weapon.objects.count(), Weapon.objects.filter(is_voided=False).count()) == (2, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_event SET kind = 'issued'",
        "DELETE FROM register_event",
        "UPDATE register_event SET payload = '{}' WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_an_event(unit: Unit, statement: str) -> None:
    record_rows(a_batch(unit), [a_row(2, "AB1234")], rows_read=1, state="XF")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_orm_cannot_change_or_delete_an_event(unit: Unit) -> None:
    record_rows(a_batch(unit), [a_row(2, "AB1234")], rows_read=1, state="XF")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(kind="issued")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()


def test_an_importer_without_the_permission_is_refused(unit: Unit) -> None:
    with pytest.raises(Refused, match="permission_missing"):
        a_batch(unit, by=Viewer(None))
