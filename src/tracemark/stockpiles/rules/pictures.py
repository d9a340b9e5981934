"""A plan or picture of a site behind its drawing: read within bounds, tied to the ground by two points.

Only what the drawing needs is read: kind and size from the first bytes of a PNG or JPEG. Two points of the picture
whose places are known give its scale and turn; the picture is not bent.
"""

import math
from dataclasses import dataclass

from tracemark.findings import Finding, Refused, Severity
from tracemark.stockpiles.rules.geodesy import Flat, degrees_around, flat_point

LARGEST_BYTES = 5_000_000
LARGEST_PX = 8_000
FEWEST_APART_PX = 20
FEWEST_APART_M = 5.0

PNG = b"\x89PNG\r\n\x1a\n"
SIZED = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
"""JPEG segments that state the size."""


@dataclass(frozen=True, slots=True)
class Size:
    """What kind of picture it is, and how large."""

    content_type: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A point of the picture (pixels from its upper left corner) and its place in degrees."""

    x: float
    y: float
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Placing:
    """How a picture lies on the ground: a similarity around the first tie."""

    width_px: int
    height_px: int
    first: Tie
    metres_a_px: float
    turn_rad: float

    @property
    def middle(self) -> tuple[float, float]:
        """(longitude, latitude) of the middle of the picture."""
        return self.degrees_at((self.width_px / 2, self.height_px / 2))

    def degrees_at(self, pixel: Flat) -> tuple[float, float]:
        """(longitude, latitude) of a point of the picture."""
        right, down = (
            (pixel[0] - self.first.x) * self.metres_a_px,
            (pixel[1] - self.first.y) * self.metres_a_px,
        )
        cosine, sine = math.cos(self.turn_rad), math.sin(self.turn_rad)
        east, north = right * cosine + down * sine, right * sine - down * cosine
        return degrees_around((self.first.longitude, self.first.latitude), (east, north))


def read_size(content: bytes) -> Size:
    """Kind and size of a picture. Raises Refused: too large, or neither PNG nor JPEG."""
    if len(content) > LARGEST_BYTES:
        raise _refused("picture_too_large")
    if content.startswith(PNG) and content[12:16] == b"IHDR":
        size = Size("image/png", int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big"))
    elif content.startswith(b"\xff\xd8\xff"):
        size = _jpeg_size(content)
    else:
        raise _refused("picture_not_read")
    if not 0 < size.width_px <= LARGEST_PX or not 0 < size.height_px <= LARGEST_PX:
        raise _refused("picture_too_large")
    return size


def place_picture(size: Size, one: Tie, other: Tie) -> Placing:
    """The placing that two ties give. Raises Refused when they lie outside or too near each other."""
    for tie in (one, other):
        if not (0 <= tie.x <= size.width_px and 0 <= tie.y <= size.height_px):
            raise _refused("picture_tie_outside")
        if abs(tie.longitude) > 180 or abs(tie.latitude) > 89:
            raise _refused("picture_tie_outside")
    right, down = other.x - one.x, other.y - one.y
    pixels = math.hypot(right, down)
    east, north = flat_point(other.longitude, other.latitude, (one.longitude, one.latitude))
    metres = math.hypot(east, north)
    if pixels < FEWEST_APART_PX or metres < FEWEST_APART_M:
        raise _refused("picture_ties_too_near")
    turn = math.atan2(north, east) - math.atan2(-down, right)
    return Placing(size.width_px, size.height_px, one, metres / pixels, turn)


def _jpeg_size(content: bytes) -> Size:
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker in SIZED:
            high = int.from_bytes(content[place + 5 : place + 7], "big")
            return Size("image/jpeg", int.from_bytes(content[place + 7 : place + 9], "big"), high)
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    raise _refused("picture_not_read")


def _refused(code: str) -> Refused:
    params = {"mb": LARGEST_BYTES // 1_000_000, "px": LARGEST_PX}
    return Refused(Finding(code, params, Severity.REFUSAL))
