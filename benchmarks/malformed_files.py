"""Open thousands of damaged list files and see that each is read or refused: no crash, no hang, bounded memory.

Run from the root: ``PYTHONPATH=src python -m benchmarks.malformed_files [--count 10000] [--seed 1]``. Ends with 1
when any file crashed the reader, hung over 10 s, or raised anything but ``UnreadableList``.
"""

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.malformed_seeds import DAMAGES, SUITED, heavy, seeds

from tracemark.register.jobs.files import UnreadableList, open_list

try:
    import resource
except ImportError:  # Windows does not tell
    resource = None

SECONDS = 10  # of processor time, which a file may take
WAIT = 60  # seconds by the clock, after which a reader is ended
BAD = ("crash", "hang", "other exception")


@dataclass(slots=True)
class Kind:
    """What happened to the files of one kind of damage."""

    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    peak_mb: int = 0


def read_all(path: Path) -> tuple[str, str]:
    """Open a file and read every row of it: what came of it, and the code or exception."""
    try:
        rows = sum(1 for sheet in open_list(path).sheets for _ in sheet.rows())
    except UnreadableList as error:
        return "refused", error.findings[0].code
    except Exception as error:
        return "other exception", f"{type(error).__name__}: {error}"
    return "read", "rows" if rows else "no rows"


def work(connection: Connection) -> None:
    """A process that reads the files it is told, until it is told nothing."""
    while path := connection.recv():
        before = processor_seconds()
        outcome, code = read_all(Path(path))
        connection.send((outcome, code, processor_seconds() - before, peak_mb()))


def processor_seconds() -> float:
    """Processor time of this process and its ended children: not of what else the machine does."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def peak_mb() -> int:
    """The most memory that this process or a child of it ever held; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if resource is None or not status.exists():
        return 0
    own = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024


class Reader:
    """Reads files in another process, which it starts anew when it dies or hangs."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def _start(self) -> None:
        self._here, there = self._context.Pipe()
        self._process = self._context.Process(target=work, args=(there,), daemon=True)
        self._process.start()
        there.close()

    def read(self, path: Path) -> tuple[str, str, float, int]:
        """What came of a file, its code, processor seconds, and the peak memory in MB."""
        self._here.send(str(path))
        try:
            if self._here.poll(WAIT):
                outcome, code, seconds, peak = self._here.recv()
                return outcome if seconds < SECONDS else "hang", code, seconds, peak
            outcome = "hang"
        except EOFError:
            outcome = "crash"
        self.stop()
        self._start()
        return outcome, "", float(WAIT), 0

    def renew(self) -> None:
        """Start a new process, so that peaks of memory are told apart."""
        self.stop()
        self._start()

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._here.close()


def damaged(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` damaged files, the same for the same seed, each with the name of its damage."""
    good = seeds()
    names, damages = sorted(good), sorted(DAMAGES)
    for index in range(count):
        rng = random.Random(f"{seed}-{index}")
        damage = rng.choice(damages)
        data = good[rng.choice([name for name in names if name.endswith(SUITED.get(damage, ""))])]
        for _ in range(rng.choice((1, 1, 2))):
            data = DAMAGES[damage](rng, data) or b"x"
        yield damage, data


def run(files: Iterator[tuple[str, bytes]], reader: Reader, kinds: dict[str, Kind], *, renew: bool) -> None:
    """Read each file and note what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.dat"
        for number, (name, data) in enumerate(files):
            path.write_bytes(data)
            if renew:
                reader.renew()
            outcome, code, seconds, peak = reader.read(path)
            kind = kinds[name]
            kind.slowest = max(kind.slowest, seconds)
            kind.outcomes[outcome] += 1
            kind.codes[code] += 1
            kind.peak_mb = max(kind.peak_mb, peak)
            if outcome in BAD:
                print(f"{outcome}: {name}, file {number}: {code}", file=sys.stderr)


def table(kinds: dict[str, Kind]) -> str:
    """What happened, as a table in Markdown."""
    lines = [
        "| damage | files | read | refused | crash, hang, other | slowest s | peak MB | most frequent refusals |"
    ]
    lines.append("|---|---:|---:|---:|---:|---:|---:|---|")
    for name, kind in sorted(kinds.items()):
        bad = sum(kind.outcomes[each] for each in BAD)
        codes = ", ".join(code for code, _ in kind.codes.most_common(5) if code not in {"rows", "no rows"})
        lines.append(
            f"| {name} | {kind.outcomes.total()} | {kind.outcomes['read']} | {kind.outcomes['refused']} | {bad} |"
            f" {kind.slowest:.2f} | {kind.peak_mb} | {codes} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Run, print the table, and say by the exit code whether all went well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--no-heavy", action="store_true", help="leave out the few files that are large to read"
    )
    given = parser.parse_args()
    kinds: dict[str, Kind] = defaultdict(Kind)
    reader = Reader()
    run(damaged(given.count, given.seed), reader, kinds, renew=False)
    if not given.no_heavy:
        run(heavy(), reader, kinds, renew=True)
    reader.stop()
    print(table(kinds))
    return 1 if any(kind.outcomes[each] for kind in kinds.values() for each in BAD) else 0


if __name__ == "__main__":
    sys.exit(main())
