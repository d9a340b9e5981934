"""The picture of a figure."""

import xml.etree.ElementTree as ET

from tracemark.figures.rules.chart import BAR_WIDTH, WIDTH, Bar, BarGroup, draw_bars

SVG = "{http://www.w3.org/2000/svg}"
GROUPS = (BarGroup("All arms", (Bar("Seized", "2 / 8", 2, 8), Bar("Found", "0 / 4", 0, 4))),)


def draw(*, right_to_left: bool = False) -> ET.Element:
    return ET.fromstring(draw_bars(GROUPS, title="T<itle", description="D", right_to_left=right_to_left))


def test_bars_share_one_scale_and_the_filled_part_is_the_numerator() -> None:
    widths = [float(rect.get("width", "")) for rect in draw().iter(f"{SVG}rect")]
    assert widths == [BAR_WIDTH, BAR_WIDTH / 4, BAR_WIDTH / 2, 0]


def test_the_picture_names_and_describes_itself() -> None:
    root = draw()
    named = [root.find(f"{SVG}title"), root.find(f"{SVG}desc")]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == " ".join(element.get("id") for element in named)
    assert [element.text for element in named] == ["T<itle", "D"]


def test_right_to_left_the_bars_grow_from_the_right() -> None:
    left = [float(rect.get("x", "")) for rect in draw().iter(f"{SVG}rect")]
    for rect, start in zip(draw(right_to_left=True).iter(f"{SVG}rect"), left, strict=True):
        assert float(rect.get("x", "")) + float(rect.get("width", "")) == WIDTH - start


def test_nothing_is_styled_inline() -> None:
    assert not [element for element in draw().iter() if element.get("style")]


def test_no_bars_at_all_is_still_a_picture() -> None:
    assert ET.fromstring(draw_bars((), title="t", description="d")).tag == f"{SVG}svg"
