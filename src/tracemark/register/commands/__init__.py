"""The register's words on the command line."""

from typing import Any

from tracemark.register.commands.checking import add_checking


def add_commands(subparsers: Any) -> None:
    """Add the register's commands."""
    add_checking(subparsers)
