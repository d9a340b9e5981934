"""From a file to the results of its rows, the same each time: what a dry run and a load have in common."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tracemark.findings import Finding, Refused, Severity
from tracemark.reference.queries import get_tables
from tracemark.register.jobs.files import Workbook, open_list
from tracemark.register.jobs.importing.results import ImportResult, new_result
from tracemark.register.queries.imports import find_mapping
from tracemark.register.rules.lists import (
    Interpreter,
    Plan,
    Survey,
    check_chosen,
    fingerprint,
)
from tracemark.register.rules.rows import ListKind, RowResult

Progress = Callable[[int, int], None]
"""Told the rows done and the rows expected, now and then."""

TOLD_EVERY = 500


def silent(done: int, expected: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person decided about a list.

    ``period`` is the year that a list of seizures is about; ``chosen`` maps names of columns, or a spreadsheet's
    letters, to fields (``-`` leaves a column out).
    """

    period: int | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)


NO_OPTIONS = ImportOptions()


class ListReading:
    """One list, opened and planned. ``results()`` reads it row after row and counts into ``result``."""

    def __init__(self, book: Workbook, plan: Plan, result: ImportResult) -> None:
        self.book = book
        self.plan = plan
        self.result = result
        self._interpreter = Interpreter(plan, get_tables())

    @property
    def unknown(self) -> Mapping[tuple[str, str], int]:
        """Makers, calibres and types that the reference tables do not know, with the rows that name them."""
        return self._interpreter.unknown

    def results(self, progress: Progress = silent) -> Iterator[RowResult]:
        """Every row that describes an item, in the order of the list."""
        done = 0
        for number, sheet in enumerate(self.book.sheets):
            if not self.plan.sheets[number].is_read:
                continue
            reader = self._interpreter.open_sheet(number)
            for row, cells in sheet.rows():
                result = reader.read(row, cells)
                if result is None:
                    continue
                self.result.count(number, result)
                done += 1
                if done % TOLD_EVERY == 0:
                    progress(done, self.plan.rows)
                yield result
            self.result.add_lines(sheet.name, reader.findings)
        progress(done, done)


def open_reading(
    path: Path,
    kind: ListKind,
    options: ImportOptions,
    plan_of: Callable[[Workbook], Plan | None] = lambda book: None,
) -> ListReading:
    """Open a list and decide how it is to be read. Raises Refused when no sheet of it can be read.

    ``plan_of`` gives the plan that was made before for the same file, so that a load goes on as it began.
    """
    if refusals := check_chosen(kind, options.chosen):
        raise Refused(*refusals)
    book = open_list(path)
    plan = plan_of(book) or _survey(book, kind, options)
    if not any(sheet.is_read for sheet in plan.sheets):
        raise Refused(*_why_unreadable(plan))
    hidden = [
        Finding("hidden_sheet", {"sheet": sheet.name or ""}, Severity.INFO)
        for sheet in book.sheets
        if sheet.is_hidden
    ]
    return ListReading(book, plan, new_result(plan, path.name, book.sha256, (*book.findings, *hidden)))


def survey_list(path: Path, kind: ListKind, options: ImportOptions = NO_OPTIONS) -> ImportResult:
    """How the sheets and columns of a list would be read, with nothing counted: also of a list that is refused
    because a column is missing, so that a person can say which it is."""
    book = open_list(path)
    return new_result(_survey(book, kind, options), path.name, book.sha256, book.findings)


def _survey(book: Workbook, kind: ListKind, options: ImportOptions) -> Plan:
    def chosen(names: Sequence[str]) -> Mapping[str, str]:
        return {**find_mapping(kind, fingerprint(kind, names)), **options.chosen}

    survey = Survey(kind, get_tables(), chosen)
    for sheet in book.sheets:
        survey.add_sheet(sheet.name, sheet.rows(), sheet.hidden_columns)
    return survey.plan(options.period)


def _why_unreadable(plan: Plan) -> list[Finding]:
    findings = [
        finding
        for sheet in plan.sheets
        for finding in (*sheet.findings, *(sheet.mapping.findings if sheet.mapping else ()))
        if finding.severity is Severity.REFUSAL
    ]
    return findings or [Finding("list_without_rows", {}, Severity.REFUSAL)]
