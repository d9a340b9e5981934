"""Old browsers and cautious offices: everything works without JavaScript."""

import re

from playwright.sync_api import expect
from tests.journeys.conftest import OpenPage
from tests.journeys.demo import Demo


def test_a_weapon_is_found_without_scripts(open_page: OpenPage) -> None:
    page = open_page("officer", java_script_enabled=False)
    page.goto("/register/?standing=seized")
    record_no = page.locator("tbody th a").first.inner_text()
    page.get_by_role("search", name="Quick search").get_by_role("searchbox").fill(record_no)
    page.get_by_role("search", name="Quick search").get_by_role("button").click()
    page.get_by_role("main").get_by_role("link", name=record_no).click()
    expect(page.get_by_role("heading", name="Its life")).to_be_visible()


def test_a_list_is_read_and_dropped_without_scripts(open_page: OpenPage, demo: Demo) -> None:
    page = open_page("officer", java_script_enabled=False)
    page.goto("/register/lists/new/")
    page.get_by_label("File").set_input_files(demo.home / "lists" / "police_register.csv")
    page.get_by_label("What it is").select_option("register")
    page.get_by_label("Whose it is").select_option(label="Police of Farland")
    page.get_by_role("button", name="Read it").click()
    while page.get_by_role("progressbar").count():
        page.get_by_role("link", name="Refresh").click()
    expect(page.get_by_role("button", name=re.compile("Take in"))).to_be_visible()
    page.get_by_role("button", name="Do not take it in").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing of it was taken in")
