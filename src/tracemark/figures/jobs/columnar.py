"""All counts of a report from ``weapons.parquet`` and ``events.parquet``, in one pass of DuckDB.

weapons: id, list_kind, outcome, type_code, unique_mark. events: id, weapon, seq, kind, occurred_on, payload (JSON, as
the register keeps it), voids. An act that two officers decided counts as its request, when accepted. A report
that names an earlier one is left out. Linked records are looked at by the register itself only.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from tracemark.figures.rules.counts import Count
from tracemark.figures.rules.counts.sql import count_sql, read_counts

TOLD = """
CREATE TEMP TABLE told AS
WITH every AS (SELECT * FROM events WHERE kind IN (SELECT unnest(?))),
accepted AS (SELECT payload ->> '$.request' AS request FROM every WHERE kind = 'accepted')
SELECT id, weapon, seq, kind, occurred_on, payload, voids FROM every WHERE kind NOT IN ('requested', 'accepted')
UNION ALL
SELECT id, weapon, seq, payload ->> '$.act', occurred_on, payload -> '$.payload', NULL FROM every
WHERE kind = 'requested' AND replace(id::VARCHAR, '-', '') IN (SELECT request FROM accepted)"""

LIFE = """
CREATE TEMP TABLE life AS
SELECT weapon, bool_or(kind = 'destroyed') AS destroyed,
  bool_or(kind IN ('seized', 'found', 'surrendered')) AS collected,
  max(seq) FILTER (WHERE kind = 'marked') AS marked_seq
FROM told WHERE kind <> 'voided' AND id NOT IN (SELECT voids FROM told WHERE voids IS NOT NULL)
GROUP BY weapon"""

FACTS = """
CREATE TEMP TABLE facts AS
SELECT e.kind, year(e.occurred_on) AS year, e.occurred_on AS day,
  e.id IN (SELECT voids FROM told WHERE voids IS NOT NULL) AS voided,
  coalesce(e.payload ->> '$.extra.how', CASE WHEN e.kind = 'seized' THEN '' ELSE e.kind END) AS how,
  coalesce(e.payload ->> '$.extra.scope', '') AS scope,
  coalesce(e.payload ->> '$.extra.duplicate_of', '') <> '' AS repeats,
  w.outcome, w.type_code, w.unique_mark, w.list_kind = 'inventory' AS state_held,
  coalesce(l.marked_seq > e.seq, false) AS marked, coalesce(l.destroyed, false) AS destroyed,
  coalesce(l.collected, false) AS collected
FROM told e JOIN weapons w ON w.id = e.weapon LEFT JOIN life l ON l.weapon = e.weapon
WHERE e.kind IN (SELECT unnest(?)) AND year(e.occurred_on) IN (SELECT unnest(?))"""

BESIDE = ("destroyed", "seized", "found", "surrendered", "marked", "voided", "requested", "accepted")
"""Kinds of event that say something about another event of the same weapon."""


def count_folder(
    folder: Path, counts: Sequence[Count], years: Sequence[int], *, threads: int = 2
) -> dict[tuple[str, str, int], int | None]:
    """Every cell of every count and year. Raises duckdb.Error for files that are not as described."""
    kinds = sorted({kind for count in counts for kind in count.kinds})
    with duckdb.connect(config={"threads": threads}) as connection:
        for name in ("weapons", "events"):
            path = str(folder / f"{name}.parquet").replace("'", "''")
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        connection.execute(TOLD, [sorted({*kinds, *BESIDE})])
        connection.execute(LIFE)
        connection.execute(FACTS, [kinds, list(years)])
        return read_counts(counts, connection.execute(count_sql(counts, years)).fetchall())
