"""Loading and counting many States' reports: 193 States, 12 editions, 100 questions, on this machine.

    python benchmarks/observatory.py --states 193 --editions 12

The reports are made here and say nothing about any State. They are written as CSV, a line an answer, the slowest of
the ways in; loaded through the ordinary door; then every statistic, comparison and question is timed over all cycles.
"""

import argparse
import csv
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import django

FIRST_CYCLE = 2004


def main() -> None:
    """Make the files, load them, time the questions, print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=int, default=193)
    parser.add_argument("--editions", type=int, default=12)
    parser.add_argument("--questions", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["TRACEMARK_HOME"] = scratch
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracemark.config.settings")
        django.setup()
        run(Path(scratch), arguments.states, arguments.editions, arguments.questions)


def run(folder: Path, states: int, count: int, questions: int) -> None:
    """The whole measurement. Imports stand here because the data folder must be named first."""
    from django.core.management import call_command

    from tracemark.accounts.rules import console
    from tracemark.instruments.data import shipped_instruments
    from tracemark.observatory.data.constructed import STATES
    from tracemark.observatory.jobs.loading import load
    from tracemark.observatory.jobs.parquet import write_answers
    from tracemark.observatory.jobs.ways import Reading
    from tracemark.observatory.models import Answer
    from tracemark.observatory.queries import trends
    from tracemark.observatory.queries.asking import ask
    from tracemark.observatory.queries.facts import Scope
    from tracemark.observatory.queries.reports import get_profile
    from tracemark.observatory.queries.series import get_series
    from tracemark.observatory.rules.asking import Ask, By
    from tracemark.observatory.rules.definitions import STATISTICS
    from tracemark.observatory.rules.facts import World

    call_command("migrate", verbosity=0)
    base = shipped_instruments()["poa-iti/2020"]
    editions = {
        f"poa-iti/{year}": replace(base, edition=str(year))
        for year in range(FIRST_CYCLE, FIRST_CYCLE + 2 * count, 2)
    }
    files = [write_edition(folder, one, STATES[:states], questions) for one in editions.values()]
    size = sum(path.stat().st_size for path in files)
    reading = Reading(editions, lambda text: text, lambda *_: False)
    viewer, at = console(), datetime(2026, 11, 1, tzinfo=UTC)
    seconds = timed(lambda: load(files, reading, by=viewer, at=at))
    answers = Answer.objects.count()
    print(f"load {len(files)} files, {size / 1e6:.0f} MB, {answers:,} answers: {seconds:.1f} s")
    print(f"memory at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    scope = Scope(world=World.CONSTRUCTED)
    last = FIRST_CYCLE + 2 * (count - 1)
    each = {code: timed(lambda code=code: trends.get_trend(viewer, code, scope)) for code in STATISTICS}
    slowest = max(each, key=lambda code: each[code])
    mean = sum(each.values()) / len(each)
    print(f"one statistic over all cycles: mean {mean:.2f} s, slowest {slowest} {each[slowest]:.2f} s")
    everything: list[tuple[str, Callable[[], Any]]] = [
        ("all statistics over all cycles", lambda: trends.get_trends(viewer, last, scope)),
        ("two cycles compared", lambda: trends.compare_cycles(viewer, last - 2, last, scope)),
        ("needs against offers", lambda: trends.needs_and_offers(viewer, last, scope)),
        ("a statistic by subregion", lambda: trends.by_region(viewer, "help-needed", last, scope=scope)),
        ("a State's profile", lambda: get_profile(viewer, "C001", scope)),
        ("the series of 16.4.2", lambda: get_series(viewer, scope=scope)),
        ("a question by region", lambda: ask(viewer, Ask("mrk.state", by=By.REGION), scope)),
        ("the answer table as Parquet", lambda: write_answers(folder / "a.parquet", viewer, scope)),
    ]
    for name, act in everything:
        print(f"{name}: {timed(act):.2f} s")


def timed(act: Callable[[], Any]) -> float:
    """Seconds of one call."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def write_edition(folder: Path, edition: Any, states: tuple[str, ...], questions: int) -> Path:
    """One cycle's answers as a file: a line an answer; some are left blank."""
    path = folder / f"{edition.edition}.csv"
    year = int(edition.edition)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("state", "edition", "years", "key", "cell", "answer"))
        for state in states:
            random = Random(f"{state} {year}")
            head = (state, edition.name, f"{year - 2}-{year - 1}")
            for key, cell, text in answers_of(edition, random, questions):
                writer.writerow((*head, key, cell, text))
    return path


def answers_of(edition: Any, random: Random, most: int) -> Iterator[tuple[str, str, str]]:
    """An answer a question, as far as there are ``most``; tables give the total of both years."""
    for question in edition.questions[:most]:
        kind = question.kind.value
        if kind in ("yes_no", "developing"):
            yield question.key, "", random.choice(("yes", "no", "yes"))
        elif kind == "many":
            yield question.key, random.choice(question.options[:5]), "x"
        elif kind == "table" and "both" in question.columns:
            yield question.key, f"{question.rows[-1]}.both", str(random.randint(1, 9_999))
        elif kind == "table":
            yield question.key, f"{question.rows[0]}.{question.columns[0]}", "7"
        elif kind == "number":
            yield question.key, "", str(random.randint(1, 99))
        elif kind == "rows":
            yield question.key, f"1.{question.columns[0]}", "as the law says"
        elif kind == "text":
            yield question.key, "", "in accordance with national law"


if __name__ == "__main__":
    main()
