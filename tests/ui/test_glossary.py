"""The glossary is whole, and the catalogues speak in its terms."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tracemark.ui.catalogues import LOCALES, po_files, read_catalogue

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
COLUMNS = ("ar", "zh_Hans", "fr", "ru", "es")
ROOTS_HEADING = "## Roots that sentences must use"
ARABIC_VOWELS = re.compile("[\u064b-\u0652]")
ARABIC_ARTICLE = re.compile(r"\bال")


@cache
def tables() -> tuple[dict[str, dict[str, list[str]]], dict[str, dict[str, list[str]]]]:
    """Terms and roots: English to language to the forms that are right."""
    terms, roots = GLOSSARY.read_text(encoding="utf-8").split(ROOTS_HEADING)
    return dict(rows(terms)), dict(rows(roots))


def rows(text: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "English":
            yield cells[0], dict(zip(COLUMNS, map(forms, cells[1:]), strict=False))


def forms(cell: str) -> list[str]:
    return [plain(form) for form in cell.split(" / ") if form]


def plain(text: str) -> str:
    """Compared without case, kinds of apostrophe, Arabic short vowels and the Arabic article."""
    return ARABIC_ARTICLE.sub("", ARABIC_VOWELS.sub("", text)).replace("'", "’").casefold()


@cache
def translations(locale: str) -> list[tuple[str, str]]:
    files = [path for path in po_files() if path.parent.parent.name == locale]
    entries = (message for path in files for message in read_catalogue(path) if message.id)
    return [(m.id, m.string) for m in entries if isinstance(m.id, str) and isinstance(m.string, str)]


def test_the_glossary_has_every_term_in_six_languages() -> None:
    terms, roots = tables()
    assert len(terms) >= 60
    lacking = {term for term, cells in (terms | roots).items() if not all(cells.get(one) for one in LOCALES)}
    assert not lacking


def test_no_term_stands_twice() -> None:
    text = GLOSSARY.read_text(encoding="utf-8").split(ROOTS_HEADING)[0]
    names = [name for name, _ in rows(text)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("locale", LOCALES)
def test_an_entry_that_is_a_term_is_translated_as_the_glossary_says(locale: str) -> None:
    terms, _ = tables()
    wrong = [
        (msgid, text, terms[msgid.casefold()][locale])
        for msgid, text in translations(locale)
        if msgid.casefold() in terms and plain(text) not in terms[msgid.casefold()][locale]
    ]
    assert not wrong


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_uses_the_roots_of_the_glossary(locale: str) -> None:
    _, roots = tables()
    wrong = [
        (msgid, text)
        for msgid, text in translations(locale)
        for english, cells in roots.items()
        if english in msgid.casefold() and not any(root in plain(text) for root in cells[locale])
    ]
    assert not wrong
