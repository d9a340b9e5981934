"""Finding one weapon and matching a year's seizures on the command line."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from tracemark.accounts.rules import Viewer, console
from tracemark.findings import Finding, Refused, Severity
from tracemark.matching.actions.training import train_model, use_model
from tracemark.matching.jobs.contradictions import RaisedAlerts, find_contradictions
from tracemark.matching.jobs.cores import on_cores
from tracemark.matching.jobs.duplicates.in_files import FoundTwins, find_in_file
from tracemark.matching.jobs.duplicates.in_register import find_in_register
from tracemark.matching.jobs.files import Engine, match_files
from tracemark.matching.jobs.seizures import SeizureMatches, match_seizures
from tracemark.matching.jobs.spark import on_spark
from tracemark.matching.queries.finding import Found, Question, find
from tracemark.matching.queries.models import list_models
from tracemark.matching.queries.watching import watch
from tracemark.matching.rules.duplicates import LEAST
from tracemark.matching.tables.answers import (
    CandidateLine,
    NoneLine,
    answer_json,
    elsewhere_lines,
    found_json,
    found_settling,
    other_findings,
    others_words,
    ranked_lines,
    weapon_json,
)
from tracemark.matching.tables.proposals import csv_text, match_lines
from tracemark.matching.tables.watching import (
    model_json,
    model_lines,
    report_csv,
    report_json,
    report_lines,
    trained_json,
    trained_lines,
)
from tracemark.matching.tables.wording import Wording, chance_code
from tracemark.oversight.actions import log_access
from tracemark.reference.queries import get_tables
from tracemark.register.queries.facts import iter_seizures
from tracemark.ui.words import word

SHOWN = 10
ENGINES: dict[str, Callable[[int], Engine]] = {"local": lambda _: on_cores, "spark": on_spark}


def add_commands(subparsers: Any) -> None:
    """Add ``find`` and ``match``."""
    parser = subparsers.add_parser("find", help="which weapon does this mark belong to")
    parser.add_argument(
        "text", nargs="?", default="", help="the number, ? for what cannot be read, * for several"
    )
    for name in ("make", "model", "calibre", "type", "country"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--year", type=int)
    parser.add_argument("--deep", action="store_true", help="also try any two characters wrong (slower)")
    parser.add_argument("--purpose", default="", help="why you ask; kept in the access log")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=find_one)

    parser = subparsers.add_parser(
        "match", help="match a year's seizures, or one file with another; train and watch the matching"
    )
    parser.add_argument(
        "list",
        nargs="?",
        type=Path,
        metavar="LIST.csv|duplicates|train|report",
        help="a file to match (needs no node); or: what stands twice; learn from judgements; how matching does",
    )
    parser.add_argument(
        "--against", type=Path, metavar="REGISTER.csv|parquet", help="the file to match it with"
    )
    parser.add_argument("--top", type=int, default=10, help="most lines an entry of the list (default 10)")
    parser.add_argument(
        "--least", type=float, default=LEAST, help=f"duplicates: pairs at least so likely (default {LEAST})"
    )
    parser.add_argument(
        "--engine", choices=sorted(ENGINES), default="local", help="what works out the answers"
    )
    parser.add_argument(
        "--register-parts",
        type=int,
        default=1,
        metavar="N",
        help="spark: also divide the register into N parts",
    )
    parser.add_argument("--seizures", type=int, metavar="YEAR")
    parser.add_argument("--year", type=int, help="report: seizures of this year only")
    parser.add_argument("--list", dest="lists_models", action="store_true", help="train: list the models")
    parser.add_argument("--use", metavar="NAME", help="train: put this model in use")
    parser.add_argument("--why", default="", help="train: why it is put in use")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true")
    output.add_argument("--out", type=Path, metavar="FILE.csv")
    parser.set_defaults(handler=match)


def find_one(arguments: argparse.Namespace) -> int:
    """Answer one question."""
    question = Question(
        text=arguments.text,
        make=arguments.make,
        model=arguments.model,
        calibre=arguments.calibre,
        type=arguments.type,
        country=arguments.country,
        year=arguments.year,
    )
    if question.is_empty:
        raise Refused(Finding("search_needs_something", {}, Severity.REFUSAL))
    viewer = console(purpose=arguments.purpose or "command line")
    log_access(viewer, verb="search", subject=_subject(question))
    found = find(viewer, question, is_deep=arguments.deep)
    if arguments.json:
        print(json.dumps(found_json(found), ensure_ascii=False))
        return 0
    if found.record is not None:
        print(f"{found.record.record_no}  {found.record.facts.make_text} {found.record.facts.model_text}")
        return 0
    _print_found(found)
    return 0


def _print_found(found: Found) -> None:
    lines = ranked_lines(found)
    _print_lines([line for at, line in enumerate(lines) if at < SHOWN or isinstance(line, NoneLine)])
    print(others_words(found.answer))
    for finding in other_findings(found):
        print(Wording(found.tables).reason(finding))
    settling = found_settling(found)
    if settling:
        print(word("would_settle_it"))
    for told in settling:
        print(f"        {told.words}")
    elsewhere = elsewhere_lines(found)[:SHOWN]
    if elsewhere:
        print(word("seen_elsewhere"))
        _print_lines(elsewhere)


def _print_lines(lines: Sequence[CandidateLine | NoneLine]) -> None:
    for line in lines:
        if isinstance(line, NoneLine):
            print(f"{line.percent:3d} %  {word('none_of_them')}")
            continue
        facts = line.weapon.facts
        marks = " / ".join(mark.verbatim for mark in facts.marks)
        print(
            f"{line.percent:3d} %  {line.weapon.record_no}  {marks}  {facts.make_text} {facts.model_text}"
            f"  ({line.list_words})"
        )
        for text in (*line.pros, *line.cons):
            print(f"        {text}")


def _subject(question: Question) -> str:
    facts = (question.text, question.make, question.model, question.calibre, question.type, question.country)
    return " ".join(part for part in (*facts, str(question.year or "")) if part)


def match(arguments: argparse.Namespace) -> int:
    """Match two files, or the year's seizures: keep the proposals, raise alerts, and print or write the result.

    ``match train`` and ``match report`` are words of their own, unless a file to match them with is given.
    """
    if str(arguments.list) in MATCH_WORDS and (
        arguments.against is None or str(arguments.list) == "duplicates"
    ):
        return MATCH_WORDS[str(arguments.list)](arguments)
    if arguments.list is not None and arguments.against is not None and arguments.out is not None:
        return _match_files(arguments)
    if arguments.seizures is None:
        raise Refused(Finding("match_needs_list_or_year", {}, Severity.REFUSAL))
    by = console(purpose=f"match seizures {arguments.seizures}")
    log_access(by, verb="match", subject=str(arguments.seizures))
    matches = match_seizures(arguments.seizures, by=by, at=timezone.now(), progress=_progress)
    alerts = find_contradictions(by=by, progress=_progress)
    if arguments.json:
        print(json.dumps(_matches_json(by, matches, alerts), ensure_ascii=False))
        return 0
    if arguments.out is not None:
        arguments.out.write_text(_matches_csv(by, matches), encoding="utf-8-sig", newline="")
    for line in _summary(matches, alerts):
        print(line)
    return 0


def train(arguments: argparse.Namespace) -> int:
    """Learn a candidate and print how it compares; or put a model in use; or list all."""
    by = console(purpose="match train")
    if arguments.use:
        use_model(name=arguments.use, why=arguments.why, by=by, at=timezone.now())
        log_access(by, verb="use_model", subject=arguments.use)
        lines, found = [word("model_now_in_use", name=arguments.use)], {"in_use": arguments.use}
    elif arguments.lists_models:
        models = list_models(by)
        lines, found = model_lines(models), {"models": [model_json(line) for line in models]}
    else:
        trained = train_model(by=by, at=timezone.now())
        log_access(by, verb="train_model", subject=trained.row.name)
        lines, found = trained_lines(trained), trained_json(trained)
    _print_either(found if arguments.json else None, lines)
    return 0


def report(arguments: argparse.Namespace) -> int:
    """Print how matching does, or write its months and bands as CSV."""
    by = console(purpose="match report")
    found = watch(by, today=timezone.localdate(), year=arguments.year)
    log_access(by, verb="watch_matching", subject=str(arguments.year or ""))
    if arguments.out is not None:
        arguments.out.write_text(report_csv(found), encoding="utf-8-sig", newline="")
        return 0
    _print_either(report_json(found) if arguments.json else None, report_lines(found))
    return 0


def duplicates(arguments: argparse.Namespace) -> int:
    """Look for weapons that stand twice in the node's register, or in a file."""
    try:
        found = _file_duplicates(arguments) if arguments.against else _node_duplicates(arguments)
    except KeyboardInterrupt:
        print(word("match_stopped", folder=_duplicates_folder(arguments).name), file=sys.stderr)
        return 1
    told = {"records": found.records, "pairs": found.pairs, "changed": found.changed}
    lines = [word("duplicates_found", records=found.records, pairs=found.pairs)]
    if not arguments.against:
        lines.append(word("duplicates_proposed", count=found.changed))
    _print_either(told if arguments.json else None, lines)
    _print_aside(found.kept_aside)
    return 0


