"""Words that read the observatory: trends, compare, needs, reports, profile, series, ask, answers."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from tracemark.accounts.rules import console
from tracemark.observatory.data import state_name, world_of
from tracemark.observatory.jobs.parquet import write_answers
from tracemark.observatory.queries.asking import ask
from tracemark.observatory.queries.facts import Scope, home_world
from tracemark.observatory.queries.reports import find_report, get_profile, list_reports
from tracemark.observatory.queries.series import (
    NAMES,
    get_series,
    list_values,
    observations_of,
    revisions_of,
    series_code,
)
from tracemark.observatory.queries.trends import (
    PARTS,
    by_region,
    compare_cycles,
    get_trends,
    needs_and_offers,
    rows_of,
    who_stopped,
)
from tracemark.observatory.rules.asking import Ask, By
from tracemark.observatory.rules.definitions import STATISTICS
from tracemark.observatory.rules.facts import Audience, World
from tracemark.observatory.rules.series.values import Thresholds
from tracemark.observatory.rules.series.writing import FORMATS, write_series
from tracemark.observatory.tables import documents, lines
from tracemark.oversight.actions import log_access
from tracemark.ui.words import word


def add_printing(words: Any) -> None:
    """Add every word that reads."""
    for name, handler, text in (
        ("trends", print_trends, "every statistic up to a year, with bases, readings and what may mislead"),
        ("compare", print_comparison, "two years, as a whole and among States that reported both times"),
        ("needs", print_needs, "needs for help against offers, by theme"),
        ("regions", print_regions, "a statistic region by region"),
        ("rows", print_rows, "the States behind a number, with the answers that decided"),
        ("stopped", print_stopped, "States that reported before and not for this year"),
        ("reports", print_reports, "the reports taken in, newest revisions"),
        ("report", print_report, "one report: every answer as given and as read, with its source"),
        ("profile", print_profile, "one State, statistic by statistic"),
        ("series", print_series, "a series: country values, regions, published values or revisions"),
        ("ask", print_answer, "a question of one's own: question, States, years, breakdown"),
        ("answers", write_table, "the whole answer table as Parquet or CSV"),
    ):
        word_parser = words.add_parser(name, help=text, description=text)
        word_parser.set_defaults(handler=handler)
        word_parser.add_argument(
            "--world", choices=[one.value for one in World], help="default: the node's own"
        )
        READERS[name](word_parser)


def _year_and_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, required=True, help="year in which the reports were due")
    parser.add_argument("--json", action="store_true")


def _comparing(parser: argparse.ArgumentParser) -> None:
    _year_and_json(parser)
    parser.add_argument("--with", dest="other", type=int, required=True, metavar="YEAR")


def _of_statistic(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", choices=sorted(STATISTICS), metavar="STATISTIC")
    parser.add_argument("--year", type=int, required=True, help="year in which the reports were due")
    parser.add_argument("--part", choices=PARTS, default=PARTS[0], help="which side of the number (rows)")
    parser.add_argument("--level", choices=("region", "subregion"), default="region", help="(regions)")


def _listing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int)
    parser.add_argument("--instrument", default="poa-iti")
    parser.add_argument("--json", action="store_true")


def _one_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", type=UUID, help="its id, as reports --json gives it")
    parser.add_argument("--internal", action="store_true", help="with what its State keeps back")


def _profiling(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("state")


def _series_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=sorted(NAMES))
    parser.add_argument("--year", type=int, action="append", default=[], help="repeat for several")
    parser.add_argument("--format", choices=("json", "table", *FORMATS), default="csv")
    parser.add_argument("--of", choices=("ours", "published", "revisions"), default="ours")
    parser.add_argument(
        "--threshold-share", type=int, default=Thresholds().share_of_states, metavar="PERCENT"
    )
    parser.add_argument("--threshold-states", type=int, default=Thresholds().states, metavar="NUMBER")


def _asking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", help="question, such as mrk.state; with #row.column for a cell")
    parser.add_argument("--instrument", default="poa-iti")
    parser.add_argument("--states", default="", help="codes with commas")
    parser.add_argument("--regions", default="", help="M49 numbers with commas")
    parser.add_argument("--years", default="", help="cycles with commas")
    parser.add_argument(
        "--by", choices=[one.value for one in By if one is not By.ANSWER], default=By.CYCLE.value
    )
    parser.add_argument("--format", choices=("json", "csv"), default="csv")
    parser.add_argument("--json", action="store_true", help="the same as --format json")


def _writing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=".parquet or .csv")
    parser.add_argument("--instrument", default="poa-iti")


READERS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "trends": _year_and_json,
    "compare": _comparing,
    "needs": _year_and_json,
    "regions": _of_statistic,
    "rows": _of_statistic,
    "stopped": _year_and_json,
    "reports": _listing,
    "report": _one_report,
    "profile": _profiling,
    "series": _series_options,
    "ask": _asking,
    "answers": _writing,
}


def scope_of(arguments: argparse.Namespace, **more: Any) -> Scope:
    """What the options narrow a query to."""
    world = World(arguments.world) if arguments.world else home_world()
    return Scope(world=world, **more)


def _print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False))


def print_trends(arguments: argparse.Namespace) -> int:
    """Print every statistic up to a cycle."""
    scope = scope_of(arguments)
    trends = get_trends(console(), arguments.year, scope)
    log_access(console(), verb="read_observatory", subject=f"trends {arguments.year}")
    if arguments.json:
        _print_json(documents.trends_json(arguments.year, trends, scope.world or home_world()))
    else:
        sys.stdout.write(f"{word(f'world_{scope.world}')}\n{lines.trends_text(arguments.year, trends)}")
    return 0


def print_comparison(arguments: argparse.Namespace) -> int:
    """Print two cycles beside one another."""
    scope = scope_of(arguments)
    found = compare_cycles(console(), arguments.year, arguments.other, scope)
    log_access(console(), verb="read_observatory", subject=f"compare {arguments.year} {arguments.other}")
    if arguments.json:
        _print_json(documents.comparison_json(found, scope.world or home_world()))
    else:
        sys.stdout.write(f"{word(f'world_{scope.world}')}\n{lines.comparison_text(found)}")
    return 0


def print_needs(arguments: argparse.Namespace) -> int:
    """Print needs against offers."""
    scope = scope_of(arguments)
    gaps = needs_and_offers(console(), arguments.year, scope)
    log_access(console(), verb="read_observatory", subject=f"needs {arguments.year}")
    if arguments.json:
        _print_json(documents.gaps_json(arguments.year, gaps, scope.world or home_world()))
        return 0
    for gap in gaps:
        told = f"{lines.point_text(gap.need):>20} {lines.point_text(gap.offer):>20}"
        print(f"{word(f'theme_{gap.theme}'):<50} {told}")
    return 0


def print_regions(arguments: argparse.Namespace) -> int:
    """Print a statistic region by region as JSON."""
    scope = scope_of(arguments)
    found = by_region(console(), arguments.code, arguments.year, level=arguments.level, scope=scope)
    log_access(console(), verb="read_observatory", subject=f"regions {arguments.code} {arguments.year}")
    _print_json(documents.regions_json(arguments.code, arguments.year, found, scope.world or home_world()))
    return 0


def print_rows(arguments: argparse.Namespace) -> int:
    """Print the States on one side of a number as JSON."""
    found = rows_of(console(), arguments.code, arguments.year, part=arguments.part, scope=scope_of(arguments))
    subject = f"rows {arguments.code} {arguments.year} {arguments.part}"
    log_access(console(), verb="read_observatory", subject=subject)
    _print_json(documents.rows_json(found))
    return 0


def print_stopped(arguments: argparse.Namespace) -> int:
    """Print who stopped reporting."""
    scope = scope_of(arguments)
    found = who_stopped(console(), arguments.year, scope)
    log_access(console(), verb="read_observatory", subject=f"stopped {arguments.year}")
    if arguments.json:
        _print_json(documents.stopped_json(arguments.year, found, scope.world or home_world()))
        return 0
    for state, cycle in found:
        print(f"{state:<4} {cycle}  {state_name(state, arguments.language)}")
    return 0


def print_reports(arguments: argparse.Namespace) -> int:
    """Print the reports taken in."""
    cycles = (arguments.year,) if arguments.year else ()
    scope = scope_of(arguments, instrument=arguments.instrument, cycles=cycles)
    found = list_reports(console(), scope)
    log_access(console(), verb="read_observatory", subject=f"reports {arguments.year or ''}".strip())
    if arguments.json:
        _print_json(documents.reports_json(found, scope.world or home_world()))
        return 0
    for one in found:
        print(f"{one.cycle} {one.state:<4} {one.edition:<14} {one.revision:>2}  {one.way:<8} {one.file}")
    return 0


def print_report(arguments: argparse.Namespace) -> int:
    """Print one report whole as JSON. Raises ValueError when there is none to be seen."""
    audience = Audience.INTERNAL if arguments.internal else Audience.PUBLIC
    found = find_report(console(), arguments.report, audience)
    if found is None:
        raise ValueError(f"{arguments.report}: there is no such report, or its State keeps it back")
    log_access(console(), verb="read_observatory", subject=f"report {arguments.report}")
    _print_json(documents.report_json(found, world_of(found.line.state) or home_world()))
    return 0


def print_profile(arguments: argparse.Namespace) -> int:
    """Print one State's profile as JSON."""
    scope = scope_of(arguments)
    profile = get_profile(console(), arguments.state, scope)
    log_access(console(), verb="read_observatory", subject=f"profile {arguments.state}"[:300])
    _print_json(documents.profile_json(profile, scope.world or home_world()))
    return 0


