"""A statistic over time: shares as a line above, and below them the counts within their bases.

Both stand over the same years, because a share of 90 and a share of 120 are not the same thing.
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tracemark.observatory.rules.drawing.canvas import (
    ACCENT,
    INK,
    LINE,
    PAPER,
    SOFT,
    Frame,
    add_link,
    add_rectangle,
    add_text,
    start_picture,
    written,
)

WIDTH, MARGIN, LEFT = 720, 12, 74
SHARE_TOP, SHARE_HEIGHT = 44, 130
COUNT_GAP, COUNT_HEIGHT = 66, 130
YEAR_ROWS = 50
WIDEST_BAR = 72
GRID = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Mark:
    """One point in time. ``share`` is in per cent, ``count`` stands within ``base``; None is no data, never zero.

    ``count_text`` says both in the reader's language; ``sign`` stands behind the year of a point to be read with
    care; ``is_parted`` says that the question is not joined with the one before.
    """

    label: str
    share: Decimal | None
    count: int | None
    base: int | None
    share_text: str
    count_text: str
    address: str = ""
    sign: str = ""
    is_parted: bool = False


@dataclass(frozen=True, slots=True)
class Headings:
    """Words over the two parts, and for a point without data."""

    share: str
    count: str
    no_data: str


def draw_series(marks: Sequence[Mark], frame: Frame, headings: Headings) -> str:
    """The picture. Time runs in the direction of reading. Without any share only the counts are drawn."""
    has_shares = any(mark.share is not None for mark in marks)
    count_top = SHARE_TOP + SHARE_HEIGHT + COUNT_GAP if has_shares else SHARE_TOP
    root = start_picture(WIDTH, count_top + COUNT_HEIGHT + YEAR_ROWS, frame, "series-chart")
    canvas = _Canvas(root, frame.right_to_left, len(marks))
    if has_shares:
        _grid(canvas, headings.share)
        _line(canvas, marks)
    canvas.text(0, count_top - 22, headings.count, "chart-heading", {"font-weight": "600"})
    tallest = max((max(mark.base or 0, mark.count or 0) for mark in marks), default=0) or 1
    for at, mark in enumerate(marks):
        label = f"{mark.label}: {mark.count_text}"
        holder = add_link(root, mark.address, f"{label}, {mark.share_text}" if has_shares else label)
        if has_shares and mark.share is not None:
            _dot(canvas, holder, at, mark)
        _column(canvas, holder, at, mark, (count_top, tallest))
        if mark.count is None:
            canvas.middle(holder, at, count_top + COUNT_HEIGHT - 8, headings.no_data, "chart-note")
    return written(root)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Where things go, counted from the side where reading starts."""

    root: ET.Element
    right_to_left: bool
    count: int

    def centre(self, at: int) -> float:
        """The middle of the place of a point."""
        step = (WIDTH - LEFT - MARGIN) / max(self.count, 1)
        start = LEFT + step * (at + 0.5)
        return round(WIDTH - start if self.right_to_left else start, 2)

    def x(self, start: float) -> float:
        """``start`` units from the side where reading starts."""
        return WIDTH - start if self.right_to_left else start

    def text(self, start: float, y: float, text: str, css_class: str, attributes: dict[str, str]) -> None:
        """A line that begins ``start`` units from the side where reading starts."""
        add_text(self.root, self.x(start), y, text, css_class, attributes=attributes)

    def middle(self, parent: ET.Element, at: int, y: float, text: str, css_class: str) -> None:
        """A line in the middle of a point's place."""
        small = {"font-size": "12", "fill": SOFT} if css_class == "chart-note" else {}
        add_text(parent, self.centre(at), y, text, css_class, anchor="middle", attributes=small)

    def width(self) -> float:
        """How wide a column is."""
        return min(WIDEST_BAR, (WIDTH - LEFT - MARGIN) / max(self.count, 1) * 0.62)


def _height(share: Decimal) -> float:
    return round(SHARE_TOP + SHARE_HEIGHT - float(min(share, Decimal(100))) / 100 * SHARE_HEIGHT, 2)


def _grid(canvas: _Canvas, heading: str) -> None:
    canvas.text(0, SHARE_TOP - 22, heading, "chart-heading", {"font-weight": "600"})
    for share in GRID:
        y = _height(Decimal(share))
        ends = {
            "x1": f"{canvas.x(LEFT - 8):g}",
            "x2": f"{canvas.x(WIDTH - MARGIN):g}",
            "y1": f"{y:g}",
            "y2": f"{y:g}",
        }
        ET.SubElement(
            canvas.root, "line", {**ends, "class": "chart-grid", "stroke": LINE, "stroke-width": "0.75"}
        )
        canvas.text(LEFT - 46, y + 4, f"{share}", "chart-note", {"font-size": "12", "fill": SOFT})


def _line(canvas: _Canvas, marks: Sequence[Mark]) -> None:
    """From point to point; broken where there is no data and where the question changed its meaning."""
    for at, (first, second) in enumerate(pairwise(marks)):
        if first.share is None or second.share is None or second.is_parted:
            continue
        ends = {
            "x1": f"{canvas.centre(at):g}",
            "y1": f"{_height(first.share):g}",
            "x2": f"{canvas.centre(at + 1):g}",
            "y2": f"{_height(second.share):g}",
        }
        ET.SubElement(
            canvas.root, "line", {**ends, "class": "chart-line", "stroke": ACCENT, "stroke-width": "2"}
        )


def _dot(canvas: _Canvas, parent: ET.Element, at: int, mark: Mark) -> None:
    y = _height(mark.share or Decimal(0))
    place = {"cx": f"{canvas.centre(at):g}", "cy": f"{y:g}", "r": "5"}
    ET.SubElement(
        parent,
        "circle",
        {**place, "class": "chart-dot", "fill": ACCENT, "stroke": PAPER, "stroke-width": "2"},
    )
    canvas.middle(parent, at, y - 11 if y > SHARE_TOP + 12 else y + 22, mark.share_text, "chart-value")


def _column(canvas: _Canvas, parent: ET.Element, at: int, mark: Mark, scale: tuple[float, int]) -> None:
    """The base as an empty column, the count filled in it, and below them the year and both numbers."""
    top, tallest = scale
    floor, width = top + COUNT_HEIGHT, canvas.width()
    for number, css_class, fill in ((mark.base, "chart-track", PAPER), (mark.count, "chart-fill", ACCENT)):
        if number is None:
            continue
        height = COUNT_HEIGHT * number / tallest
        box = (canvas.centre(at) - width / 2, floor - height, width, height)
        add_rectangle(parent, box, css_class, {"fill": fill, "stroke": INK, "stroke-width": "0.75"})
    if mark.count is not None:
        canvas.middle(parent, at, floor + 18, mark.count_text, "chart-value")
    canvas.middle(parent, at, floor + 36, f"{mark.label}{mark.sign}", "chart-label")
