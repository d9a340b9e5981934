"""Reasons for the hits of a long list: what the number shows, then each fact that agrees or differs.

The words of `lists.reason_codes`, straight from the shelf; tests hold the two equal.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tracemark.marks.rules.look_alikes import CONFUSIONS
from tracemark.matching.rules.codes import ALPHABET, WIDTH, encode
from tracemark.matching.rules.errors import Errors, prefix_chances
from tracemark.matching.rules.evidence import CODED, year_number
from tracemark.matching.rules.explain import EDIT_CODES
from tracemark.matching.rules.kernels.explaining import KINDS, MOST_EDITS, trace
from tracemark.matching.rules.shelf import Shelf
from tracemark.matching.rules.weighing import Reading

_CODES = tuple(EDIT_CODES[kind] for kind in KINDS)


@cache
def _confusions() -> NDArray[np.bool_]:
    table = np.zeros((len(ALPHABET), len(ALPHABET)), np.bool_)
    for one, other in CONFUSIONS:
        if one in ALPHABET and other in ALPHABET:
            table[ALPHABET.index(one), ALPHABET.index(other)] = True
    return table


class Explainer:
    """Says why rows of a shelf are proposed. Not for two threads at once."""

    def __init__(self, shelf: Shelf, errors: Errors) -> None:
        self._shelf, self._errors = shelf, errors
        self._best = np.zeros((WIDTH + 2, WIDTH + 2))
        self._steps = np.zeros((WIDTH + 2, WIDTH + 2, 3), np.int8)
        self._edits = np.zeros((MOST_EDITS, 6), np.int64)

    def reasons(self, reading: Reading, places: NDArray[np.int64]) -> list[str]:
        """For each place of the shelf the codes, with ``;`` between."""
        read = encode(reading.serial)
        doubts = reading.certainty if len(reading.certainty) >= len(read) else ""
        signs = np.zeros(len(read), np.uint8)
        signs[: len(doubts)] = [sign == "~" for sign in doubts[: len(read)]]
        prefix = prefix_chances(reading.serial, self._errors)
        asked = [
            (name, self._shelf.values[name].number(text))
            for name in CODED
            if (text := getattr(reading, name))
        ]
        numbered = [(CODED.index(name), number, name) for name, number in asked]
        if reading.year:
            numbered.append((len(CODED), year_number(reading.year), "year"))
        return [
            ";".join([*self._of_number(read, signs, prefix, at), *self._of_facts(numbered, at)])
            for at in places
        ]

    def _of_number(
        self, read: NDArray[np.uint8], signs: NDArray[np.uint8], prefix: NDArray[np.float64], at: int
    ) -> list[str]:
        recorded, width = self._shelf.codes[at], int(self._shelf.lengths[at])
        if not len(read) or not width:
            return []
        count = trace(
            read, signs, prefix, recorded, width, self._errors.subs, self._errors.costs, _confusions(), self._best,
            self._steps, self._edits,
        )  # fmt: skip
        if not count:
            same = len(read) == width and bool((read == recorded[:width]).all())
            return ["serial_same" if same else "serial_fits"]
        found = []
        for kind, place, read_from, read_to, recorded_from, recorded_to in self._edits[:count].tolist():
            mine = "".join(ALPHABET[code] for code in read[read_from:read_to])
            theirs = "".join(ALPHABET[code] for code in recorded[recorded_from:recorded_to])
            found.append(f"{_CODES[kind]}:{place}:{theirs}>{mine}")
        return found

    def _of_facts(self, numbered: list[tuple[int, int, str]], at: int) -> list[str]:
        facts = self._shelf.facts[at]
        return [
            f"{name}_{'agrees' if facts[field] == number else 'differs'}"
            for field, number, name in numbered
            if facts[field]
        ]
