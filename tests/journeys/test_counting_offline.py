"""A store is counted in a cellar: the page opens without a network, the counts wait, and go out by themselves."""

from playwright.sync_api import Page, expect
from tests.journeys.conftest import OpenPage
from tests.journeys.watching import Watch


def stocktake_page(page: Page, store: str) -> str:
    """The address of the stocktake of a store."""
    page.goto("/ammunition/")
    page.get_by_role("link", name=store, exact=True).first.click()
    page.get_by_role("link", name="Stocktake").click()
    return page.url


def count(page: Page, number: str) -> None:
    """Two names, and a number for everything that is asked for."""
    page.get_by_label("First counter").fill("A. Counter")
    page.get_by_label("Second counter").fill("B. Counter")
    for field in page.locator("input[name^=count_]").all():
        field.fill(number)


def test_a_count_without_a_network_waits_and_is_recorded_once_it_is_back(
    open_page: OpenPage, watch: Watch
) -> None:
    page = open_page("officer")
    url = stocktake_page(page, "Store 4")
    page.get_by_role("button", name="Keep this page").click()
    expect(page.get_by_text("This page opens without a network now")).to_be_visible()
    page.context.set_offline(True)
    answer = page.goto(url)
    assert answer is not None and answer.from_service_worker
    count(page, "7")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_text("Counted and kept on this device")).to_be_visible()
    page.reload()
    expect(page.get_by_label("First counter")).to_have_value("A. Counter")
    page.context.set_offline(False)
    expect(page.get_by_text("The stocktake was recorded.")).to_be_visible()
    assert page.evaluate("async () => [localStorage.length, (await caches.keys()).length]") == [0, 0]
    watch.complaints[:] = [one for one in watch.complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def test_what_moved_while_the_page_was_kept_is_told(open_page: OpenPage) -> None:
    page, other = open_page("officer"), open_page("officer")
    stocktake_page(page, "Store 5")
    other.goto("/ammunition/")
    other.get_by_role("link", name="Store 5", exact=True).first.click()
    other.get_by_role("link", name="Report a loss").click()
    other.locator("a.tap").first.click()
    other.get_by_label("Another number").fill("1")
    other.get_by_role("button", name="Record").click()
    expect(other.get_by_text("The movement was recorded.")).to_be_visible()
    count(page, "2999")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_text("While Store 5 was being counted")).to_be_visible()
