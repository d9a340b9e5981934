"""A figure as a picture: bars of arms obtained, with the part whose origin was established filled in.

The geometry is ours and pure; every word and every formatted number comes from the caller. Colours are
classes of ``figures/figures.css``; presentation attributes serve a picture saved on its own, and print.
The picture holds no links: what is a picture to a screen reader cannot be walked into; its table is.
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
    """One bar: ``numerator`` filled in ``denominator``, with ``text`` written behind it."""

    label: str
    text: str
    numerator: int
    denominator: int


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
    height = MARGIN * 2 + sum(GROUP_HEADING + ROW_HEIGHT * len(group.bars) for group in groups)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {height}",
            "class": "figure-chart",
            "role": "img",
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
        self._text(MARGIN, top + 14, bar.label, "chart-label")
        self._rect(start, full, top, "chart-track", TRACK)
        self._rect(start, self._length(bar.numerator), top, "chart-fill", FILL)
        self._text(start + full + GAP, top + 14, bar.text, "chart-value")

    def _length(self, count: int) -> float:
        return round(BAR_WIDTH * count / self.scale, 2)

    def _rect(self, start: float, width: float, top: int, css_class: str, colour: str) -> None:
        left = WIDTH - start - width if self.right_to_left else start
        place = {"x": f"{left:g}", "y": str(top), "width": f"{width:g}", "height": str(BAR_HEIGHT)}
        ET.SubElement(self.root, "rect", {**place, "class": css_class, "fill": colour})

    def _text(self, start: float, base: int, text: str, css_class: str, weight: str = "400") -> None:
        """``text-anchor: start`` follows the direction of the picture, so only the place is mirrored."""
        left = WIDTH - start if self.right_to_left else start
        place = {"x": f"{left:g}", "y": str(base)}
        ET.SubElement(
            self.root, "text", {**place, "class": css_class, "fill": INK, "font-weight": weight}
        ).text = text
