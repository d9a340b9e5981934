"""Two nodes that trust each other's cards, for benchmarks of the exchange, and a receiver that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.nodes import BenchNode, make_node

RECEIVER = Path(__file__).with_name("exchange_receiver.py")


@dataclass
class Pair:
    """Node XF sends, node XN receives at a port of this machine."""

    sender: BenchNode
    receiver: BenchNode
    port: int


def make_pair(folder: Path, urls: tuple[str, str] = ("", "")) -> Pair:
    """Two nodes below ``folder`` (on PostgreSQL in the databases that ``urls`` name), each with the other's card."""
    port = free_port()
    nodes = [make_node(folder / state, url, state) for state, url in zip(("XF", "XN"), urls, strict=True)]
    address = f"http://127.0.0.1:{port}"
    said = [make_card(node, *extra) for node, extra in zip(nodes, ([], ["--address", address]), strict=True)]
    for node, other, heard in ((nodes[0], nodes[1], said[1]), (nodes[1], nodes[0], said[0])):
        node.run("node", "trust", other.home / "card.json", "--fingerprint", heard)
    return Pair(nodes[0], nodes[1], port)


def make_card(node: BenchNode, *extra: str) -> str:
    """Make a node's card beside its data; the fingerprint that it reads aloud."""
    words = ["node", "card", "--out", str(node.home / "card.json"), *extra]
    command = [sys.executable, "-m", "tracemark.config.cli", *words]
    text = subprocess.run(command, env=node.environment, capture_output=True, text=True, check=True).stdout
    return text.partition("Fingerprint")[2].strip()


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Receiver:
    """The process that serves the receiving node; ``kill`` is -9, and ``start`` brings it back."""

    pair: Pair
    process: "subprocess.Popen[bytes] | None" = None
    kills: int = 0
    started_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        """Start, and wait until the port answers."""
        command = [sys.executable, str(RECEIVER), str(self.pair.port)]
        root = str(RECEIVER.parents[1])
        environment = self.pair.receiver.environment
        environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"], root])
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.pair.port)) == 0:
                    self.started_at = time.monotonic()
                    return
            time.sleep(0.05)
        raise RuntimeError("the receiver does not answer")

    def kill(self) -> None:
        """Kill it as a power cut would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.kills += 1

    def stop(self) -> None:
        """End it for good."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
