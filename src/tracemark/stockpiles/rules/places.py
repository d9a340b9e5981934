"""Places as people write them down: a latitude and a longitude a line, in degrees."""

import re
from collections.abc import Iterable

from tracemark.findings import Finding, Param, Refused, Severity

NUMBER = r"([+-]?\d+(?:[.,]\d+)?)\s*°?\s*"
PLACE = re.compile(rf"{NUMBER}([NS]?)\s*[,;\s]\s*{NUMBER}([EW]?)", re.IGNORECASE)
MOST = 500

Position = tuple[float, float]
"""(longitude, latitude), as GeoJSON has it."""


def read_places(text: str) -> tuple[Position, ...]:
    """The places of a text, one a line: ``5.0012, -30.0104`` or ``5.0012 N 30.0104 W``.

    Raises Refused naming the line that does not read: ``place_line_wrong``, ``place_outside``, ``too_many_places``.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line]
    if len(lines) > MOST:
        raise Refused(Finding("too_many_places", {"most": MOST}, Severity.REFUSAL))
    return tuple(_place(number, line) for number, line in lines)


def write_places(points: Iterable[Position]) -> str:
    """Places as ``read_places`` reads them; seven decimals are a centimetre."""
    return "\n".join(f"{latitude:.7f}, {longitude:.7f}" for longitude, latitude in points)


def _place(number: int, line: str) -> Position:
    match = PLACE.fullmatch(line)
    if match is None:
        raise _refused("place_line_wrong", number, line)
    latitude, longitude = (float(match[one].replace(",", ".")) for one in (1, 3))
    latitude *= -1 if match[2].upper() == "S" else 1
    longitude *= -1 if match[4].upper() == "W" else 1
    if abs(latitude) > 89 or abs(longitude) > 180:
        raise _refused("place_outside", number, line)
    return (longitude, latitude)


def _refused(code: str, number: int, line: str) -> Refused:
    params: dict[str, Param] = {"row": number, "value": line[:60]}
    return Refused(Finding(code, params, Severity.REFUSAL))
