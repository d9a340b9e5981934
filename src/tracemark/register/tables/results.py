"""What the screens show of the result of a dry run or a load: counts by code with examples, the worst first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracemark.findings import Finding, Severity
from tracemark.register.jobs.importing import ImportResult

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Example:
    """One row with what is to be said about it."""

    sheet: str
    row: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class CodeLine:
    """All rows with one code."""

    code: str
    severity: Severity
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class ResultLines:
    """A result, sorted for reading."""

    kept_aside: tuple[CodeLine, ...]
    alerts: tuple[CodeLine, ...]
    warnings: tuple[CodeLine, ...]
    remarks: tuple[CodeLine, ...]
    kept_aside_count: int

    @property
    def is_clean(self) -> bool:
        """Whether every row was accepted without a word."""
        return not (self.kept_aside or self.alerts or self.warnings)


def result_lines(result: ImportResult) -> ResultLines:
    """The result's counts with examples."""
    return ResultLines(
        kept_aside=_lines(result, result.kept_aside, Severity.REFUSAL),
        alerts=_lines(result, result.alerts, Severity.ALERT),
        warnings=_lines(result, result.warnings, Severity.WARNING),
        remarks=_lines(result, result.remarks, Severity.INFO),
        kept_aside_count=result.kept_aside.total(),
    )


def _lines(result: ImportResult, counts: Mapping[str, int], severity: Severity) -> tuple[CodeLine, ...]:
    return tuple(
        CodeLine(code, severity, count, _examples(result.examples.get(code, [])))
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count
    )


def _examples(lines: Sequence[tuple[str | None, int, Finding]]) -> tuple[Example, ...]:
    return tuple(Example(sheet or "", row, finding) for sheet, row, finding in lines[:SHOWN])
