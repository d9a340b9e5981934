"""SDMX-CSV 1.0 and 2.0, one line an observation."""

import csv
import io
from collections.abc import Iterable, Sequence

from tracemark.figures.rules.frozen import percent_text
from tracemark.figures.rules.sdmx.observations import (
    AGENCY,
    DATAFLOW,
    DIMENSIONS,
    OBSERVATION_ATTRIBUTES,
    SERIES_ATTRIBUTES,
    VERSION,
    Observation,
)

FLOW = f"{AGENCY}:{DATAFLOW}({VERSION})"
ATTRIBUTES = (*SERIES_ATTRIBUTES, *OBSERVATION_ATTRIBUTES)


def write_csv_1(observations: Iterable[Observation]) -> str:
    """SDMX-CSV 1.0: the first column names the dataflow."""
    return _write(("DATAFLOW",), (FLOW,), observations)


def write_csv_2(observations: Iterable[Observation]) -> str:
    """SDMX-CSV 2.0: structure, its id and the action come first."""
    return _write(("STRUCTURE", "STRUCTURE_ID", "ACTION"), ("dataflow", FLOW, "R"), observations)


def _write(names: Sequence[str], values: Sequence[str], observations: Iterable[Observation]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*names, *DIMENSIONS, "TIME_PERIOD", "OBS_VALUE", *ATTRIBUTES])
    for observation in observations:
        writer.writerow(
            [
                *values,
                *(observation.key[name] for name in DIMENSIONS),
                observation.period,
                percent_text(observation.value) or "",
                *(observation.attributes[name] for name in ATTRIBUTES),
            ]
        )
    return out.getvalue()
