"""Region against region, needs against offers, and one year against another."""

from collections.abc import Sequence

from django.utils.translation import get_language_bidi

from tracemark.figures.rules.chart import Bar, BarGroup, draw_bars
from tracemark.observatory.queries.trends import RegionPoint, ThemeGap
from tracemark.observatory.rules.counting import Point
from tracemark.observatory.rules.statistics import Statistic
from tracemark.observatory.rules.trends import Comparison, PanelLine, Reason, Trend
from tracemark.observatory.tables.chart import Chart, name_of_region, statistic_title, years_text
from tracemark.observatory.tables.links import Links
from tracemark.observatory.tables.sheet import (
    Sheet,
    Value,
    columns,
    count_value,
    share_value,
    text_value,
)
from tracemark.observatory.tables.trends import change_text, point_text
from tracemark.ui.words import word

NUMBERS = ("count", "base", "share", "sum", "members")
REGION_COLUMNS = columns("region", "name", *NUMBERS, numbers=NUMBERS)
GAP_NUMBERS = ("need", "offer", "gap", "base")
GAP_COLUMNS = columns("theme", *GAP_NUMBERS, numbers=GAP_NUMBERS)
TWO = ("first", "first_base", "first_share", "second", "second_base", "second_share")
PANEL = ("panel", "panel_first", "panel_second", "gained", "lost")
COMPARE_COLUMNS = columns("statistic", *TWO, "change", *PANEL, numbers=(*TWO, *PANEL))


def regions_chart(statistic: Statistic, year: int, points: Sequence[RegionPoint], links: Links) -> Chart:
    """A statistic in every region, each with its own base."""
    title = word("regions_title", statistic=statistic_title(statistic.code), years=years_text(year))
    bars, rows = [], []
    for one in points:
        name, point = name_of_region(one.region), one.point
        address = links.rows(statistic.code, year, region=one.region)
        bars.append(_bar(name, statistic, point, address if point.is_known else ""))
        rows.append(
            (
                text_value(one.region),
                text_value(name, address=links.map(statistic.code, year, one.region)),
                count_value(point.numerator, address),
                count_value(point.denominator),
                share_value(point.share),
                count_value(point.total, address),
                count_value(one.members),
            )
        )
    sheet = Sheet(f"{statistic.code}-{year}-regions", title, REGION_COLUMNS, tuple(rows))
    heading = word("chart_count", unit=word(f"counted_{statistic.unit}"))
    picture = _bars(sheet, [BarGroup(heading, tuple(bars))])
    return Chart(sheet, picture, picture, tuple(word(trap) for trap in statistic.traps))


def gap_chart(year: int, gaps: Sequence[ThemeGap], links: Links) -> Chart:
    """Needs against offers, theme by theme, the most needed first."""
    title = word("needs_title", years=years_text(year))
    groups, rows = [], []
    for gap in gaps:
        need = links.rows(f"need-{gap.theme}", year)
        offer = links.rows(f"offer-{gap.theme}", year)
        name = word(f"theme_{gap.theme}")
        sides = ((word("column_need"), gap.need, need), (word("column_offer"), gap.offer, offer))
        groups.append(BarGroup(name, tuple(_plain_bar(*side) for side in sides if side[1].is_known)))
        rows.append(
            (
                text_value(gap.theme, name),
                count_value(gap.need.numerator, need),
                count_value(gap.offer.numerator, offer),
                count_value(gap.gap),
                count_value(gap.need.denominator),
            )
        )
    sheet = Sheet(f"needs-{year}", title, GAP_COLUMNS, tuple(rows))
    picture = _bars(sheet, [group for group in groups if group.bars])
    return Chart(sheet, picture, picture, (word("needs_note"),))


def compare_chart(found: Comparison, links: Links) -> Chart:
    """Two years, statistic by statistic: as published, and among the States that reported both times."""
    title = word("compare_title", first=years_text(found.first), second=years_text(found.second))
    panel = {line.statistic.code: line for line in found.panel}
    rows = tuple(_compared(trend, found, panel.get(trend.statistic.code), links) for trend in found.trends)
    sheet = Sheet(f"compare-{found.first}-{found.second}", title, COMPARE_COLUMNS, rows)
    notes = (
        word(
            "compare_panel",
            both=count_value(len(found.both)).text,
            stopped=count_value(len(found.stopped)).text,
            began=count_value(len(found.began)).text,
        ),
    )
    return Chart(sheet, notes=notes)


def _compared(trend: Trend, found: Comparison, panel: PanelLine | None, links: Links) -> tuple[Value, ...]:
    code = trend.statistic.code
    cells = [text_value(code, statistic_title(code), links.statistic(code))]
    for year in (found.first, found.second):
        point = trend.chosen.at(year)
        address = links.rows(code, year)
        cells += [
            count_value(point.value if point else None, address),
            count_value(point.denominator if point else None),
            share_value(point.share if point and point.total is None else None),
        ]
    change = next(iter(trend.chosen.changes), None)
    is_flagged = change is not None and change.is_flagged and change.reason is not Reason.NO_DATA
    words = change_text(change) if change and is_flagged else ""
    cells.append(
        text_value(change.reason.value if change else "", words or "–", sign="△" if is_flagged else "")
    )
    if panel is None:
        return (*cells, *(count_value(None) for _ in PANEL))
    numbers = (panel.panel, panel.first.value, panel.second.value, len(panel.gained), len(panel.lost))
    return (*cells, *map(count_value, numbers))


def _bar(label: str, statistic: Statistic, point: Point, address: str) -> Bar:
    text = point_text(statistic, point)
    if point.total is not None:
        return Bar(label, text, point.total, point.total, address)
    share = "" if point.share is None else f" · {share_value(point.share).text}"
    count, base = point.numerator or 0, point.denominator or point.numerator or 0
    return Bar(label, f"{text}{share}", count, base, address)


def _plain_bar(label: str, point: Point, address: str) -> Bar:
    count, base = point.numerator or 0, point.denominator or 0
    text = f"{count_value(point.numerator).text} / {count_value(point.denominator).text}"
    return Bar(label, f"{text} · {share_value(point.share).text}", count, base, address)


def _bars(sheet: Sheet, groups: Sequence[BarGroup]) -> str:
    description = "; ".join(
        f"{group.heading}: " + ", ".join(f"{bar.label} {bar.text}" for bar in group.bars) for group in groups
    )
    return draw_bars(
        groups,
        title=sheet.title,
        description=description,
        right_to_left=get_language_bidi(),
        name=sheet.name,
    )