def _file_duplicates(arguments: argparse.Namespace) -> FoundTwins:
    if arguments.out is None:
        raise Refused(Finding("duplicates_need_out", {}, Severity.REFUSAL))
    return find_in_file(arguments.against, arguments.out, progress=_progress, least=arguments.least)


def _node_duplicates(arguments: argparse.Namespace) -> FoundTwins:
    by = console(purpose="match duplicates")
    log_access(by, verb="match", subject="duplicates")
    folder = _duplicates_folder(arguments)
    return find_in_register(folder, by=by, at=timezone.now(), progress=_progress, least=arguments.least)


def _duplicates_folder(arguments: argparse.Namespace) -> Path:
    """Where the work stands until it is done."""
    if arguments.against:
        out: Path = arguments.out
        return out.with_name(f"{out.name}.part")
    home: Path = settings.HOME
    return home / "work" / "duplicates"


MATCH_WORDS = {"train": train, "report": report, "duplicates": duplicates}


def _print_either(found: Any, lines: Sequence[str]) -> None:
    """JSON when there is some, else lines."""
    for line in lines if found is None else [json.dumps(found, ensure_ascii=False)]:
        print(line)


def _match_files(arguments: argparse.Namespace) -> int:
    try:
        matched = match_files(
            arguments.list,
            arguments.against,
            arguments.out,
            top=max(arguments.top, 1),
            progress=_progress,
            engine=ENGINES[arguments.engine](arguments.register_parts),
        )
    except KeyboardInterrupt:
        print(word("match_stopped", folder=f"{arguments.out.name}.part"), file=sys.stderr)
        return 1
    print(word("files_matched", queries=matched.queries, records=matched.records))
    if matched.resumed:
        print(word("match_went_on", count=matched.resumed))
    _print_aside(matched.kept_aside)
    return 0


