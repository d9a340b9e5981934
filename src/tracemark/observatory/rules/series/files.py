"""The shapes a series comes in: SDMX-CSV 1.0 and 2.0, the global database's CSV and JSON, SDMX-ML 2.1, SDMX-JSON."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from tracemark.observatory.rules.series.reading import RawRow

Placed = tuple[str, RawRow]


class Shape(StrEnum):
    """How a series file is written."""

    SDMX_CSV = "sdmx-csv"
    SDMX_ML = "sdmx-ml"
    SDMX_JSON = "sdmx-json"
    UN_CSV = "un-csv"
    UN_JSON = "un-json"


TEXTS = frozenset({"COMMENT_OBS", "COMMENT_TS", "SOURCE_DETAIL", "TIME_DETAIL", "GEO_INFO_URL"})
"""Attributes whose values are texts, not codes."""

UN_COLUMNS: Mapping[str, str] = {
    "seriescode": "SERIES",
    "series": "SERIES",
    "geoareacode": "REF_AREA",
    "timeperiod": "TIME_PERIOD",
    "timeperiodstart": "TIME_PERIOD",
    "value": "OBS_VALUE",
    "footnote": "COMMENT_OBS",
    "footnotes": "COMMENT_OBS",
    "source": "SOURCE_DETAIL",
    "nature": "NATURE",
    "units": "UNIT_MEASURE",
    "reporting type": "REPORTING_TYPE",
    "observation status": "OBS_STATUS",
    "time_detail": "TIME_DETAIL",
    "timecoverage": "TIME_COVERAGE",
    "upperbound": "UPPER_BOUND",
    "lowerbound": "LOWER_BOUND",
    "baseperiod": "BASE_PER",
    "geoinfourl": "GEO_INFO_URL",
}
"""Columns of the global database's tables and what SDMX calls them; other columns name what codes say already."""


def shape_of(text: str) -> Shape | None:
    """How a text is written, by its content; None when it is no series."""
    start = text.lstrip("\ufeff \r\n\t")
    if start.startswith("<"):
        return Shape.SDMX_ML
    if start.startswith("{"):
        head = start[:20_000]
        return Shape.SDMX_JSON if '"dataSets"' in start else Shape.UN_JSON if '"data"' in head else None
    first = re.split(r"[\r\n]", start, maxsplit=1)[0]
    names = next(csv.reader([first]), []) if "\x00" not in first else []
    header = {name.partition(":")[0].strip().casefold() for name in names}
    if "obs_value" in header and "time_period" in header:
        return Shape.SDMX_CSV
    return Shape.UN_CSV if {"seriescode", "geoareacode", "timeperiod"} <= header else None


def raw_rows(text: str, shape: Shape) -> Iterator[Placed]:
    """The observations of a file, each with its place. Raises ValueError for one that is not written so."""
    try:
        yield from READERS[shape](text.lstrip("\ufeff"))
    except (
        ET.ParseError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        RecursionError,
        csv.Error,
    ) as error:
        raise ValueError(f"not {shape}: {type(error).__name__} {error}") from error


def _sdmx_csv(text: str) -> Iterator[Placed]:
    for number, row in _csv(text):
        named = ((name.partition(":")[0].strip(), cell) for name, cell in row.items())
        yield f"line {number}", {name: _code(name, cell) for name, cell in named}


def _code(name: str, cell: str) -> str:
    """The code of a cell that holds code and label (``G: Global``); texts stay whole."""
    return cell if name in TEXTS else cell.partition(": ")[0]


def _un_csv(text: str) -> Iterator[Placed]:
    for number, row in _csv(text):
        yield f"line {number}", _un_names(row)


