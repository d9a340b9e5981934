"""Which errors lie between a number read and numbers on record, named by the kernel; and so the reasons for the hits
of a long list: what the number shows, then each fact that agrees or differs.

The words of `lists.reason_codes`, straight from the shelf; tests hold the two equal.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tracemark.marks.rules.look_alikes import CONFUSIONS
from tracemark.matching.rules.alignment import EDIT_CODES, Edit
from tracemark.matching.rules.codes import ALPHABET, WIDTH, encode, encode_all
from tracemark.matching.rules.description import Spelling
from tracemark.matching.rules.errors import Errors, prefix_chances
from tracemark.matching.rules.evidence import CODED, year_number
from tracemark.matching.rules.kernels.explaining import KINDS, MOST_EDITS, trace_all
from tracemark.matching.rules.shelf import Shelf
from tracemark.matching.rules.weighing import Reading

SOME = 16
NO_NUMBER, SAME = -1, -2
_SIGNS = np.frombuffer(ALPHABET.encode(), np.uint8)
_VERDICTS = [(f"{name}_agrees", f"{name}_differs") for name in (*CODED, "year")]
_CODES = tuple(EDIT_CODES[kind] for kind in KINDS)

Codes = NDArray[np.uint8]


@cache
def _confusions() -> NDArray[np.bool_]:
    table = np.zeros((len(ALPHABET), len(ALPHABET)), np.bool_)
    for one, other in CONFUSIONS:
        if one in ALPHABET and other in ALPHABET:
            table[ALPHABET.index(one), ALPHABET.index(other)] = True
    return table


class Tracer:
    """Names the errors between a reading and numbers on record: room to work in. Not for two threads at once."""

    def __init__(self, errors: Errors) -> None:
        self._errors = errors
        self._best = np.zeros((WIDTH + 2, WIDTH + 2))
        self._steps = np.zeros((WIDTH + 2, WIDTH + 2, 3), np.int8)
        self.edits = np.zeros((SOME, MOST_EDITS, 6), np.int64)

    def trace(
        self, number: str, certainty: str, places: NDArray[np.int64], recorded: tuple[Codes, Codes]
    ) -> tuple[str, list[int]]:
        """The number as it was compared, and for each place of ``recorded`` (codes, lengths) how many `edits` it has,
        `NO_NUMBER` or `SAME`."""
        read = encode(number)
        doubts = certainty if len(certainty) >= len(read) else ""
        signs = np.zeros(len(read), np.uint8)
        signs[: len(doubts)] = [sign == "~" for sign in doubts[: len(read)]]
        if len(places) > len(self.edits):
            self.edits = np.zeros((len(places), MOST_EDITS, 6), np.int64)
        counts = trace_all(
            read, signs, prefix_chances(number, self._errors), places, *recorded, self._errors.subs,
            self._errors.costs, _confusions(), self._best, self._steps, self.edits,
        )  # fmt: skip
        return _SIGNS[read].tobytes().decode(), counts.tolist()


def errors_between(read: Spelling, recorded: Sequence[str], errors: Errors) -> list[tuple[Edit, ...]]:
    """The errors that explain best how each of these numbers came to be read so: `reading.explain`, compiled."""
    codes, lengths = encode_all(recorded)
    tracer = Tracer(errors)
    mine, counts = tracer.trace(read.text, read.certainty, np.arange(len(recorded)), (codes, lengths))
    return [
        tuple(
            Edit(KINDS[kind], place, mine[here:here_to], text[there:there_to])
            for kind, place, here, here_to, there, there_to in tracer.edits[number, : max(count, 0)].tolist()
        )
        for number, (text, count) in enumerate(zip(recorded, counts, strict=True))
    ]


class Explainer:
    """Says why rows of a shelf are proposed. Not for two threads at once."""

    def __init__(self, shelf: Shelf, errors: Errors) -> None:
        self._shelf, self._tracer = shelf, Tracer(errors)

    def reasons(self, reading: Reading, places: NDArray[np.int64]) -> list[str]:
        """For each place of the shelf the codes, with ``;`` between."""
        recorded = self._shelf.codes, self._shelf.lengths
        mine, counts = self._tracer.trace(reading.serial, reading.certainty, places, recorded)
        asked = self._asked(reading)
        return [
            ";".join([*self._of_number(mine, number, count, at), *self._of_facts(asked, at)])
            for number, (count, at) in enumerate(zip(counts, places.tolist(), strict=True))
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
            for kind, place, here, here_to, there, there_to in self._tracer.edits[number, :count].tolist()
        ]

    def _of_facts(self, asked: list[tuple[int, int, str, str]], at: int) -> list[str]:
        facts = self._shelf.facts[at].tolist()
        return [
            agrees if facts[field] == number else differs
            for field, number, agrees, differs in asked
            if facts[field]
        ]
