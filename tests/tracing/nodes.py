"""Real nodes for tests: each its own process, data folder, database and port."""

import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.house.source import ROOT

PROCESS = Path(__file__).with_name("node_process.py")


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Node:
    """A running node of a State."""

    state: str
    home: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[str] | None" = None

    def start(self) -> "Node":
        """Make the node and start its process."""
        inherited = {name: text for name, text in os.environ.items() if not name.startswith("TRACEMARK_")}
        environment = {
            **inherited,
            "TRACEMARK_HOME": str(self.home),
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "tracemark.config.settings",
        }
        made = [
            sys.executable,
            "-m",
            "tracemark.config.cli",
            "init",
            "--state",
            self.state,
            "--name",
            self.state,
        ]
        subprocess.run(made, env=environment, check=True, capture_output=True, cwd=ROOT)
        self.process = subprocess.Popen(
            [sys.executable, str(PROCESS), str(self.port)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        return self

    def run(self, *words: str | Path, codes: tuple[int, ...] = (0,)) -> str:
        """Run a command in the node; what it printed. Fails when the exit code is none of ``codes``."""
        assert self.process is not None and self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["code"] in codes, f"{self.state} {words}: {answer}"
        return str(answer["out"])

    def json(self, *words: str, codes: tuple[int, ...] = (0,)) -> Any:
        """Run a command that prints JSON."""
        return json.loads(self.run(*words, "--json", codes=codes))

    def refusal(self, *words: str) -> str:
        """Run a command that must be refused; the one line it says."""
        assert self.process is not None and self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(list(words)) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["code"] == 3, answer
        return str(answer["err"])

    def stop(self) -> None:
        """End the process."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            self.process.wait(timeout=20)
            if self.process.stdout is not None:
                self.process.stdout.close()


def introduce(one: Node, other: Node, *, by_line: bool = True) -> None:
    """Let two nodes trust each other's cards by fingerprint; ``by_line``: they can reach each other over HTTP."""
    for node in (one, other):
        address = ("--address", f"http://127.0.0.1:{node.port}") if by_line else ()
        node.run("node", "card", "--out", node.home / "card.json", *address)
    for node, far in ((one, other), (other, one)):
        said = far.run("node", "card").partition("Fingerprint")[2].strip()
        node.run("node", "trust", far.home / "card.json", "--fingerprint", said)
