"""An officer works through the list of seizures without a mouse and without JavaScript."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import OpenPage

MOST_STEPS = 80


def test_an_officer_judges_one_pair_and_comes_to_the_next_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("officer", java_script_enabled=False)
    page.goto("/matching/seizures/?year=2025&stage=likely")
    tab_to(page, "a", "Compare the two")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/matching/compare/"))
    first = page.url
    tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Unsure", exact=True)).to_be_checked()
    tab_to(page, "textarea")
    page.keyboard.type("The photographs are still to come")
    tab_to(page, "button", "Record and judge the next")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Unsure")
    assert re.sub("[?].*", "", page.url) != re.sub("[?].*", "", first)
    expect(page.get_by_role("navigation", name="Work list")).to_contain_text("Pairs that follow")


def tab_to(page: Page, what: str, name: str = "") -> None:
    """Press Tab until an element of the kind has the focus."""
    wanted = page.locator(f"{what}:focus", has_text=name)
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.count():
            return
    raise AssertionError(f"no {what} {name} within {MOST_STEPS} steps of the keyboard")
