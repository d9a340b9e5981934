"""Runs the command line in a process of its own, on a data folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
MAIN = "import sys; from tracemark.config.cli import main; sys.exit(main())"


class Console:
    """Runs ``tracemark`` on a data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *words: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "TRACEMARK_HOME": str(self.home), "PYTHONPATH": str(SOURCE)}
        environment.pop("TRACEMARK_DATABASE_URL", None)
        return subprocess.run(
            [sys.executable, "-c", MAIN, *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
