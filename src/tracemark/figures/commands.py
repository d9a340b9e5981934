"""Figures on the command line."""

import argparse
import sys
from typing import Any

from django.conf import settings
from django.utils import timezone

from tracemark.accounts.rules import console
from tracemark.figures import actions, queries, tables
from tracemark.figures.rules import DEFINITIONS, Figure
from tracemark.figures.rules.formats import FORMATS, Sender, write_figure
from tracemark.oversight.actions import log_access

BASES = ("both", "all", "traceable")
TEXT = "text"


def add_commands(subparsers: Any) -> None:
    """Add ``figure``."""
    parser = subparsers.add_parser(
        "figure", help="count a figure and print it", description="Count a figure of one year and print it."
    )
    parser.add_argument("name", choices=sorted(DEFINITIONS), help="which figure")
    parser.add_argument("--year", type=int, required=True, help="calendar year of the events")
    parser.add_argument("--format", choices=(TEXT, *FORMATS), default=TEXT)
    parser.add_argument("--basis", choices=BASES, default="both", help="which arms stand in the denominator")
    parser.add_argument(
        "--with-receipts", action="store_true", help="count receipts of collection campaigns too"
    )
    parser.add_argument(
        "--publish", action="store_true", help="freeze the figure with its rows, then print it"
    )
    parser.add_argument("--note", default="", help="note for the record of a publication")
    parser.set_defaults(handler=print_figure)


def print_figure(arguments: argparse.Namespace) -> int:
    """Print the figure, published first when asked. Raises Refused when it may not be."""
    viewer = console()
    if arguments.publish:
        publication = actions.publish_figure(
            name=arguments.name,
            year=arguments.year,
            state=settings.NODE.state,
            by=viewer,
            at=timezone.now(),
            basis=arguments.basis,
            include_receipts=arguments.with_receipts,
            note=arguments.note,
        )
        figure = queries.published_figure(viewer, publication)
    else:
        figure = queries.get_figure(
            viewer, arguments.name, arguments.year, arguments.basis, include_receipts=arguments.with_receipts
        )
    log_access(viewer, verb="export_figure", subject=f"{arguments.name} {arguments.year} {arguments.format}")
    sys.stdout.write(_written(figure, arguments.format, provisional=not arguments.publish))
    return 0


def _written(figure: Figure, format_name: str, *, provisional: bool) -> str:
    if format_name == TEXT:
        return tables.figure_text(figure)
    sender = Sender(
        state=settings.NODE.state,
        ref_area=queries.ref_area(settings.NODE.state),
        labels=tables.sdmx_labels(),
        prepared_at=timezone.now(),
        provisional=provisional,
    )
    return write_figure(figure, format_name, sender)
