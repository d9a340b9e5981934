"""The world as equal squares: a small State is as visible as a large one, and nothing is said of borders."""

from collections.abc import Iterable
from dataclasses import dataclass

REGIONS = ("2", "19", "142", "150", "9")
"""M49 numbers of Africa, the Americas, Asia, Europe and Oceania, in the order of our lists."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A State's square: its codes, region and subregion (M49 numbers), and where it stands from the left and the top."""

    alpha2: str
    alpha3: str
    region: str
    subregion: str
    column: int
    row: int


def tiles_of(tiles: Iterable[Tile], region: str) -> tuple[Tile, ...]:
    """The squares of a region or subregion, or of the world for an empty ``region``."""
    return tuple(tile for tile in tiles if region in {"", tile.region, tile.subregion})


def states_by_region(tiles: Iterable[Tile]) -> dict[str, tuple[str, ...]]:
    """The States (alpha-2) of each region, in the order of `REGIONS`."""
    found: dict[str, list[str]] = {region: [] for region in REGIONS}
    for tile in tiles:
        found[tile.region].append(tile.alpha2)
    return {region: tuple(sorted(states)) for region, states in found.items()}
