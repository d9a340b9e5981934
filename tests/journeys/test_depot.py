"""A person finds the store that is over its licence, what can be done, and draws the site, in the demo."""

import re
import time

from playwright.sync_api import expect
from tests.journeys.conftest import OpenPage

A_MINUTE = 60


def test_the_store_over_its_licence_is_found_from_the_front_page_within_a_minute(open_page: OpenPage) -> None:
    page = open_page("officer")
    began = time.monotonic()
    page.goto("/")
    page.get_by_role("link", name="Stores out of licence").click()
    page.locator(".store-bad").get_by_role("link", name="Store 1").click()
    expect(page.get_by_role("heading", name="What can be done, the cheapest first")).to_be_visible()
    expect(page.get_by_text(re.compile("Igloo 3.?, which can take")).first).to_be_visible()
    assert time.monotonic() - began < A_MINUTE


def test_a_neighbour_is_dragged_and_moved_by_keyboard_and_the_limits_follow(open_page: OpenPage) -> None:
    page = open_page("officer")
    page.goto("/ammunition/")
    page.get_by_role("link", name="Farland depot").first.click()
    page.get_by_role("row", name="New school").get_by_role("link").click()
    places = page.locator("textarea[name=places]")
    before = places.input_value()
    page.locator(".map-handle-all").focus()
    for _ in range(12):
        page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("#outcome .badge-good").first).to_be_visible()
    assert places.input_value() != before
    box = page.locator(".map-handle-all").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] - 60, steps=4)
    page.mouse.up()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    page.goto("/ammunition/")
    expect(page.locator(".store-bad").get_by_role("link", name="Store 1")).to_be_visible()


def test_a_stack_is_dragged_onto_another_store_in_thought(open_page: OpenPage) -> None:
    page = open_page("officer")
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.goto("/ammunition/")
    page.get_by_role("link", name="Farland depot").first.click()
    page.get_by_role("link", name="What if", exact=True).click()
    chip, igloo = page.locator("[data-stack]").first, page.locator("[data-store='Igloo 3']").first
    begin, end = chip.bounding_box(), igloo.bounding_box()
    assert begin is not None and end is not None
    page.mouse.move(begin["x"] + 10, begin["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()
    expect(page.locator("#outcome").get_by_text("lay in Igloo 3")).to_be_visible()
