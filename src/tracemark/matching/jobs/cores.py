"""Lots of a list answered on all cores of this machine, by processes that share one copy of the register."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for_end
from pathlib import Path
from threading import Thread

from tracemark.matching.jobs.answering import Answered, Answerer, answerer
from tracemark.matching.jobs.lists import Lot

LOTS_FOR_ONE = 2
"""A list of so few lots is answered before other processes would have started."""


def on_cores(folder: Path, tasks: Iterable[tuple[int, Lot]], top: int) -> Iterator[Answered]:
    """The answers of all lots, as they are ready; only as many lots are held as are being worked on."""
    pending = iter(tasks)
    first = list(islice(pending, LOTS_FOR_ONE + 1))
    cores = os.cpu_count() or 1
    if len(first) <= LOTS_FOR_ONE or cores == 1:
        one = Answerer(folder)
        yield from (one.answer(number, lot, top) for number, lot in chain(first, pending))
        return
    pool = ProcessPoolExecutor(cores, get_context("spawn"), _end_with_parent)
    try:
        waiting: set[Future[Answered]] = set()
        for number, lot in chain(first, pending):
            waiting.add(pool.submit(_answer, folder, number, lot, top))
            if len(waiting) > 2 * cores:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in done)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _answer(folder: Path, number: int, lot: Lot, top: int) -> Answered:
    return answerer(folder).answer(number, lot, top)


def _end_with_parent() -> None:
    """A process whose parent was killed ends too; left to itself it would wait for ever."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for_end([parent.sentinel])
        os._exit(1)
