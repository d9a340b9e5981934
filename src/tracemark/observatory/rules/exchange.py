"""Every statistic as SDMX, under a flow of our own: the SDG structure has no series for these counts.

Dimensions: FREQ (``A2``: every two years), STATISTIC and READING in capitals with underscores, MEASURE (COUNT,
BASE, SHARE, SUM). TIME_PERIOD is the year in which the reports were due.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tracemark.figures.rules.sdmx import Observation
from tracemark.figures.rules.sdmx.observations import Structure
from tracemark.observatory.rules.counting import Point
from tracemark.observatory.rules.trends import Trend

REPORTS = Structure(
    agency="TRACEMARK",
    dataflow="DF_REPORTS",
    version="1.0",
    dimensions=("FREQ", "STATISTIC", "READING", "MEASURE"),
    series_attributes=("UNIT_MEASURE",),
    observation_attributes=("UNIT_MULT", "OBS_STATUS"),
)
UNITS = {"COUNT": "NUM", "BASE": "NUM", "SHARE": "PT", "SUM": "NUM"}
NORMAL, MISSING = "A", "O"


def observe_trends(trends: Iterable[Trend]) -> Iterator[Observation]:
    """Every number of every reading; one that is not known has status O and no value."""
    for trend in trends:
        for line in trend.lines:
            for point in line.points:
                for measure, value in _measures(point).items():
                    key = {
                        "FREQ": "A2",
                        "STATISTIC": _code(trend.statistic.code),
                        "READING": _code(point.reading),
                        "MEASURE": measure,
                    }
                    yield Observation(key, str(point.cycle), value, _attributes(measure, value))


def _measures(point: Point) -> dict[str, Decimal | None]:
    """The numbers a point can have; base, share and sum only where its reading takes one."""
    found = {"COUNT": None if point.numerator is None else Decimal(point.numerator)}
    if point.denominator is not None:
        found |= {"BASE": Decimal(point.denominator), "SHARE": point.share}
    if point.total is not None:
        found["SUM"] = Decimal(point.total)
    return found


def _attributes(measure: str, value: Decimal | None) -> dict[str, str]:
    status = MISSING if value is None else NORMAL
    return {"UNIT_MEASURE": UNITS[measure], "UNIT_MULT": "0", "OBS_STATUS": status}


def _code(name: str) -> str:
    return name.upper().replace("-", "_").replace(".", "_")
