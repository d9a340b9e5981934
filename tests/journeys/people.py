"""Signing in to the demo, as the sign-in page tells a visitor to."""

from playwright.sync_api import Page, expect

from tracemark.accounts.demo import PASSWORD


def sign_in(page: Page, username: str) -> None:
    """Sign in with the demo's password and the code that the page shows."""
    page.goto("/sign-in/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    code = page.locator(".notice bdi").inner_text()
    page.get_by_label("Code of your authenticator app").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Sign out")).to_be_visible()