def _csv(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    rows = csv.DictReader(io.StringIO(text), strict=True)
    for row in rows:
        if None in row or None in row.values():
            raise ValueError(f"line {rows.line_num}: {len(rows.fieldnames or ())} columns expected")
        if any(row.values()):
            yield rows.line_num, row


def _un_names(row: Mapping[str, str]) -> RawRow:
    named = ((UN_COLUMNS.get(name.strip().strip("[]").casefold()), text) for name, text in row.items())
    return {name: text for name, text in named if name}


def _un_json(text: str) -> Iterator[Placed]:
    for number, row in enumerate(json.loads(text)["data"], 1):
        flat = {name: _text(value) for name, value in row.items() if not isinstance(value, dict)}
        for inside in ("attributes", "dimensions"):
            flat |= {name: _text(value) for name, value in (row.get(inside) or {}).items()}
        named = dict(_un_names(flat))
        if named.get("NATURE") == "NA":
            named["NATURE"] = "_X"
        yield f"row {number}", named


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value if one not in (None, ""))
    return "" if value is None else str(value)


def _sdmx_ml(text: str) -> Iterator[Placed]:
    """Structure-specific or generic data. A document type is refused: it is how parsers are made to explode."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("a document type is not read")
    root = ET.fromstring(text)
    at = 0
    for series in root.iter():
        if _local(series.tag) != "Series":
            continue
        shared = dict(series.attrib) | _generic(series, "SeriesKey") | _generic(series, "Attributes")
        for one in series:
            if _local(one.tag) == "Obs":
                at += 1
                yield f"observation {at}", {**_plain(shared), **_plain(_obs(one))}


def _obs(element: ET.Element) -> dict[str, str]:
    found = dict(element.attrib) | _generic(element, "Attributes")
    for part in element:
        if _local(part.tag) == "ObsDimension":
            found["TIME_PERIOD"] = part.get("value", "")
        elif _local(part.tag) == "ObsValue":
            found["OBS_VALUE"] = part.get("value", "")
    return found


def _generic(element: ET.Element, name: str) -> dict[str, str]:
    """Values of a generic message: ``<Value id="FREQ" value="A"/>`` below an element of that name."""
    return {
        value.get("id", ""): value.get("value", "")
        for part in element
        if _local(part.tag) == name
        for value in part
    }


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _plain(values: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in values.items() if not name.startswith("{")}


def _sdmx_json(text: str) -> Iterator[Placed]:
    """SDMX-JSON 1.0 and 2.0 with series and observations; flat observations too."""
    message = json.loads(text)
    held = message.get("data", message)
    structures = held.get("structures") or [held.get("structure")]
    structure = structures[0]
    dimensions, attributes = structure["dimensions"], structure.get("attributes", {})
    at = 0
    for data_set in held["dataSets"]:
        groups: list[tuple[str, Any, Any]] = [
            (key, one, one.get("observations", {})) for key, one in data_set.get("series", {}).items()
        ]
        groups.append(("", {}, data_set.get("observations", {})))
        for key, one, observations in groups:
            shared = _indexed(dimensions.get("series", []), key.split(":") if key else [])
            shared |= _indexed(attributes.get("series", []), one.get("attributes", []))
            for place, values in observations.items():
                at += 1
                row = shared | _indexed(dimensions["observation"], place.split(":"))
                row |= _indexed(attributes.get("observation", []), values[1:])
                yield f"observation {at}", row | {"OBS_VALUE": _text(values[0])}


def _indexed(components: Sequence[Mapping[str, Any]], places: Iterable[Any]) -> dict[str, str]:
    """Components with the values their indices point at; a null index is no value."""
    found = {}
    for component, place in zip(components, places, strict=False):
        if place is not None and place != "":
            value = component["values"][int(place)]
            found[component["id"]] = str(value.get("id") or value.get("name") or value.get("value"))
    return found


READERS = {
    Shape.SDMX_CSV: _sdmx_csv,
    Shape.UN_CSV: _un_csv,
    Shape.UN_JSON: _un_json,
    Shape.SDMX_ML: _sdmx_ml,
    Shape.SDMX_JSON: _sdmx_json,
}
