"""Shelves kept in a folder, for many processes and machines: the arrays of `rules.shelf.Shelf` as they are.

Where memory is enough a process reads them into its own, in large pages, where a search is some times quicker; else
its memory is mapped to the files, and all processes share one copy.
"""

import json
import os
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


def open_shelf(folder: Path, is_mapped: bool | None = None) -> Shelf:
    """The shelf of a folder, read or mapped; None: read where so many processes as there are cores have room for it."""
    mapped = not _has_room(folder) if is_mapped is None else is_mapped
    about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    values = {
        name: Values(
            tuple(each["texts"]), _array(folder / f"shares-{name}.npy"), each["least"], each["groups"]
        )
        for name, each in about["values"].items()
    }
    counted = {name: _array(folder / f"counted-{name}.npy") for name in COUNTED}
    return Shelf(
        **{name: _array(folder / f"{name}.npy", mapped) for name in PLAIN},
        bits=about["bits"],
        filters=Filters(**{name: _array(folder / f"filter-{name}.npy", mapped) for name in FILTERS}),
        values=values,
        statistics=Statistics(about["size"], values, **counted),
    )


def open_places(folder: Path) -> NDArray[np.uint32]:
    """Where each row of the list stands in the shelf."""
    return _array(folder / "places.npy")


def write_weapons(weapons: NDArray[np.uint32], folder: Path) -> None:
    """Keep which weapon each row of the list is of, where one may have several."""
    np.save(folder / WEAPONS, weapons)


def open_weapons(folder: Path) -> NDArray[np.uint32] | None:
    """Which weapon each row of the list is of; None where each is of its own."""
    return _array(folder / WEAPONS) if (folder / WEAPONS).exists() else None


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
        self._ends, path = _array(folder / "ids.npy"), folder / "ids.bin"
        self._bytes = _bytes(path)

    def __getitem__(self, row: int) -> str:
        return self._bytes[int(self._ends[row]) : int(self._ends[row + 1])].tobytes().decode()


def _bytes(path: Path) -> NDArray[np.uint8]:
    if not path.stat().st_size:
        return np.zeros(0, np.uint8)
    return np.memmap(path, np.uint8, "r").view(np.ndarray)


def _array(path: Path, is_mapped: bool = True) -> NDArray[Any]:
    """An array of a file. Mapped so that what is written would stay here, which is why the compiler takes it for an
    array like any other."""
    is_mapped = is_mapped and path.stat().st_size > SMALL
    found: NDArray[Any] = np.load(path, mmap_mode="c" if is_mapped else None).view(np.ndarray)
    return found


def _has_room(folder: Path) -> bool:
    """Whether a copy for each core takes less than half of the memory there is."""
    if not hasattr(os, "sysconf"):
        return False
    needed = sum((folder / f"{name}.npy").stat().st_size for name in PLAIN)
    held = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return needed * (os.cpu_count() or 1) < held // 2
