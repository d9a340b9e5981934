"""The tables in the database are those of the models, and what only grows says so."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from tracemark.oversight.append_only import append_only_tables, find_unguarded


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, verbosity=1)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.django_db
def test_every_table_that_only_grows_is_guarded_by_the_database() -> None:
    assert len(append_only_tables()) >= 9
    assert find_unguarded(connection) == ()
