"""Ammunition on the command line: ``tracemark ammo …``."""

from typing import Any

from tracemark.ammunition.commands import calculating, keeping


def add_commands(subparsers: Any) -> None:
    """Add ``ammo`` with its words."""
    parser = subparsers.add_parser("ammo", help="ammunition: distances, limits, mixing, licences, checks")
    words = parser.add_subparsers(metavar="WORD", required=True)
    calculating.add_words(words)
    keeping.add_words(words)
