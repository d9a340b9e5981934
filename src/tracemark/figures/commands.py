"""Figures on the command line."""

import argparse
import sys
from typing import Any

from django.conf import settings
from django.utils import timezone

from tracemark.accounts.rules import console
from tracemark.figures import actions, queries, tables
from tracemark.figures.queries.counts import get_tally
from tracemark.figures.rules import DEFINITIONS, Figure
from tracemark.figures.rules.counts import BREAKDOWNS, COUNTS
from tracemark.figures.rules.counts.exchange import write_tally
from tracemark.figures.rules.formats import FORMATS, Sender, write_figure
from tracemark.figures.tables.counted import tally_text
from tracemark.oversight.actions import log_access
from tracemark.ui.words import word

BASES = ("both", "all", "traceable")
TEXT = "text"
LIST, SHOW = "list", "show"


def add_commands(subparsers: Any) -> None:
    """Add ``figure``."""
    parser = subparsers.add_parser(
        "figure", help="count a figure and print it", description="Count a figure of one year and print it."
    )
    parser.add_argument("name", choices=(LIST, SHOW, *sorted(DEFINITIONS)), help="which figure, list or show")
    parser.add_argument("key", nargs="?", default="", metavar="KEY", help="after show: which figure or count")
    parser.add_argument("--year", type=int, help="calendar year of the events")
    parser.add_argument("--to", type=int, help="last year, for a count over several")
    parser.add_argument("--by", choices=BREAKDOWNS, default=BREAKDOWNS[0], help="breakdown of a count")
    parser.add_argument("--format", choices=(TEXT, *FORMATS), default=TEXT)
    parser.add_argument("--basis", choices=BASES, default="both", help="which arms stand in the denominator")
    parser.add_argument(
        "--with-receipts", action="store_true", help="count receipts of collection campaigns too"
    )
    parser.add_argument(
        "--publish", action="store_true", help="freeze the figure with its rows, then print it"
    )
    parser.add_argument("--note", default="", help="note for the record of a publication")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """List figures, show a count, or print a figure. Raises Refused when it may not be."""
    if arguments.name == LIST:
        return list_figures()
    if arguments.year is None:
        raise ValueError("--year is missing: the calendar year of the events")
    if arguments.name == SHOW and arguments.key not in DEFINITIONS:
        return show_count(arguments)
    if arguments.name == SHOW:
        arguments.name = arguments.key
    return print_figure(arguments)


def list_figures() -> int:
    """Print every figure and count with its cells."""
    for name in sorted(DEFINITIONS):
        sys.stdout.write(f"{name:<28} {word(f'figure_{name}')}\n")
    for name, count in sorted(COUNTS.items()):
        sys.stdout.write(f"{name:<28} {word(f'figure_{name}')}\n{'':<28} {' '.join(count.cells)}\n")
    return 0


def show_count(arguments: argparse.Namespace) -> int:
    """Print a count over one year, or from ``--year`` to ``--to``."""
    viewer = console()
    last = arguments.to or arguments.year
    if not arguments.year <= last <= arguments.year + 50:
        raise ValueError(f"--to {last} does not follow --year {arguments.year}")
    tally = get_tally(viewer, arguments.key, range(arguments.year, last + 1))
    subject = f"{arguments.key} {arguments.year}-{last} {arguments.format}"
    log_access(viewer, verb="export_figure", subject=subject)
    if arguments.format == TEXT:
        sys.stdout.write(tally_text(tally, arguments.by))
        return 0
    sys.stdout.write(
        write_tally(
            tally,
            arguments.format,
            by=arguments.by,
            state=settings.NODE.state,
            ref_area=queries.ref_area(settings.NODE.state),
            prepared_at=timezone.now(),
        )
    )
    return 0


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
