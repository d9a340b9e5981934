"""``trace …``: cases on the command line. Each word has the same result as its call of the API."""

from tracemark.tracing.commands.words import add_commands

__all__ = ["add_commands"]
