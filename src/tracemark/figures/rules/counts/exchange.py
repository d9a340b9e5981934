"""A count as CSV, and as SDMX under a national flow of our own: the SDG structure has no series for counts."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from tracemark.figures.rules.counts.lines import ALL, CountLine, count_json, count_lines
from tracemark.figures.rules.counts.tally import CountRow, Tally
from tracemark.figures.rules.sdmx import write_csv_1, write_csv_2, write_ml
from tracemark.figures.rules.sdmx.observations import Observation, Structure, area_code
from tracemark.formulas import neutralize

ARMS = Structure(
    agency="TRACEMARK",
    dataflow="DF_ARMS",
    version="1.0",
    dimensions=("FREQ", "REF_AREA", "FIGURE", "CELL", "BREAKDOWN"),
    series_attributes=("UNIT_MEASURE",),
    observation_attributes=("UNIT_MULT", "OBS_STATUS", "DEFINITION_VERSION"),
)
"""FIGURE and CELL are names of `COUNTS` in capitals with underscores; BREAKDOWN is ``_T`` or a value of it."""


def write_tally(tally: Tally, name: str, *, by: str, state: str, ref_area: str, prepared_at: datetime) -> str:
    """The tally in the format ``name`` of figures. KeyError for a format that does not exist."""
    lines = count_lines(tally, by)
    if name == "json":
        return json.dumps(count_json(tally, by, state=state), ensure_ascii=False, indent=1) + "\n"
    if name == "csv":
        return _csv(tally, lines)
    observations = [_observation(tally, line, ref_area) for line in lines]
    if name == "sdmx-ml":
        message_id = f"{state}-{tally.count.name}-{tally.years[-1]}"
        return write_ml(
            observations, message_id=message_id, prepared_at=prepared_at, sender=state, structure=ARMS
        )
    return {"sdmx-csv": write_csv_1, "sdmx-csv-2": write_csv_2}[name](observations, ARMS)


def _csv(tally: Tally, lines: Iterable[CountLine]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("figure", "cell", "year", "breakdown", "value"))
    for line in lines:
        value = "" if line.value is None else line.value
        writer.writerow((tally.count.name, line.cell, line.year, line.breakdown, value))
    return out.getvalue()


ROW_COLUMNS = (
    "row_id",
    "record_no",
    "occurred_on",
    "kind",
    "type_code",
    "cells",
    "left_out",
    "list_kind",
    "sheet_row",
    "event_id",
)


def write_count_rows_csv(rows: Iterable[CountRow]) -> str:
    """Rows behind a number as CSV with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(ROW_COLUMNS)
    for row in rows:
        writer.writerow(
            (
                row.row_id,
                row.record_no,
                row.day.isoformat() if row.day else "",
                row.kind,
                row.type_code,
                " ".join(row.cells),
                row.left_out.value if row.left_out else "",
                row.list_kind,
                neutralize(row.sheet_row),
                row.event_id,
            )
        )
    return out.getvalue()


def _observation(tally: Tally, line: CountLine, ref_area: str) -> Observation:
    """One number; O (missing) where the register holds nothing, P (provisional) elsewhere."""
    key = {
        "FREQ": "A",
        "REF_AREA": area_code(ref_area),
        "FIGURE": code_of(tally.count.name),
        "CELL": code_of(line.cell),
        "BREAKDOWN": line.breakdown.replace("-", "_").upper() if line.breakdown != ALL else ALL,
    }
    attributes = {
        "UNIT_MEASURE": "NUMBER",
        "UNIT_MULT": "0",
        "OBS_STATUS": "O" if line.value is None else "P",
        "DEFINITION_VERSION": tally.count.version,
    }
    value = None if line.value is None else Decimal(line.value)
    return Observation(key=key, period=str(line.year), value=value, attributes=attributes)


def code_of(name: str) -> str:
    """A name as an SDMX code: capitals, digits and underscores."""
    return name.replace("-", "_").replace(".", "_").upper()
