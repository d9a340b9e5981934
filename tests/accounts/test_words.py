"""Every code and every screen of accounts, config and oversight speaks six languages."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from tests.accounts.people import make_person, make_unit, signed_in

from tracemark.accounts.permissions import Role
from tracemark.ui.catalogues import LOCALES, read_catalogue
from tracemark.ui.words import accounts, config, oversight, word

ROOMS = Path(__file__).parents[2] / "src" / "tracemark"
LANGUAGES = ("ar", "zh-hans", "fr", "ru", "es")
TEXTS = [*accounts.WORDS.values(), *oversight.WORDS.values(), *config.WORDS.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated_with_the_same_placeholders(language: str) -> None:
    with translation.override(language):
        for text in TEXTS:
            translated = translation.gettext(text)
            assert translated != text
            assert re.findall(r"\{\w+\}", translated) == re.findall(r"\{\w+\}", text) or language == "zh-hans"
            assert set(re.findall(r"\{\w+\}", translated)) == set(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize("room", ["accounts", "oversight"])
@pytest.mark.parametrize("locale", LOCALES)
def test_no_entry_is_empty_or_fuzzy(room: str, locale: str) -> None:
    entries = list(read_catalogue(ROOMS / room / "locale" / locale / "LC_MESSAGES" / "django.po"))
    for entry in entries[1:]:
        texts = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        assert all(texts) and not entry.fuzzy, entry.id


def test_every_role_and_every_verb_has_words() -> None:
    for role in Role:
        assert word(f"role_{role}") != f"role_{role}"
    written = re.findall(r'verb="(\w+)"', "".join(p.read_text() for p in ROOMS.glob("**/*.py")))
    logged = re.findall(r'_log\(by, "(\w+)"', (ROOMS / "accounts" / "actions.py").read_text())
    for verb in {*written, *logged, "open_account", "close_account"}:
        assert word(f"verb_{verb}") != f"verb_{verb}", verb


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_screens_open_in_every_language(language: str) -> None:
    cache.clear()
    client = signed_in(make_person("admin", "administrator", unit := make_unit()))
    watcher = signed_in(make_person("watch", "oversight", unit))
    for browser, address in (
        (Client(), "/sign-in/"),
        (client, "/accounts/"),
        (client, "/accounts/people/"),
        (client, "/sign-in/second-factor/"),
        (watcher, "/oversight/"),
        (watcher, "/oversight/access/"),
    ):
        page = browser.get(address, HTTP_ACCEPT_LANGUAGE=language).content.decode()
        assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page


@pytest.mark.django_db
def test_a_wrong_password_is_explained_in_arabic() -> None:
    cache.clear()
    form = {"login": "nobody", "password": "wrong"}
    page = Client().post("/sign-in/", form, HTTP_ACCEPT_LANGUAGE="ar").content.decode()
    assert "اسم المستخدم أو كلمة المرور غير صحيحة" in page
