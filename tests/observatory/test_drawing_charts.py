"""A statistic over time, and bars that lead to their rows."""

import xml.etree.ElementTree as ET
from decimal import Decimal

from tracemark.figures.rules.chart import Bar, BarGroup, draw_bars
from tracemark.observatory.rules.drawing.canvas import Frame
from tracemark.observatory.rules.drawing.series import Headings, Mark, draw_series

SVG = "{http://www.w3.org/2000/svg}"
HEADINGS = Headings("Share", "Reports", "no data")
FRAME = Frame("Gender considered", "Two points", "series")
FIRST = Mark("2018", Decimal("40.0"), 48, 120, "40.0 %", "48 / 120", "/rows/2018/")
SECOND = Mark("2020", Decimal("63.3"), 57, 90, "63.3 %", "57 / 90", "/rows/2020/")
NOTHING = Mark("2016", None, None, None, "no data", "no data")


def drawn(*marks: Mark, right_to_left: bool = False) -> ET.Element:
    frame = Frame(FRAME.title, FRAME.description, FRAME.name, right_to_left)
    return ET.fromstring(draw_series(marks, frame, HEADINGS))


def of_class(root: ET.Element, css_class: str) -> list[ET.Element]:
    return [one for one in root.iter() if one.get("class") == css_class]


def test_counts_stand_within_their_bases_on_one_scale() -> None:
    root = drawn(FIRST, SECOND)
    bases = [float(one.get("height", "")) for one in of_class(root, "chart-track")]
    counts = [float(one.get("height", "")) for one in of_class(root, "chart-fill")]
    assert bases[0] > bases[1]
    assert abs(counts[1] / bases[1] - 57 / 90) < 0.001


def test_every_point_leads_to_its_rows_and_says_count_base_and_share() -> None:
    root = drawn(FIRST, SECOND)
    assert {one.get("href"): one.get("aria-label") for one in root.iter(f"{SVG}a")} == {
        "/rows/2018/": "2018: 48 / 120, 40.0 %",
        "/rows/2020/": "2020: 57 / 90, 63.3 %",
    }


def test_no_data_is_written_as_such_and_draws_neither_dot_nor_column_nor_line() -> None:
    root = drawn(NOTHING, SECOND)
    assert len(of_class(root, "chart-dot")) == len(of_class(root, "chart-fill")) == 1
    assert not of_class(root, "chart-line")
    assert "no data" in [one.text for one in root.iter(f"{SVG}text")]


def test_zero_is_drawn_as_zero() -> None:
    root = drawn(Mark("2020", Decimal(0), 0, 90, "0.0 %", "0 / 90"))
    assert [one.get("height") for one in of_class(root, "chart-fill")] == ["0"]
    assert len(of_class(root, "chart-dot")) == 1


def test_a_question_that_changed_its_meaning_is_not_joined_by_a_line() -> None:
    parted = Mark("2020", Decimal(63), 57, 90, "63.3 %", "57 / 90", is_parted=True)
    assert len(of_class(drawn(FIRST, SECOND), "chart-line")) == 1
    assert not of_class(drawn(FIRST, parted), "chart-line")


def test_in_arabic_time_runs_from_the_right() -> None:
    left, right = (
        [float(one.get("cx", "")) for one in of_class(drawn(FIRST, SECOND, right_to_left=rtl), "chart-dot")]
        for rtl in (False, True)
    )
    assert left[0] < left[1] and right[0] > right[1]


def test_counts_without_shares_are_drawn_alone() -> None:
    root = drawn(Mark("2020", None, 463747, None, "", "463,747"))
    assert not of_class(root, "chart-grid") and len(of_class(root, "chart-fill")) == 1


def test_a_bar_with_an_address_is_a_link_and_the_picture_a_group() -> None:
    groups = [BarGroup("Africa", (Bar("Yes", "10 / 20", 10, 20, "/rows/"), Bar("No", "3 / 20", 3, 20)))]
    root = ET.fromstring(draw_bars(groups, title="t", description="d"))
    (link,) = root.iter(f"{SVG}a")
    assert root.get("role") == "group" and link.get("aria-label") == "Yes: 10 / 20"
    plain = [BarGroup("Africa", (Bar("No", "3 / 20", 3, 20),))]
    assert ET.fromstring(draw_bars(plain, title="t", description="d")).get("role") == "img"
