"""Every figure that is published, defined once and as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracemark.figures.rules.facts import Exclusion, Obtained, Outcome


class Basis(StrEnum):
    """Which arms stand in the denominator."""

    ALL = "all"
    TRACEABLE = "traceable"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule of a definition comes from: the document and the place in it."""

    rule: str
    document: str
    place: str


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: what is counted, over what, how blanks and empty bases are treated, and the sources.

    Codes only: the words stand in ``tracemark.ui.words.figures``. ``version`` changes whenever the
    same rows could give another value, so that a published figure says by which rules it was counted.
    """

    name: str
    code: str
    series: str
    version: str
    period: str
    unit: str
    rounding: str
    blanks: str
    empty_base: str
    bases: tuple[Basis, ...]
    breakdown: tuple[Obtained, ...]
    numerator: tuple[Outcome, ...]
    exclusions: tuple[Exclusion, ...]
    sources: tuple[Source, ...]


METADATA = "SDG indicator metadata 16.4.2, 2018-07-26"

SDG_16_4_2 = Definition(
    name="sdg-16.4.2",
    code="16.4.2",
    series="VC_ARM_SZTRACE",
    version="1",
    period="calendar_year",
    unit="percent",
    rounding="half_even_one_decimal",
    blanks="blank_outcome_stays_in_denominator",
    empty_base="no_value_without_denominator",
    bases=(Basis.ALL, Basis.TRACEABLE),
    breakdown=(Obtained.SEIZED, Obtained.FOUND, Obtained.SURRENDERED),
    numerator=(Outcome.TRACED_HOME, Outcome.TRACED_ABROAD, Outcome.ESTABLISHED_OTHERWISE),
    exclusions=tuple(Exclusion),
    sources=(
        Source("basis_all", METADATA, "Computation method"),
        Source("basis_traceable", METADATA, "Limitations; Disaggregation"),
        Source("numerator", METADATA, "Concepts: point of diversion, established otherwise"),
        Source("administrative", METADATA, "Concepts: seized"),
        Source("antique", METADATA, "Concepts: small arms and light weapons; Firearms Protocol art. 3(a)"),
        Source("calendar_year", METADATA, "Frequency"),
    ),
)

DEFINITIONS: Mapping[str, Definition] = {SDG_16_4_2.name: SDG_16_4_2}
