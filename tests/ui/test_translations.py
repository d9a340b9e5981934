"""Every text a person can see has a whole translation in each of the five languages besides English."""

from collections.abc import Sequence
from pathlib import Path

import allauth
import pytest
from babel.messages.pofile import read_po

from tracemark.ui.catalogues.checks import (
    Entry,
    contradictions,
    is_whole,
    missing,
    placeholders_differ,
    read_entries,
    unused,
)
from tracemark.ui.catalogues.used import Text, used_texts


@pytest.fixture(scope="module")
def texts() -> Sequence[Text]:
    return used_texts()


@pytest.fixture(scope="module")
def entries() -> Sequence[Entry]:
    return read_entries()


def test_every_text_has_a_translation_in_each_language(
    texts: Sequence[Text], entries: Sequence[Entry]
) -> None:
    assert {f"{text.room}: {text.id}": languages for text, languages in missing(texts, entries).items()} == {}


def test_no_entry_is_empty_fuzzy_or_lacks_a_plural_form(entries: Sequence[Entry]) -> None:
    assert [(entry.room, entry.locale, entry.id) for entry in entries if not is_whole(entry)] == []


def test_translations_have_the_placeholders_of_their_text(entries: Sequence[Entry]) -> None:
    assert [(entry.locale, entry.id, entry.forms) for entry in entries if placeholders_differ(entry)] == []


def test_no_two_rooms_translate_one_text_differently(entries: Sequence[Entry]) -> None:
    assert contradictions(entries) == {}


def test_no_entry_is_left_over(texts: Sequence[Text], entries: Sequence[Entry]) -> None:
    left_over = {entry.id for entry in unused(texts, entries)}
    assert left_over - _texts_of_sign_in() == set()


def _texts_of_sign_in() -> set[str]:
    """What the sign-in package says itself; our catalogues translate what its own leave out."""
    path = Path(allauth.__file__).parent / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return {str(message.id) for message in read_po(file, ignore_obsolete=True) if message.id}
