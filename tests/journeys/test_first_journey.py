"""The first journey, in English, Arabic and Chinese: from a bad reading to a published figure."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import OpenPage
from tests.journeys.demo import Demo
from tests.journeys.words import LANGUAGES, Words

TAKEN_IN_BEFORE = "This very file was taken in before. Taking it in again changes nothing."

pytestmark = pytest.mark.parametrize(
    "language", ["en", *(pytest.param(each, marks=pytest.mark.slow) for each in LANGUAGES if each != "en")]
)


def test_a_bad_reading_finds_the_weapon_with_reasons(open_page: OpenPage, language: str) -> None:
    page, words = open_page("officer", language=language), Words(language)
    serial = _serial_of(_matched_seizure(page, language))
    page.goto("/")
    page.get_by_role("search", name=words("Find a weapon")).get_by_role("searchbox").fill(_worn(serial))
    page.get_by_role("search", name=words("Find a weapon")).get_by_role("button").click()
    best = page.locator(".matching-candidates > li").first
    expect(best.locator(".mark", has_text=serial).first).to_be_visible()
    expect(best.locator(".num")).to_have_text(re.compile(r"9\d\s*[%٪]"))
    expect(best.get_by_role("heading", name=words("What speaks for it"))).to_be_visible()
    best.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name=words("Its life"))).to_be_visible()


def test_a_judgement_joins_two_records_on_the_timeline(open_page: OpenPage, language: str) -> None:
    page, words = open_page("officer", language=language), Words(language)
    seizure = _matched_seizure(page, language)
    ours = seizure.locator("th").get_by_role("link").inner_text()
    other = seizure.locator("td:nth-child(3) a").first.inner_text()
    seizure.get_by_role("link", name=words("Compare the two")).click()
    page.get_by_label(words("The same weapon"), exact=True).check()
    page.get_by_label(words("Why")).fill("Photograph of the frame")
    page.get_by_role("button", name=words("Record the judgement")).click()
    expect(page.get_by_role("status")).to_contain_text(words("The same weapon"))
    page.get_by_role("link", name=ours).first.click()
    expect(page.locator(".life").get_by_role("link", name=other)).to_be_visible()


def test_a_list_sent_again_is_harmless(open_page: OpenPage, demo: Demo, language: str) -> None:
    page, words = open_page("officer", language=language), Words(language)
    before = _rows_of_figure(page)
    page.goto("/register/lists/new/")
    page.get_by_label(words("File")).set_input_files(demo.seizures)
    page.locator("select[name=kind]").select_option("seizures")
    page.locator("select[name=unit]").select_option(label="Evidence store")
    page.get_by_role("button", name=words("Read it")).click()
    expect(page.locator(".tally")).to_be_visible()
    expect(page.locator(".notice-warn")).to_contain_text(words(TAKEN_IN_BEFORE))
    page.locator(".button-primary").first.click()
    expect(page).to_have_url(re.compile(r"/register/lists/[0-9a-f-]{36}/$"))
    assert _rows_of_figure(page) == before


def test_an_alert_leads_to_the_weapons_it_names(open_page: OpenPage, language: str) -> None:
    page, words = open_page("officer", language=language), Words(language)
    page.goto("/")
    page.get_by_role("link", name=words("Recovered after destruction")).click()
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("Recovered after destruction"))
    page.locator("tbody a").first.click()
    expect(page.locator(".notice-bad")).to_be_visible()
    expect(page.get_by_role("heading", name=words("Its life"))).to_be_visible()


def test_a_number_leads_to_its_rows_and_to_a_weapon(open_page: OpenPage, language: str) -> None:
    page, words = open_page("analyst", language=language), Words(language)
    page.goto("/figures/")
    page.get_by_role("heading", level=2).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name=words("Not counted, and why"))).to_be_visible()
    number = page.locator(".figure-total a").first
    count = int(number.inner_text())
    number.click()
    expect(page.locator("tbody tr")).to_have_count(count)
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", name=words("Its life"))).to_be_visible()


def _matched_seizure(page: Page, language: str) -> Locator:
    """A seizure that is nearly certainly one of ours; another in each language."""
    page.goto("/matching/seizures/")
    certain = page.locator("tbody tr").filter(has=page.locator(".badge-good"))
    return certain.nth(list(LANGUAGES).index(language))


def _serial_of(seizure: Locator) -> str:
    return seizure.locator("td:nth-child(3) > .mark").first.inner_text()


def _worn(serial: str) -> str:
    """The serial with one character that cannot be read."""
    return f"{serial[:2]}?{serial[3:]}"


def _rows_of_figure(page: Page) -> list[str]:
    page.goto("/figures/sdg-16.4.2/2025/")
    return page.locator(".figure-total td").all_inner_texts()
