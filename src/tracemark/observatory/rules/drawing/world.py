"""The world as equal squares: a small State is as visible as a large one, and nothing is said of borders."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tile:
    """A State's square: ``state`` names it in our data and ``code`` (ISO alpha-3) on the map; its region and
    subregion (M49 numbers); and where it stands from the left and the top."""

    state: str
    code: str
    region: str
    subregion: str
    column: int
    row: int


def tiles_of(tiles: Iterable[Tile], region: str) -> tuple[Tile, ...]:
    """The squares of a region or subregion, or of the world for an empty ``region``."""
    return tuple(tile for tile in tiles if region in {"", tile.region, tile.subregion})


def regions_of(tiles: Iterable[Tile]) -> tuple[str, ...]:
    """The regions that have a square, by the square that is read first."""
    ordered = sorted(tiles, key=lambda tile: (tile.column, tile.row))
    return tuple(dict.fromkeys(tile.region for tile in ordered))
