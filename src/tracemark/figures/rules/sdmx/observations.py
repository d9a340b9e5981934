"""A figure as observations of the SDG data structure (IAEG-SDGs:SDG), series VC_ARM_SZTRACE."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tracemark.figures.rules.definitions import Basis
from tracemark.figures.rules.facts import Obtained
from tracemark.figures.rules.figure import TOTAL, Cell, Figure

AGENCY = "IAEG-SDGs"
STRUCTURE = "SDG"
VERSION = "1.8"
"""The version whose key order was seen; later ones add codes, not dimensions (docs/rooms/figures.md)."""
DATAFLOW = "DF_SDG_GLC"
"""The flow of country data; DF_SDG_GLH is the global one and takes REPORTING_TYPE G only."""

DIMENSIONS = (
    "FREQ",
    "REPORTING_TYPE",
    "SERIES",
    "REF_AREA",
    "SEX",
    "AGE",
    "URBANISATION",
    "INCOME_WEALTH_QUANTILE",
    "EDUCATION_LEV",
    "OCCUPATION",
    "CUST_BREAKDOWN",
    "COMPOSITE_BREAKDOWN",
    "DISABILITY_STATUS",
    "ACTIVITY",
    "PRODUCT",
)
SERIES_ATTRIBUTES = ("UNIT_MEASURE", "CUST_BREAKDOWN_LB")
OBSERVATION_ATTRIBUTES = ("UNIT_MULT", "OBS_STATUS", "NATURE", "COMMENT_OBS")

ALL_TOGETHER = "_T"
CUSTOM_CODES: Mapping[tuple[Basis, str], str] = {
    (Basis.ALL, TOTAL): ALL_TOGETHER,
    (Basis.ALL, Obtained.SEIZED): "C01",
    (Basis.ALL, Obtained.FOUND): "C02",
    (Basis.ALL, Obtained.SURRENDERED): "C03",
    (Basis.TRACEABLE, TOTAL): "C04",
    (Basis.TRACEABLE, Obtained.SEIZED): "C05",
    (Basis.TRACEABLE, Obtained.FOUND): "C06",
    (Basis.TRACEABLE, Obtained.SURRENDERED): "C07",
}
"""The global flow has no split for this series: national ones use custom codes, each with its label."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A data structure as the writers need it: whose flow, its key in order, and its attributes."""

    agency: str
    dataflow: str
    version: str
    dimensions: tuple[str, ...]
    series_attributes: tuple[str, ...]
    observation_attributes: tuple[str, ...]

    @property
    def flow(self) -> str:
        """The flow as CSV names it."""
        return f"{self.agency}:{self.dataflow}({self.version})"


SDG = Structure(AGENCY, DATAFLOW, VERSION, DIMENSIONS, SERIES_ATTRIBUTES, OBSERVATION_ATTRIBUTES)
"""Country data of the SDG structure."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one series. ``value`` is None when there was nothing to divide by (status M)."""

    key: Mapping[str, str]
    period: str
    value: Decimal | None
    attributes: Mapping[str, str]


def observe(
    figure: Figure, *, ref_area: str, provisional: bool, labels: Mapping[str, str]
) -> tuple[Observation, ...]:
    """Every cell of ``figure`` as an observation, the national total first.

    ``ref_area`` is the M49 number as the reference table has it (zeros in front are dropped). ``labels``
    gives the words of each custom code (``C01`` …). ``provisional`` figures have status P, published A.
    """
    return tuple(
        _observation(figure, cell, code, ref_area, provisional, labels)
        for (basis, how), code in CUSTOM_CODES.items()
        for measure in figure.measures
        if measure.basis == basis
        for cell in [measure.cells[how]]
    )


def _observation(
    figure: Figure, cell: Cell, code: str, ref_area: str, provisional: bool, labels: Mapping[str, str]
) -> Observation:
    key = dict.fromkeys(DIMENSIONS, ALL_TOGETHER) | {
        "FREQ": "A",
        "REPORTING_TYPE": "N",
        "SERIES": figure.definition.series,
        "REF_AREA": area_code(ref_area),
        "CUST_BREAKDOWN": code,
    }
    attributes = {
        "UNIT_MEASURE": "PT",
        "CUST_BREAKDOWN_LB": "" if code == ALL_TOGETHER else labels[code],
        "UNIT_MULT": "0",
        "OBS_STATUS": _status(cell, provisional),
        "NATURE": "C",
        "COMMENT_OBS": f"{cell.numerator}/{cell.denominator}",
    }
    return Observation(key=key, period=str(figure.year), value=cell.value, attributes=attributes)


def _status(cell: Cell, provisional: bool) -> str:
    """M: data cannot exist (no arm to divide by); P: provisional; A: normal (CL_OBS_STATUS)."""
    if cell.value is None:
        return "M"
    return "P" if provisional else "A"


def area_code(m49: str) -> str:
    """An M49 number as the SDG code list has it: no zeros in front. A private code stays as it is."""
    return m49.lstrip("0") or m49
