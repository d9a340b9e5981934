"""What a statistic is counted from: States' reports as answered cells, and records kept beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MEMBERS = 193
"""Member States of the United Nations, and as many States in the constructed world."""

Place = tuple[str, str]
"""A cell: a question's key, and the path within it (``""`` for simple kinds)."""


class World(StrEnum):
    """Real States and invented ones are never counted together."""

    REAL = "real"
    CONSTRUCTED = "constructed"


class Audience(StrEnum):
    """Who will read a result: anyone (what a State keeps back is left out), or the node's own people."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Cell:
    """One answered cell: its parsed value as text, and as a whole number when it is one."""

    value: str
    number: int | None = None


NO_CELLS: Mapping[str, Cell] = {}


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One State's report of one cycle: answered cells by key and path. ``asked`` are the keys its edition asks.

    A key in ``withheld`` was answered or left blank, and must not be told: it is neither a blank nor a "no".
    """

    uid: str
    state: str
    cycle: int
    edition: str
    asked: frozenset[str]
    cells: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()

    def of(self, key: str) -> Mapping[str, Cell]:
        """The answered cells of a question, by path; none for a blank."""
        return self.cells.get(key, NO_CELLS)

    def number(self, place: Place) -> int | None:
        """The number in a cell; None for a blank."""
        cell = self.of(place[0]).get(place[1])
        return cell.number if cell else None


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """Something counted that no report holds: an updated contact, a project of a fund. ``amount`` is in its unit."""

    kind: str
    ref: str
    year: int
    state: str = ""
    code: str = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a count may look at, within one world and for one audience."""

    reports: tuple[ReportFacts, ...]
    records: tuple[RecordFacts, ...] = ()
    members: int = MEMBERS

    def in_cycle(self, cycle: int) -> tuple[ReportFacts, ...]:
        """The reports of one cycle."""
        return tuple(report for report in self.reports if report.cycle == cycle)

    def since(self, first: int, last: int) -> tuple[ReportFacts, ...]:
        """The reports from one cycle to another."""
        return tuple(report for report in self.reports if first <= report.cycle <= last)

    @property
    def cycles(self) -> tuple[int, ...]:
        """Cycles of which there is a report, in order."""
        return tuple(sorted({report.cycle for report in self.reports}))