def _print_aside(rows: Iterable[tuple[str, int, str]]) -> None:
    for file, row, text in rows:
        print(word("row_kept_aside_year", file=file, row=row, text=text), file=sys.stderr)


def _summary(matches: SeizureMatches, alerts: RaisedAlerts) -> list[str]:
    counts: dict[str, int] = {}
    for answer in matches.answers.values():
        best = answer.best.probability if answer.best else 0.0
        counts[chance_code(best)] = counts.get(chance_code(best), 0) + 1
    return [
        word("match_done", count=len(matches.answers), changed=matches.changed),
        *(f"  {word(code)}: {count}" for code, count in sorted(counts.items())),
        *(f"  {word(f'alert_kind_{kind}')}: {count}" for kind, count in sorted(alerts.by_kind.items())),
        word("alerts_new", count=alerts.new),
    ]


def _matches_json(by: Viewer, matches: SeizureMatches, alerts: RaisedAlerts) -> dict[str, Any]:
    places = _places(by, matches.year)
    weapons, wording = matches.weapons, Wording(get_tables())
    return {
        "year": matches.year,
        "seizures": len(matches.answers),
        "proposals_changed": matches.changed,
        "alerts": dict(alerts.by_kind),
        "alerts_new": alerts.new,
        "rows": [
            {
                **weapon_json(weapons[weapon_id]),
                "sheet": places.get(weapon_id, ("", None))[0],
                "row": places.get(weapon_id, ("", None))[1],
                **answer_json(answer, weapons, wording),
            }
            for weapon_id, answer in matches.answers.items()
        ],
    }


def _matches_csv(by: Viewer, matches: SeizureMatches) -> str:
    places = _places(by, matches.year)
    weapons, wording = matches.weapons, Wording(get_tables())
    return csv_text(
        line
        for weapon_id, answer in matches.answers.items()
        for line in match_lines(
            weapons[weapon_id], places.get(weapon_id, ("", None)), answer, weapons, wording
        )
    )


def _places(by: Viewer, year: int) -> dict[UUID, tuple[str, int | None]]:
    """Where each seizure stands in its list."""
    return {each.weapon_id: (each.sheet, each.row) for each in iter_seizures(by, year)}


def _progress(step: str, done: int, total: int) -> None:
    """One line on the terminal that is written over; nothing when nobody watches."""
    if sys.stderr.isatty():
        share = f"{100 * done // total} %" if total else ""
        print(f"\r{word(f'step_{step}')} {done} {share}".ljust(60), end="", file=sys.stderr, flush=True)
