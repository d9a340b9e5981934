"""The search over the register's own table, timed: an invented world of weapons in SQLite or PostgreSQL.

    PYTHONPATH=src:. python benchmarks/matching/table.py --size 1m [--queries 2000] [--postgres ADDRESS] [--keep FOLDER]

Weapons and keys are put straight into their tables, without events and marks, and weapons without the indexes that a
search does not use. Prints a Markdown row: build, filters, and milliseconds of the core search, with reasons, and of a
question through the web API.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from uuid import UUID

SIZES = {"10k": 10_000, "100k": 100_000, "300k": 300_000, "1m": 1_000_000, "10m": 10_000_000}
PART = 20_000
UNIT = UUID(int=1)


def main() -> None:
    """Fill the tables if they are empty, ask, and print."""
    arguments = parse(sys.argv[1:])
    folder = arguments.keep or tempfile.mkdtemp(prefix="tracemark-table-")
    os.environ["TRACEMARK_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracemark.config.settings"
    if arguments.postgres:
        os.environ["TRACEMARK_DATABASE_URL"] = arguments.postgres
    django = __import__("django")
    django.setup()
    timed = __import__("benchmarks.matching.table_child", fromlist=["run"])
    timed.run(SIZES[arguments.size], arguments.queries, arguments.world)


def parse(words: list[str]) -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="1m")
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--world", type=int, default=0)
    parser.add_argument("--postgres", default="")
    parser.add_argument("--keep", type=Path)
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
