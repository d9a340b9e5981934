"""The map of squares as it is shipped: where each Member State stands, and each State of the constructed world."""

import csv
from functools import cache
from pathlib import Path

from tracemark.observatory.rules.drawing.world import Tile
from tracemark.observatory.rules.facts import World

FOLDER = Path(__file__).parent
FILES = {World.REAL: "world.csv", World.CONSTRUCTED: "constructed.csv"}


@cache
def load_world(world: World = World.REAL) -> tuple[Tile, ...]:
    """The square of every State of a world, in order of codes. Standard library only."""
    lines = (FOLDER / FILES[world]).read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    tiles = [
        Tile(
            state=row["alpha2"],
            code=row["alpha3"] or row["alpha2"],
            region=row["region"],
            subregion=row["subregion"],
            column=int(row["column"]),
            row=int(row["row"]),
        )
        for row in rows
    ]
    return tuple(sorted(tiles, key=lambda tile: tile.state))
