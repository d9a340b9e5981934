"""A figure as a picture: bars of arms obtained, with the part whose origin was established filled in.

The geometry is ours and pure; every word and every formatted number comes from the caller. Colours are
classes of ``figures/figures.css``; presentation attributes serve a picture saved on its own, and print.
A picture without links is one image to a screen reader; bars with an address make it a group to walk through.
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 720
LABEL_WIDTH = 170
BAR_WIDTH = 380
BAR_HEIGHT = 18
ROW_HEIGHT = 30
GROUP_HEADING = 34
MARGIN = 12
GAP = 8

INK, TRACK, FILL, TEXT_SIZE = "#1d2733", "#d5dbe1", "#1f5f8b", "14"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``numerator`` filled in ``denominator``, with ``text`` written behind it; ``address`` has its rows."""

    label: str
    text: str
    numerator: int
    denominator: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of one base under their heading."""

    heading: str
    bars: tuple[Bar, ...]


def draw_bars(
    groups: Sequence[BarGroup],
    *,
    title: str,
    description: str,
    right_to_left: bool = False,
    name: str = "chart",
) -> str:
    """The picture as an SVG element. All bars share one scale; ``name`` keeps ids unique within a page."""
    has_links = any(bar.address for group in groups for bar in group.bars)
    height = MARGIN * 2 + sum(GROUP_HEADING + ROW_HEIGHT * len(group.bars) for group in groups)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {height}",
            "class": "figure-chart",
            "role": "group" if has_links else "img",
            "aria-labelledby": f"{name}-title {name}-description",
            "direction": "rtl" if right_to_left else "ltr",
            "font-family": "system-ui, sans-serif",
            "font-size": TEXT_SIZE,
        },
    )
    ET.SubElement(root, "title", {"id": f"{name}-title"}).text = title
    ET.SubElement(root, "desc", {"id": f"{name}-description"}).text = description
    scale = max((bar.denominator for group in groups for bar in group.bars), default=0)
    canvas = _Canvas(root, right_to_left, scale or 1)
    top = MARGIN
    for group in groups:
        top = canvas.add_group(group, top)
    return ET.tostring(root, encoding="unicode")


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Where things go: all places are counted from the side where reading starts."""

    root: ET.Element
    right_to_left: bool
    scale: int

    def add_group(self, group: BarGroup, top: int) -> int:
        """Draw a heading and its bars from ``top`` down; return where the next group starts."""
        self._text(MARGIN, top + 20, group.heading, "chart-heading", weight="600")
        top += GROUP_HEADING
        for bar in group.bars:
            self._bar(bar, top)
            top += ROW_HEIGHT
        return top

    def _bar(self, bar: Bar, top: int) -> None:
        start = MARGIN + LABEL_WIDTH
        full = self._length(bar.denominator)
        mark = self._mark(bar)
        self._text(MARGIN, top + 14, bar.label, "chart-label", parent=mark)
        self._rect(mark, (start, full), top, "chart-track", TRACK)
        self._rect(mark, (start, self._length(bar.numerator)), top, "chart-fill", FILL)
        self._text(start + full + GAP, top + 14, bar.text, "chart-value", parent=mark)

    def _mark(self, bar: Bar) -> ET.Element:
        """What holds the parts of a bar: the picture itself, or a link to its rows."""
        if not bar.address:
            return self.root
        words = {"href": bar.address, "aria-label": f"{bar.label}: {bar.text}"}
        return ET.SubElement(self.root, "a", words)

    def _length(self, count: int) -> float:
        return round(BAR_WIDTH * count / self.scale, 2)

    def _rect(
        self, parent: ET.Element, span: tuple[float, float], top: int, css_class: str, colour: str
    ) -> None:
        start, width = span
        left = WIDTH - start - width if self.right_to_left else start
        place = {"x": f"{left:g}", "y": str(top), "width": f"{width:g}", "height": str(BAR_HEIGHT)}
        ET.SubElement(parent, "rect", {**place, "class": css_class, "fill": colour})

    def _text(
        self,
        start: float,
        base: int,
        text: str,
        css_class: str,
        weight: str = "400",
        parent: ET.Element | None = None,
    ) -> None:
        """``text-anchor: start`` follows the direction of the picture, so only the place is mirrored."""
        left = WIDTH - start if self.right_to_left else start
        place = {"x": f"{left:g}", "y": str(base)}
        ET.SubElement(
            self.root if parent is None else parent,
            "text",
            {**place, "class": css_class, "fill": INK, "font-weight": weight},
        ).text = text
