"""A statistic over time: the series with its bases, and every reading of it in one table."""

from tracemark.observatory.rules.chapter import period_of
from tracemark.observatory.rules.counting import Point
from tracemark.observatory.rules.drawing.series import Headings, Mark, draw_series
from tracemark.observatory.rules.statistics import Statistic
from tracemark.observatory.rules.trends import Change, Line, Reason, Trend
from tracemark.observatory.tables.chart import Chart, frame_of, statistic_title, years_text
from tracemark.observatory.tables.links import Links
from tracemark.observatory.tables.sheet import (
    NO_VALUE,
    Sheet,
    Value,
    columns,
    count_value,
    share_value,
    text_value,
    year_value,
)
from tracemark.ui.sentences import isolate
from tracemark.ui.words import word

NUMBERS = ("count", "base", "share", "sum")
COLUMNS = columns("reading", "cycle", "period", *NUMBERS, "change", numbers=NUMBERS)
PERIOD = "{}-{}"
CARE = " △"
"""Behind a year that must not be compared without reading the note."""


def trend_chart(trend: Trend, links: Links, reading: str = "") -> Chart:
    """A statistic over time. The picture shows one reading (the published one unless another is named)."""
    code = trend.statistic.code
    line = next((one for one in trend.lines if one.reading.code == reading), trend.chosen)
    title = statistic_title(code)
    rows = tuple(row for one in trend.lines for row in _rows(trend.statistic, one, links))
    sheet = Sheet(code, title, COLUMNS, rows, trend_notes(trend))
    marks = [_mark(trend.statistic, line, point, links) for point in line.points]
    description = "; ".join(f"{mark.label}: {mark.count_text} {mark.share_text}".strip() for mark in marks)
    words = Headings(word("chart_share"), _count_heading(trend.statistic), word("no_data"))
    picture = draw_series(
        marks, frame_of(f"{title}. {word(f'reading_{line.reading.code}')}", description, code), words
    )
    return Chart(sheet, picture, picture, trend_notes(trend))


def trend_notes(trend: Trend) -> tuple[str, ...]:
    """What may mislead, what changed only by its base, and where the question changed."""
    traps = [word(trap) for trap in trend.statistic.traps]
    flagged = [
        f"{change.second}: {change_text(change)}" for change in trend.chosen.changes if change.is_flagged
    ]
    breaks = [
        word(
            "break_note",
            edition=isolate(one.edition),
            cycle=str(one.cycle),
            reason=isolate(one.note) if one.note else word(f"break_{one.what}"),
        )
        for one in trend.breaks
    ]
    return tuple(dict.fromkeys((*traps, *flagged, *breaks)))


def change_text(change: Change) -> str:
    """What a change is made of, in words."""
    return word(f"change_{change.reason.value}")


def point_text(statistic: Statistic, point: Point) -> str:
    """The number that leads, with its base where it has one: ``57 / 90``, or a sum."""
    if not point.is_known:
        return word("no_data")
    if point.total is not None:
        return count_value(point.total).text
    count = count_value(point.numerator).text
    return count if point.denominator is None else f"{count} / {count_value(point.denominator).text}"


def _count_heading(statistic: Statistic) -> str:
    return word("chart_count", unit=word(f"counted_{statistic.unit}"))


def _rows(statistic: Statistic, line: Line, links: Links) -> list[tuple[Value, ...]]:
    changes = {change.second: change for change in line.changes}
    code, reading = statistic.code, line.reading.code
    rows: list[tuple[Value, ...]] = []
    for point in line.points:
        counted = links.rows(code, point.cycle, reading) if point.counted or point.refs else ""
        rows.append(
            (
                text_value(reading, word(f"reading_{reading}")),
                year_value(point.cycle),
                text_value(PERIOD.format(*period_of(point.cycle)), years_text(point.cycle)),
                count_value(point.numerator, counted),
                count_value(point.denominator, links.rows(code, point.cycle, reading, "others")),
                share_value(point.share),
                count_value(point.total, counted),
                _change_value(changes.get(point.cycle)),
            )
        )
    return rows


def _change_value(change: Change | None) -> Value:
    if change is None or change.reason in (Reason.AS_IT_LOOKS, Reason.SAME):
        return Value("" if change is None else change.reason.value, NO_VALUE)
    return text_value(change.reason.value, change_text(change), sign="△")


def _mark(statistic: Statistic, line: Line, point: Point, links: Links) -> Mark:
    change = next((one for one in line.changes if one.second == point.cycle), None)
    is_flagged = change is not None and change.is_flagged and change.reason is not Reason.NO_DATA
    is_sum = point.total is not None
    return Mark(
        label=str(point.cycle),
        share=None if is_sum else point.share,
        count=point.value,
        base=None if is_sum else point.denominator,
        share_text="" if is_sum or point.share is None else share_value(point.share).text,
        count_text=point_text(statistic, point),
        address=links.rows(statistic.code, point.cycle, line.reading.code),
        sign=CARE if is_flagged else "",
        is_parted=change is not None and change.reason is Reason.NOT_JOINED,
    )
