"""A question through the web API, timed from outside: a server process over a folder that `table` has filled.

    PYTHONPATH=src:. python benchmarks/matching/web.py --size 1m --keep FOLDER [--queries 1000] [--postgres ADDRESS]

The server is the one that `tracemark serve` runs; the client asks over loopback, one question after another, on a
connection that stays open. Each answer has its reasons, what would settle it, and a line in the access log. Prints a
Markdown row of milliseconds.
"""

import argparse
import http.client
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from benchmarks.matching.noise import Noise
from benchmarks.matching.table import SIZES
from benchmarks.matching.world import World

from tracemark.matching.rules.weighing import Reading

WARM = 100
NO_LIMIT = 10**9


def main() -> None:
    """Ask the server of another process."""
    arguments = parse(sys.argv[1:])
    os.environ["TRACEMARK_HOME"] = str(arguments.keep)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracemark.config.settings"
    if arguments.postgres:
        os.environ["TRACEMARK_DATABASE_URL"] = arguments.postgres
    if arguments.serve:
        serve()
        return
    register, drawn = World(arguments.world).register(SIZES[arguments.size], Noise())
    questions = list(World(arguments.world).queries(drawn, Noise(), arguments.queries + WARM, 7))
    del register
    child = subprocess.Popen([sys.executable, *sys.argv, "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        port, token = child.stdout.readline().split()
        times = ask(int(port), token, [each.reading for each in questions])
    finally:
        child.kill()
    p50, p90, p95, p99 = np.percentile(times[WARM:], (50, 90, 95, 99))
    print(f"| web API | {arguments.size} | {p50:.2f} | {p90:.2f} | {p95:.2f} | {p99:.2f} |")


def ask(port: int, token: str, readings: list[Reading]) -> list[float]:
    """Milliseconds of each question."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for reading in readings:
        given = {"text": reading.serial, "make": reading.make, "model": reading.model}
        given |= {"calibre": reading.calibre, "country": reading.country, "year": str(reading.year or "")}
        query = urlencode({name: value for name, value in given.items() if value})
        begun = time.perf_counter()
        line.request("GET", f"/api/v1/matching/find?{query}", headers={"Authorization": f"Bearer {token}"})
        answer = line.getresponse()
        text = answer.read()
        times.append((time.perf_counter() - begun) * 1000)
        assert answer.status == 200, text
    return times


def serve() -> None:
    """The server, with an officer who may search everywhere."""
    django = __import__("django")
    django.setup()
    child = __import__("benchmarks.matching.web_child", fromlist=["serve"])
    child.serve(NO_LIMIT)


def parse(words: list[str]) -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="1m")
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--world", type=int, default=0)
    parser.add_argument("--postgres", default="")
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--serve", action="store_true", help="be the server (used by the program itself)")
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
