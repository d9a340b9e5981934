"""Shelves kept in a folder: memory is mapped to the files, so that many processes and machines share one copy of them.

What stands in the files is the arrays of `rules.shelf.Shelf` as they are; nothing is computed when a shelf is opened.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.evidence import Values
from tracemark.matching.rules.shelf import Filters, Shelf
from tracemark.matching.rules.statistics import Statistics

PLAIN = ("codes", "lengths", "facts", "order", "keys", "offsets")
FILTERS = ("every", "by_make", "masks", "affixes", "salts")
COUNTED = ("year_shares", "kinds", "kind_shares", "codes", "lengths", "makes")
ABOUT = "shelf.json"
WEAPONS = "weapons.npy"
SMALL = 4096
"""Bytes of a file that is read rather than mapped; an empty array cannot be mapped."""


def write_shelf(shelf: Shelf, folder: Path) -> None:
    """Write a shelf into a folder that is there; its description last, so that a shelf without one is not whole."""
    for name in PLAIN:
        np.save(folder / f"{name}.npy", getattr(shelf, name))
    for name in FILTERS:
        np.save(folder / f"filter-{name}.npy", getattr(shelf.filters, name))
    for name in COUNTED:
        np.save(folder / f"counted-{name}.npy", getattr(shelf.statistics, name))
    places = np.empty(shelf.size, np.uint32)
    places[shelf.order] = np.arange(shelf.size, dtype=np.uint32)
    np.save(folder / "places.npy", places)
    for name, values in shelf.values.items():
        np.save(folder / f"shares-{name}.npy", values.shares)
    about = {
        "bits": shelf.bits,
        "size": shelf.statistics.size,
        "values": {
            name: {"texts": list(values.texts), "least": values.least, "groups": list(values.groups)}
            for name, values in shelf.values.items()
        },
    }
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def open_shelf(folder: Path) -> Shelf:
    """The shelf of a folder, its arrays mapped to memory."""
    about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    values = {
        name: Values(
            tuple(each["texts"]), _mapped(folder / f"shares-{name}.npy"), each["least"], each["groups"]
        )
        for name, each in about["values"].items()
    }
    counted = {name: _mapped(folder / f"counted-{name}.npy") for name in COUNTED}
    return Shelf(
        **{name: _mapped(folder / f"{name}.npy") for name in PLAIN},
        bits=about["bits"],
        filters=Filters(**{name: _mapped(folder / f"filter-{name}.npy") for name in FILTERS}),
        values=values,
        statistics=Statistics(about["size"], values, **counted),
    )


def open_places(folder: Path) -> NDArray[np.uint32]:
    """Where each row of the list stands in the shelf."""
    return _mapped(folder / "places.npy")


def write_weapons(weapons: NDArray[np.uint32], folder: Path) -> None:
    """Keep which weapon each row of the list is of, where one may have several."""
    np.save(folder / WEAPONS, weapons)


def open_weapons(folder: Path) -> NDArray[np.uint32] | None:
    """Which weapon each row of the list is of; None where each is of its own."""
    return _mapped(folder / WEAPONS) if (folder / WEAPONS).exists() else None


class IdsWriter:
    """Takes what rows are called, and keeps it as bytes: an id and five bytes each."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lengths = folder, [np.zeros(1, np.int64)]
        self._file = (folder / "ids.bin").open("wb")

    def add(self, ids: Iterable[str]) -> None:
        """Take a lot."""
        encoded = [each.encode() for each in ids]
        self._file.write(b"".join(encoded))
        self._lengths.append(np.fromiter(map(len, encoded), np.int64, len(encoded)))

    def close(self) -> None:
        """Nothing more will come."""
        self._file.close()
        np.save(self._folder / "ids.npy", np.cumsum(np.concatenate(self._lengths)))


class Ids:
    """What the rows of a list are called, read where they stand."""

    def __init__(self, folder: Path) -> None:
        self._ends, path = _mapped(folder / "ids.npy"), folder / "ids.bin"
        self._bytes = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.zeros(0, np.uint8)

    def __getitem__(self, row: int) -> str:
        return self._bytes[int(self._ends[row]) : int(self._ends[row + 1])].tobytes().decode()


def _mapped(path: Path) -> NDArray[Any]:
    """An array of a file. Mapped so that what is written would stay here, which is why the compiler takes it for an
    array like any other."""
    is_small = path.stat().st_size <= SMALL
    found: NDArray[Any] = np.load(path, mmap_mode=None if is_small else "c").view(np.ndarray)
    return found
