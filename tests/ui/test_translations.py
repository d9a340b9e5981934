"""Every text a person can see has a whole translation in each of the five languages besides English."""

from collections.abc import Sequence

import pytest

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
    assert sorted({f"{entry.room}: {entry.id}" for entry in unused(texts, entries)}) == []
