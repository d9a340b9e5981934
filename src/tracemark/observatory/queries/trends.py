"""Statistics over cycles: with bases, changes explained, the States behind every number, and comparisons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.data import places
from tracemark.observatory.models import Answer, StateReport
from tracemark.observatory.queries.facts import EVERYTHING, Scope, cycles_of, get_breaks, get_facts
from tracemark.observatory.rules.counting import Point, count
from tracemark.observatory.rules.definitions import NEED, OFFER, STATISTICS, theme_of
from tracemark.observatory.rules.facts import Facts
from tracemark.observatory.rules.statistics import Statistic
from tracemark.observatory.rules.trends import Comparison, Trend, compare, trend_of

PARTS = ("counted", "others", "blank", "withheld", "not_asked")
"""The sides of a point that rows can be had of."""


def get_statistic(code: str) -> Statistic:
    """The statistic of that code. Raises Refused (``statistic_unknown``)."""
    if code not in STATISTICS:
        raise Refused(Finding("statistic_unknown", {"name": code}, Severity.REFUSAL))
    return STATISTICS[code]


def get_trend(viewer: Viewer, code: str, scope: Scope = EVERYTHING) -> Trend:
    """One statistic over the cycles of the scope (all there are when it names none)."""
    return _trends(viewer, [get_statistic(code)], scope)[0]


def get_trends(viewer: Viewer, year: int, scope: Scope = EVERYTHING) -> tuple[Trend, ...]:
    """Every statistic up to and with the cycle ``year``."""
    known = [cycle for cycle in cycles_of(viewer, scope) if cycle <= year]
    cycles = tuple(sorted({*known, year}))
    return _trends(viewer, list(STATISTICS.values()), replace(scope, cycles=cycles))


def _trends(viewer: Viewer, statistics: Sequence[Statistic], scope: Scope) -> tuple[Trend, ...]:
    keys = frozenset().union(*(one.keys for one in statistics))
    cycles = scope.cycles or cycles_of(viewer, scope)
    facts = get_facts(viewer, keys, scope)
    breaks = get_breaks(viewer, scope)
    return tuple(trend_of(one, facts, cycles, breaks) for one in statistics)


def compare_cycles(viewer: Viewer, first: int, second: int, scope: Scope = EVERYTHING) -> Comparison:
    """Two cycles, as published and among the States that reported in both."""
    both = replace(scope, cycles=tuple(sorted((first, second))))
    keys = frozenset().union(*(one.keys for one in STATISTICS.values()))
    facts = get_facts(viewer, keys, both)
    earlier, later = sorted((first, second))
    return compare(STATISTICS.values(), facts, (earlier, later), get_breaks(viewer, both))


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One State behind a number: the answers that decided, as given and as read, and the report they stand in."""

    state: str
    report: str
    cycle: int
    answers: tuple[tuple[str, str, str, str], ...]


def rows_of(
    viewer: Viewer,
    code: str,
    year: int,
    *,
    reading: str = "",
    part: str = "counted",
    scope: Scope = EVERYTHING,
) -> list[CountedRow]:
    """The States on one side of a point, each with (key, path, raw, place) of the answers that were looked at."""
    statistic = get_statistic(code)
    chosen = statistic.by_reading.get(reading, statistic.chosen)
    first = chosen.since or year
    cycles = tuple(one for one in cycles_of(viewer, scope) if first <= one <= year)
    facts = get_facts(viewer, chosen.keys, replace(scope, cycles=cycles or (year,)))
    states = set(getattr(count(chosen, facts, year), part)) if part in PARTS else set()
    shown = [report for report in facts.reports if report.state in states]
    raws = _raws([one.uid for one in shown], chosen.keys)
    return [
        CountedRow(
            one.state,
            one.uid,
            one.cycle,
            tuple(
                (key, path, raw, place)
                for key, path, raw, place in raws.get(one.uid, ())
                if key not in one.withheld
            ),
        )
        for one in sorted(shown, key=lambda report: (report.state, report.cycle))
    ]


