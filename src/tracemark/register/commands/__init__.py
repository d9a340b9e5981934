"""The register's words on the command line."""

from typing import Any

from tracemark.register.commands.checking import add_checking
from tracemark.register.commands.importing import add_importing


def add_commands(subparsers: Any) -> None:
    """Add the register's commands."""
    add_importing(subparsers)
    add_checking(subparsers)
