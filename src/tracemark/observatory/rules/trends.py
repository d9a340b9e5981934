"""Points over cycles: what changed, how much of it is only the base, and where two editions are not joined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from tracemark.figures.rules import percent
from tracemark.observatory.rules.counting import Point, count
from tracemark.observatory.rules.facts import Facts
from tracemark.observatory.rules.joins import Break
from tracemark.observatory.rules.statistics import Base, Measure, Reading, Statistic


class Reason(StrEnum):
    """What a change from one cycle to the next is made of."""

    AS_IT_LOOKS = "as_it_looks"
    SAME = "same"
    RISE_ONLY_SMALLER_BASE = "rise_only_smaller_base"
    RISE_PARTLY_SMALLER_BASE = "rise_partly_smaller_base"
    FALL_ONLY_LARGER_BASE = "fall_only_larger_base"
    FALL_PARTLY_LARGER_BASE = "fall_partly_larger_base"
    NO_DATA = "no_data"
    NOT_JOINED = "not_joined"


@dataclass(frozen=True, slots=True)
class Change:
    """From one point to the next. ``share_at_old_base`` is the new count over the old base, in States."""

    first: int
    second: int
    reason: Reason
    value_change: int | None = None
    base_change: int | None = None
    share_change: Decimal | None = None
    share_at_old_base: Decimal | None = None

    @property
    def is_flagged(self) -> bool:
        """Whether a reader of the shares alone would be misled."""
        return self.reason not in (Reason.AS_IT_LOOKS, Reason.SAME)


@dataclass(frozen=True, slots=True)
class Line:
    """One reading of a statistic over cycles."""

    reading: Reading
    points: tuple[Point, ...]
    changes: tuple[Change, ...]

    def at(self, cycle: int) -> Point | None:
        """The point of one cycle, or None."""
        return next((point for point in self.points if point.cycle == cycle), None)


@dataclass(frozen=True, slots=True)
class Trend:
    """A statistic over cycles, every reading of it, and where editions are not joined."""

    statistic: Statistic
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...] = ()

    @property
    def chosen(self) -> Line:
        """The line of the reading that is published."""
        return self.lines[0]


def trend_of(
    statistic: Statistic, facts: Facts, cycles: Sequence[int], breaks: Mapping[str, Sequence[Break]]
) -> Trend:
    """The statistic over ``cycles`` (in order). ``breaks``: by key, between which cycles it changed meaning."""
    found = tuple(one for key in sorted(statistic.keys) for one in breaks.get(key, ()))
    return Trend(statistic, tuple(_line(one, facts, cycles, found) for one in statistic.readings), found)


def _line(reading: Reading, facts: Facts, cycles: Sequence[int], breaks: Sequence[Break]) -> Line:
    points = tuple(count(reading, facts, cycle) for cycle in cycles)
    mine = [one for one in breaks if one.key in reading.keys]
    changes = tuple(
        change_of(first, second, reading, _parted(mine, first.cycle, second.cycle))
        for first, second in pairwise(points)
    )
    return Line(reading, points, changes)


def _parted(breaks: Iterable[Break], first: int, second: int) -> bool:
    return any(first < one.cycle <= second for one in breaks)


def change_of(first: Point, second: Point, reading: Reading, is_parted: bool = False) -> Change:
    """What changed between two points of a reading, and how much of it is the base."""
    if is_parted:
        return Change(first.cycle, second.cycle, Reason.NOT_JOINED)
    if first.value is None or second.value is None:
        return Change(first.cycle, second.cycle, Reason.NO_DATA)
    value_change = second.value - first.value
    if not _has_share(reading) or not first.denominator or not second.denominator:
        reason = Reason.SAME if value_change == 0 else Reason.AS_IT_LOOKS
        return Change(first.cycle, second.cycle, reason, value_change)
    share_change = (second.share or Decimal(0)) - (first.share or Decimal(0))
    if reading.measure is Measure.SHARE_OF_SUMS:
        reason = Reason.AS_IT_LOOKS if share_change else Reason.SAME
        return Change(first.cycle, second.cycle, reason, value_change, share_change=share_change)
    return Change(
        first.cycle,
        second.cycle,
        _reason(first, second),
        value_change,
        second.denominator - first.denominator,
        share_change,
        percent(second.numerator or 0, first.denominator),
    )


def _has_share(reading: Reading) -> bool:
    return reading.base is not Base.NONE and reading.measure in (Measure.STATES, Measure.SHARE_OF_SUMS)


def _reason(first: Point, second: Point) -> Reason:
    """Compared by cross-multiplication, so that rounding decides nothing."""
    one, other = first.numerator or 0, second.numerator or 0
    base, new_base = first.denominator or 1, second.denominator or 1
    change = other * base - one * new_base
    if change == 0:
        return Reason.SAME
    if change > 0 and new_base < base:
        return Reason.RISE_ONLY_SMALLER_BASE if other <= one else Reason.RISE_PARTLY_SMALLER_BASE
    if change < 0 and new_base > base:
        return Reason.FALL_ONLY_LARGER_BASE if other >= one else Reason.FALL_PARTLY_LARGER_BASE
    return Reason.AS_IT_LOOKS


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One statistic among the States that reported in both cycles. Tuples hold State codes."""

    statistic: Statistic
    panel: int
    first: Point
    second: Point
    kept: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two cycles: who reported, every statistic as a whole, and within the panel of those that reported both times."""

    first: int
    second: int
    both: tuple[str, ...]
    stopped: tuple[str, ...]
    began: tuple[str, ...]
    trends: tuple[Trend, ...]
    panel: tuple[PanelLine, ...]


def compare(
    statistics: Iterable[Statistic],
    facts: Facts,
    cycles: tuple[int, int],
    breaks: Mapping[str, Sequence[Break]],
) -> Comparison:
    """Compare two cycles, as a whole and among the States that reported in both."""
    first, second = cycles
    before = {report.state for report in facts.in_cycle(first)}
    after = {report.state for report in facts.in_cycle(second)}
    both = before & after
    panel = Facts(tuple(report for report in facts.reports if report.state in both), (), len(both))
    listed = tuple(statistics)
    return Comparison(
        first,
        second,
        tuple(sorted(both)),
        tuple(sorted(before - after)),
        tuple(sorted(after - before)),
        tuple(trend_of(one, facts, cycles, breaks) for one in listed),
        tuple(_panel_line(one, panel, cycles, len(both)) for one in listed if _is_of_reports(one)),
    )


def _is_of_reports(statistic: Statistic) -> bool:
    return statistic.chosen.measure in (Measure.STATES, Measure.SUM, Measure.SHARE_OF_SUMS)


def _panel_line(statistic: Statistic, panel: Facts, cycles: tuple[int, int], size: int) -> PanelLine:
    reading = next((one for one in statistic.readings if not one.since), statistic.chosen)
    first, second = (count(reading, panel, cycle) for cycle in cycles)
    was, now = set(first.counted), set(second.counted)
    return PanelLine(
        statistic,
        size,
        first,
        second,
        kept=tuple(sorted(was & now)),
        gained=tuple(sorted(now - was)),
        lost=tuple(sorted(was - now)),
    )
