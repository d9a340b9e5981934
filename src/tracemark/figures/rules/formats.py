"""The formats a figure can be had in, and writing each; text for people needs words and is not here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tracemark.figures.rules.figure import Figure
from tracemark.figures.rules.frozen import figure_json
from tracemark.figures.rules.sdmx import observe, write_csv_1, write_csv_2, write_ml
from tracemark.figures.rules.table import write_figure_csv


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name on the command line: the type of its content and the ending of its file."""

    content_type: str
    ending: str


FORMATS: Mapping[str, Format] = {
    "json": Format("application/json", "json"),
    "csv": Format("text/csv; charset=utf-8", "csv"),
    "sdmx-csv": Format("application/vnd.sdmx.data+csv; version=1.0.0; charset=utf-8", "sdmx.csv"),
    "sdmx-csv-2": Format("application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", "sdmx2.csv"),
    "sdmx-ml": Format("application/vnd.sdmx.structurespecificdata+xml; version=2.1", "sdmx.xml"),
}


@dataclass(frozen=True, slots=True)
class Sender:
    """What an exchange format says of its sender and moment. ``labels`` are words of the custom codes."""

    state: str
    ref_area: str
    labels: Mapping[str, str]
    prepared_at: datetime
    provisional: bool = True


def write_figure(figure: Figure, name: str, sender: Sender) -> str:
    """``figure`` in the format ``name``. Raises KeyError for a format that does not exist."""
    if name == "json":
        return json.dumps(figure_json(figure, state=sender.state), indent=1, ensure_ascii=False) + "\n"
    if name == "csv":
        return write_figure_csv(figure)
    return _write_sdmx(figure, name, sender)


def _write_sdmx(figure: Figure, name: str, sender: Sender) -> str:
    observations = observe(
        figure, ref_area=sender.ref_area, provisional=sender.provisional, labels=sender.labels
    )
    if name == "sdmx-ml":
        return write_ml(
            observations,
            message_id=f"{sender.state}-{figure.definition.name}-{figure.year}",
            prepared_at=sender.prepared_at,
            sender=sender.state,
        )
    return {"sdmx-csv": write_csv_1, "sdmx-csv-2": write_csv_2}[name](observations)
