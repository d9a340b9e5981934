"""Results as lines of text for the command line, and as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

from tracemark.observatory.data import region_name, state_name
from tracemark.observatory.rules.asking import AskTable, By
from tracemark.observatory.rules.counting import Point
from tracemark.observatory.rules.exports import harmless_cell
from tracemark.observatory.rules.series.values import Series
from tracemark.observatory.rules.trends import Comparison, Trend
from tracemark.observatory.tables.documents import number_text, statistic_words
from tracemark.ui.words import word

NONE = "–"
"""How a value that is not known is written: never as zero."""


def point_text(point: Point | None) -> str:
    """A point on one line: sum, count, base and share as far as there are any."""
    if point is None or not point.is_known:
        return NONE
    parts = [] if point.total is None else [f"{point.total:,}"]
    count = f"{point.numerator:,}"
    parts.append(count if point.denominator is None else f"{count} / {point.denominator:,}")
    if point.share is not None:
        parts.append(f"{point.share} %")
    return "  ".join(parts)


def trends_text(year: int, trends: Iterable[Trend]) -> str:
    """Every statistic: the chosen reading cycle by cycle, then the others, then what may mislead."""
    lines = []
    for trend in trends:
        statistic = trend.statistic
        lines.append(f"[{statistic.paragraph}] {statistic_words(statistic.code, statistic.group)}")
        for at, line in enumerate(trend.lines):
            told = "   ".join(f"{point.cycle}: {point_text(point)}" for point in line.points)
            lines.append(f"     {'=' if at == 0 else '·'} {word(f'reading_{line.reading.code}')}: {told}")
        flagged = [one for one in trend.chosen.changes if one.is_flagged and one.second == year]
        lines += [f"     ! {one.first}-{one.second}: {word(f'change_{one.reason}')}" for one in flagged]
    return "".join(f"{line}\n" for line in lines)


def comparison_text(found: Comparison) -> str:
    """Two cycles: who reported, and every statistic as a whole and within the panel."""
    lines = [f"{found.first} · {found.second}: {len(found.both)} + {len(found.stopped)} → {len(found.began)}"]
    panel = {line.statistic.code: line for line in found.panel}
    for trend in found.trends:
        statistic = trend.statistic
        points = [point_text(trend.chosen.at(cycle)) for cycle in (found.first, found.second)]
        lines.append(f"{statistic_words(statistic.code, statistic.group)}: {points[0]} → {points[1]}")
        lines += [
            f"   ! {word(f'change_{change.reason}')}" for change in trend.chosen.changes if change.is_flagged
        ]
        line = panel.get(statistic.code)
        if line is not None:
            told = f"{point_text(line.first)} → {point_text(line.second)}"
            lines.append(f"   ({line.panel}) {told}  +{len(line.gained)} −{len(line.lost)}")
    return "".join(f"{line}\n" for line in lines)


def ask_csv(table: AskTable, language: str) -> str:
    """The answer to a question of one's own as CSV: a line a row and answer, with bases."""
    header = ("label", "name", "cycle", "answer", "count", "reports", "share", "total")
    rows: list[Sequence[object]] = [header]
    for row in table.rows:
        name = label_name(table.ask.by, row.label, language)
        base: tuple[object, ...] = (row.label, name, row.cycle)
        rows += [
            (*base, cell.value, cell.count, row.reports, number_text(cell.share), cell.total)
            for cell in row.cells
        ]
        rows += [
            (*base, f"({side})", count, row.reports, "", "")
            for side, count in (
                ("blank", row.blank),
                ("withheld", row.withheld),
                ("not_asked", row.not_asked),
            )
            if count
        ]
    return csv_text(rows)


def label_name(by: By, label: str, language: str) -> str:
    """What a row of a table of one's own is called."""
    if not label:
        return ""
    return state_name(label, language) if by is By.STATE else region_name(label, language)


def series_csv(series: Series) -> str:
    """A series as one flat table: State or region, year, value, source, counts, coverage."""
    rows: list[Sequence[object]] = [
        (
            "area",
            "year",
            "value",
            "source",
            "numerator",
            "denominator",
            "first_year",
            "last_year",
            "states_with_counts",
            "states",
            "why",
        )
    ]
    for one in series.countries:
        used = one.used
        rows.append(
            (one.state, one.year, "", "", "", "", "", "", "", "", one.rule)
            if used is None
            else (
                *(one.state, one.year, number_text(used.value), used.source.value),
                *(used.numerator, used.denominator, used.first_year, used.last_year),
                *("", "", one.rule),
            )
        )
    rows += [
        (
            *(one.region, one.year, number_text(one.value), "ratio_of_sums"),
            *(one.numerator, one.denominator, one.year, one.year),
            *(len(one.with_counts), one.members, one.why),
        )
        for one in series.regions
    ]
    return csv_text(rows)


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV; None is an empty cell, and a text that a spreadsheet would run is made harmless."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([harmless_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
