"""The newest numbers of all statistics: two cycles, and no more reports read than they take."""

from dataclasses import replace

from tracemark.accounts.rules import Viewer
from tracemark.observatory.queries.facts import EVERYTHING, Scope, cycles_of, get_breaks, get_facts
from tracemark.observatory.rules.definitions import STATISTICS
from tracemark.observatory.rules.facts import Facts
from tracemark.observatory.rules.statistics import Statistic
from tracemark.observatory.rules.trends import Trend, trend_of


def get_two_cycles(viewer: Viewer, year: int, scope: Scope = EVERYTHING) -> list[Trend]:
    """Every statistic in the cycle ``year`` and the one before, as `trends.get_trends` counts them.

    Most look at these two cycles only; those that count since a year are given the cycles since then.
    """
    known = [cycle for cycle in cycles_of(viewer, scope) if cycle <= year]
    pair = tuple(known[-2:])
    short = [one for one in STATISTICS.values() if not _since(one)]
    long = [one for one in STATISTICS.values() if _since(one)]
    breaks = get_breaks(viewer, scope)
    recent = _facts(viewer, short, pair, scope)
    since = min((_since(one) for one in long), default=year)
    wide = _facts(viewer, long, tuple(one for one in known if one >= since or one in pair), scope)
    by_code = {
        one.code: trend_of(one, wide if _since(one) else recent, pair, breaks) for one in STATISTICS.values()
    }
    return list(by_code.values())


def _since(statistic: Statistic) -> int:
    """The earliest cycle from which any reading of reports counts; 0 when each looks at one cycle alone."""
    return min((one.since for one in statistic.readings if one.since and not one.record), default=0)


def _facts(viewer: Viewer, statistics: list[Statistic], cycles: tuple[int, ...], scope: Scope) -> Facts:
    keys = frozenset().union(*(one.keys for one in statistics))
    return get_facts(viewer, keys, replace(scope, cycles=cycles))
