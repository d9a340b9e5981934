"""Two officers: what one asks, another accepts; nobody is both."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import OpenPage


def test_a_second_officer_accepts_a_destruction(open_page: OpenPage) -> None:
    officer, second = open_page("officer"), open_page("second")
    record_no = _ask_to_destroy(officer)
    officer.goto(f"/register/{record_no}/")
    expect(officer.locator(".axes")).not_to_contain_text("Destroyed")
    second.goto("/")
    second.get_by_role("link", name="Requests for a second officer").click()
    request = second.get_by_role("article").filter(has_text=record_no)
    expect(request.locator(".difference ins").filter(has_text="Destroyed")).to_be_visible()
    request.get_by_role("button", name="Accept").click()
    expect(second.get_by_role("article").filter(has_text=record_no)).to_have_count(0)
    officer.reload()
    expect(officer.locator(".axes")).to_contain_text("Destroyed")


def _ask_to_destroy(page: Page) -> str:
    """Ask to destroy a weapon of a State store; its record number."""
    page.goto("/register/?custody=state_store&standing=lawful")
    link = page.locator("tbody th a").first
    record_no = link.inner_text()
    link.click()
    page.get_by_role("link", name="Destroy", exact=True).click()
    for field in page.locator("form.panel [required]").all():
        field.fill("2026-01-15" if field.get_attribute("type") == "date" else "Act 7")
    page.get_by_role("button", name="Ask a second officer").click()
    expect(page).to_have_url(re.compile(record_no))
    return record_no
