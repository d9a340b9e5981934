"""verify, seal and export on the command line."""

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tracemark.accounts.rules import console
from tracemark.config.node import check_signature, sign
from tracemark.figures.queries import verify_publications
from tracemark.findings import Finding, Severity
from tracemark.oversight.actions import log_access
from tracemark.oversight.append_only import find_unguarded
from tracemark.oversight.queries import check_access_log
from tracemark.register.actions.sealing import seal_day
from tracemark.register.jobs.exporting import export_node
from tracemark.register.queries.verifying import Verification, verify
from tracemark.tracing.queries.cases import verify_cases
from tracemark.transfers.queries import verify_permits
from tracemark.ui.words import word


def add_checking(subparsers: Any) -> None:
    """Add ``verify``, ``seal`` and ``export``."""
    parser = subparsers.add_parser("verify", help="check every event, chain and seal")
    parser.add_argument(
        "--rebuild", action="store_true", help="compare every stored copy with its events too"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(handler=verify_node)

    parser = subparsers.add_parser("seal", help="sign today's seal over all chains and the access log")
    parser.set_defaults(handler=seal_node)

    parser = subparsers.add_parser("export", help="write everything this node holds, in open formats")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.set_defaults(handler=export_everything)


def verify_node(arguments: argparse.Namespace) -> int:
    """Exit 0 when nothing was changed, 1 when something was: each fault is named."""
    key = settings.NODE.public_key
    checked = verify(
        console(),
        state=settings.NODE.state,
        rebuild=arguments.rebuild,
        check_signature=partial(check_signature, key),
        progress=_progress("weapons"),
    )
    checked.findings += [
        Finding("table_unguarded", {"table": table}, Severity.ALERT) for table in find_unguarded(connection)
    ]
    checked.findings += [
        *check_access_log(),
        *verify_permits()[1],
        *verify_cases()[1],
        *verify_publications()[1],
    ]
    log_access(console(), verb="verify")
    _print_verification(checked, as_json=arguments.json)
    return 1 if checked.findings else 0


def _print_verification(checked: Verification, *, as_json: bool) -> None:
    if as_json:
        findings = [{"code": finding.code, "params": dict(finding.params)} for finding in checked.findings]
        counted = {"weapons": checked.weapons, "events": checked.events, "seals": checked.seals}
        print(json.dumps({**counted, "findings": findings}, ensure_ascii=False))
        return
    for finding in checked.findings:
        print(word(finding.code, **finding.params))
    found = len(checked.findings)
    print(f"{checked.events:,} events of {checked.weapons:,} weapons, {checked.seals} seals: {found} faults")


def seal_node(arguments: argparse.Namespace) -> int:
    """Seal today; a second time on one day does nothing."""
    count = seal_day(
        state=settings.NODE.state,
        key_id=settings.NODE.public_key,
        sign=partial(sign, settings.HOME),
        by=console(),
        at=timezone.now(),
    )
    print("Today is sealed already." if count is None else f"Sealed: {count:,} chains had moved.")
    return 0


def export_everything(arguments: argparse.Namespace) -> int:
    """Write the folder; says how many rows each file got."""
    log_access(console(), verb="export", subject=arguments.folder.name)
    counts = export_node(
        arguments.folder,
        viewer=console(),
        state=settings.NODE.state,
        public_key=settings.NODE.public_key,
        progress=lambda name, count: _progress(name)(count),
    )
    for name, count in counts.items():
        print(f"{count:>12,}  {name}")
    return 0


def _progress(what: str) -> Any:
    """Shows a count on a terminal, nothing elsewhere."""

    def show(count: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{count:,} {what} …", end="", file=sys.stderr, flush=True)

    return show
