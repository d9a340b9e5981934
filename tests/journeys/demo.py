"""The demo as its users start it: ``tracemark demo`` in another process, with a data folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

SOURCE = Path(__file__).parents[2] / "src"
PATIENCE = 120  # seconds to make Farland; a few on an idle machine


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo node: where its pages are and where its data stands."""

    url: str
    home: Path

    @property
    def seizures(self) -> Path:
        """Farland's list of the year's seizures, which the node has already taken in."""
        return next((self.home / "lists").glob("seizures_*.xlsx"))


@contextmanager
def running_demo(home: Path) -> Iterator[Demo]:
    """Make Farland in ``home`` and serve it until the block ends. SQLite, whatever the tests run on."""
    port = _free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TRACEMARK_", "COV_"))}
    environment |= {"TRACEMARK_HOME": str(home), "PYTHONPATH": str(SOURCE)}
    words = ["-m", "tracemark.config.cli", "demo", "--no-browser", "--port", str(port)]
    log = home.with_suffix(".log")
    with (
        log.open("wb") as output,
        subprocess.Popen([sys.executable, *words], env=environment, stdout=output, stderr=output) as server,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/sign-in/", server, log)
            yield Demo(f"http://127.0.0.1:{port}", home)
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the page answers; raise with what the server said when it does not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the demo does not answer: {log.read_text(errors='replace')[-2000:]}")
