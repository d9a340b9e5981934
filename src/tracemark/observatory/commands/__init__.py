"""The observatory on the command line."""

from typing import Any

from tracemark.observatory.commands.loading import add_loading
from tracemark.observatory.commands.printing import add_printing
from tracemark.observatory.commands.publishing import add_publishing


def add_commands(subparsers: Any) -> None:
    """Add ``observatory``."""
    parser = subparsers.add_parser(
        "observatory", help="many States' reports: load, trends, series, compare, ask, publish, chapter"
    )
    words = parser.add_subparsers(metavar="WORD", required=True)
    add_loading(words)
    add_printing(words)
    add_publishing(words)
