"""What a long job keeps in a folder beside its result, so that it can be stopped and go on."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracemark.findings import Finding, Refused, Severity
from tracemark.matching.jobs.lists import iter_lots
from tracemark.matching.jobs.shelves import IdsWriter, write_shelf
from tracemark.matching.rules.columns import ColumnsBuilder
from tracemark.matching.rules.lists import ListReader
from tracemark.matching.rules.shelf import build_shelf
from tracemark.reference.data import load_tables

ROWS_LOADED_AT_ONCE = 50_000

Progress = Callable[[str, int, int], None]
Aside = tuple[int, str]
"""The number of a row that was kept aside, and the text that is no year."""


def open_folder(folder: Path, job: dict[str, Any]) -> None:
    """The folder of a job: as a run of the same job left it, or new. What is there of another job goes; what is no
    job's stays, and is in the way: Refused."""
    about = folder / "job.json"
    wanted = json.dumps(job)
    if folder.exists() and not about.exists() and any(folder.iterdir()):
        raise Refused(Finding("match_folder_in_the_way", {"folder": folder.name}, Severity.REFUSAL))
    if about.exists() and about.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder)
    folder.mkdir(exist_ok=True)
    write_whole(about, wanted)


def load_register(
    path: Path,
    folder: Path,
    rows: int,
    progress: Progress,
) -> None:
    """Read the register, make its shelf, and keep both in the folder."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    builder, ids, count = ColumnsBuilder(ListReader(load_tables())), IdsWriter(folder), 0
    aside: list[Aside] = []
    for lot in iter_lots(path, ROWS_LOADED_AT_ONCE):
        bad = builder.add(lot.columns) if lot.numbers else []
        aside += [(lot.numbers[at], lot.columns["year"][at]) for at in bad]
        left_out = set(bad)
        ids.add(name for at, name in enumerate(lot.ids()) if at not in left_out)
        count += len(lot.numbers) - len(bad)
        progress("loading", count, rows)
    ids.close()
    progress("indexing", 0, count)
    shelf = build_shelf(builder.columns())
    (folder / "told.json").write_text(json.dumps({"records": count, "aside": aside}), encoding="utf-8")
    write_shelf(shelf, folder)
    progress("indexing", count, count)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    beside = path.with_suffix(f"{path.suffix}.{os.getpid()}")
    with beside.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
