"""Every statistic in one table: its newest number, the one before, and whether the change is what it seems."""

from collections.abc import Sequence

from tracemark.observatory.rules.trends import Reason, Trend
from tracemark.observatory.tables.chart import Chart, statistic_title
from tracemark.observatory.tables.links import Links
from tracemark.observatory.tables.sheet import (
    Sheet,
    Value,
    columns,
    count_value,
    share_value,
    text_value,
    year_value,
)
from tracemark.observatory.tables.trends import change_text
from tracemark.ui.words import word

NUMBERS = ("value", "base", "share", "value_before", "share_before")
COLUMNS = columns(
    "group",
    "statistic",
    "paragraph",
    "value",
    "base",
    "share",
    "cycle_before",
    *NUMBERS[3:],
    "change",
    numbers=NUMBERS,
)


FEW = 10
"""A year with less than a tenth of the reports of the fullest one has only begun."""


def settled_year(reports: Trend) -> int | None:
    """The newest year that is worth a first look: one with at least a tenth of the most reports of any year."""
    known = [(point.cycle, point.numerator or 0) for point in reports.chosen.points]
    most = max((count for _, count in known), default=0)
    return max((cycle for cycle, count in known if count and count * FEW >= most), default=None)


def overview_chart(trends: Sequence[Trend], year: int, links: Links) -> Chart:
    """The newest numbers of all statistics."""
    rows = tuple(_row(trend, year, links) for trend in trends)
    return Chart(Sheet("observatory", word("overview_title", year=str(year)), COLUMNS, rows))


def _row(trend: Trend, year: int, links: Links) -> tuple[Value, ...]:
    code, line = trend.statistic.code, trend.chosen
    point = line.at(year)
    earlier = [one for one in line.points if one.cycle < year and one.is_known]
    before = earlier[-1] if earlier else None
    change = next((one for one in line.changes if one.second == year), None)
    is_flagged = change is not None and change.is_flagged and change.reason is not Reason.NO_DATA
    return (
        text_value(trend.statistic.group, word(f"group_{trend.statistic.group}")),
        text_value(code, statistic_title(code), links.statistic(code)),
        Value(trend.statistic.paragraph, str(trend.statistic.paragraph)),
        count_value(point.value if point else None, links.rows(code, year)),
        count_value(point.denominator if point else None),
        share_value(point.share if point and point.total is None else None),
        year_value(before.cycle if before else None),
        count_value(before.value if before else None, links.rows(code, before.cycle) if before else ""),
        share_value(before.share if before and before.total is None else None),
        text_value(
            change.reason.value if change else "",
            change_text(change) if change and is_flagged else "–",
            sign="△" if is_flagged else "",
        ),
    )
