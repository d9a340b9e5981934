"""import on the command line: the same dry run, load and rejects as in the browser."""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from tracemark.accounts.queries import list_units
from tracemark.accounts.rules import Viewer, console
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access
from tracemark.register.jobs.importing import (
    ImportOptions,
    ImportResult,
    dry_run,
    load,
    result_to_json,
    write_rejects,
)
from tracemark.register.queries.batches import find_batch
from tracemark.register.rules.rows import ListKind
from tracemark.ui.words import word

BAR_WIDTH = 30
SHOWN_EXAMPLES = 3


def add_importing(subparsers: Any) -> None:
    """Add ``import``."""
    parser = subparsers.add_parser("import", help="take in lists: XLSX, XLS, ODS or CSV")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--kind", required=True, choices=[kind.value for kind in ListKind])
    parser.add_argument("--dry-run", action="store_true", help="say what would be done; change nothing")
    parser.add_argument(
        "--rejects", type=Path, metavar="OUT.xlsx", help="write the rows kept aside, each with its reason"
    )
    parser.add_argument("--unit", default="", metavar="CODE", help="whose list it is")
    parser.add_argument("--period", type=int, metavar="YEAR", help="the year a list of seizures is about")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="what a column is, by its name or letter; FIELD - leaves it out",
    )
    parser.add_argument(
        "--accepted-at",
        type=read_moment,
        metavar="MOMENT",
        help="when the list was accepted, if that was earlier: 2025-06-01T12:00+01:00",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(handler=import_lists)


def import_lists(arguments: argparse.Namespace) -> int:
    """Exit 0 when every file was read, 1 when one was not; the others are taken in all the same."""
    viewer = console()
    kind = ListKind(arguments.kind)
    options = ImportOptions(period=arguments.period, chosen=read_mapping(arguments.map))
    unit_id = None if arguments.dry_run else find_unit(viewer, arguments.unit)
    results: list[ImportResult] = []
    refused: list[tuple[Path, Refused]] = []
    for path in arguments.files:
        rejects = _rejects_path(arguments.rejects, path, len(arguments.files))
        try:
            results.append(_import_one(path, kind, options, unit_id, viewer, rejects, arguments.accepted_at))
        except Refused as error:
            refused.append((path, error))
            _clear_line()
    if arguments.json:
        print(json.dumps(summary_json(results, refused), ensure_ascii=False))
    else:
        _print_results(results, is_dry=arguments.dry_run)
    for path, why in refused:
        print(f"{path.name}: {' '.join(_words(why.findings))}", file=sys.stderr)
    return 1 if refused else 0


def _import_one(
    path: Path,
    kind: ListKind,
    options: ImportOptions,
    unit_id: UUID | None,
    viewer: Viewer,
    rejects: Path | None,
    accepted_at: datetime | None,
) -> ImportResult:
    progress = ProgressBar(path.name)
    language = get_language() or "en"
    if unit_id is None:
        result = dry_run(path, kind, options=options, rejects=rejects, language=language, progress=progress)
    else:
        stated = f" accepted at {accepted_at.isoformat()}" if accepted_at else ""
        log_access(viewer, verb="import", subject=f"{kind.value} {path.name}{stated}")
        result = load(
            path,
            kind,
            unit_id=unit_id,
            by=viewer,
            accepted_at=accepted_at or timezone.now(),
            options=options,
            progress=progress,
        )
        batch = find_batch(viewer, result.batch_id) if rejects and result.batch_id else None
        if rejects and batch:
            write_rejects(batch, rejects, viewer=viewer, language=language)
    _clear_line()
    if rejects and result.kept_aside:
        print(word("import_rejects", path=rejects), file=sys.stderr)
    return result


def read_mapping(texts: Sequence[str]) -> dict[str, str]:
    """The columns that a person named: ``["Serial=serial"]`` to ``{"Serial": "serial"}``."""
    chosen: dict[str, str] = {}
    for text in texts:
        column, sign, field = text.rpartition("=")
        if not sign or not column.strip() or not field.strip():
            raise Refused(Finding("map_not_understood", {"text": text}, Severity.REFUSAL))
        chosen[column.strip()] = field.strip()
    return chosen


def read_moment(text: str) -> datetime:
    """A moment that has passed, as ISO 8601 with its offset. Raises ArgumentTypeError for any other."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a moment such as 2025-06-01T12:00+01:00: {text}") from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"without an offset from UTC, such as Z or +01:00: {text}")
    if moment > timezone.now():
        raise argparse.ArgumentTypeError(f"still to come: {text}")
    return moment


def find_unit(viewer: Viewer, code: str) -> UUID:
    """The unit with this code; without a code the one at the top of the tree. Raises Refused otherwise."""
    units = list_units(viewer)
    named = [unit for unit in units if (unit.code == code if code else unit.depth == 0)]
    if len(named) == 1:
        return named[0].id
    known = ", ".join(unit.code for unit in units)
    params = {"unit": code, "units": known}
    raise Refused(Finding("unit_not_found" if code else "unit_needed", params, Severity.REFUSAL))


def summary_json(
    results: Iterable[ImportResult], refused: Iterable[tuple[Path, Refused]]
) -> Mapping[str, Any]:
    """All files together, and each by itself."""
    results = list(results)
    return {
        "read": sum(result.read for result in results),
        "accepted": sum(result.accepted for result in results),
        "weapons": sum(result.weapons for result in results),
        "kept_aside": _together(result.kept_aside for result in results),
        "warnings": _together(result.warnings for result in results),
        "alerts": _together(result.alerts for result in results),
        "duplicates": sum(result.duplicates for result in results),
        "files": [result_to_json(result) for result in results],
        "refused": [
            {
                "file": path.name,
                "findings": [
                    {"code": finding.code, "params": dict(finding.params)} for finding in error.findings
                ],
            }
            for path, error in refused
        ],
    }


def _together(counts: Iterable[Counter[str]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))


def _rejects_path(wanted: Path | None, path: Path, count: int) -> Path | None:
    """Where the rows kept aside go; with several files each has a file of its own beside the wanted one."""
    if wanted is None or count == 1:
        return wanted
    return wanted.with_name(f"{wanted.stem}-{path.stem}{wanted.suffix or '.xlsx'}")


def _print_results(results: Iterable[ImportResult], *, is_dry: bool) -> None:
    for result in results:
        code = "import_would" if is_dry else "import_repeated" if result.is_repeated else "import_done"
        print(word(code, file=result.file_name))
        kept = result.kept_aside.total()
        print(
            word(
                "import_counts",
                read=result.read,
                accepted=result.accepted,
                weapons=result.weapons,
                kept=kept,
            )
        )
        findings = [*result.notes, *(finding for sheet in result.sheets for finding in sheet.findings)]
        for text in _words(findings):
            print(f"  {text}")
        _print_codes(result)


def _print_codes(result: ImportResult) -> None:
    """Each code with its count and some of its rows."""
    for counts in (result.kept_aside, result.alerts, result.warnings):
        for code, count in counts.most_common():
            print(f"  {count:>6,}  {code}")
            for sheet, row, finding in result.examples.get(code, ())[:SHOWN_EXAMPLES]:
                where = f"{sheet}:{row}" if sheet else str(row)
                print(f"          {where}  {word(finding.code, **finding.params)}")


def _words(findings: Iterable[Finding]) -> list[str]:
    return [word(finding.code, **finding.params) for finding in findings]


def _clear_line() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


class ProgressBar:
    """Shows how far a list is and when it will be done; nothing where nobody watches."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._began = time.monotonic()

    def __call__(self, done: int, expected: int) -> None:
        """Draw the bar again."""
        if not sys.stderr.isatty() or not expected:
            return
        share = min(done / expected, 1.0)
        bar = "#" * round(share * BAR_WIDTH)
        left = (time.monotonic() - self._began) * (1 - share) / max(share, 0.001)
        line = f"{self._name} [{bar:<{BAR_WIDTH}}] {done:,}/{expected:,} {_shown_time(left)}"
        print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)


def _shown_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
