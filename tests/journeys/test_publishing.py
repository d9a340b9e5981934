"""Publishing: frozen once, and never twice the same."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import OpenPage
from tests.journeys.watching import Watch


def test_a_published_figure_stands_and_is_not_published_twice(open_page: OpenPage, watch: Watch) -> None:
    page = open_page("analyst")
    _publish(page)
    expect(page).to_have_url(re.compile("/figures/published/"))
    expect(
        page.get_by_text("Nothing: counted again now, the figure is the same, row by row.")
    ).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("region", name="Last published figures").get_by_role("link")).to_have_count(1)
    watch.expected.add(409)
    _publish(page)
    expect(page.get_by_role("alert")).to_be_visible()


def _publish(page: Page) -> None:
    page.goto("/figures/sdg-16.4.2/2025/")
    page.get_by_role("button", name="Publish").click()
