"""A value of a series, whoever published it, and the country and regional values made of such values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

SZTRACE = "VC_ARM_SZTRACE"
"""SDG 16.4.2 in the global database: per cent of the arms collected whose illicit origin was established."""


class Source(StrEnum):
    """Where a value comes from, in the order in which we use them."""

    IAFQ = "iafq"
    UN = "un"
    POA = "poa"


@dataclass(frozen=True, slots=True)
class Observation:
    """One value as a file gives it.

    ``area`` is M49 without zeros in front, ``period`` a year; ``value`` None: there is none. The value stands for
    ``first_year`` to ``last_year``. ``place`` is where in the file it stood.
    """

    series: str
    area: str
    period: int
    value: Decimal | None
    reporting: str = "G"
    breakdown: str = "_T"
    nature: str = "C"
    status: str = "A"
    unit: str = "PT"
    multiplier: str = "0"
    footnote: str = ""
    source: str = ""
    first_year: int = 0
    last_year: int = 0
    place: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What may stand in a file once."""
        return (self.series, self.area, self.reporting, self.breakdown, self.period)

    @property
    def is_mean(self) -> bool:
        """Whether it stands for more than one year."""
        return self.last_year > self.first_year


@dataclass(frozen=True, slots=True)
class Candidate:
    """One source's value for a State and a year. ``numerator`` and ``denominator`` are None where only a per cent
    is published; ``value`` is None where there is no arm to divide by, or no numerator."""

    source: Source
    state: str
    year: int
    value: Decimal | None
    numerator: int | None = None
    denominator: int | None = None
    first_year: int = 0
    last_year: int = 0
    note: str = ""
    footnote: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class CountryValue:
    """A State's value for a year: the one used (None: no data, which is not zero), by which rule, and every other.

    ``differences`` are codes of why sources differ.
    """

    state: str
    year: int
    used: Candidate | None
    rule: str
    candidates: tuple[Candidate, ...]
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below which no regional value is published: reporting States in per cent of the region's, and in number.

    The metadata says that thresholds apply and not which: these are ours, unconfirmed, and can be changed.
    """

    share_of_states: int = 50
    states: int = 3


@dataclass(frozen=True, slots=True)
class RegionValue:
    """A region's value for a year: the ratio of sums over its States with data.

    ``value`` is None below the thresholds (``why`` says which one) or without data. ``with_counts`` States entered;
    ``percent_only`` States publish a per cent without counts and ``two_years_only`` States count two years
    together: neither can enter a ratio of sums of one year.
    """

    region: str
    year: int
    value: Decimal | None
    numerator: int | None
    denominator: int | None
    members: int
    with_counts: tuple[str, ...]
    percent_only: tuple[str, ...]
    why: str = ""
    two_years_only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A series as it stands: country values by State and year, regional and world values, and how it was made."""

    code: str
    years: tuple[int, ...]
    countries: tuple[CountryValue, ...]
    regions: tuple[RegionValue, ...]
    thresholds: Thresholds
