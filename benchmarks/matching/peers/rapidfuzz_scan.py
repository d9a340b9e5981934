"""rapidfuzz over every record: what edit distance can do at most. ``?`` by comparing bytes of numbers as long."""

import numpy as np
from benchmarks.matching.peers.peer import MOST, Built, texts, timed
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading

EDITS = 2


class RapidfuzzScan:
    """A list of texts, and the same as a matrix of bytes."""

    name, slow = "rapidfuzz OSA <= 2, every record", True

    def build(self, register: Columns) -> Built:
        """Make the texts."""

        def fill() -> None:
            self._serials = texts(register)
            width = register.serials.dtype.itemsize
            self._signs = np.ascontiguousarray(register.serials).view(np.uint8).reshape(-1, width)

        return timed(fill)

    def candidates(self, reading: Reading) -> list[int]:
        """Rows within two edits, nearest first."""
        if "?" in reading.serial:
            return self._unread(reading.serial.encode("ascii", "replace"))
        found = extract(reading.serial, self._serials, scorer=OSA.distance, score_cutoff=EDITS, limit=MOST)
        return [row for _, _, row in found]

    def _unread(self, read: bytes) -> list[int]:
        width = self._signs.shape[1]
        if len(read) > width:
            return []
        fits = np.ones(len(self._signs), np.bool_)
        for at, sign in enumerate(read.ljust(width, b"\0")):
            if sign != ord("?"):
                fits &= self._signs[:, at] == sign
        return list(np.flatnonzero(fits)[:MOST].tolist())
