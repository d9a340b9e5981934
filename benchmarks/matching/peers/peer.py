"""What a peer of the benchmark does: build once, then retrieve rows for readings. Ranking is `score`'s."""

import gc
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading

MOST = 5000
"""Rows a peer may retrieve for one reading."""

Built = tuple[float, float]
"""Seconds it took to build, and megabytes that the peer's own index and data take."""


class Peer(Protocol):
    """An engine that retrieves rows for readings."""

    name: str
    slow: bool
    """It answers only the first readings: a scan, or an index that now and then takes a second."""

    def build(self, register: Columns) -> Built:
        """Index a register."""

    def candidates(self, reading: Reading) -> Sequence[int]:
        """Rows that may be meant, at most `MOST`, in any order."""


def texts(register: Columns) -> list[str]:
    """The numbers as text, as most peers want them."""
    return [serial.decode() for serial in register.serials.tolist()]


def timed(work: Callable[[], None]) -> Built:
    """Seconds, and megabytes by which the process grew: for peers that cannot say what they hold."""
    gc.collect()
    before, started = _resident(), time.perf_counter()
    work()
    spent = time.perf_counter() - started
    gc.collect()
    return spent, max(_resident() - before, 0.0)


def _resident() -> float:
    """Megabytes of memory that the process holds now (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
