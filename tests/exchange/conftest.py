"""Farland's node with keys of its own, and Nearland, whose card it trusts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from tests.exchange.foreign import ForeignNode, thumb

from tracemark.accounts.rules import Viewer, console
from tracemark.config.node import Node
from tracemark.exchange.actions.cards import issue_card, receive_card
from tracemark.exchange.rules.cards import fingerprint

AT = datetime(2026, 11, 30, 10, 5, tzinfo=UTC)


@pytest.fixture
def by() -> Viewer:
    return console(user="ana")


@pytest.fixture
def farland(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: Viewer) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(settings, "NODE", Node("XF", "National Commission of Farland"))
    issue_card(by=by)


@pytest.fixture
def nearland(farland: None, by: Viewer) -> ForeignNode:
    node = ForeignNode()
    receive_card(node.card(), by=by, fingerprint=fingerprint(thumb(node.sign_key)))
    return node
