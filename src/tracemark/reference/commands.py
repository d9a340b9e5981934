"""Reference on the command line."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from django.utils.translation import get_language

from tracemark.accounts.rules import console
from tracemark.reference import queries
from tracemark.reference.queries import LISTS, Entry
from tracemark.ui.words import word


def add_commands(subparsers: Any) -> None:
    """Add ``reference show``."""
    parser = subparsers.add_parser("reference", help="makers, calibres, types and States this node knows")
    below = parser.add_subparsers(metavar="WHAT", required=True)
    show = below.add_parser("show", help="print one of the lists")
    show.add_argument("list", choices=list(LISTS))
    show.add_argument("--find", default="", metavar="TEXT", help="only where a name or alias holds TEXT")
    show.add_argument("--json", action="store_true")
    show.set_defaults(handler=show_list)


def show_list(arguments: argparse.Namespace) -> int:
    """Print the entries that fit, one a line, or one JSON object."""
    viewer = console(language=get_language() or "en")
    entries = queries.list_entries(viewer, arguments.list, arguments.find)
    if arguments.json:
        rows = [{**asdict(entry), "detail": _detail(entry)} for entry in entries]
        print(json.dumps({arguments.list: rows}, ensure_ascii=False))
        return 0
    for entry in entries:
        print("\t".join((entry.code, entry.name, _detail(entry), " | ".join(entry.aliases))))
    return 0


def _detail(entry: Entry) -> str:
    return word(entry.detail) if entry.detail_code else entry.detail
