"""Nodes for benchmarks: made once, copied for every trial, on SQLite or in databases of their own on PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

SOURCE = Path(__file__).resolve().parents[1] / "src"


@dataclass(frozen=True)
class BenchNode:
    """A node's data folder and, for PostgreSQL, the address of its database (empty for SQLite)."""

    home: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process that works on this node."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACEMARK_")}
        ours = {"TRACEMARK_HOME": str(self.home), "PYTHONPATH": str(SOURCE)}
        if self.url:
            ours["TRACEMARK_DATABASE_URL"] = self.url
        return {**kept, **ours, "DJANGO_SETTINGS_MODULE": "tracemark.config.settings"}

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Begin ``tracemark WORDS``; what it prints is not shown, its complaints are."""
        command = [sys.executable, "-m", "tracemark.config.cli", *map(str, words)]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)

    def run(self, *words: str | Path) -> None:
        """Run ``tracemark WORDS`` to its end. Raises RuntimeError when it fails."""
        code = self.start(*words).wait()
        if code:
            raise RuntimeError(f"tracemark {' '.join(map(str, words))}: exit code {code}")

    def rows(self, statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of the columns and the rows that a SELECT gives."""
        with self._connection() as connection, closing(connection.cursor()) as cursor:
            cursor.execute(statement)
            return [column[0] for column in cursor.description], cursor.fetchall()

    def copy(self, home: Path) -> "BenchNode":
        """The same node once more in another folder (and a database named like it)."""
        shutil.copytree(self.home, home)
        if not self.url:
            return BenchNode(home)
        name = f"{_name(self.url)}_{home.name}"
        _on_server(self.url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _on_server(self.url, f'CREATE DATABASE "{name}" TEMPLATE "{_name(self.url)}"')
        return BenchNode(home, _named(self.url, name))

    def remove(self) -> None:
        """Take the copy away again."""
        shutil.rmtree(self.home)
        if self.url:
            _on_server(self.url, f'DROP DATABASE "{_name(self.url)}" WITH (FORCE)')

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        opened: Any = (
            psycopg.connect(self.url) if self.url else sqlite3.connect(self.home / "tracemark.sqlite3")
        )
        with closing(opened):
            yield opened


def make_node(home: Path, url: str = "", state: str = "XF") -> BenchNode:
    """A node without weapons, of Farland unless another State is named. The database of ``url`` is emptied first."""
    if url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
    node = BenchNode(home, url)
    node.run("init", "--state", state, "--name", "Farland" if state == "XF" else state)
    return node


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _on_server(url: str, statement: str) -> None:
    with psycopg.connect(_named(url, "postgres"), autocommit=True) as connection:
        connection.execute(statement)
