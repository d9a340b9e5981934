"""Checks of a page as it stands: accessibility, width, direction of marks."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = "async (rules) => (await axe.run(document, rules)).violations"
ALL = {"resultTypes": ["violations"]}
COLOURS = {**ALL, "runOnly": ["color-contrast"]}
GRAVE = {"serious", "critical"}

TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"
TURNED_MARKS = """() => [...document.querySelectorAll('.mark')]
  .filter(mark => getComputedStyle(mark.closest('bdi') || mark).direction !== 'ltr').map(mark => mark.textContent)"""


def faults_of(page: Page, path: str) -> list[str]:
    """What is wrong with the page at ``path``, light and dark, and on a small phone."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(path)
    faults = _grave(page, ALL)
    page.emulate_media(color_scheme="dark")
    faults += [f"dark: {fault}" for fault in _grave(page, COLOURS)]
    faults += [f"mark not left to right: {text}" for text in page.evaluate(TURNED_MARKS)]
    page.set_viewport_size({"width": 375, "height": 700})
    if page.evaluate(TOO_WIDE):
        faults.append("wider than a phone")
    return [f"{path}: {fault}" for fault in faults]


def _grave(page: Page, rules: dict[str, Any]) -> list[str]:
    """Axe's findings that keep somebody out. Its source is evaluated: our policy refuses script tags."""
    page.evaluate(AXE)
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in page.evaluate(RUN_AXE, rules)
        if violation["impact"] in GRAVE
    ]