def _raws(uids: Sequence[str], keys: Iterable[str]) -> dict[str, list[tuple[str, str, str, str]]]:
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for start in range(0, len(uids), 400):
        ids = dict(StateReport.objects.filter(uid__in=uids[start : start + 400]).values_list("id", "uid"))
        rows = Answer.objects.filter(report_id__in=list(ids), key__in=sorted(keys)).order_by("id")
        for report, *line in rows.values_list("report_id", "key", "path", "raw", "place"):
            key, path, raw, place = line
            found.setdefault(ids[report].hex, []).append((key, path, raw, place))
    return found


@dataclass(frozen=True, slots=True)
class ThemeGap:
    """A theme of help: how many States need it and how many offer it, of how many reports."""

    theme: str
    need: Point
    offer: Point

    @property
    def gap(self) -> int | None:
        """Needs less offers; None when either is not known."""
        if self.need.numerator is None or self.offer.numerator is None:
            return None
        return self.need.numerator - self.offer.numerator


def needs_and_offers(viewer: Viewer, year: int, scope: Scope = EVERYTHING) -> list[ThemeGap]:
    """Every theme with needs and offers of a cycle, the most needed first."""
    listed = [one for one in STATISTICS.values() if one.group in (NEED, OFFER)]
    keys = frozenset().union(*(one.keys for one in listed))
    facts = get_facts(viewer, keys, replace(scope, cycles=(year,)))
    points = {(one.group, theme_of(one)): count(one.chosen, facts, year) for one in listed}
    themes = [theme_of(one) for one in listed if one.group == NEED]
    gaps = [ThemeGap(theme, points[(NEED, theme)], points[(OFFER, theme)]) for theme in themes]
    return sorted(gaps, key=lambda gap: (-(gap.need.numerator or 0), themes.index(gap.theme)))


@dataclass(frozen=True, slots=True)
class RegionPoint:
    """A statistic within one region: M49 number (or private code), its States in all, and the point."""

    region: str
    members: int
    point: Point


def by_region(
    viewer: Viewer, code: str, year: int, *, level: str = "region", scope: Scope = EVERYTHING
) -> list[RegionPoint]:
    """The chosen reading of a statistic in every region (or ``subregion``) of the world, by code."""
    statistic = get_statistic(code)
    first = statistic.chosen.since or year
    cycles = tuple(one for one in cycles_of(viewer, scope) if first <= one <= year) or (year,)
    facts = get_facts(viewer, statistic.keys, replace(scope, cycles=cycles))
    found = []
    for region, states in sorted(region_states(level).items()):
        inside = tuple(report for report in facts.reports if report.state in states)
        if inside or level == "region":
            point = count(statistic.chosen, Facts(inside, (), len(states)), year)
            found.append(RegionPoint(region, len(states), point))
    known = {report.state for report in facts.reports}
    return [one for one in found if one.point.is_known or known & set(region_states(level)[one.region])]


def region_states(level: str) -> dict[str, frozenset[str]]:
    """The States of every region, or of every subregion (``level``), by code of the region."""
    place = {"region": -2, "subregion": 0}[level]
    found: dict[str, set[str]] = {}
    for state, within in places().items():
        found.setdefault(within[place], set()).add(state)
    return {region: frozenset(states) for region, states in found.items()}


def who_stopped(viewer: Viewer, year: int, scope: Scope = EVERYTHING) -> list[tuple[str, int]]:
    """States that reported before ``year`` and not for it, with the last cycle they reported for."""
    facts = get_facts(viewer, (), scope)
    last: dict[str, int] = {}
    for report in facts.reports:
        if report.cycle <= year:
            last[report.state] = max(last.get(report.state, 0), report.cycle)
    return sorted((state, cycle) for state, cycle in last.items() if cycle < year)
