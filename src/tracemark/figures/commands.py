"""Figures on the command line."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from tracemark.accounts.rules import console
from tracemark.figures import actions, queries, tables
from tracemark.figures.queries.counts import get_tally
from tracemark.figures.queries.persons import get_person_table, persons_document, persons_to_publish
from tracemark.figures.rules import DEFINITIONS, Figure
from tracemark.figures.rules.counts import BREAKDOWNS, COUNTS
from tracemark.figures.rules.counts.exchange import write_tally
from tracemark.figures.rules.formats import FORMATS, Sender, write_figure
from tracemark.figures.rules.persons import PERSON_TABLES, read_counts
from tracemark.figures.rules.persons_exchange import write_persons
from tracemark.figures.rules.suppression import Place
from tracemark.figures.tables.counted import tally_text
from tracemark.figures.tables.persons import persons_text
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.ui.words import word

BASES = ("both", "all", "traceable")
TEXT = "text"
LIST, SHOW, PERSONS = "list", "show", "persons"


def add_commands(subparsers: Any) -> None:
    """Add ``figure``."""
    parser = subparsers.add_parser(
        "figure", help="count a figure and print it", description="Count a figure of one year and print it."
    )
    parser.add_argument(
        "name",
        choices=(LIST, SHOW, PERSONS, *sorted(DEFINITIONS)),
        help="which figure; list, show or persons",
    )
    parser.add_argument(
        "key",
        nargs="?",
        default="",
        metavar="KEY",
        help="which figure, count or table",
    )
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="FILE.csv", help="an authority's numbers of persons"
    )
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
    if arguments.name == PERSONS:
        return print_persons(arguments)
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
    for name in PERSON_TABLES:
        sys.stdout.write(f"{name:<28} {word(f'figure_{name}')}\n")
    return 0


def print_persons(arguments: argparse.Namespace) -> int:
    """Print what may be shown of a table of persons, published first when asked. Raises Refused."""
    viewer, state = console(), settings.NODE.state
    counts = _given_counts(arguments)
    asked: dict[str, Any] = {"name": arguments.key, "year": arguments.year, "state": state, "counts": counts}
    if arguments.publish:
        row = actions.publish_persons(**asked, note=arguments.note, by=viewer, at=timezone.now())
        document = persons_document(row)
    else:
        document = persons_to_publish(viewer, **asked)
    log_access(viewer, verb="export_figure", subject=f"{arguments.key} {arguments.year} {arguments.format}")
    if arguments.format == TEXT:
        sys.stdout.write(persons_text(document))
        return 0
    area = queries.ref_area(state)
    sys.stdout.write(write_persons(document, arguments.format, ref_area=area, prepared_at=timezone.now()))
    return 0


def _given_counts(arguments: argparse.Namespace) -> dict[Place, int] | None:
    """The numbers in the file that was named. Raises Refused with what is wrong in it."""
    table = get_person_table(arguments.key)
    if arguments.source is None:
        return None
    counts, findings = read_counts(table, arguments.source.read_text(encoding="utf-8-sig"))
    if findings:
        raise Refused(*findings)
    return counts


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
