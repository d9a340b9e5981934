"""Checks of a page as it stands: accessibility, weight, width, direction of marks."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = "async ([place, rules]) => (await axe.run(place, rules)).violations"
PLACE = {"exclude": [["tbody tr:nth-child(n + 9)"]]}
"""Rows of a long table are alike: the first eight speak for all."""

ALL = {"resultTypes": ["violations"]}
COLOURS = {**ALL, "runOnly": ["color-contrast"]}
GRAVE = {"serious", "critical"}

LARGEST_PAGE = 200_000
"""Bytes of a page with all it needs, before compression (house rule: no page over 200 KB but for maps)."""

WEIGHT = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .reduce((sum, entry) => sum + (entry.encodedBodySize || 0), 0)"""

TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"
TURNED_MARKS = """() => [...document.querySelectorAll('.mark')]
  .filter(mark => getComputedStyle(mark.closest('bdi') || mark).direction !== 'ltr').map(mark => mark.textContent)"""


def faults_of(page: Page, path: str) -> list[str]:
    """What is wrong with the page at ``path``."""
    page.goto(path)
    return [f"{path}: {fault}" for fault in faults_here(page)]


def faults_here(page: Page) -> list[str]:
    """What is wrong with the page that is open, light and dark, and on a small phone."""
    page.evaluate(AXE)  # evaluated, for our policy refuses script tags
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    faults = _grave(page, ALL) + _weight(page)
    page.emulate_media(color_scheme="dark")
    faults += [f"dark: {fault}" for fault in _grave(page, COLOURS)]
    faults += [f"mark not left to right: {text}" for text in page.evaluate(TURNED_MARKS)]
    page.set_viewport_size({"width": 375, "height": 700})
    return [*faults, "wider than a phone"] if page.evaluate(TOO_WIDE) else faults


def _weight(page: Page) -> list[str]:
    weight = page.evaluate(WEIGHT)
    return [f"{weight:,} bytes"] if weight > LARGEST_PAGE else []


def _grave(page: Page, rules: dict[str, Any]) -> list[str]:
    """Axe's findings that keep somebody out."""
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in page.evaluate(RUN_AXE, [PLACE, rules])
        if violation["impact"] in GRAVE
    ]
