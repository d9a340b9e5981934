"""The map: every Member State a square of the same size, a link to its rows, with colour and sign."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracemark.observatory.rules.drawing.canvas import (
    INK,
    SOFT,
    Frame,
    add_link,
    add_rectangle,
    add_text,
    start_picture,
    wrap,
    written,
)
from tracemark.observatory.rules.drawing.looks import LOOKS, NO_DATA
from tracemark.observatory.rules.drawing.world import Tile, regions_of

PITCH, SIZE = 36, 34
SIGN_LEFT, SIGN_TOP = 5, 22
KEY_ROW, NOTE_ROW = 26, 17
LETTERS_A_UNIT = 0.155
"""About so many small letters stand on one unit of width; used to break notes into lines."""


@dataclass(frozen=True, slots=True)
class Place:
    """A State on the map: the code of its class, what a screen reader says of it, and where it leads."""

    css_class: str
    label: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One class in the key: the code of a look, and its words."""

    css_class: str
    label: str


def draw_map(
    tiles: Sequence[Tile],
    places: Mapping[str, Place],
    frame: Frame,
    *,
    headings: Mapping[str, tuple[str, str]],
    keys: Sequence[Key] = (),
    notes: Iterable[str] = (),
) -> str:
    """The map of ``tiles``. ``headings`` are words and address of each region; ``keys`` and ``notes`` stand below.

    The squares are never mirrored: west is left in every language. A State without a place is drawn as one
    without data, so that none disappears.
    """
    left, top = min(tile.column for tile in tiles), min(tile.row for tile in tiles) - 1
    width = (max(tile.column for tile in tiles) - left + 1) * PITCH
    below = (max(tile.row for tile in tiles) - top + 1) * PITCH + 8
    lines = [line for note in notes for line in wrap(note, int(width * LETTERS_A_UNIT))]
    height = below + KEY_ROW * len(keys) + NOTE_ROW * len(lines) + (8 if lines else 0)
    root = start_picture(width, height, frame, "world-map")
    for region in regions_of(tiles):
        mine = sorted(
            (tile for tile in tiles if tile.region == region), key=lambda tile: (tile.row, tile.column)
        )
        _region(root, mine, headings.get(region, ("", "")), places, (left, top))
    _keys(root, keys, below, width, frame)
    base = below + KEY_ROW * len(keys) + NOTE_ROW
    for at, line in enumerate(lines):
        place = width if frame.right_to_left else 0
        soft = {"font-size": "12", "fill": SOFT}
        add_text(root, place, base + at * NOTE_ROW, line, "chart-note", attributes=soft)
    return written(root)


def _region(
    root: ET.Element,
    tiles: Sequence[Tile],
    heading: tuple[str, str],
    places: Mapping[str, Place],
    corner: tuple[int, int],
) -> None:
    """A region's squares under its name, which stands over the first of them."""
    text, address = heading
    shared = {"font-size": "13", "text-anchor": "middle", "direction": "ltr", "class": "map-region"}
    group = ET.SubElement(root, "g", shared | ({"role": "group", "aria-label": text} if text else {}))
    if text:
        x, y = _corner(tiles[0], corner)
        holder = add_link(group, address, text) if address else group
        bold = {"font-weight": "600", "font-size": "14"}
        add_text(holder, x, y - 9, text, "chart-heading", attributes=bold)
    for tile in tiles:
        _square(group, tile, places.get(tile.state, Place(NO_DATA, tile.code)), corner)


def _square(parent: ET.Element, tile: Tile, place: Place, corner: tuple[int, int]) -> None:
    x, y = _corner(tile, corner)
    mark = add_link(parent, place.address, place.label)
    mark.set("class", "map-state")
    look = LOOKS[place.css_class]
    _look(mark, x, y, place.css_class)
    place_of_code = {"x": f"{x + SIZE / 2:g}", "y": f"{y + 16}", "fill": look.ink, "translate": "no"}
    code = ET.SubElement(mark, "text", place_of_code)
    code.text = tile.code


def _look(parent: ET.Element, x: float, y: float, css_class: str, size: float = SIZE) -> None:
    """A square in its colour with its sign, whole or as a small one of the key."""
    look = LOOKS[css_class]
    edge = {"fill": look.fill, "stroke": INK, "rx": "2"}
    if look.is_dashed:
        edge["stroke-dasharray"] = "3 2"
    is_small = size < SIZE
    box = (x + 0.5, y + 0.5, SIZE - 1, (size if is_small else SIZE) - 1)
    add_rectangle(parent, box, f"map-square map-{css_class}", edge)
    down = (size - 8) / 2 if is_small else SIGN_TOP
    where = f"translate({x + SIGN_LEFT:g} {y + down:g})"
    ET.SubElement(
        parent,
        "path",
        {
            "d": look.sign,
            "fill": look.ink,
            "transform": where,
        },
    )


def _keys(root: ET.Element, keys: Sequence[Key], top: float, width: float, frame: Frame) -> None:
    for at, key in enumerate(keys):
        y = top + at * KEY_ROW
        x = width - SIZE if frame.right_to_left else 0
        _look(root, x, y, key.css_class, size=18)
        words = width - SIZE - 10 if frame.right_to_left else SIZE + 10
        add_text(root, words, y + 14, key.label, "chart-label")


def _corner(tile: Tile, corner: tuple[int, int]) -> tuple[int, int]:
    return (tile.column - corner[0]) * PITCH, (tile.row - corner[1]) * PITCH
