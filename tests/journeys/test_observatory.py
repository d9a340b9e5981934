"""The observatory in a browser: charts without scripts, and the public site from the disk."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.checking import ALL, GRAVE
from tests.journeys.checking import AXE as AXE_SOURCE
from tests.journeys.conftest import OpenPage
from tests.journeys.demo import SOURCE, Demo

pytestmark = pytest.mark.slow

PAGES = (
    "index",
    "gender-considered",
    "map-state-stock-marked-2020",
    "needs-2020",
    "compare-2018-2020",
    "methods",
)
AXE = "async rules => (await axe.run(document, rules)).violations.map(one => [one.impact, one.id])"


@pytest.fixture(scope="module")
def site(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as the command writes it, in two languages."""
    out = tmp_path_factory.mktemp("public") / "site"
    words = ["observatory", "publish", "--out", str(out), "--lang", "ar", "--lang", "zh-hans"]
    environment = {**os.environ, "TRACEMARK_HOME": str(demo.home), "PYTHONPATH": str(SOURCE)}
    subprocess.run([sys.executable, "-m", "tracemark.config.cli", *words], env=environment, check=True)
    return out


@pytest.fixture(params=[False, True], ids=["without scripts", "with scripts"])
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser that opens files from the disk and notes what it asks for elsewhere."""
    with browser.new_context(java_script_enabled=request.param) as context:
        yield context.new_page()


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_every_page_of_the_site_shows_its_tables_from_the_disk(
    reader: Page, site: Path, language: str
) -> None:
    asked: list[str] = []
    reader.on("request", lambda one: asked.append(one.url))
    for name in PAGES:
        reader.goto((site / language / f"{name}.html").as_uri())
        expect(reader.locator("table, .columns, .panel").first).to_be_visible()
    assert all(url.startswith("file://") for url in asked)


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_the_site_keeps_nobody_out(browser: Browser, site: Path, language: str) -> None:
    found = []
    with browser.new_context() as context:
        page = context.new_page()
        for name in PAGES:
            page.goto((site / language / f"{name}.html").as_uri())
            page.evaluate(AXE_SOURCE)
            found += [(name, *one) for one in page.evaluate(AXE, ALL) if one[0] in GRAVE]
    assert not found


def test_a_number_is_followed_to_its_rows_without_scripts(open_page: OpenPage) -> None:
    page = open_page("analyst", java_script_enabled=False)
    page.goto("/observatory/statistics/gender-considered/")
    page.locator("tbody td a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("States that take gender into account")
    expect(page.locator("tbody tr").first).to_be_visible()
