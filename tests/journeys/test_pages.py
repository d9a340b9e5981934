"""Every page of every role: open to all, at home in Arabic and Chinese, light enough for an old line."""

from collections.abc import Callable

import pytest
from tests.journeys.checking import faults_of
from tests.journeys.conftest import OpenPage
from tests.journeys.words import left_in_english

ROLES = ("", "officer", "second", "analyst", "curator", "oversight", "admin")
"""Whose pages are read; the empty name is a visitor who is not signed in."""

pytestmark = pytest.mark.slow

Pages = Callable[[str], list[str]]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_keeps_anybody_out(open_page: OpenPage, pages: Pages, role: str, language: str) -> None:
    page = open_page(role, language=language)
    faults = [fault for path in pages(role) for fault in faults_of(page, path)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_no_english_is_left(open_page: OpenPage, pages: Pages, role: str, language: str) -> None:
    page = open_page(role, language=language)
    left: list[str] = []
    for path in pages(role):
        page.goto(path)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        left += [f"{path}: {text}" for text in sorted(left_in_english(page))]
    assert not left, "\n".join(left)
