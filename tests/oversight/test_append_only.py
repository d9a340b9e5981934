"""The database refuses to change or remove rows of append-only tables, whoever asks."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.state import ProjectState
from django.db.utils import DatabaseError

from tracemark.oversight.actions import add_seal
from tracemark.oversight.append_only import (
    AppendOnly,
    append_only_tables,
    find_unguarded,
    guard_statements,
    unguard_statements,
)
from tracemark.oversight.models import Seal

pytestmark = pytest.mark.django_db
TABLE = "oversight_seal"


def seal_of(day: date) -> Seal:
    return add_seal(day=day, heads_count=3, digest="a" * 64, signature="s", key_id="k")


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_orm_cannot_change_a_row() -> None:
    seal = seal_of(date(2025, 1, 1))
    seal.digest = "b" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        seal.save()
    assert Seal.objects.get(day=seal.day).digest == "a" * 64


def test_the_orm_cannot_remove_a_row() -> None:
    seal = seal_of(date(2025, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        seal.delete()
    assert Seal.objects.count() == 1


def test_a_queryset_can_neither_update_nor_delete() -> None:
    seal_of(date(2025, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.update(heads_count=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.all()._raw_delete(using="default")
    assert Seal.objects.get().heads_count == 3


def test_raw_sql_can_neither_update_nor_delete() -> None:
    seal_of(date(2025, 1, 1))
    refused(f"UPDATE {TABLE} SET heads_count = 4")
    refused(f"DELETE FROM {TABLE}")
    assert Seal.objects.get().heads_count == 3


def test_an_upsert_cannot_overwrite_a_row() -> None:
    seal = seal_of(date(2025, 1, 1))
    twin = Seal(day=seal.day, sealed_at=seal.sealed_at, heads_count=9, digest="b", signature="s", key_id="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.bulk_create(
            [twin], update_conflicts=True, unique_fields=["day"], update_fields=["heads_count"]
        )
    assert Seal.objects.get().heads_count == 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="[sqlite-only] INSERT OR REPLACE is SQLite's")
def test_insert_or_replace_cannot_overwrite_a_row() -> None:
    seal_of(date(2025, 1, 1))
    refused(
        f"INSERT OR REPLACE INTO {TABLE} (day, sealed_at, heads_count, digest, access_seq, access_hash,"
        " signature, key_id) VALUES ('2025-01-01', '2025-01-01', 9, 'b', 0, '', 's', 'k')"
    )
    refused(f"UPDATE OR REPLACE {TABLE} SET heads_count = 4")
    assert Seal.objects.get().heads_count == 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="[postgresql-only] SQLite has no TRUNCATE")
def test_truncate_is_refused() -> None:
    seal_of(date(2025, 1, 1))
    refused(f"TRUNCATE {TABLE} CASCADE")


def test_every_append_only_table_is_guarded() -> None:
    assert TABLE in append_only_tables()
    assert find_unguarded(connection) == ()


def test_a_table_that_lost_its_guard_is_noticed() -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in unguard_statements(connection.vendor, TABLE):
                cursor.execute(statement)
        assert find_unguarded(connection) == (TABLE,)
        transaction.set_rollback(True)
    assert find_unguarded(connection) == ()


def test_the_operation_can_be_repeated_and_reversed() -> None:
    operation = AppendOnly(TABLE)
    states = (ProjectState(), ProjectState())
    editor = connection.SchemaEditorClass(connection)
    operation.database_forwards("oversight", editor, *states)
    operation.database_backwards("oversight", editor, *states)
    assert find_unguarded(connection) == (TABLE,)
    operation.database_forwards("oversight", editor, *states)
    assert find_unguarded(connection) == ()
    assert operation.deconstruct() == ("AppendOnly", (TABLE,), {})


def test_a_table_name_that_is_not_plain_is_refused() -> None:
    with pytest.raises(ValueError, match="not a plain table name"):
        guard_statements("sqlite", 'a"; DROP TABLE b; --')


def test_the_refusal_names_the_table() -> None:
    seal_of(date(2025, 1, 1))
    with pytest.raises(DatabaseError, match=f"append_only: DELETE on {TABLE} refused"), transaction.atomic():
        Seal.objects.all()._raw_delete(using="default")
