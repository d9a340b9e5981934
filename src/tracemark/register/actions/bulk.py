"""Many rows into one table at once: COPY on PostgreSQL, one prepared statement on SQLite.

Used where a list of a million rows goes through; the rows are plain tuples in the order of ``columns``.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert ``rows`` into the model's table; ``columns`` are column names (``unit_id``, not ``unit``).

    Values may be text, numbers, None, UUID, date, aware datetime, and list or dict for JSON columns.
    """
    if not rows:
        return
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(name) for name in columns)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({names}) FROM STDIN", rows)
    else:
        blanks = ", ".join(["%s"] * len(columns))
        _execute_many(f"INSERT INTO {table} ({names}) VALUES ({blanks})", rows)


def _copy(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([json.dumps(value) if isinstance(value, list | dict) else value for value in row])


def _execute_many(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    adapters = _ADAPTERS
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                tuple([adapters[type(value)](value) if type(value) in adapters else value for value in row])
                for row in rows
            ],
        )


def _moment_for_sqlite(value: datetime) -> str | None:
    return connection.ops.adapt_datetimefield_value(value)


_ADAPTERS: dict[type, Callable[[Any], Any]] = {
    UUID: lambda value: value.hex,
    datetime: _moment_for_sqlite,
    date: date.isoformat,
    list: json.dumps,
    dict: json.dumps,
}
