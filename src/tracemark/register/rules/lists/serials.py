"""The serial number of a row: what it says, why it is absent, and the zeros a spreadsheet took away."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tracemark.findings import Finding
from tracemark.marks.rules import find_absence, read_cell
from tracemark.marks.rules.mark import Absent, CellReading, Mark, Role
from tracemark.register.rules.lists.cells import Cell

MOST_DIGITS_OF_A_NUMBER = 15
"""A spreadsheet keeps no more figures of a number; those behind are lost."""

FEWEST_EXAMPLES = 3
SHARE_OF_ONE_LENGTH = 0.95

WeaponKey = tuple[str, str]
"""Maker and model, as folded for comparison."""


@dataclass(slots=True)
class SerialLengths:
    """How long the serial numbers of each make and model are, learnt from those that were typed as text."""

    lengths: dict[WeaponKey, Counter[int]] = field(default_factory=dict)
    with_zero: set[WeaponKey] = field(default_factory=set)

    def add(self, key: WeaponKey, text: str) -> None:
        """Count one serial that was typed as text and has figures only."""
        self.lengths.setdefault(key, Counter())[len(text)] += 1
        if text[0] == "0":
            self.with_zero.add(key)

    def fixed(self) -> dict[WeaponKey, int]:
        """The one length of each make and model that has one and begins with zeros at times."""
        found = {}
        for key in sorted(self.with_zero):
            counted = self.lengths[key]
            length, times = counted.most_common(1)[0]
            total = counted.total()
            if total >= FEWEST_EXAMPLES and times >= SHARE_OF_ONE_LENGTH * total:
                found[key] = length
        return found


@dataclass(frozen=True, slots=True)
class SerialReading:
    """The marks of a serial cell with what is to be said about them."""

    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def absent(self) -> Absent | None:
        """Why there is no serial number; None when one was read."""
        return self.marks[0].absent


def read_serial(cell: Cell, key: WeaponKey, fixed: Mapping[WeaponKey, int]) -> SerialReading:
    """Read a serial cell. A serial typed as a number may have lost zeros in front.

    The mark keeps what stands in the cell; the reading with its zeros is the first of its alternatives when the
    list itself shows how long the serials of that make and model are.
    """
    text = cell.text
    reading = read_cell(text)
    marks, findings = reading.marks, reading.findings
    if cell.kind == "number" and cell.was_number:
        return _numeric(reading, text.strip(), fixed.get(key))
    if not text.isascii() and any(_is_by_shape(mark) for mark in marks):
        findings = (*findings, Finding("cyrillic_lookalike", {"text": text.strip()}))
    return SerialReading(marks, findings)


def _numeric(reading: CellReading, text: str, length: int | None) -> SerialReading:
    first = reading.marks[0]
    if not text.isdecimal():
        return SerialReading(reading.marks, (*reading.findings, Finding("numeric_serial", {"text": text})))
    if len(text) > MOST_DIGITS_OF_A_NUMBER:
        return SerialReading(
            reading.marks, (*reading.findings, Finding("serial_digits_lost", {"text": text}))
        )
    if length is None or len(text) >= length:
        return SerialReading(reading.marks, (*reading.findings, Finding("numeric_serial", {"text": text})))
    padded = text.zfill(length)
    mark = replace(first, alternatives=(padded, *first.alternatives))
    finding = Finding("leading_zero_lost", {"text": text, "padded": padded})
    return SerialReading((mark, *reading.marks[1:]), (*reading.findings, finding))


def _is_by_shape(mark: Mark) -> bool:
    return any(step.code == "cyrillic_by_shape" for step in mark.steps)


@lru_cache(maxsize=8192)
def reason_in_remarks(remarks: str) -> Absent | None:
    """Why there is no serial number, when the remarks say it ("no serial: burnt in fire 2011").

    A remark that states nothing ("none", "nil") is no reason, nor is one word about the weapon ("rusty").
    """
    letters = "".join(sign for sign in remarks if not sign.isdecimal()).strip()
    if not letters:
        return None
    absent = find_absence(f"remark {letters}")
    is_one_word = len(letters.split()) == 1 and letters.isascii()
    if absent is Absent.NOT_STATED or (absent is Absent.ILLEGIBLE and is_one_word):
        return None
    return absent


def absent_serial(text: str, absent: Absent) -> Mark:
    """The mark of a weapon without a serial number; ``text`` is what says so."""
    return Mark(role=Role.SERIAL, verbatim=text, absent=absent)
