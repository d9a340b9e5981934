"""Every room has the same anatomy, a page and tests."""

import pytest
from tests.house.source import DOCS, PACKAGE, TESTS, listed, python_files, rooms, where

ANATOMY = {"__init__", "actions", "api", "commands", "forms", "jobs", "models", "queries", "rules"}
ANATOMY |= {"tables", "urls", "views", "migrations", "templatetags", "data"}
OF_ITS_OWN = {
    "accounts": {"access", "demo", "permissions", "sign_in"},  # the gate, and the whole matrix
    "oversight": {"append_only"},  # an operation of migrations
}
FRAME = {"config", "ui"}
"""The frame around the rooms: settings and addresses, pages and words. It has no anatomy of a room."""


@pytest.mark.parametrize("room", rooms())
def test_every_room_has_a_page_that_has_its_name_in_the_title(room: str) -> None:
    page = DOCS / "rooms" / f"{room}.md"
    assert page.is_file(), f"docs/rooms/{room}.md is missing"
    title = page.read_text(encoding="utf-8").partition("\n")[0]
    assert title.startswith("# ") and room in title, where(page, 1)


@pytest.mark.parametrize("room", rooms())
def test_every_room_has_tests(room: str) -> None:
    assert list((TESTS / room).rglob("test_*.py")), f"tests/{room}/ holds no test"


@pytest.mark.parametrize("room", sorted(set(rooms()) - FRAME))
def test_a_room_has_no_other_kinds_of_file(room: str) -> None:
    known = ANATOMY | OF_ITS_OWN.get(room, set())
    found = [
        where(path, 1)
        for path in python_files(PACKAGE / room)
        if path.relative_to(PACKAGE / room).with_suffix("").parts[0] not in known
    ]
    assert not found, listed(found)


def test_tests_lie_in_the_folder_of_a_room() -> None:
    folders = {path.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")}
    assert folders <= {*rooms(), "house", "journeys"}
