"""What was revised: reports that a State sent again, and what differs between one revision and the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracemark.accounts.rules import Viewer
from tracemark.observatory.models import Answer, StateReport
from tracemark.observatory.queries.facts import (
    EVERYTHING,
    Scope,
    Words,
    hidden_keys,
    home_world,
    is_open,
    last_words,
    require,
)


@dataclass(frozen=True, slots=True)
class ReportRevision:
    """One State's report taken in again. ``changes`` are cells (key, path, before, after); empty: now a blank."""

    state: str
    cycle: int
    revision: int
    taken_in_at: datetime
    changes: tuple[tuple[str, str, str, str], ...]


def list_revisions(viewer: Viewer, scope: Scope = EVERYTHING) -> list[ReportRevision]:
    """Every public report that has more than one revision, with what changed in what is public, newest first."""
    require(viewer, scope.audience)
    words = last_words(scope)
    rows = StateReport.objects.filter(world=scope.world or home_world(), instrument=scope.instrument)
    several = rows.filter(revision__gt=1).values_list("state", "first_year").distinct()
    found = []
    for state, first_year in several:
        series = list(
            rows.filter(state=state, first_year=first_year).select_related("intake").order_by("revision")
        )
        if all(is_open(row, words) for row in series):
            hidden = frozenset().union(*(_hidden(row, words) for row in series))
            found += list(_steps(series, hidden))
    return sorted(found, key=lambda one: (one.taken_in_at, one.state), reverse=True)


def _hidden(row: StateReport, words: Words) -> frozenset[str]:
    at_first = Answer.objects.filter(report=row, is_public=False).values_list("key", flat=True)
    return hidden_keys(row, set(at_first), words)


def _steps(series: list[StateReport], hidden: frozenset[str]) -> Iterable[ReportRevision]:
    """From each revision to the next. A key that any of them keeps back is left out of all."""
    before = _cells(series[0], hidden)
    for row in series[1:]:
        after = _cells(row, hidden)
        changes = tuple(
            (key, path, before.get((key, path), ""), after.get((key, path), ""))
            for key, path in sorted({*before, *after})
            if before.get((key, path)) != after.get((key, path))
        )
        yield ReportRevision(row.state, row.cycle, row.revision, row.intake.at, changes)
        before = after


def _cells(row: StateReport, hidden: frozenset[str]) -> dict[tuple[str, str], str]:
    cells = Answer.objects.filter(report=row).values_list("key", "path", "value")
    return {(key, path): value for key, path, value in cells if key not in hidden}
