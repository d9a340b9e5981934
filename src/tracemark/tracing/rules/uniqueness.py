"""Whether the marks of a weapon tell it from every other: before another State is asked which weapon it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracemark.marks.rules.mark import Mark, Role

SHORTEST = 3
"""A serial number of fewer characters that could be read tells too little by itself."""
LIKELY_HERE = 0.5
"""From this probability on, a weapon of our own records counts as one that fits."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a search of our own records found. ``probability`` is that of the best candidate, in thousandths."""

    best: str = ""
    probability: int = 0
    others_that_fit: int = 0
    elsewhere: Sequence[str] = ()

    @property
    def fits(self) -> int:
        """How many weapons on record fit the marks."""
        return self.others_that_fit + (1 if self.best and self.probability >= LIKELY_HERE * 1000 else 0)

    @property
    def is_at_home(self) -> bool:
        """Whether the weapon is very likely one of our own."""
        return bool(self.best) and self.probability >= LIKELY_HERE * 1000


def are_unique(marks: Sequence[Mark], search: Search) -> bool:
    """Whether marks are unique: a serial with at most one character unread, and at most one weapon that fits."""
    serials = [mark.normalized for mark in marks if mark.role is Role.SERIAL and mark.normalized]
    readable = any(
        "*" not in serial and serial.count("?") <= 1 and len(serial) - serial.count("?") >= SHORTEST
        for serial in serials
    )
    return readable and search.fits <= 1
