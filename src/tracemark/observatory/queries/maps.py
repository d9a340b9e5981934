"""A statistic State by State, and who reports: what maps show."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.queries.facts import EVERYTHING, Scope, cycles_of, get_facts
from tracemark.observatory.queries.trends import get_statistic
from tracemark.observatory.rules.counting import Point, amount_of, count
from tracemark.observatory.rules.statistics import Measure, Statistic


@dataclass(frozen=True, slots=True)
class StateMap:
    """A statistic in one cycle. ``numbers`` are the numbers States gave, where the statistic adds numbers."""

    statistic: Statistic
    year: int
    point: Point
    numbers: Mapping[str, int]


def get_map(viewer: Viewer, code: str, year: int, scope: Scope = EVERYTHING) -> StateMap:
    """Where every State stands. Raises Refused for a statistic that is not about States' reports (``no_map``)."""
    statistic = get_statistic(code)
    reading = statistic.chosen
    if reading.measure in (Measure.RECORDS, Measure.RECORD_SUM):
        raise Refused(Finding("no_map", {"name": code}, Severity.REFUSAL))
    cycles = tuple(one for one in cycles_of(viewer, scope) if (reading.since or year) <= one <= year)
    facts = get_facts(viewer, reading.keys, replace(scope, cycles=cycles or (year,)))
    point = count(reading, facts, year)
    numbers = {}
    if reading.measure is Measure.SUM:
        for report in facts.in_cycle(year):
            given = amount_of(reading.amount, report)
            if given is not None and report.state in point.counted:
                numbers[report.state] = given
    return StateMap(statistic, year, point, numbers)


@dataclass(frozen=True, slots=True)
class Reporting:
    """Who reported for a cycle. ``kept``: also for the cycle before; ``began``: not then; ``stopped``: before and
    not now, with the last cycle; ``last`` has that cycle for everyone who ever reported."""

    year: int
    before: int | None
    kept: tuple[str, ...]
    began: tuple[str, ...]
    stopped: Mapping[str, int]
    times: Mapping[str, tuple[int, ...]]


def get_reporting(viewer: Viewer, year: int, scope: Scope = EVERYTHING) -> Reporting:
    """Who reported for ``year``, who stopped, and every cycle each State reported for up to then."""
    times: dict[str, tuple[int, ...]] = {}
    for report in sorted(get_facts(viewer, (), scope).reports, key=lambda one: one.cycle):
        if report.cycle <= year:
            times[report.state] = (*times.get(report.state, ()), report.cycle)
    before = max((one for cycles in times.values() for one in cycles if one < year), default=None)
    now = {state for state, cycles in times.items() if year in cycles}
    kept = {state for state in now if before in times[state]}
    return Reporting(
        year,
        before,
        tuple(sorted(kept)),
        tuple(sorted(now - kept)),
        {state: cycles[-1] for state, cycles in sorted(times.items()) if state not in now},
        times,
    )
