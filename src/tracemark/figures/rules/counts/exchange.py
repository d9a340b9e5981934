"""A count as CSV, and as SDMX under a national flow of our own: the SDG structure has no series for counts."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tracemark.figures.rules.counts.tally import CountRow, Tally, tally_json
from tracemark.figures.rules.sdmx import write_csv_1, write_csv_2, write_ml
from tracemark.figures.rules.sdmx.observations import Observation, Structure, area_code

ARMS = Structure(
    agency="TRACEMARK",
    dataflow="DF_ARMS",
    version="1.0",
    dimensions=("FREQ", "REF_AREA", "FIGURE", "CELL", "BREAKDOWN"),
    series_attributes=("UNIT_MEASURE",),
    observation_attributes=("UNIT_MULT", "OBS_STATUS", "DEFINITION_VERSION"),
)
"""FIGURE and CELL are names of `COUNTS` in capitals with underscores; BREAKDOWN is ``_T`` or a value of it."""

BREAKDOWNS = ("cell", "month", "list")
ALL = "_T"


@dataclass(frozen=True, slots=True)
class CountLine:
    """One number: a cell, the year, the value of the breakdown (``_T``: none) and how many (None: no value)."""

    cell: str
    year: int
    breakdown: str
    value: int | None


def count_lines(tally: Tally, by: str = "cell") -> list[CountLine]:
    """Every number of a tally, broken down by ``by`` beside its total. KeyError for no such breakdown."""
    lines = []
    for cell in tally.count.cells:
        for year in tally.years:
            lines.append(CountLine(cell, year, ALL, tally.value(cell, (year,))))
            if by != BREAKDOWNS[0]:
                rows = tally.rows_of(cell, (year,))
                groups = sorted({_group(row, by) for row in rows})
                lines += [CountLine(cell, year, g, sum(_group(row, by) == g for row in rows)) for g in groups]
    return lines


def _group(row: CountRow, by: str) -> str:
    return {"month": row.day.strftime("%Y-%m") if row.day else "", "list": row.list_kind}[by]


def write_tally(tally: Tally, name: str, *, by: str, state: str, ref_area: str, prepared_at: datetime) -> str:
    """The tally in the format ``name`` of figures. KeyError for a format that does not exist."""
    lines = count_lines(tally, by)
    if name == "json":
        document = {**tally_json(tally, state=state), "by": by, "lines": [_line_json(line) for line in lines]}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if name == "csv":
        return _csv(tally, lines)
    observations = [_observation(tally, line, ref_area) for line in lines]
    if name == "sdmx-ml":
        message_id = f"{state}-{tally.count.name}-{tally.years[-1]}"
        return write_ml(
            observations, message_id=message_id, prepared_at=prepared_at, sender=state, structure=ARMS
        )
    return {"sdmx-csv": write_csv_1, "sdmx-csv-2": write_csv_2}[name](observations, ARMS)


def _line_json(line: CountLine) -> Mapping[str, str | int | None]:
    return {"cell": line.cell, "year": line.year, "breakdown": line.breakdown, "value": line.value}


def _csv(tally: Tally, lines: Iterable[CountLine]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("figure", "cell", "year", "breakdown", "value"))
    for line in lines:
        value = "" if line.value is None else line.value
        writer.writerow((tally.count.name, line.cell, line.year, line.breakdown, value))
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
