"""Finding every page a person can reach by links: one address of each kind of page."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

NOT_PAGES = frozenset(
    {
        "account_logout",
        "ammunition:document",
        "ammunition:map",
        "ammunition:plan",
        "exchange:evidence",
        "figures:chart",
        "figures:count_export",
        "figures:export",
        "instruments:export",
        "matching:match_now",
        "observatory:chapter_docx",
        "tracing:file",
        "tracing:form",
    }
)
"""Views whose answer is a file, or that end the session."""

LINKS = (
    "() => [...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), location).href)"
)
"""Links of pictures too, whose ``href`` is no text."""


def kinds_of_pages(page: Page, starts: tuple[str, ...]) -> dict[str, str]:
    """The name of each kind of page reached from ``starts``, with the address of the first one found."""
    found: dict[str, str] = {}
    waiting = list(starts)
    while waiting:
        path = waiting.pop(0)
        name = _view_name(path)
        if name in found or not name:
            continue
        found[name] = path
        page.goto(path)
        waiting.extend(_own_paths(page))
    return found


def _own_paths(page: Page) -> Iterator[str]:
    here = urlsplit(page.url)
    for href in page.evaluate(LINKS):
        parts = urlsplit(urldefrag(href).url)
        if parts.netloc == here.netloc:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _view_name(path: str) -> str:
    """Which kind of page the address is; empty for files and for addresses that are not ours."""
    try:
        name = resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""
    is_file = name in NOT_PAGES or name.endswith(("_csv", "_xlsx", "_file", "_rejects", "_publication"))
    return "" if is_file or name.startswith("api-") else name
