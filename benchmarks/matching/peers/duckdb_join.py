"""DuckDB for bulk: an equal-join over folded numbers with one character deleted, then a developer's score in SQL.

One character deleted from both sides finds every single edit and swap; the fold finds look-alikes besides. Both cores.
"""

import time
from collections.abc import Sequence

import duckdb
from benchmarks.matching.peers.bulk import BEST, FOLD, Linked, gathered, readings_table, register_table
from benchmarks.matching.world import Query

from tracemark.matching.rules.shelf import Columns

KEYS = """
    CREATE TABLE {name}_keys AS
    WITH folded AS (SELECT row, {fold} AS folded FROM {name})
    SELECT row, hash(folded) AS key FROM folded
    UNION
    SELECT row, hash(left(folded, place - 1) || substr(folded, place + 1))
    FROM folded, unnest(range(1, length(folded) + 1)) AS places(place)
"""
PAIRS = """
    CREATE TABLE pairs AS
    SELECT DISTINCT readings_keys.row AS reading, recorded_keys.row AS recorded
    FROM readings_keys JOIN recorded_keys USING (key)
"""
SCORED = """
    SELECT pairs.reading, pairs.recorded,
           1 - damerau_levenshtein(one.serial, other.serial) / greatest(length(one.serial), length(other.serial))
           + 0.25 * coalesce(jaro_winkler_similarity(one.make, other.make), 0)
           + 0.10 * coalesce((one.model = other.model)::int, 0) + 0.05 * coalesce((one.calibre = other.calibre)::int, 0)
           + 0.05 * coalesce((one.country = other.country)::int, 0)
           + 0.05 * coalesce((one.year = other.year)::int, 0) AS score
    FROM pairs JOIN readings AS one ON one.row = pairs.reading JOIN recorded AS other ON other.row = pairs.recorded
"""
BEST_PAIRS = f"""
    SELECT reading, recorded, score FROM ({SCORED})
    QUALIFY row_number() OVER (PARTITION BY reading ORDER BY score DESC) <= {BEST} ORDER BY reading, score DESC
"""


class DuckdbJoin:
    """Plain SQL, as a competent developer would write it."""

    name, probable = "DuckDB, delete-1 join in SQL", False

    def link(self, register: Columns, train: Sequence[Query], queries: Sequence[Query]) -> Linked:
        """Prepare the register's keys; then make the readings' and join."""
        given, asked = register_table(register), readings_table(queries)
        base = duckdb.connect()
        started = time.perf_counter()
        base.register("given", given)
        base.execute("CREATE TABLE recorded AS SELECT * FROM given")
        base.execute(KEYS.format(name="recorded", fold=FOLD.format(column="serial")))
        prepared = time.perf_counter()
        base.register("asked", asked)
        base.execute("CREATE TABLE readings AS SELECT * FROM asked")
        base.execute(KEYS.format(name="readings", fold=FOLD.format(column="serial")))
        base.execute(PAIRS)
        found = base.execute(BEST_PAIRS).fetchall()
        spent = time.perf_counter() - prepared
        base.close()
        return Linked(*gathered(found, len(queries)), prepared - started, spent)
