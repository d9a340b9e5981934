"""Tables that only grow: a migration operation, and the check that its triggers still stand.

The database itself refuses UPDATE and DELETE (and TRUNCATE on PostgreSQL), whoever asks: the ORM, raw SQL, a
maintenance shell. On SQLite ``INSERT OR REPLACE`` deletes silently unless ``recursive_triggers`` is on, which
``config.home.SQLITE_PRAGMAS`` sets. Refusals surface as ``django.db.IntegrityError`` on both databases.

Django rebuilds a SQLite table when a column is altered, and the triggers die with the old table. A
migration that alters such a table must therefore repeat ``AppendOnly``; ``find_unguarded`` (a test, and
``tracemark verify``) notices when one did not.
"""

from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SUFFIXES = {"sqlite": ("no_update", "no_delete"), "postgresql": ("append_only", "no_truncate")}

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION tracemark_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append_only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$"""


def guard_statements(vendor: str, table: str) -> list[str]:
    """The SQL that makes ``table`` append-only; harmless when repeated."""
    name = _checked(table)
    if vendor == "postgresql":
        return [
            POSTGRESQL_FUNCTION,
            f'CREATE OR REPLACE TRIGGER "{name}_append_only" BEFORE UPDATE OR DELETE ON "{name}" '
            "FOR EACH ROW EXECUTE FUNCTION tracemark_append_only()",
            f'CREATE OR REPLACE TRIGGER "{name}_no_truncate" BEFORE TRUNCATE ON "{name}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION tracemark_append_only()",
        ]
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{name}_no_{verb}" BEFORE {verb.upper()} ON "{name}" '
        f"BEGIN SELECT RAISE(ABORT, 'append_only: {verb.upper()} on {name} refused'); END"
        for verb in ("update", "delete")
    ]


def unguard_statements(vendor: str, table: str) -> list[str]:
    """The SQL that takes the guard away: for reversing a migration, nothing else."""
    name = _checked(table)
    on_table = f' ON "{name}"' if vendor == "postgresql" else ""
    return [f'DROP TRIGGER IF EXISTS "{name}_{suffix}"{on_table}' for suffix in SUFFIXES[vendor]]


def grant_statements(role: str) -> list[str]:
    """PostgreSQL: what the role that serves pages may do: everything with rows, but only add to such tables."""
    name = _checked(role)
    return [
        f'GRANT USAGE ON SCHEMA public TO "{name}"',
        f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{name}"',
        f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{name}"',
        *(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM "{name}"' for table in append_only_tables()),
    ]


def trigger_names(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The names of all triggers the database has in its current schema."""
    statement = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return frozenset(name for (name,) in cursor.fetchall())


def append_only_tables() -> tuple[str, ...]:
    """Tables of the models that say ``append_only = True`` in their body, sorted."""
    return tuple(sorted(m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False)))


def find_unguarded(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Tables that ought to be append-only and miss a trigger; empty when all is well."""
    present = trigger_names(connection)
    suffixes = SUFFIXES[connection.vendor]
    return tuple(
        table
        for table in append_only_tables()
        if any(f"{table}_{suffix}" not in present for suffix in suffixes)
    )


class AppendOnly(Operation):
    """Migration operation ``AppendOnly("table")``: from here on its rows are never changed or removed."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = _checked(table)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """How the operation is written back into a migration file."""
        return (type(self).__name__, (self.table,), {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: the models do not change, only the database refuses more."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState, **named: Any
    ) -> None:
        """Create the triggers."""
        for statement in guard_statements(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState, **named: Any
    ) -> None:
        """Drop the triggers."""
        for statement in unguard_statements(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        """The line shown while migrating."""
        return f"Make table {self.table} append-only"


def _checked(table: str) -> str:
    """The table's name, when it is a plain identifier: it goes into SQL unquoted by parameters."""
    if not table.isidentifier():
        raise ValueError(f"not a plain table name: {table!r}")
    return table
