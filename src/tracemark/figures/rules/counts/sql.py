"""A count as SQL over a table of facts: the same lines of the definition, for registers too large to read row by row.

The text has values of definitions only, never of a user. ``facts`` has the columns of `CountFact`, ``repeats`` in
place of ``duplicate_of``, and ``year``.
"""

from collections.abc import Iterable, Sequence

from tracemark.figures.rules.counts.definitions import Condition, Count, Left

OWN = {Left.VOIDED: "voided", Left.DATE_NOT_KNOWN: "day IS NULL", Left.DUPLICATE_EVENT: "repeats"}


def count_sql(counts: Sequence[Count], years: Iterable[int]) -> str:
    """One query for all counts: a line a count, cell and year with the number of rows, from one pass over ``facts``."""
    inside = ", ".join(str(int(year)) for year in sorted(years))
    columns = [
        f"count(*) FILTER (WHERE {_counted(count, condition)}) AS c{at}_{number}"
        for at, count in enumerate(counts)
        for number, condition in enumerate(count.cells.values())
    ]
    columns += [
        f"count(*) FILTER (WHERE kind IN ({_values(count.kinds)}) AND NOT voided) AS t{at}"
        for at, count in enumerate(counts)
    ]
    listed = ",\n  ".join(columns)
    return f"SELECT year,\n  {listed}\nFROM facts WHERE year IN ({inside}) GROUP BY year ORDER BY year"


def read_counts(
    counts: Sequence[Count], rows: Iterable[Sequence[int]]
) -> dict[tuple[str, str, int], int | None]:
    """The numbers of `count_sql`'s answer by name, cell and year; None where there is no value."""
    found: dict[tuple[str, str, int], int | None] = {}
    for year, *numbers in rows:
        told = numbers[-len(counts) :]
        at = 0
        for count, events in zip(counts, told, strict=True):
            for cell in count.cells:
                none = events == 0 or (numbers[at] == 0 and cell in count.zero_not_told)
                found[count.name, cell, year] = None if none else numbers[at]
                at += 1
    return found


def _counted(count: Count, condition: Condition) -> str:
    left = [OWN.get(reason, "") or _sql(count.left_out.get(reason, ())) for reason in Left]
    out = " OR ".join(f"({one})" for one in left if one)
    return f"kind IN ({_values(count.kinds)}) AND NOT ({out}) AND ({_sql(condition)})"


def _sql(condition: Condition) -> str:
    """The condition as SQL; empty for one that has no group."""
    return " OR ".join(
        "(" + (" AND ".join(f"{name} IN ({_values(values)})" for name, values in group) or "TRUE") + ")"
        for group in condition
    )


def _values(values: Iterable[str | bool]) -> str:
    return ", ".join(str(value).upper() if isinstance(value, bool) else f"'{value}'" for value in values)
