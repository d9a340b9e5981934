"""The command line: ``tracemark <word> …``. Each room brings its own words.

Exit codes: 0 done · 1 done, and something needs attention (the command says what) · 2 the command line was
wrong · 3 nothing was done, the reason is on one line of standard error.
"""

import argparse
import contextlib
import importlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence

import django
from django.db import DatabaseError
from django.utils import translation

from tracemark.findings import Refused
from tracemark.ui.catalogues import compile_stale
from tracemark.ui.words import word

COMMAND_MODULES = (
    "tracemark.config.commands",
    "tracemark.register.commands",
    "tracemark.matching.commands",
    "tracemark.figures.commands",
    "tracemark.instruments.commands",
    "tracemark.observatory.commands",
    "tracemark.transfers.commands",
    "tracemark.tracing.commands",
    "tracemark.exchange.commands",
    "tracemark.ammunition.commands",
    "tracemark.reference.commands",
    "tracemark.accounts.commands",
)
"""Modules with ``add_commands(subparsers)``, in the order of ``tracemark --help``."""

REFUSED = 3

Handler = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.umask(0o077)  # what a command writes is for its user alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracemark.config.settings")
    try:
        _compile_words()
        django.setup()
        arguments = build_parser().parse_args(argv)
    except (OSError, ValueError) as error:
        return _fail(str(error))
    with translation.override(arguments.language):
        return run(arguments.handler, arguments)


def _compile_words() -> None:
    """Compile catalogues that changed; an installation that cannot be written to brought its own along."""
    with contextlib.suppress(OSError):
        compile_stale()


def build_parser() -> argparse.ArgumentParser:
    """The parser with the words of all rooms. Django must be set up."""
    parser = argparse.ArgumentParser(
        prog="tracemark",
        description="A State's control of small arms and light weapons. Data folder: TRACEMARK_HOME.",
    )
    parser.add_argument("--debug", action="store_true", help="show where in the program an error arose")
    parser.add_argument(
        "--language",
        default=os.environ.get("TRACEMARK_LANGUAGE", "en"),
        choices=["ar", "zh-hans", "en", "fr", "ru", "es"],
        help="language of findings (also TRACEMARK_LANGUAGE)",
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMAND_MODULES:
        importlib.import_module(name).add_commands(subparsers)
    return parser


def run(handler: Handler, arguments: argparse.Namespace) -> int:
    """Call a command's handler; whatever goes wrong becomes one clear line and an exit code."""
    try:
        return handler(arguments)
    except BrokenPipeError:
        # The reader (``| head``) has seen enough. Point stdout elsewhere, or Python complains when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("stopped; what was finished is kept")
    except Exception as error:
        if arguments.debug:
            traceback.print_exc()
        return _fail(explain(error))


def explain(error: Exception) -> str:
    """One line about an error, in the words of whoever typed the command."""
    if isinstance(error, Refused):
        return " ".join(word(finding.code, **finding.params) for finding in error.findings)
    text = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, DatabaseError) and ("no such table" in text or "does not exist" in text):
        return "this folder holds no node, or an older one. Run: tracemark init (see tracemark init --help)"
    if isinstance(error, OSError | ValueError):
        return text
    return f"{type(error).__name__}: {text} (--debug shows where)"


def _fail(line: str) -> int:
    """Print the one line and return the exit code of a command that did nothing."""
    print(f"tracemark: {line}", file=sys.stderr)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
