"""Words that change what the observatory holds: load, construct, withhold."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import timezone

from tracemark.accounts.rules import console
from tracemark.config.node import check_signature
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.actions.publicity import set_publicity
from tracemark.observatory.data.constructed_beside import write_constructed
from tracemark.observatory.jobs.loading import load
from tracemark.observatory.jobs.ways import reading_of
from tracemark.observatory.rules.lines import Given
from tracemark.oversight.actions import log_access
from tracemark.ui.words import word

MOST_SHOWN = 60
"""How many refusals or warnings are printed; the rest are counted."""


def add_loading(words: Any) -> None:
    parser = words.add_parser("load", help="take in reports, records and series; all of it or nothing")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders")
    parser.add_argument("--state", default="", help="State, where the files do not say it")
    parser.add_argument(
        "--edition", default="", help="form, such as poa-iti/2018, where the files do not say it"
    )
    parser.add_argument("--years", default="", help="years covered, such as 2016-2017")
    parser.add_argument(
        "--scan", type=Path, help="the paper that the one report was keyed in from (PDF, image)"
    )
    parser.add_argument("--note", default="", help="kept with the load")
    parser.add_argument("--whole-release", action="store_true", help="values no longer in it are withdrawn")
    parser.add_argument("--dry-run", action="store_true", help="check everything, store nothing")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=load_files)
    parser = words.add_parser("construct", help="write the constructed set of invented States' reports")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.set_defaults(handler=construct)
    parser = words.add_parser("withhold", help="record what a State does not want published, or now does")
    parser.add_argument("state")
    parser.add_argument("--year", type=int, required=True, help="cycle of the report")
    parser.add_argument("--key", default="", help="one question; without it the whole report")
    parser.add_argument("--public", action="store_true", help="may be published again")
    parser.add_argument("--reason", required=True)
    parser.set_defaults(handler=withhold)


def load_files(arguments: argparse.Namespace) -> int:
    """Take files in; on refusal print every one with file, place and reason, and take in nothing."""
    viewer = console()
    given = Given(arguments.state, arguments.edition, arguments.years)
    try:
        result = load(
            arguments.paths,
            reading_of(viewer, check_signature, given),
            by=viewer,
            at=timezone.now(),
            scan=arguments.scan,
            note=arguments.note,
            is_whole_release=arguments.whole_release,
            dry_run=arguments.dry_run,
        )
    except Refused as refused:
        _print_findings(refused.findings)
        count = Finding("intake_refused", {"count": len(refused.findings)}, Severity.REFUSAL)
        raise Refused(count) from None
    _print_findings(result.warnings)
    done = result.loaded
    counts = {
        "reports": done.reports,
        "revisions": done.revisions,
        "answers": done.answers,
        "records": done.records,
        "values": done.values,
        "withdrawn": done.withdrawn,
        "known": done.known,
        "warnings": len(result.warnings),
    }
    if not arguments.dry_run:
        log_access(viewer, verb="load_observatory", subject=" ".join(map(str, arguments.paths)))
    print(json.dumps(counts) if arguments.json else "  ".join(f"{name} {n:,}" for name, n in counts.items()))
    return 0


def _print_findings(findings: Iterable[Finding]) -> None:
    listed = list(findings)
    for one in listed[:MOST_SHOWN]:
        where = " ".join(str(one.params[name]) for name in ("file", "place") if one.params.get(name))
        print(f"{where}: {word(one.code, **one.params)}", file=sys.stderr)
    if len(listed) > MOST_SHOWN:
        print(f"… {len(listed) - MOST_SHOWN:,}", file=sys.stderr)


def construct(arguments: argparse.Namespace) -> int:
    """Write the constructed set, to be looked at or loaded."""
    for path in write_constructed(arguments.out):
        print(path)
    return 0


def withhold(arguments: argparse.Namespace) -> int:
    """Record a State's word on what may be published."""
    row = set_publicity(
        state=arguments.state,
        cycle=arguments.year,
        key=arguments.key,
        is_public=arguments.public,
        reason=arguments.reason,
        by=console(),
        at=timezone.now(),
    )
    log_access(console(), verb="withhold_observatory", subject=str(row))
    return 0
