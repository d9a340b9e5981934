"""PostgreSQL: pg_trgm's GIN index, threshold 0.3, then fuzzystrmatch's levenshtein_less_equal; ``?`` by LIKE."""

import time

import psycopg
from benchmarks.matching.peers.peer import MOST, Built, texts

from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading

SIMILAR = f"""
    SELECT id FROM peer_marks WHERE serial %% %s AND levenshtein_less_equal(serial, %s, 2) <= 2 LIMIT {MOST}
"""
LIKE = f"SELECT id FROM peer_marks WHERE serial LIKE %s LIMIT {MOST}"
PREPARATIONS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS fuzzystrmatch",
    "DROP TABLE IF EXISTS peer_marks",
    "CREATE TABLE peer_marks (id int, serial text)",
)
INDEXING = (
    "CREATE INDEX peer_marks_trigrams ON peer_marks USING gin (serial gin_trgm_ops)",
    "VACUUM ANALYZE peer_marks",
    "SET pg_trgm.similarity_threshold = 0.3",
    "SET jit = off",
    "SET max_parallel_workers_per_gather = 0",
)


class PostgresTrigram:
    """A table with a trigram index, over one connection with prepared statements."""

    name, slow = "PostgreSQL pg_trgm 0.3 + levenshtein", True

    def __init__(self, address: str) -> None:
        self._address = address

    def build(self, register: Columns) -> Built:
        """Fill the table and index it; megabytes are the table's with its index."""
        serials = texts(register)
        self._base = psycopg.connect(self._address, autocommit=True)
        started = time.perf_counter()
        for each in PREPARATIONS:
            self._base.execute(each)
        with self._base.cursor() as cursor, cursor.copy("COPY peer_marks FROM STDIN") as copy:
            for row in enumerate(serials):
                copy.write_row(row)
        for each in INDEXING:
            self._base.execute(each)
        size = self._base.execute("SELECT pg_total_relation_size('peer_marks')").fetchone()
        return time.perf_counter() - started, size[0] / 1e6 if size else 0.0

    def candidates(self, reading: Reading) -> list[int]:
        """Rows that share three trigrams in ten and stand within two edits."""
        if "?" in reading.serial:
            found = self._base.execute(LIKE, (reading.serial.replace("?", "_"),), prepare=True)
        else:
            found = self._base.execute(SIMILAR, (reading.serial, reading.serial), prepare=True)
        return [row for (row,) in found]