def print_series(arguments: argparse.Namespace) -> int:
    """Print a series: ours, the published one, or what was revised in it."""
    viewer, scope = console(), scope_of(arguments)
    log_access(viewer, verb="read_observatory", subject=f"series {arguments.name} {arguments.of}")
    if arguments.of != "ours":
        read = {"published": list_values, "revisions": revisions_of}[arguments.of]
        found = read(viewer, series_code(arguments.name), scope)
        if arguments.format in ("json", "table") or arguments.of == "revisions":
            _print_json(documents.published_json(found, scope.world or home_world()))
            return 0
        observations = [line.observation for line in found]
    else:
        thresholds = Thresholds(arguments.threshold_share, arguments.threshold_states)
        years = tuple(sorted(arguments.year))
        series = get_series(viewer, arguments.name, years=years, scope=scope, thresholds=thresholds)
        if arguments.format == "json":
            _print_json(documents.series_json(series, scope.world or home_world()))
            return 0
        if arguments.format in ("table", "csv"):
            sys.stdout.write(lines.series_csv(series))
            return 0
        observations = observations_of(series)
    sys.stdout.write(
        write_series(
            observations,
            arguments.format,
            prepared_at=timezone.now(),
            sender="TRACEMARK",
            message_id=f"OBSERVATORY-{arguments.name}",
        )
    )
    return 0


