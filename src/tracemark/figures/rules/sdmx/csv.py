"""SDMX-CSV 1.0 and 2.0, one line an observation."""

import csv
import io
from collections.abc import Iterable, Sequence

from tracemark.figures.rules.frozen import percent_text
from tracemark.figures.rules.sdmx.observations import SDG, Observation, Structure


def write_csv_1(observations: Iterable[Observation], structure: Structure = SDG) -> str:
    """SDMX-CSV 1.0: the first column names the dataflow."""
    return _write(("DATAFLOW",), (structure.flow,), observations, structure)


def write_csv_2(observations: Iterable[Observation], structure: Structure = SDG) -> str:
    """SDMX-CSV 2.0: structure, its id and the action come first."""
    names = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
    return _write(names, ("dataflow", structure.flow, "R"), observations, structure)


def _write(
    names: Sequence[str], values: Sequence[str], observations: Iterable[Observation], structure: Structure
) -> str:
    attributes = (*structure.series_attributes, *structure.observation_attributes)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*names, *structure.dimensions, "TIME_PERIOD", "OBS_VALUE", *attributes])
    for observation in observations:
        writer.writerow(
            [
                *values,
                *(observation.key[name] for name in structure.dimensions),
                observation.period,
                percent_text(observation.value) or "",
                *(observation.attributes[name] for name in attributes),
            ]
        )
    return out.getvalue()
