"""Elements of a picture: the frame with its title, texts, rectangles, paths and links."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass

INK, SOFT, LINE, PAPER, ACCENT = "#1b2229", "#56606b", "#b9b3a6", "#ffffff", "#0e5563"
FONT = "system-ui, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans SC', sans-serif"
WIDE_FROM = "\u1100"
"""From here on (Korean, Chinese, Japanese) a letter is about as wide as it is high, and lines break anywhere."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is said of a whole picture: ``name`` keeps its ids unique within a page."""

    title: str
    description: str
    name: str = "picture"
    right_to_left: bool = False


def start_picture(width: float, height: float, frame: Frame, css_class: str) -> ET.Element:
    """The empty picture. It is a group and no single image: its marks are links that can be walked into."""
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width:g} {height:g}",
            "class": css_class,
            "role": "group",
            "aria-labelledby": f"{frame.name}-title",
            "aria-describedby": f"{frame.name}-description",
            "direction": "rtl" if frame.right_to_left else "ltr",
            "font-family": FONT,
            "font-size": "14",
        },
    )
    ET.SubElement(root, "title", {"id": f"{frame.name}-title"}).text = frame.title
    ET.SubElement(root, "desc", {"id": f"{frame.name}-description"}).text = frame.description
    return root


def add_text(
    parent: ET.Element,
    x: float,
    y: float,
    text: str,
    css_class: str,
    *,
    anchor: str = "start",
    attributes: Mapping[str, str] | None = None,
) -> ET.Element:
    """A line of text whose base stands at ``y``. ``anchor`` follows the direction of the picture."""
    place = {"x": f"{x:g}", "y": f"{y:g}", "class": css_class, "text-anchor": anchor, "fill": INK}
    one = ET.SubElement(parent, "text", {**place, **(attributes or {})})
    one.text = text
    return one


def add_rectangle(
    parent: ET.Element,
    place: tuple[float, float, float, float],
    css_class: str,
    attributes: Mapping[str, str],
) -> ET.Element:
    """A rectangle at ``place``: left, top, width, height."""
    names = ("x", "y", "width", "height")
    where = {name: f"{round(value, 2):g}" for name, value in zip(names, place, strict=True)}
    return ET.SubElement(parent, "rect", {**where, "class": css_class, **attributes})


def add_link(parent: ET.Element, address: str, label: str) -> ET.Element:
    """A link around a mark, named for a screen reader; a group with that name where there is no address."""
    if address:
        mark = ET.SubElement(parent, "a", {"href": address, "aria-label": label})
    else:
        mark = ET.SubElement(parent, "g", {"role": "img", "aria-label": label})
    ET.SubElement(mark, "title").text = label
    return mark


def written(root: ET.Element) -> str:
    """The picture as text."""
    return ET.tostring(root, encoding="unicode")


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of about ``width`` letters; a Chinese letter counts for two and may stand at any end."""
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        length = sum(2 if letter >= WIDE_FROM else 1 for letter in piece)
        if line and used + length > width:
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + piece, used + length
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """What may not be broken: words with the space behind them, single letters of wide scripts."""
    pieces: list[str] = [""]
    for letter in text:
        last = pieces[-1][-1:]
        if last == " " or letter >= WIDE_FROM or last >= WIDE_FROM:
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return [piece for piece in pieces if piece]
