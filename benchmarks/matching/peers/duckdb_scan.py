"""DuckDB: a scan with levenshtein, one thread, lengths first; ``?`` by LIKE."""

import time

import duckdb
import numpy as np
import pyarrow
from benchmarks.matching.peers.peer import MOST, Built, texts

from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading

NEAR = f"""
    SELECT id FROM marks WHERE length(serial) BETWEEN ? AND ? AND levenshtein(serial, ?) <= 2 LIMIT {MOST}
"""
LIKE = f"SELECT id FROM marks WHERE serial LIKE ? LIMIT {MOST}"


class DuckdbScan:
    """A table in memory."""

    name, slow = "DuckDB levenshtein <= 2", True

    def build(self, register: Columns) -> Built:
        """Fill the table; megabytes are DuckDB's own count of its memory."""
        table = pyarrow.table({"id": np.arange(len(register)), "serial": texts(register)})
        started = time.perf_counter()
        self._base = duckdb.connect()
        self._base.execute("SET threads = 1")
        self._base.register("given", table)
        self._base.execute("CREATE TABLE marks AS SELECT id, serial FROM given")
        self._base.unregister("given")
        held = self._base.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchone()
        return time.perf_counter() - started, float(held[0]) / 1e6 if held else 0.0

    def candidates(self, reading: Reading) -> list[int]:
        """Rows within two edits."""
        if "?" in reading.serial:
            found = self._base.execute(LIKE, [reading.serial.replace("?", "_")])
        else:
            length = len(reading.serial)
            found = self._base.execute(NEAR, [length - 2, length + 2, reading.serial])
        return [row for (row,) in found.fetchall()]
