"""Everything the public site shows, counted from one reading of the reports, for anyone to see and no one else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracemark.accounts.rules import Viewer
from tracemark.observatory.queries.facts import EVERYTHING, cycles_of, get_breaks, get_facts, home_world
from tracemark.observatory.queries.maps import Reporting, StateMap, get_reporting
from tracemark.observatory.queries.reports import Profile, ProfileLine, list_reports
from tracemark.observatory.queries.revisions import ReportRevision, list_revisions
from tracemark.observatory.queries.series import get_series
from tracemark.observatory.queries.trends import CountedRow, RegionPoint, ThemeGap, region_states
from tracemark.observatory.rules.counting import Point, amount_of, count
from tracemark.observatory.rules.definitions import NEED, OFFER, STATISTICS, theme_of
from tracemark.observatory.rules.facts import Facts, ReportFacts, World
from tracemark.observatory.rules.joins import Break
from tracemark.observatory.rules.series.values import Series
from tracemark.observatory.rules.statistics import Measure, Reading, Statistic
from tracemark.observatory.rules.trends import Comparison, Trend, compare, trend_of

SIDES = ("counted", "blank", "withheld", "not_asked", "others")
"""In the order in which a State is put on one."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published. It holds no answer that a State keeps back: the facts it is counted from have none."""

    world: World
    facts: Facts
    cycles: tuple[int, ...]
    trends: Mapping[str, Trend]
    breaks: Mapping[str, tuple[Break, ...]]
    series: Series
    revisions: tuple[ReportRevision, ...]
    reporting: Mapping[int, Reporting]
    profiles: Mapping[str, Profile]

    def state_map(self, code: str, year: int) -> StateMap:
        """A statistic State by State."""
        statistic = STATISTICS[code]
        point = self.point(code, year)
        numbers = {
            report.state: given
            for report in self.facts.in_cycle(year)
            if statistic.chosen.measure is Measure.SUM
            and report.state in point.counted
            and (given := amount_of(statistic.chosen.amount, report)) is not None
        }
        return StateMap(statistic, year, point, numbers)

    def point(self, code: str, year: int) -> Point:
        """The published reading of a statistic in one year."""
        return self.trends[code].chosen.at(year) or count(STATISTICS[code].chosen, self.facts, year)

    def regions(self, code: str, year: int) -> list[RegionPoint]:
        """A statistic in every region that has a report."""
        found = []
        for region, states in sorted(region_states("region").items()):
            inside = tuple(report for report in self.facts.reports if report.state in states)
            if inside:
                point = count(STATISTICS[code].chosen, Facts(inside, (), len(states)), year)
                found.append(RegionPoint(region, len(states), point))
        return found

    def gaps(self, year: int) -> list[ThemeGap]:
        """Needs against offers, the most needed first."""
        themes = [theme_of(one) for one in STATISTICS.values() if one.group == NEED]
        gaps = [
            ThemeGap(one, self.point(f"{NEED}-{one}", year), self.point(f"{OFFER}-{one}", year))
            for one in themes
        ]
        return sorted(gaps, key=lambda gap: (-(gap.need.numerator or 0), themes.index(gap.theme)))

    def compare(self, first: int, second: int) -> Comparison:
        """Two cycles, as published and among the States that reported both times."""
        return compare(STATISTICS.values(), self.facts, (first, second), self.breaks)

    def rows(self, code: str, year: int) -> dict[str, list[CountedRow]]:
        """The States on every side of a number, with the public answers that decided."""
        reading = STATISTICS[code].chosen
        point = self.point(code, year)
        found: dict[str, list[CountedRow]] = {}
        for report in self._looked_at(reading, year):
            side = side_of(report.state, point)
            found.setdefault(side, []).append(_row(report, reading))
        return found

    def _looked_at(self, reading: Reading, year: int) -> Iterable[ReportFacts]:
        reports = self.facts.since(reading.since, year) if reading.since else self.facts.in_cycle(year)
        return sorted(reports, key=lambda one: (one.state, one.cycle))


def side_of(state: str, point: Point) -> str:
    """On which side of a number a State is."""
    return next((side for side in SIDES if state in getattr(point, side)), "no_report")


def get_publication(viewer: Viewer) -> Publication:
    """Everything the public site shows. What a State keeps back is left out when the reports are read."""
    scope = EVERYTHING
    cycles = cycles_of(viewer, scope)
    keys = frozenset().union(*(one.keys for one in STATISTICS.values()))
    facts, breaks = get_facts(viewer, keys, scope), get_breaks(viewer, scope)
    return Publication(
        world=home_world(),
        facts=facts,
        cycles=cycles,
        trends={code: trend_of(one, facts, cycles, breaks) for code, one in STATISTICS.items()},
        breaks=breaks,
        series=get_series(viewer),
        revisions=tuple(list_revisions(viewer, scope)),
        reporting={cycle: get_reporting(viewer, cycle, scope) for cycle in cycles},
        profiles=_profiles(viewer, facts, cycles),
    )


def _profiles(viewer: Viewer, facts: Facts, cycles: tuple[int, ...]) -> dict[str, Profile]:
    """The profile of every State that has a public report."""
    lines = {one.uid: one for one in list_reports(viewer)}
    by_state: dict[str, list[ReportFacts]] = {}
    for report in facts.reports:
        by_state.setdefault(report.state, []).append(report)
    return {
        state: Profile(
            state, tuple(lines[one.uid] for one in reports), _profile_lines(state, tuple(reports), cycles)
        )
        for state, reports in sorted(by_state.items())
    }


def _profile_lines(
    state: str, reports: tuple[ReportFacts, ...], cycles: tuple[int, ...]
) -> tuple[ProfileLine, ...]:
    mine = Facts(reports)
    lines = []
    for statistic in STATISTICS.values():
        reading = _yearly(statistic)
        if reading is not None:
            points = [count(reading, mine, cycle) for cycle in cycles]
            sides = tuple((point.cycle, side_of(state, point)) for point in points)
            is_sum = reading.measure is Measure.SUM
            lines.append(
                ProfileLine(statistic.code, sides, tuple((one.cycle, one.total) for one in points if is_sum))
            )
    return tuple(lines)


def _yearly(statistic: Statistic) -> Reading | None:
    """The reading of one cycle alone; None for what no report of a State tells."""
    if statistic.chosen.measure in (Measure.RECORDS, Measure.RECORD_SUM):
        return None
    return next((one for one in statistic.readings if not one.since), statistic.chosen)


def _row(report: ReportFacts, reading: Reading) -> CountedRow:
    answers = tuple(
        (key, path, cell.value, "")
        for key in sorted(reading.keys - report.withheld)
        for path, cell in report.cells.get(key, {}).items()
    )
    return CountedRow(report.state, report.uid, report.cycle, answers)
