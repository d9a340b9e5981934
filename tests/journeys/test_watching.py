"""The watch and the checks see what they must: a control that cannot fail proves nothing."""

import pytest
from tests.journeys import checking
from tests.journeys.checking import faults_here
from tests.journeys.conftest import OpenPage
from tests.journeys.watching import Watch
from tests.journeys.words import left_in_english

SPOIL = """() => {
  const main = document.querySelector('main');
  main.innerHTML = '<input><p>Not translated</p><p class=mark>AB12</p><div class=wide>1</div>';
  document.querySelector('.wide').style.width = '2000px';
}"""


def test_what_a_page_does_wrong_is_seen(open_page: OpenPage, watch: Watch) -> None:
    page = open_page()
    page.goto("/sign-in/")
    page.goto("/nowhere/")
    page.evaluate("() => { new Image().src = '/nothing.png'; setTimeout(() => nonsense(), 0); }")
    page.wait_for_timeout(500)
    seen = "\n".join(watch.complaints)
    watch.complaints.clear()
    assert "404: " in seen
    assert "nothing.png" in seen
    assert "script: " in seen


def test_faults_of_a_page_are_seen(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(language="ar")
    monkeypatch.setattr(checking, "LARGEST_PAGE", 1_000)
    page.goto("/sign-in/")
    page.evaluate(SPOIL)
    faults = "\n".join(faults_here(page))
    assert "label" in faults
    assert "bytes" in faults
    assert "mark not left to right: AB12" in faults
    assert "wider than a phone" in faults
    assert left_in_english(page) == {"Not translated"}
