"""A table of persons as a file: JSON, CSV, and SDMX under a flow of our own with hidden numbers as suppressed."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from tracemark.figures.rules.frozen import Json
from tracemark.figures.rules.persons import cells_of
from tracemark.figures.rules.sdmx import write_csv_1, write_csv_2, write_ml
from tracemark.figures.rules.sdmx.observations import Observation, Structure, area_code
from tracemark.figures.rules.suppression import TOTAL

PERSONS = Structure(
    agency="TRACEMARK",
    dataflow="DF_PERSONS",
    version="1.0",
    dimensions=("FREQ", "REF_AREA", "TABLE", "SEX", "GROUP"),
    series_attributes=("UNIT_MEASURE",),
    observation_attributes=("UNIT_MULT", "OBS_STATUS", "DEFINITION_VERSION"),
)
"""GROUP is a band of age or a disability status; ``_T`` all together, ``_U`` not stated. OBS_STATUS Q: suppressed."""

SEX_CODES = {"female": "F", "male": "M", "other": "_O", "not_stated": "_U", TOTAL: "_T"}
HIDDEN, SHOWN = "Q", "A"


def write_persons(document: Mapping[str, Json], name: str, *, ref_area: str, prepared_at: datetime) -> str:
    """The document in the format ``name`` of figures. KeyError for a format that does not exist."""
    if name == "json":
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if name == "csv":
        return _csv(document)
    observations = [
        _observation(document, row, column, count, ref_area)
        for (row, column), count in cells_of(document).items()
    ]
    if name == "sdmx-ml":
        message_id = f"{document['state']}-{document['table']}-{document['year']}"
        return write_ml(
            observations,
            message_id=message_id,
            prepared_at=prepared_at,
            sender=str(document["state"]),
            structure=PERSONS,
        )
    return {"sdmx-csv": write_csv_1, "sdmx-csv-2": write_csv_2}[name](observations, PERSONS)


def _csv(document: Mapping[str, Json]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("table", "year", "sex", "group", "persons", "is_hidden"))
    for (row, column), count in cells_of(document).items():
        shown = "" if count is None else count
        writer.writerow(
            (document["table"], document["year"], row, column, shown, "yes" if count is None else "no")
        )
    return out.getvalue()


def _observation(
    document: Mapping[str, Json], row: str, column: str, count: int | None, ref_area: str
) -> Observation:
    key = {
        "FREQ": "A",
        "REF_AREA": area_code(ref_area),
        "TABLE": str(document["table"]).replace("-", "_").upper(),
        "SEX": SEX_CODES[row],
        "GROUP": _group(column),
    }
    attributes = {
        "UNIT_MEASURE": "NUMBER",
        "UNIT_MULT": "0",
        "OBS_STATUS": HIDDEN if count is None else SHOWN,
        "DEFINITION_VERSION": str(document["definition_version"]),
    }
    value = None if count is None else Decimal(count)
    return Observation(key=key, period=str(document["year"]), value=value, attributes=attributes)


def _group(column: str) -> str:
    """A band of years as ``Y18T24`` and ``Y_GE65``, as SDMX writes ages; other codes in capitals."""
    if column in (TOTAL, "not_stated"):
        return SEX_CODES[column]
    if column.endswith("+"):
        return f"Y_GE{column[:-1]}"
    low, dash, high = column.partition("-")
    return f"Y{low}T{high}" if dash else column.upper()
