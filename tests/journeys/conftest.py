"""A browser, one demo node for all journeys, and people who are signed in once each.

A code of the second factor works once in half a minute, so a person signs in once and every test begins
from that session. All of it lives for this folder only: while Playwright runs, its event loop forbids
database use in the same process.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright
from tests.journeys.crawling import kinds_of_pages
from tests.journeys.demo import Demo, running_demo
from tests.journeys.people import sign_in
from tests.journeys.watching import Watch
from tests.journeys.words import LANGUAGES

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PATIENCE = 20_000
"""Milliseconds to wait for what should be there at once: a busy machine is no reason to fail."""

STARTS = ("/", "/matching/?q=A%3F1", "/register/?standing=seized", "/register/?custody=state_store")
"""Where the search for pages begins: what a person types has no link."""

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs all journeys: they share a node."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Missing, it is a skip for a visitor and a failure where a browser is required."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        refuse = pytest.fail if os.environ.get("TRACEMARK_REQUIRE_BROWSER") == "1" else pytest.skip
        refuse("no Chromium: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The node of all journeys."""
    with running_demo(tmp_path_factory.mktemp("journeys") / "farland") as demo:
        yield demo


@pytest.fixture(scope="package")
def sessions(browser: Browser, demo: Demo) -> Callable[[str], StorageState]:
    """The signed-in session of a person of the demo, made when first asked for."""
    made: dict[str, StorageState] = {}

    def session(username: str) -> StorageState:
        if username not in made:
            with browser.new_context(base_url=demo.url, locale="en-GB") as context:
                sign_in(context.new_page(), username)
                made[username] = context.storage_state()
        return made[username]

    return session


@pytest.fixture(scope="package")
def pages(
    browser: Browser, demo: Demo, sessions: Callable[[str], StorageState]
) -> Callable[[str], list[str]]:
    """The pages of a role, one of each kind; a kind that an earlier role has is not repeated."""
    made: dict[str, list[str]] = {}
    known: set[str] = set()

    def pages_of(username: str) -> list[str]:
        if username not in made:
            state = sessions(username) if username else None
            with browser.new_context(base_url=demo.url, storage_state=state, locale="en-GB") as context:
                found = kinds_of_pages(context.new_page(), STARTS if username else ("/sign-in/",))
            made[username] = [path for kind, path in found.items() if kind not in known]
            known.update(found)
        return made[username]

    return pages_of


@pytest.fixture
def watch(demo: Demo) -> Iterator[Watch]:
    """Every page a test opens is watched; what a page did wrong fails the test in the end."""
    watch = Watch(urlsplit(demo.url).netloc)
    yield watch
    assert not watch.complaints, "\n".join(sorted(set(watch.complaints)))


@pytest.fixture
def open_page(
    browser: Browser, demo: Demo, sessions: Callable[[str], StorageState], watch: Watch
) -> Iterator[OpenPage]:
    """``open_page("officer", language="ar", …)``: a page of somebody's own browser; other words go to it."""
    with ExitStack() as contexts:

        def new_page(username: str = "", *, language: str = "en", **options: object) -> Page:
            state = sessions(username) if username else None
            locale = LANGUAGES[language]
            context = browser.new_context(base_url=demo.url, storage_state=state, locale=locale, **options)
            contexts.enter_context(context)
            context.set_default_timeout(PATIENCE)
            context.add_cookies([{"name": "django_language", "value": language, "url": demo.url}])
            watch.over(context)
            return context.new_page()

        yield new_page
