"""The shell of every page: languages, navigation by permission, search, the first page, error pages."""

import re

import pytest
from django.test import Client
from tests.register.screens.lists import a_unit, a_weapon, sign_in, take_in

from tracemark.accounts.models import Person

pytestmark = pytest.mark.django_db
NATIVE = ("العربية", "中文", "English", "Français", "Русский", "Español")


def links(text: str) -> list[str]:
    """The labels of the navigation."""
    nav = text.split('<nav class="rooms"')[1].split("</nav>")[0]
    return re.findall(r">([^<>]+)</a>", nav)


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("zh-hans", "ltr"), ("en", "ltr"), ("fr", "ltr"), ("ru", "ltr"), ("es", "ltr")],
)
def test_the_first_screen_offers_six_languages_by_their_own_names(language: str, direction: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    text = client.get("/sign-in/").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in text
    assert all(f">{name}</button>" in text for name in NATIVE)


def test_a_chosen_language_is_kept_with_the_person_and_in_a_cookie(monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(monkeypatch, "officer", a_unit())
    answer = client.post("/language/", {"language": "fr", "next": "/register/?text=A"})
    assert answer.headers["Location"] == "/register/?text=A"
    assert Person.objects.get(username="officer").language == "fr"
    assert "Armes" in client.get("/register/").content.decode()


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_elsewhere(next_page: str) -> None:
    answer = Client().post("/language/", {"language": "ru", "next": next_page})
    assert answer.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing() -> None:
    assert "django_language" not in Client().post("/language/", {"language": "tlh"}).cookies


@pytest.mark.parametrize(
    ("role", "seen", "hidden"),
    [
        ("officer", {"Weapons", "Lists", "Find"}, {"People", "Waiting for a second officer"}),
        ("second_officer", {"Waiting for a second officer", "Alerts"}, {"Lists", "People"}),
        ("administrator", {"People", "Units"}, {"Weapons", "Find", "Alerts"}),
        ("analyst", {"Figures", "Weapons"}, {"Lists", "Oversight"}),
    ],
)
def test_the_navigation_shows_what_ones_posts_permit(
    monkeypatch: pytest.MonkeyPatch, role: str, seen: set[str], hidden: set[str]
) -> None:
    found = set(links(sign_in(monkeypatch, role, a_unit()).get("/").content.decode()))
    assert seen <= found and not hidden & found


def test_the_page_one_is_on_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    text = sign_in(monkeypatch, "officer", a_unit()).get("/register/lists/").content.decode()
    assert re.findall(r'aria-current="page">([^<]+)<', text.split('class="page"')[0]) == ["Lists"]


def test_the_first_page_says_what_to_do_first_and_then_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(monkeypatch, "officer", a_unit())
    text = client.get("/").content.decode()
    assert "What to do first" in text and "✓" not in text
    take_in(a_unit(), ["AB1234"])
    assert "✓" in client.get("/").content.decode()


def test_the_first_page_counts_what_waits_for_a_second_officer(monkeypatch: pytest.MonkeyPatch) -> None:
    weapon = a_weapon(a_unit())
    officer = sign_in(monkeypatch, "officer", a_unit())
    form = officer.get(f"/register/{weapon.record_no}/do/destroyed/").context["form"]
    given = {"event_id": form["event_id"].value(), "precision": "day", "method": "Melted"}
    officer.post(f"/register/{weapon.record_no}/do/destroyed/", given)
    text = sign_in(monkeypatch, "second_officer", a_unit()).get("/").content.decode()
    assert "Requests for a second officer" in text and "… 1" in text


@pytest.mark.parametrize("role", ["curator", "administrator", "oversight", "investigator"])
def test_the_first_page_opens_for_every_role(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    assert sign_in(monkeypatch, role, a_unit()).get("/").status_code == 200


def test_without_signing_in_the_first_page_is_the_sign_in() -> None:
    assert Client().get("/").headers["Location"].startswith("/sign-in/")


def test_pages_bring_no_script_or_style_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    weapon = a_weapon(a_unit())
    client = sign_in(monkeypatch, "officer", a_unit())
    for path in ("/", "/register/", f"/register/{weapon.record_no}/", "/register/lists/new/"):
        text = client.get(path).content.decode()
        assert not re.search(r"<style|<script(?! src)| style=| on\w+=", text)
        assert len(text) < 200_000


def test_what_is_not_there_says_so_in_the_readers_language() -> None:
    client = Client()
    client.cookies["django_language"] = "es"
    answer = client.get("/nothing/")
    assert answer.status_code == 404 and "Aquí no hay nada" in answer.content.decode()


def test_what_is_not_permitted_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = sign_in(monkeypatch, "administrator", a_unit()).get("/register/")
    assert answer.status_code == 403 and "Your posts do not permit this" in answer.content.decode()
