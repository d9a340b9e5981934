"""Plans of sites from GeoJSON, KML or a table (CSV or a spreadsheet), within bounds."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

from tracemark.findings import Finding, Refused, Severity
from tracemark.register.jobs.files import open_list
from tracemark.stockpiles.rules.plans import Feature, Plan, read_plan

LARGEST_BYTES = 20_000_000
MOST_FEATURES = 50_000
DEEPEST = 40

COORDINATES = {"lon", "lng", "long", "longitude", "x"}, {"lat", "latitude", "y"}
WKT = re.compile(r"\s*(POINT|LINESTRING|POLYGON)\s*\(+([^()]*)\)+\s*", re.IGNORECASE)
WKT_TYPES = {"POINT": "Point", "LINESTRING": "LineString", "POLYGON": "Polygon"}


def read_plan_file(path: Path) -> Plan:
    """The plan in a file, whatever its kind. Raises Refused when the whole file cannot be read."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise _refused("plan_file_too_large", path)
        head = path.read_bytes()[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    except OSError as error:
        raise _refused("plan_file_not_read", path, error.strerror or "") from error
    if head[:1] in (b"{", b"["):
        return read_plan(_limited(path, geojson_features(path)))
    if head[:1] == b"<":
        return read_plan(_limited(path, kml_features(path)))
    return read_plan(_limited(path, table_features(path)))


def geojson_features(path: Path) -> list[Feature]:
    """The features of a GeoJSON FeatureCollection."""
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"))
        features = values["features"] if isinstance(values, dict) else values
        return [
            Feature(number, _mapping(one.get("properties")), one.get("geometry"))
            for number, one in enumerate(features, start=1)
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refused("plan_file_not_read", path, str(error)[:100]) from error


def table_features(path: Path) -> list[Feature]:
    """The rows of a table: a header, then name, kind, role … with ``lat`` and ``lon``, or ``wkt``."""
    sheet = open_list(path).sheets[0]
    header: list[str] = []
    features = []
    for number, cells in sheet.rows():
        texts = [cell.text.strip() for cell in cells]
        if not header:
            header = [re.sub(r"[\s-]+", "_", text.lower()) for text in texts]
            continue
        values = dict(zip(header, texts, strict=False))
        features.append(Feature(number, values, _table_geometry(values)))
    return features


def kml_features(path: Path) -> list[Feature]:
    """The Placemarks of a KML file; ExtendedData are the properties. Entities and depth are refused."""
    reader = _KmlReader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(path.read_bytes(), True)
    except (expat.ExpatError, ValueError) as error:
        raise _refused("plan_file_not_read", path, str(error)[:100]) from error
    return reader.features


class _KmlReader:
    """Collects Placemarks while expat walks through a KML file."""

    def __init__(self) -> None:
        self.features: list[Feature] = []
        self._path: list[str] = []
        self._values: dict[str, str] = {}
        self._geometry: Mapping[str, Any] | None = None
        self._key = ""
        self._text: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._path.append(name.rpartition(":")[2])
        if len(self._path) > DEEPEST:
            raise ValueError("too deep")
        self._text = []
        if self._path[-1] == "Placemark":
            self._values, self._geometry = {}, None
        if self._path[-1] in ("Data", "SimpleData"):
            self._key = attributes.get("name", "")

    def end(self, name: str) -> None:
        text, tag = "".join(self._text).strip(), self._path.pop()
        self._text = []
        if tag == "name" and self._path[-1:] == ["Placemark"]:
            self._values.setdefault("name", text)
        elif tag in ("value", "SimpleData") and self._key:
            self._values[self._key] = text
        elif tag == "coordinates":
            self._geometry = self._geometry or _kml_geometry(self._path, text)
        elif tag == "Placemark":
            self.features.append(Feature(len(self.features) + 1, self._values, self._geometry))

    def text(self, data: str) -> None:
        self._text.append(data)

    def refuse(self, *_: object) -> None:
        raise ValueError("entities are not allowed")


def _kml_geometry(path: Sequence[str], text: str) -> Mapping[str, Any]:
    positions = [tuple(map(float, one.split(",")[:2])) for one in text.split()]
    kind = next((one for one in reversed(path) if one in ("Point", "LineString", "Polygon")), "")
    coordinates: Any = {"Point": positions[0] if positions else (), "Polygon": [positions]}.get(
        kind, positions
    )
    return {"type": kind, "coordinates": coordinates}


def _table_geometry(values: Mapping[str, str]) -> Mapping[str, Any] | None:
    match = WKT.fullmatch(values.get("wkt") or values.get("geometry") or "")
    if match:
        kind = WKT_TYPES[match[1].upper()]
        positions = [one.split()[:2] for one in match[2].split(",")]
        coordinates: Any = {"Point": positions[0], "Polygon": [positions]}.get(kind, positions)
        return {"type": kind, "coordinates": coordinates}
    found = [next((values[name] for name in values if name in names), "") for names in COORDINATES]
    return {"type": "Point", "coordinates": _floats(found)} if all(found) else None


def _floats(texts: Sequence[str]) -> Sequence[Any]:
    try:
        return [float(text.replace(",", ".")) for text in texts]
    except ValueError:
        return [None, None]


def _limited(path: Path, features: Sequence[Feature]) -> Sequence[Feature]:
    if len(features) > MOST_FEATURES:
        raise _refused("plan_file_too_large", path)
    return features


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _refused(code: str, path: Path, problem: str = "") -> Refused:
    return Refused(Finding(code, {"name": path.name, "problem": problem}, Severity.REFUSAL))
