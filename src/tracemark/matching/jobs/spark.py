"""Lots of a list answered by a Spark cluster: the kernels of one machine, and its answers to the last digit.

The register is kept in a folder that every worker reaches by the same path; workers map it to memory and read what they
need. Lots are answered one by one wherever there is room. Where the register is more than a worker holds, it is divided
into parts by the hash of its keys: each part tells what it found of a lot, and who has what all parts found makes the
answer (`rules.kernels.gathering`).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from tracemark.findings import Finding, Refused, Severity
from tracemark.matching.jobs.answering import Answered, answerer
from tracemark.matching.jobs.files import Engine
from tracemark.matching.jobs.lists import Lot
from tracemark.matching.rules.parts import Teller, Told, merge

try:
    from pyspark.sql import SparkSession
except ImportError:
    SparkSession = None

LOTS_AT_ONCE = 2_000
"""So many lots are given to the cluster at a time; what is answered is kept before the next are given."""


def on_spark(parts: int, session: Any = None) -> Engine:
    """An engine with the register in ``parts``. ``session``: where one is there already; else one is made, or found by
    what started the program (``spark-submit``, or the settings of Spark on this machine)."""

    def answer(folder: Path, tasks: Iterable[tuple[int, Lot]], top: int) -> Iterator[Answered]:
        context = (session or _session()).sparkContext
        pending = iter(tasks)
        while some := list(islice(pending, LOTS_AT_ONCE)):
            answered = (
                _by_parts(context, some, folder, top, parts)
                if parts > 1
                else _whole(context, some, folder, top)
            )
            yield from answered.toLocalIterator()

    return answer


def _session() -> Any:
    if SparkSession is None:
        raise Refused(Finding("spark_not_installed", {}, Severity.REFUSAL))
    return SparkSession.builder.appName("tracemark match").getOrCreate()


def _whole(context: Any, lots: list[tuple[int, Lot]], folder: Path, top: int) -> Any:
    """Each lot answered with the whole register."""
    return context.parallelize(lots, len(lots)).map(
        lambda task: answerer(folder).answer(task[0], task[1], top)
    )


def _by_parts(context: Any, lots: list[tuple[int, Lot]], folder: Path, top: int, parts: int) -> Any:
    """Each lot told of by every part, then answered where all that was told comes together.

    Tasks stand part by part, so that a worker does with one part what it can before it turns to another.
    """
    tasks = [(part, task) for part in range(parts) for task in lots]
    told = context.parallelize(tasks, len(tasks)).map(lambda each: _tell(folder, parts, *each))
    return told.groupByKey(len(lots)).map(lambda each: _merge(folder, top, *each))


def _tell(folder: Path, parts: int, part: int, task: tuple[int, Lot]) -> tuple[int, tuple[int, Lot, Told]]:
    """What a part has of a lot, by number of the lot."""
    number, lot = task
    entries, _ = answerer(folder).read(lot)
    return number, (part, lot, _teller(folder, part, parts).tell([reading for _, reading in entries]))


def _merge(folder: Path, top: int, number: int, told: Iterable[tuple[int, Lot, Told]]) -> Answered:
    """The answer of a lot."""
    by_part = sorted(told, key=lambda each: each[0])
    one = answerer(folder)
    entries, aside = one.read(by_part[0][1])
    readings = [reading for _, reading in entries]
    results = merge(one.matcher, readings, [each for _, _, each in by_part], top)
    return one.written(number, entries, results, aside)


@lru_cache(maxsize=1)
def _teller(folder: Path, part: int, parts: int) -> Teller:
    """The one of this process."""
    return Teller(answerer(folder).matcher, part, parts)
