"""Instruments and reports on the command line."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from tracemark.accounts.rules import Viewer, console
from tracemark.config.node import check_signature
from tracemark.findings import Severity
from tracemark.instruments.actions.answers import carry_over, take_from_register
from tracemark.instruments.actions.editions import load_edition
from tracemark.instruments.actions.reports import open_report
from tracemark.instruments.data import read_and_check
from tracemark.instruments.jobs.packages import receive_package, verify_package
from tracemark.instruments.jobs.reading import fill_from_sheet, fill_from_submission
from tracemark.instruments.queries.editions import get_instrument, list_instruments
from tracemark.instruments.queries.explaining import explain, explanation_values
from tracemark.instruments.queries.figures import askable_figures
from tracemark.instruments.queries.received import list_received, received_json
from tracemark.instruments.queries.reports import (
    ReportView,
    compare_with_previous,
    compare_with_register,
    document_of,
    get_report,
    get_status,
    history_of,
    list_reports,
)
from tracemark.instruments.rules.checking import check_instrument
from tracemark.instruments.tables.exporting import FORMATS, Wanted, export_report
from tracemark.instruments.tables.forms import xlsform
from tracemark.instruments.tables.lines import (
    changes_text,
    differences_json,
    explanation_json,
    finding_text,
    status_json,
    status_text,
)
from tracemark.oversight.actions import log_access
from tracemark.reference.queries import country_name

LANGUAGES = ("en", "ar", "zh-hans", "fr", "ru", "es")
DONE, ATTENTION = 0, 1


def add_commands(subparsers: Any) -> None:
    """Add ``instruments`` and ``report``."""
    parser = subparsers.add_parser(
        "instruments", help="questionnaires: list, check or load one, make a phone form"
    )
    words = parser.add_subparsers(metavar="WORD", required=True)
    words.add_parser("list", help="every edition this node can use").set_defaults(handler=list_editions)
    for name, handler, text in (
        ("check", check_edition, "say what is wrong with the folder of an edition"),
        ("load", load, "take in a corrected edition; reports that exist do not change"),
    ):
        word = words.add_parser(name, help=text)
        word.add_argument("folder", type=Path, metavar="DIR")
        word.set_defaults(handler=handler)
    word = words.add_parser("form", help="write an edition as an XLSForm for phones")
    word.add_argument("name", metavar="ID[/EDITION]")
    word.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    word.set_defaults(handler=write_form)
    _add_report(subparsers)


def _add_report(subparsers: Any) -> None:
    parser = subparsers.add_parser("report", help="national reports: new, fill, status, explain, export")
    words = parser.add_subparsers(metavar="WORD", required=True)
    words.add_parser("list", help="the reports of this node").set_defaults(handler=print_reports)
    new = words.add_parser("new", help="begin a report")
    new.add_argument("name", metavar="ID[/EDITION]")
    new.add_argument("--period", required=True, metavar="2024-2025", help="the years it covers")
    new.set_defaults(handler=new_report)
    fill = _with_report(
        words, "fill", fill_report, "take answers from the register, a spreadsheet or a phone form"
    )
    fill.add_argument("--section", default="", help="key or number of the section; without it, all")
    fill.add_argument(
        "--from", dest="source", type=Path, metavar="FILE", help="spreadsheet, or submission (.json, .xml)"
    )
    fill.add_argument("--carry-over", action="store_true", help="take over what the previous report answered")
    fill.add_argument("--reason", default="", help="why a number differs from what the register gives")
    status = _with_report(words, "status", print_status, "how far it is, and what does not add up")
    status.add_argument("--json", action="store_true")
    explained = _with_report(words, "explain", print_explanation, "an answer down to its rows")
    explained.add_argument("key", metavar="KEY")
    explained.add_argument("--json", action="store_true")
    differs = _with_report(
        words, "compare", print_differences, "what differs from last time and from the register now"
    )
    differs.add_argument("--json", action="store_true")
    export = _with_report(words, "export", export_file, "write it as a file")
    export.add_argument("--lang", default="", choices=["", *LANGUAGES])
    export.add_argument("--format", required=True, choices=sorted(FORMATS))
    export.add_argument("--section", default="", help="one section only (xlsx)")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    received = words.add_parser("received", help="the reports of other nodes that were taken in")
    received.add_argument("--json", action="store_true")
    received.set_defaults(handler=print_received)
    for name, handler, text in (
        ("verify", verify, "check a submission package of any node"),
        ("receive", receive, "check a submission package and keep its report"),
    ):
        word = words.add_parser(name, help=text)
        word.add_argument("package", type=Path, metavar="PACKAGE.zip")
        word.set_defaults(handler=handler)


def print_received(arguments: argparse.Namespace) -> int:
    """Print the reports of other nodes."""
    rows = list_received(console())
    if arguments.json:
        log_access(console(), verb="export_report", subject="received")
        print(json.dumps([received_json(row) for row in rows], ensure_ascii=False))
        return DONE
    for row in rows:
        print(f"{row.state}  {row.instrument:<20} {row.first_year}-{row.last_year}  {row.sha256}")
    return DONE


def _with_report(words: Any, name: str, handler: Any, text: str) -> Any:
    word = words.add_parser(name, help=text)
    word.add_argument("report", metavar="REPORT", help="number of the report: tracemark report list")
    word.set_defaults(handler=handler)
    return word


def list_editions(arguments: argparse.Namespace) -> int:
    """Print name, standing, questions and title of every edition."""
    for name, one in list_instruments(console()).items():
        title = one.text("title", arguments.language)
        print(f"{name:<28} {one.standing.value:<10} {len(one.questions):>4}  {title}")
    return DONE


def check_edition(arguments: argparse.Namespace) -> int:
    """Print everything the checker has against a folder."""
    instrument, findings = read_and_check(arguments.folder)
    if instrument is not None:
        findings = [*findings, *check_instrument(instrument, askable_figures())]
    for finding in findings:
        print(finding_text(finding))
    if instrument is None or any(finding.severity is Severity.REFUSAL for finding in findings):
        return ATTENTION
    print(f"{instrument.name}: {len(instrument.questions)} questions, 6 languages")
    return DONE


def load(arguments: argparse.Namespace) -> int:
    """Check a folder and take it in."""
    instrument, findings = read_and_check(arguments.folder)
    if instrument is None or findings:
        for finding in findings:
            print(finding_text(finding))
        return ATTENTION
    edition = load_edition(instrument, by=console(), at=timezone.now())
    log_access(console(), verb="load_edition", subject=edition.name)
    print(f"{edition.name} {edition.sha256}")
    return DONE


def write_form(arguments: argparse.Namespace) -> int:
    """Write an XLSForm."""
    instrument = get_instrument(console(), arguments.name)
    arguments.out.write_bytes(xlsform(instrument, "1"))
    print(arguments.out)
    return DONE


def print_reports(arguments: argparse.Namespace) -> int:
    """Print number, edition and stage of every report."""
    for report in list_reports(console()):
        print(f"{report.number:<32} {report.edition.name:<20} {report.stage}")
    return DONE


def new_report(arguments: argparse.Namespace) -> int:
    """Begin a report and print its number."""
    first, _, last = arguments.period.partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        raise ValueError(f"--period {arguments.period}: expected 2025 or 2024-2025")
    report = open_report(
        name=arguments.name,
        first_year=int(first),
        last_year=int(last or first),
        state=settings.NODE.state,
        language=arguments.language,
        by=console(),
        at=timezone.now(),
    )
    print(report.number)
    return DONE


def fill_report(arguments: argparse.Namespace) -> int:
    """Take answers in and print what changed."""
    viewer, now = console(), timezone.now()
    view = get_report(viewer, arguments.report)
    keys = _keys_of(view, arguments.section)
    findings: tuple[Any, ...] = ()
    if arguments.source is not None:
        read = _read_file(view, arguments, viewer)
        changes, findings = list(read.changes), read.findings
    elif arguments.carry_over:
        changes = carry_over(view.report, by=viewer, at=now)
    else:
        changes = take_from_register(view.report, keys=keys, by=viewer, at=now)
    for finding in findings:
        print(f"! {finding_text(finding)}")
    print(changes_text(view.instrument, [(one.key, one.before, one.after) for one in changes]), end="")
    return ATTENTION if findings else DONE


def _keys_of(view: ReportView, section: str) -> frozenset[str]:
    if not section:
        return frozenset()
    found = view.instrument.find_section(section)
    if found is None:
        raise ValueError(f"--section {section}: there is none in {view.instrument.name}")
    return frozenset(question.key for question in view.instrument.in_section(found.key))


def _read_file(view: ReportView, arguments: argparse.Namespace, viewer: Viewer) -> Any:
    given = {"reason": arguments.reason, "by": viewer, "at": timezone.now()}
    if arguments.source.suffix.lower() in {".json", ".xml"}:
        return fill_from_submission(view.report, arguments.source.read_bytes(), **given)
    return fill_from_sheet(view.report, arguments.source, section=arguments.section, **given)


def print_status(arguments: argparse.Namespace) -> int:
    """Print how far a report is."""
    status = get_status(get_report(console(), arguments.report))
    print(
        json.dumps(status_json(status), ensure_ascii=False)
        if arguments.json
        else status_text(status, arguments.language)
    )
    return ATTENTION if status.findings else DONE


def print_explanation(arguments: argparse.Namespace) -> int:
    """Print an answer with its history, its definition and the rows that were counted."""
    viewer = console()
    view = get_report(viewer, arguments.report)
    found = explain(viewer, view, arguments.key)
    values = explanation_values(found) if found else {}
    document = explanation_json(view, arguments.key, history_of(view, arguments.key), values)
    log_access(viewer, verb="explain_answer", subject=f"{view.report.number} {arguments.key}")
    print(json.dumps(document, ensure_ascii=False, indent=None if arguments.json else 1))
    return DONE


def print_differences(arguments: argparse.Namespace) -> int:
    """Print what differs from the previous report, and from the register now."""
    viewer = console()
    view = get_report(viewer, arguments.report)
    document = {
        "previous": differences_json(compare_with_previous(view)),
        "register": differences_json(compare_with_register(viewer, view)),
    }
    print(json.dumps(document, ensure_ascii=False, indent=None if arguments.json else 1))
    return ATTENTION if document["register"] else DONE


def export_file(arguments: argparse.Namespace) -> int:
    """Write a report as a file."""
    viewer = console()
    view = get_report(viewer, arguments.report)
    status = get_status(view)
    language = arguments.lang or view.report.language
    wanted = Wanted(
        view=view,
        document=document_of(view, state=settings.NODE.state),
        state=settings.NODE.state,
        state_name=country_name(settings.NODE.state, language),
        language=language,
        sha256=status.submission.sha256 if status.submission else "",
        section=arguments.section,
    )
    content = export_report(wanted, arguments.format)
    log_access(viewer, verb="export_report", subject=f"{view.report.number} {arguments.format} {language}")
    arguments.out.write_bytes(content)
    print(f"{arguments.out}: {len(content):,} bytes")
    return DONE


def verify(arguments: argparse.Namespace) -> int:
    """Check a package without a node's help: prints whose it says it is and by which key."""
    contents = verify_package(arguments.package.read_bytes(), check_signature)
    print(f"{contents.facts.report}  {contents.facts.instrument}  {contents.facts.sealed_at}")
    print(f"SHA-256 {contents.facts.sha256}\nEd25519 {contents.public_key}")
    return DONE


def receive(arguments: argparse.Namespace) -> int:
    """Check a package and keep its report."""
    report = receive_package(arguments.package.read_bytes(), check_signature, by=console(), at=timezone.now())
    log_access(console(), verb="receive_report", subject=f"{report.state} {report.instrument}")
    print(f"{report.state} {report.instrument} {report.first_year}-{report.last_year} {report.sha256}")
    return DONE