def print_answer(arguments: argparse.Namespace) -> int:
    """Print the answer to a question of one's own."""
    viewer, scope = console(), scope_of(arguments)
    question = read_ask(arguments)
    table = ask(viewer, question, scope)
    log_access(viewer, verb="read_observatory", subject=f"ask {question.key} by {question.by}")
    if arguments.json or arguments.format == "json":
        _print_json(documents.ask_json(table, scope.world or home_world()))
    else:
        sys.stdout.write(lines.ask_csv(table, arguments.language))
    return 0


def read_ask(arguments: argparse.Namespace) -> Ask:
    """The question that the options say. Raises ValueError for a year that is none."""
    key, _, path = arguments.key.partition("#")

    def parts(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())

    return Ask(
        key=key,
        path=path,
        instrument=arguments.instrument,
        states=parts(arguments.states),
        regions=parts(arguments.regions),
        cycles=tuple(int(year) for year in parts(arguments.years)),
        by=By(arguments.by),
    )


def write_table(arguments: argparse.Namespace) -> int:
    """Write the whole answer table."""
    scope = scope_of(arguments, instrument=arguments.instrument)
    count = write_answers(arguments.out, console(), scope)
    log_access(console(), verb="export_observatory", subject=f"answers {arguments.out.name}")
    print(f"{arguments.out}: {count:,}")
    return 0
