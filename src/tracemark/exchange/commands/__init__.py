"""The words of exchange on the command line: ``node``, ``exchange`` and ``courier``."""

from typing import Any

from tracemark.exchange.commands import carrying, identity


def add_commands(subparsers: Any) -> None:
    """Add ``node``, ``exchange`` and ``courier``."""
    identity.add_commands(subparsers)
    carrying.add_commands(subparsers)
