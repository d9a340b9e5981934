"""A unit of a node of Farland, and small lists as files."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytest_django import Settings

from tracemark.accounts.models import Unit
from tracemark.config.node import Node

Rows = Sequence[Sequence[object]]
WriteList = Callable[[str, Rows], Path]


@pytest.fixture
def unit(db: None, settings: Settings) -> Unit:
    settings.NODE = Node(state="XF", name="Farland")
    return Unit.objects.create(code="POLICE", name="Police", authority="police")


@pytest.fixture
def write_list(tmp_path: Path) -> WriteList:
    def write(name: str, rows: Rows) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write
