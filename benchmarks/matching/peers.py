"""The peers, each at the best setting found: what they retrieve is ranked by a competent developer's score."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import duckdb
import psycopg
import tantivy
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import extract
from symspellpy import SymSpell, Verbosity

from tracemark.matching.rules.engine import Reading

MOST = 1000


class Records(Protocol):
    """Records by row."""

    def __getitem__(self, row: int) -> Reading:
        """The record of a row."""


@dataclass(frozen=True)
class Peer:
    """Rows that a peer retrieves for a reading."""

    name: str
    find: Callable[[Reading], Sequence[int]]


def score(read: Reading, recorded: Reading) -> float:
    """Similarity of numbers, ``?`` free; of makers; and equal facts (what a competent developer would write)."""
    serial = recorded.serial
    if "?" in read.serial and len(serial) == len(read.serial):
        serial = "".join("?" if one == "?" else other for one, other in zip(read.serial, serial, strict=True))
    found = OSA.normalized_similarity(read.serial, serial)
    found += 0.25 * JaroWinkler.similarity(read.make, recorded.make) if read.make and recorded.make else 0.0
    for name, worth in (("model", 0.10), ("calibre", 0.05), ("country", 0.05), ("year", 0.05)):
        one, other = getattr(read, name), getattr(recorded, name)
        found += worth if one and one == other else 0.0
    return found


def ranked(read: Reading, rows: Sequence[int], records: Records, most: int = 10) -> list[int]:
    """The best rows of those retrieved."""
    return sorted(rows, key=lambda row: -score(read, records[row]))[:most]


def tantivy_peers(serials: Sequence[str], folder: str) -> list[Peer]:
    """Levenshtein automata over the terms (the Lucene family): one error then two, and two."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("serial", stored=False, tokenizer_name="raw")
    builder.add_integer_field("row", stored=False, fast=True)
    schema = builder.build()
    index = tantivy.Index(schema, path=folder)
    writer = index.writer(heap_size=300_000_000, num_threads=1)
    for row, serial in enumerate(serials):
        writer.add_document(tantivy.Document(serial=serial, row=row))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def look(read: Reading, distance: int, most: int) -> list[int]:
        if "?" in read.serial:
            query = tantivy.Query.regex_query(schema, "serial", read.serial.replace("?", "."))
        else:
            query = tantivy.Query.fuzzy_term_query(
                schema, "serial", read.serial, distance=distance, transposition_cost_one=True
            )
        hits = searcher.search(query, limit=most, count=False).hits
        return list(searcher.fast_field_values("row", [address for _, address in hits]))

    return [
        Peer("tantivy d=1, then d=2 if empty", lambda read: look(read, 1, MOST) or look(read, 2, MOST)),
        Peer("tantivy d=2, top 5000", lambda read: look(read, 2, 5 * MOST)),
    ]


def sqlite_peer(serials: Sequence[str]) -> Peer:
    """FTS5 with trigrams, any of them, by bm25."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE marks USING fts5(serial, tokenize='trigram', detail=full)")
    base.executemany("INSERT INTO marks(rowid, serial) VALUES (?, ?)", enumerate(serials))

    def find(read: Reading) -> list[int]:
        grams = {read.serial[at : at + 3] for at in range(len(read.serial) - 2)}
        wanted = " OR ".join(f'"{gram}"' for gram in sorted(grams) if "?" not in gram)
        if not wanted:
            return []
        sql = "SELECT rowid FROM marks WHERE marks MATCH ? ORDER BY bm25(marks) LIMIT 100"
        return [row for (row,) in base.execute(sql, (wanted,))]

    return Peer("SQLite FTS5 trigram", find)


def symspell_peer(serials: Sequence[str]) -> Peer:
    """Deletion neighbourhoods: nearest of up to two errors."""
    speller = SymSpell(max_dictionary_edit_distance=2, prefix_length=10)
    rows: dict[str, list[int]] = {}
    for row, serial in enumerate(serials):
        rows.setdefault(serial, []).append(row)
    for serial in rows:
        speller.create_dictionary_entry(serial, 1)

    def find(read: Reading) -> list[int]:
        found = speller.lookup(read.serial, Verbosity.CLOSEST, max_edit_distance=2)
        return [row for each in found for row in rows[each.term]][:MOST]

    return Peer("symspellpy d=2, closest", find)


def rapidfuzz_peer(serials: Sequence[str]) -> Peer:
    """Every record compared: what edit distance can do at most."""

    def find(read: Reading) -> list[int]:
        found = extract(
            read.serial, serials, scorer=OSA.distance, score_cutoff=2 + read.serial.count("?"), limit=MOST
        )
        return [row for _, _, row in found]

    return Peer("rapidfuzz, every record", find)


def duckdb_peer(serials: Sequence[str]) -> Peer:
    """A scan with Damerau-Levenshtein's cheaper sister."""
    base = duckdb.connect()
    base.execute(
        "CREATE TABLE marks AS SELECT unnest(range(?)) AS id, unnest(?) AS serial",
        [len(serials), list(serials)],
    )

    def find(read: Reading) -> list[int]:
        sql = "SELECT id FROM marks WHERE levenshtein(serial, ?) <= ? LIMIT 1000"
        return [row for (row,) in base.execute(sql, [read.serial, 2 + read.serial.count("?")]).fetchall()]

    return Peer("DuckDB levenshtein <= 2", find)


def postgres_peer(serials: Sequence[str], address: str) -> Peer:
    """pg_trgm (GIN, threshold 0.3) with levenshtein_less_equal of fuzzystrmatch; ``?`` by LIKE."""
    base = psycopg.connect(address, autocommit=True)
    base.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    base.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
    base.execute("DROP TABLE IF EXISTS peer_marks")
    base.execute("CREATE TABLE peer_marks (id int, serial text)")
    with base.cursor().copy("COPY peer_marks FROM STDIN") as copy:
        for row in enumerate(serials):
            copy.write_row(row)
    base.execute("CREATE INDEX ON peer_marks USING gin (serial gin_trgm_ops)")
    base.execute("ANALYZE peer_marks")
    base.execute("SET pg_trgm.similarity_threshold = 0.3")
    base.execute("SET jit = off")

    def find(read: Reading) -> list[int]:
        if "?" in read.serial:
            sql, wanted = (
                "SELECT id FROM peer_marks WHERE serial LIKE %s LIMIT 1000",
                (read.serial.replace("?", "_"),),
            )
        else:
            sql = (
                "SELECT id FROM peer_marks WHERE serial %% %s"
                " AND levenshtein_less_equal(serial, %s, 2) <= 2 LIMIT 1000"
            )
            wanted = (read.serial, read.serial)
        return [row for (row,) in base.execute(sql, wanted, prepare=True)]

    return Peer("PostgreSQL pg_trgm 0.3 + levenshtein", find)
