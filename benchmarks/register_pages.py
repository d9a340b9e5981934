"""How fast the pages of a large register are, in the server.

Run: ``python benchmarks/register_pages.py [--weapons 1000000] [--home FOLDER] [--postgresql URL]``

Fills a node with lists of every kind (or uses the one that stands in FOLDER), then asks for each page as an officer of
a large unit, an officer of a small one, and an analyst of the whole node: ``--times`` times each with other weapons,
numbers and positions. Prints milliseconds (p50, p95, p99), those of the processor (p95; the machine may be shared) and
the number of queries, which must not grow. ``--postgresql`` names a database of its own for this node;
it is emptied when FOLDER holds no node yet.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from nodes import BenchNode, make_node

CHILD = Path(__file__).resolve().with_name("register_pages_child.py")
FILLED = "filled.json"
TARGET_MS = 100
MAY_BE_SPARED = 3
"""Queries that a page does not make when it has nothing to ask for: no alerts, no marks to look up."""


def child(node: BenchNode, *words: str) -> str:
    """What a process with the node's settings prints; Raises RuntimeError when it fails."""
    done = subprocess.run(
        [sys.executable, str(CHILD), *words],
        env=node.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: exit code {done.returncode}")
    return done.stdout


def filled_node(home: Path, url: str, weapons: int) -> BenchNode:
    """The node in ``home``, filled when it is new."""
    if (home / FILLED).exists():
        return BenchNode(home, url)
    node = make_node(home, url)
    (home / FILLED).write_text(child(node, "fill", str(weapons)), encoding="utf-8")
    return node


def show(lines: list[dict[str, Any]], database: str) -> bool:
    """Print the table in Markdown; whether every page meets the target with a bounded number of queries."""
    print(f"\n{database}\n")
    print("| viewer | page | queries | p50 ms | p95 ms | p99 ms | processor p95 ms |")
    print("|---|---|---|---|---|---|---|")
    is_good = True
    for line in lines:
        fewest, most = min(line["queries"]), max(line["queries"])
        remarks = [
            *([" **slow**"] if line["p95"] > TARGET_MS else []),
            *([" **varies**"] if most - fewest > MAY_BE_SPARED else []),
        ]
        is_good &= not remarks
        queries = str(most) if most == fewest else f"{fewest}–{most}"
        print(
            f"| {line['viewer']} | {line['page']}{''.join(remarks)} | {queries} | {line['p50']:.0f} |"
            f" {line['p95']:.0f} | {line['p99']:.0f} | {line['cpu_p95']:.0f} |"
        )
    return is_good


def main() -> int:
    """0 when every page meets the target."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weapons", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--home", type=Path, help="where the node stays, to be used again")
    parser.add_argument("--postgresql", default="", metavar="URL")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tracemark-pages-") as folder:
        home = (arguments.home or Path(folder) / "node").resolve()
        node = filled_node(home, arguments.postgresql, arguments.weapons)
        lines = json.loads(child(node, "measure", str(arguments.times)))
    return 0 if show(lines, "PostgreSQL" if arguments.postgresql else "SQLite") else 1


if __name__ == "__main__":
    sys.exit(main())
