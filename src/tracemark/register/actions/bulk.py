"""Many rows into one table at once: COPY on PostgreSQL, one prepared statement on SQLite.

Used where a list of a million rows goes through; the rows are plain tuples in the order of ``columns``.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert ``rows`` into the model's table; ``columns`` are column names (``unit_id``, not ``unit``).

    Values may be text, numbers, None, ids (UUID or hexadecimal text), date, aware datetime, and list or dict for
    JSON columns.
    """
    if not rows:
        return
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(name) for name in columns)
    adapted = _adapted(model, columns, rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in adapted:
                copy.write_row(row)
        return
    blanks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({blanks})", list(adapted))


def _adapted(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> Iterable[tuple[Any, ...]]:
    """The rows with each value as the database takes it, column by column: most columns need nothing."""
    by_column: list[Sequence[Any]] = list(zip(*rows, strict=True))
    adapters = _adapters()
    kinds = {field.attname: field for field in model._meta.concrete_fields}
    for place, name in enumerate(columns):
        field = kinds[name]
        adapt = adapters.get(type(field.target_field if isinstance(field, models.ForeignKey) else field))
        if adapt:
            by_column[place] = [adapt(value) for value in by_column[place]]
    return zip(*by_column, strict=True)


def _adapters() -> dict[type, Callable[[Any], Any]]:
    """What values of a kind of column become: text, which both databases take and COPY sends on as it is."""
    return {
        models.UUIDField: _hexadecimal,
        models.DateField: _day,
        models.DateTimeField: stored_moment,
        models.JSONField: json.dumps,
    }


def stored_moment(value: datetime | str | None) -> Any:
    """A moment as this database stores it; a value that is one already stays."""
    if not isinstance(value, datetime):
        return value
    if connection.vendor == "postgresql":
        return value.isoformat()
    return connection.ops.adapt_datetimefield_value(value)


def _hexadecimal(value: Any) -> str | None:
    return value if value is None or value.__class__ is str else value.hex


def _day(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
