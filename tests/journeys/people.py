"""Signing in to the demo, as the sign-in page tells a visitor to."""

from playwright.sync_api import Page, expect


def sign_in(page: Page, username: str) -> None:
    """Sign in with the password and the code that the pages of the demo show."""
    page.goto("/sign-in/")
    password = page.get_by_role("region", name="This is a demo").locator("p code").inner_text()
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    code = page.locator(".notice bdi").inner_text()
    page.get_by_label("Code of your authenticator app").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Sign out")).to_be_visible()
