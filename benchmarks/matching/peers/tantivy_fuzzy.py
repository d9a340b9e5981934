"""Tantivy: Levenshtein automata over the dictionary of terms, the design of the Lucene family."""

import tempfile
import time
from pathlib import Path

import tantivy
from benchmarks.matching.peers.peer import MOST, Built, texts

from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading

HEAP = 500_000_000


class TantivyIndex:
    """An index on disk of numbers as single terms, and the row of each as a fast field."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="tantivy_peer_")
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("serial", stored=False, tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("row", stored=False, fast=True)
        self._schema = builder.build()
        self._built: Built | None = None

    def build(self, register: Columns) -> Built:
        """Index once, however many settings share it."""
        if self._built is None:
            serials = texts(register)
            started = time.perf_counter()
            index = tantivy.Index(self._schema, path=self._folder.name)
            writer = index.writer(heap_size=HEAP, num_threads=1)
            for row, serial in enumerate(serials):
                writer.add_document(tantivy.Document(serial=serial, row=row))
            writer.commit()
            writer.wait_merging_threads()
            index.reload()
            self._searcher = index.searcher()
            files = sum(file.stat().st_size for file in Path(self._folder.name).iterdir())
            self._built = time.perf_counter() - started, files / 1e6
        return self._built

    def look(self, read: str, distance: int) -> list[int]:
        """Rows within ``distance`` edits (a swap is one); ``?`` by a regular expression instead."""
        if "?" in read:
            query = tantivy.Query.regex_query(self._schema, "serial", read.replace("?", "."))
        else:
            query = tantivy.Query.fuzzy_term_query(
                self._schema, "serial", read, distance=distance, transposition_cost_one=True
            )
        hits = self._searcher.search(query, limit=MOST, count=False).hits
        return list(self._searcher.fast_field_values("row", [address for _, address in hits]))


class TantivyStepwise:
    """One edit, and two only when nothing was found: the best trade-off of time and recall."""

    name, slow = "tantivy d=1, then d=2 if empty", False

    def __init__(self, index: TantivyIndex) -> None:
        self._index = index

    def build(self, register: Columns) -> Built:
        """Index a register."""
        return self._index.build(register)

    def candidates(self, reading: Reading) -> list[int]:
        """Rows at the smaller distance that has any."""
        found = self._index.look(reading.serial, 1)
        return found if found or "?" in reading.serial else self._index.look(reading.serial, 2)


class TantivyTwoEdits:
    """Two edits at once: the best recall."""

    name, slow = "tantivy d=2, top 5000", False

    def __init__(self, index: TantivyIndex) -> None:
        self._index = index

    def build(self, register: Columns) -> Built:
        """Index a register."""
        return self._index.build(register)

    def candidates(self, reading: Reading) -> list[int]:
        """Rows within two edits."""
        return self._index.look(reading.serial, 2)
