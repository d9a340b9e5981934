"""How a statistic is written down: which answers count, out of which base, and how else it could be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracemark.observatory.rules.facts import Place


class Op(StrEnum):
    """What is asked of an answer."""

    IS = "is"
    HAS = "has"
    GIVEN = "given"
    BLANK = "blank"


class Base(StrEnum):
    """Out of what a count is taken. ``of``: out of the States for which other terms hold."""

    MEMBERS = "members"
    REPORTS = "reports"
    ASKED = "asked"
    ANSWERED = "answered"
    OF = "of"
    NONE = "none"


class Measure(StrEnum):
    """What is counted: States, a sum of numbers they gave, a share of such sums, records, a sum over records."""

    STATES = "states"
    SUM = "sum"
    SHARE_OF_SUMS = "share_of_sums"
    RECORDS = "records"
    RECORD_SUM = "record_sum"


@dataclass(frozen=True, slots=True)
class Term:
    """One demand on a report. ``values`` for is and has; ``paths`` limits given to these cells (empty: any)."""

    key: str
    op: Op
    values: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


Amount = tuple[tuple[Place, ...], ...]
"""Groups of cells in order of preference: the given cells of the first group that has any are added."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a sentence of a report as a count. All ``terms`` must hold.

    ``since`` counts distinct States from that cycle on (0: the cycle alone). ``amount`` is summed; ``within`` is
    the sum it is a share of; ``at_least`` and ``parts`` bound an amount that a State left out (a union: at least
    the largest of its parts, at most their sum and at most ``within``). ``record`` is the kind of records counted,
    from ``since`` to ``until`` years after the cycle, of ``record_codes`` (empty: any).
    """

    code: str
    measure: Measure = Measure.STATES
    terms: tuple[Term, ...] = ()
    base: Base = Base.REPORTS
    base_terms: tuple[Term, ...] = ()
    since: int = 0
    amount: Amount = ()
    within: Amount = ()
    parts: tuple[Amount, ...] = ()
    record: str = ""
    record_codes: tuple[str, ...] = ()
    until: int = 0

    @property
    def keys(self) -> frozenset[str]:
        """Every question it looks at."""
        cells = [group for amount in (self.amount, self.within, *self.parts) for group in amount]
        named = {term.key for term in (*self.terms, *self.base_terms)}
        return frozenset(named | {key for group in cells for key, _ in group})


@dataclass(frozen=True, slots=True)
class Statistic:
    """A published statistic. The first reading is the one chosen; the others are shown beside it.

    ``paragraph`` is that of A/76/284; ``traps`` are codes of what may mislead; ``unit`` is what is counted.
    """

    code: str
    group: str
    paragraph: int
    readings: tuple[Reading, ...]
    unit: str = "states"
    traps: tuple[str, ...] = ()

    @property
    def chosen(self) -> Reading:
        """The reading that is published."""
        return self.readings[0]

    @property
    def keys(self) -> frozenset[str]:
        """Every question that any reading looks at."""
        return frozenset().union(*(reading.keys for reading in self.readings))

    @property
    def by_reading(self) -> Mapping[str, Reading]:
        """The readings by code."""
        return {reading.code: reading for reading in self.readings}
