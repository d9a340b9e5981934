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
from tracemark.matching.rules.kernels.explaining import KINDS, MOST_EDITS, trace_all
from tracemark.matching.rules.shelf import Shelf
from tracemark.matching.rules.weighing import Reading

SOME = 16
NO_NUMBER, SAME = -1, -2
_SIGNS = np.frombuffer(ALPHABET.encode(), np.uint8)
_VERDICTS = [(f"{name}_agrees", f"{name}_differs") for name in (*CODED, "year")]
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
        self._edits = np.zeros((SOME, MOST_EDITS, 6), np.int64)

    def reasons(self, reading: Reading, places: NDArray[np.int64]) -> list[str]:
        """For each place of the shelf the codes, with ``;`` between."""
        read = encode(reading.serial)
        doubts = reading.certainty if len(reading.certainty) >= len(read) else ""
        signs = np.zeros(len(read), np.uint8)
        signs[: len(doubts)] = [sign == "~" for sign in doubts[: len(read)]]
        prefix = prefix_chances(reading.serial, self._errors)
        if len(places) > len(self._edits):
            self._edits = np.zeros((len(places), MOST_EDITS, 6), np.int64)
        counts = trace_all(
            read, signs, prefix, places, self._shelf.codes, self._shelf.lengths, self._errors.subs, self._errors.costs,
            _confusions(), self._best, self._steps, self._edits,
        )  # fmt: skip
        mine, asked = _SIGNS[read].tobytes().decode(), self._asked(reading)
        return [
            ";".join([*self._of_number(mine, number, count, at), *self._of_facts(asked, at)])
            for number, (count, at) in enumerate(zip(counts.tolist(), places.tolist(), strict=True))
        ]

    def _asked(self, reading: Reading) -> list[tuple[int, int, str, str]]:
        """Each fact that was read: its column, the number of its value, and what agrees and differs is called."""
        read = [(at, name, getattr(reading, name)) for at, name in enumerate(CODED)]
        found = [
            (at, self._shelf.values[name].number(text), *_VERDICTS[at]) for at, name, text in read if text
        ]
        if reading.year:
            found.append((len(CODED), year_number(reading.year), *_VERDICTS[-1]))
        return found

    def _of_number(self, read: str, number: int, count: int, at: int) -> list[str]:
        if count <= 0:
            return [] if count == NO_NUMBER else ["serial_same" if count == SAME else "serial_fits"]
        recorded = _SIGNS[self._shelf.codes[at]].tobytes().decode()
        return [
            f"{_CODES[kind]}:{place}:{recorded[there:there_to]}>{read[here:here_to]}"
            for kind, place, here, here_to, there, there_to in self._edits[number, :count].tolist()
        ]

    def _of_facts(self, asked: list[tuple[int, int, str, str]], at: int) -> list[str]:
        facts = self._shelf.facts[at].tolist()
        return [
            agrees if facts[field] == number else differs
            for field, number, agrees, differs in asked
            if facts[field]
        ]
