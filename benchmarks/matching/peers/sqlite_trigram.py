"""SQLite: FTS5 with the trigram tokenizer, any trigram, best by bm25."""

import sqlite3

from benchmarks.matching.peers.peer import Built, texts, timed

from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading

BEST = 1000
MATCH = f"SELECT rowid FROM marks WHERE marks MATCH ? ORDER BY rank LIMIT {BEST}"


class SqliteTrigram:
    """A full-text table in memory."""

    name, slow = "SQLite FTS5 trigram, bm25 top 1000", True

    def build(self, register: Columns) -> Built:
        """Fill the table and merge its index; megabytes are the pages'."""
        serials = texts(register)
        self._base = sqlite3.connect(":memory:")
        seconds, _ = timed(lambda: self._fill(serials))
        pages = self._base.execute("PRAGMA page_count").fetchone()[0]
        return seconds, pages * self._base.execute("PRAGMA page_size").fetchone()[0] / 1e6

    def _fill(self, serials: list[str]) -> None:
        self._base.execute("CREATE VIRTUAL TABLE marks USING fts5(serial, tokenize='trigram')")
        self._base.executemany("INSERT INTO marks(rowid, serial) VALUES (?, ?)", enumerate(serials))
        self._base.execute("INSERT INTO marks(marks) VALUES ('optimize')")

    def candidates(self, reading: Reading) -> list[int]:
        """Rows that share the rarest trigrams; none when the reading has no three characters in a row."""
        grams = {reading.serial[at : at + 3] for at in range(len(reading.serial) - 2)}
        wanted = " OR ".join(f'"{gram}"' for gram in sorted(grams) if "?" not in gram)
        return [row for (row,) in self._base.execute(MATCH, (wanted,))] if wanted else []
