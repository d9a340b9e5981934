"""Observations written in the shapes they are read in; what was read comes back the same."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from tracemark.figures.rules.sdmx.csv import write_csv_1, write_csv_2
from tracemark.figures.rules.sdmx.ml import write_ml
from tracemark.figures.rules.sdmx.observations import DIMENSIONS, Structure
from tracemark.figures.rules.sdmx.observations import Observation as Written
from tracemark.observatory.rules.series.codes import TOTAL
from tracemark.observatory.rules.series.values import Observation

GLOBAL = Structure(
    "IAEG-SDGs",
    "DF_SDG_GLH",
    "1.8",
    DIMENSIONS,
    ("UNIT_MEASURE",),
    ("UNIT_MULT", "OBS_STATUS", "NATURE", "TIME_DETAIL", "SOURCE_DETAIL", "COMMENT_OBS"),
)
"""The global flow of the SDG structure, as the UN publishes it."""

FORMATS = ("csv", "sdmx-csv", "sdmx-csv-2", "sdmx-ml", "json")


def write_series(
    observations: Sequence[Observation], name: str, *, prepared_at: datetime, sender: str, message_id: str
) -> str:
    """The observations in the format ``name``. Raises KeyError for one that does not exist."""
    if name == "csv":
        return un_csv(observations)
    if name == "json":
        return un_json(observations)
    written = [_written(one) for one in observations]
    if name == "sdmx-ml":
        return write_ml(
            written, message_id=message_id, prepared_at=prepared_at, sender=sender, structure=GLOBAL
        )
    return {"sdmx-csv": write_csv_1, "sdmx-csv-2": write_csv_2}[name](written, GLOBAL)


def _written(one: Observation) -> Written:
    key = dict.fromkeys(DIMENSIONS, TOTAL) | {
        "FREQ": "A",
        "REPORTING_TYPE": one.reporting,
        "SERIES": one.series,
        "REF_AREA": one.area,
        "CUST_BREAKDOWN": one.breakdown,
    }
    return Written(
        key=key,
        period=str(one.period),
        value=one.value,
        attributes={
            "UNIT_MEASURE": one.unit,
            "UNIT_MULT": one.multiplier,
            "OBS_STATUS": one.status,
            "NATURE": one.nature,
            "TIME_DETAIL": one.attributes.get("TIME_DETAIL", ""),
            "SOURCE_DETAIL": one.source,
            "COMMENT_OBS": one.footnote,
        },
    )


UN_HEADER = (
    "Goal",
    "Target",
    "Indicator",
    "SeriesCode",
    "GeoAreaCode",
    "TimePeriod",
    "Value",
    "Time_Detail",
    "Source",
    "FootNote",
    "[Nature]",
    "[Observation Status]",
    "[Reporting Type]",
    "[Units]",
)


def un_csv(observations: Iterable[Observation]) -> str:
    """The table of the global database."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(UN_HEADER)
    for one in observations:
        writer.writerow(
            [
                "16",
                "16.4",
                "16.4.2",
                one.series,
                one.area,
                one.period,
                value_text(one.value),
                one.attributes.get("TIME_DETAIL", ""),
                one.source,
                one.footnote,
                one.nature,
                one.status,
                one.reporting,
                "PERCENT",
            ]
        )
    return out.getvalue()


def un_json(observations: Iterable[Observation]) -> str:
    """The rows of the global database's API."""
    rows = [
        {
            "goal": ["16"],
            "target": ["16.4"],
            "indicator": ["16.4.2"],
            "series": one.series,
            "geoAreaCode": one.area,
            "timePeriodStart": one.period,
            "value": None if one.value is None else value_text(one.value),
            "time_detail": one.attributes.get("TIME_DETAIL"),
            "source": one.source,
            "footnotes": [one.footnote] if one.footnote else [],
            "attributes": {"Nature": one.nature, "Units": "PERCENT", "Observation Status": one.status},
            "dimensions": {"Reporting Type": one.reporting},
        }
        for one in observations
    ]
    return json.dumps({"size": len(rows), "data": rows}, ensure_ascii=False, indent=1) + "\n"


def value_text(value: Decimal | None) -> str:
    """A value as written, every digit kept; empty for none."""
    return "" if value is None else format(value, "f")
