"""The first journey of issue and README, in English: from a bad reading to a published figure."""

from tests.journeys.conftest import OpenPage


def test_home_opens(open_page: OpenPage) -> None:
    page = open_page("officer")
    page.goto("/")
    assert page.title()
