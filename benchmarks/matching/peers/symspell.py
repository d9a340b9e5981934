"""symspellpy: deletion neighbourhoods, nearest terms of up to two edits. ``?`` counts as an edit."""

from benchmarks.matching.peers.peer import MOST, Built, texts, timed
from symspellpy import SymSpell, Verbosity

from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading

EDITS, PREFIX = 2, 10


class SymspellClosest:
    """A dictionary of numbers with the rows that bear each."""

    name, slow = "symspellpy d=2, closest", False

    def build(self, register: Columns) -> Built:
        """Store every deletion of every number; megabytes are those by which the process grew."""
        serials = texts(register)
        self._speller = SymSpell(max_dictionary_edit_distance=EDITS, prefix_length=PREFIX)
        self._rows: dict[str, list[int]] = {}
        return timed(lambda: self._fill(serials))

    def _fill(self, serials: list[str]) -> None:
        for row, serial in enumerate(serials):
            self._rows.setdefault(serial, []).append(row)
        for serial in self._rows:
            self._speller.create_dictionary_entry(serial, 1)

    def candidates(self, reading: Reading) -> list[int]:
        """Rows of the nearest numbers."""
        found = self._speller.lookup(reading.serial, Verbosity.CLOSEST, max_edit_distance=EDITS)
        return [row for each in found for row in self._rows[each.term]][:MOST]
