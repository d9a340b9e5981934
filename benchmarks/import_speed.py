"""How fast a list becomes a register: the full path (reading, interpreting, events, chain, marks, keys, copies).

Run: ``python benchmarks/import_speed.py [--rows 1000000] [--postgresql URL] [--peer-rows 20000]``

Prints weapons a second and the peak of memory for SQLite, and for PostgreSQL when an address is given (of a database
that is emptied); beside them django-import-export writing the same rows into one plain table without events, chain,
marks or keys, in its bulk mode and as it comes with validation. Each runs in a process of its own. On a shared machine
the processor seconds, of our process and of the server's, say more than those of the clock; the load is that of the
machine when each began.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from lists_of_any_size import write_inventory

HERE = Path(__file__).resolve().parent
CHILD = HERE / "import_speed_child.py"


def run(what: str, path: Path, rows: int, url: str = "") -> dict[str, float]:
    """One measurement in a fresh process and a fresh node."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "TRACEMARK_HOME": home, "PYTHONPATH": str(HERE.parent / "src")}
        environment["DJANGO_SETTINGS_MODULE"] = "tracemark.config.settings"
        environment.pop("TRACEMARK_DATABASE_URL", None)
        if url:
            environment["TRACEMARK_DATABASE_URL"] = url
        done = subprocess.run(
            [sys.executable, str(CHILD), what, str(path)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    return {"rows": rows, **json.loads(done.stdout.splitlines()[-1])}


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--peer-rows", type=int, default=20_000)
    parser.add_argument(
        "--postgresql", default="", help="postgresql://… of a database that may be filled and emptied"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, short = Path(folder) / "inventory.csv", Path(folder) / "short.csv"
        write_inventory(path, arguments.rows)
        write_inventory(short, arguments.peer_rows)
        print(
            "| what | database | rows | seconds | weapons/s | processor s | server s | weapons a processor second |"
            " peak MB | load |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|")
        databases = [("SQLite", "")] + (
            [("PostgreSQL", arguments.postgresql)] if arguments.postgresql else []
        )
        for name, url in databases:
            show("Tracemark, full path", name, run("tracemark", path, arguments.rows, url))
            for what, mode in (("in bulk", "peer_in_bulk"), ("as usual, with validation", "peer_as_usual")):
                result = run(mode, short, arguments.peer_rows, url)
                show(f"django-import-export, one plain table, {what}", name, result)


def show(what: str, database: str, result: dict[str, float]) -> None:
    """One line of the table."""
    rows, seconds = result["rows"], result["seconds"]
    processor = result["processor_s"] + result["server_s"]
    print(
        f"| {what} | {database} | {rows:,.0f} | {seconds:,.1f} | {rows / seconds:,.0f} |"
        f" {result['processor_s']:,.1f} | {result['server_s']:,.1f} | {rows / processor:,.0f} |"
        f" {result['memory_mb']:,.0f} | {result['load']:.1f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
