"""Work spread over all cores of this machine, by processes that share one copy of the register."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for_end
from pathlib import Path
from threading import Thread
from typing import TypeVar

from tracemark.matching.jobs.answering import Answered, answerer
from tracemark.matching.jobs.lists import Lot

FEW = 2
"""So few tasks are done before other processes would have started."""

Task = TypeVar("Task")
Done = TypeVar("Done")


def on_cores(folder: Path, tasks: Iterable[tuple[int, Lot]], top: int) -> Iterator[Answered]:
    """The answers of all lots, as they are ready."""
    try:
        yield from spread(partial(_answer, folder, top), tasks)
    finally:
        answerer.cache_clear()


def spread(work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
    """What ``work`` makes of each task, as it is ready; only as many tasks are held as are being worked on.

    ``work`` and what goes in and out can be sent to other processes.
    """
    pending = iter(tasks)
    first = list(islice(pending, FEW + 1))
    cores = os.cpu_count() or 1
    if len(first) <= FEW or cores == 1:
        yield from map(work, chain(first, pending))
        return
    pool = ProcessPoolExecutor(cores, get_context("spawn"), _end_with_parent)
    try:
        waiting: set[Future[Done]] = set()
        for task in chain(first, pending):
            waiting.add(pool.submit(work, task))
            if len(waiting) > 2 * cores:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in done)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _answer(folder: Path, top: int, task: tuple[int, Lot]) -> Answered:
    number, lot = task
    return answerer(folder).answer(number, lot, top)


def _end_with_parent() -> None:
    """A process whose parent was killed ends too; left to itself it would wait for ever."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for_end([parent.sentinel])
        os._exit(1)
