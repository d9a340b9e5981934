"""The draft of the chapter: right figures, in six languages, with footnotes, and never a blank as zero."""

import io
import re
import zipfile
from collections.abc import Callable
from string import Formatter

import pytest
from django.conf import settings as node_settings
from django.test import Client
from docx import Document
from tests.observatory.stored import SECRET, store_world

from tracemark.accounts.rules import console
from tracemark.findings import Refused
from tracemark.observatory.queries.chapter import get_chapter
from tracemark.observatory.rules.chapter import SENTENCES
from tracemark.observatory.tables.chapter import WrittenChapter, chapter_text, patterns, written_chapter
from tracemark.observatory.tables.chapter_docx import chapter_docx

LANGUAGES = [code for code, _ in node_settings.LANGUAGES]
BASES = ("ar", "zh", "en", "fr", "ru", "es")


def written(language: str) -> WrittenChapter:
    return written_chapter(
        get_chapter(console(), 2020), language, is_constructed=True, site="https://node.example/"
    )


def test_every_sentence_has_its_pattern_in_six_languages() -> None:
    for sentence in SENTENCES:
        codes = [sentence.code, f"{sentence.code}_before"] if sentence.before else [sentence.code]
        for code in codes:
            assert set(patterns()["sentences"][code]) == set(BASES), code
        assert set(patterns()["headings"][sentence.heading]) == set(BASES)


def test_the_languages_of_a_pattern_have_the_same_places() -> None:
    for kind, texts in patterns().items():
        for code, by_language in texts.items():
            places = {
                tuple(sorted({one[1] for one in Formatter().parse(text) if one[1]}))
                for text in by_language.values()
            }
            assert len(places) == 1, (kind, code)


@pytest.mark.django_db
@pytest.mark.usefixtures("constructed")
class TestWithReports:
    @pytest.fixture(autouse=True)
    def world(self) -> None:
        store_world()

    def test_the_figures_of_the_sentences_are_those_of_the_statistics(self) -> None:
        text = chapter_text(written("en"))
        assert "national report for 2018-2019 was 4, against 5 for 2016-2017" in text
        assert "was 50.0 % (2 of 4), against 40.0 % (2 of 5) in 2018" in text
        assert "add up to 1,500 weapons" in text

    def test_a_rise_that_is_only_a_smaller_base_is_said_to_be_one(self) -> None:
        assert "the number of States did not grow" in chapter_text(written("en"))

    def test_a_sentence_without_data_is_not_written_and_is_named(self) -> None:
        chapter = written("en")
        text = chapter_text(chapter)
        assert "Since 2013" not in text
        assert any("Trust fund" in one for one in chapter.missing)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_sentence_but_that_of_themes_has_a_footnote_to_its_rows(self, language: str) -> None:
        for section in written(language).sections:
            for passage in section.passages:
                assert not re.search(r"[{}]", passage.text)
                if any(letter.isdigit() for letter in passage.text):
                    assert all(
                        line.address.startswith("https://node.example/observatory/")
                        for line in passage.footnote
                    )

    @pytest.mark.parametrize(
        ("language", "number"),
        [("en", "1,500"), ("fr", "1\u202f500"), ("es", "1500"), ("zh-hans", "1,500"), ("ar", "1,500")],
    )
    def test_numbers_are_written_as_the_language_writes_them(self, language: str, number: str) -> None:
        text = chapter_text(written(language)).replace("\xa0", "\u202f")
        assert number in text or number.replace("1500", "1\u202f500") in text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_docx_opens_and_its_footnotes_are_real_ones(self, language: str) -> None:
        blob = chapter_docx(written(language))
        document = Document(io.BytesIO(blob))
        assert document.core_properties.title and len(document.paragraphs) > 10
        parts = zipfile.ZipFile(io.BytesIO(blob))
        notes = parts.read("word/footnotes.xml").decode()
        marks = parts.read("word/document.xml").decode().count("<w:footnoteReference ")
        assert marks == notes.count("<w:footnoteRef/>") > 5
        assert ("<w:rtl/>" in notes) == (language == "ar")

    def test_nothing_that_a_state_keeps_back_is_in_it(self) -> None:
        assert SECRET not in chapter_text(written("en"))

    def test_a_year_without_reports_has_no_chapter(self) -> None:
        with pytest.raises(Refused):
            get_chapter(console(), 1999)

    def test_a_program_gets_the_same_sentences_and_the_same_file(
        self, signed_in: Callable[[str], Client]
    ) -> None:
        analyst = signed_in("analyst")
        shown = analyst.get("/api/v1/observatory/chapter/2020/en").json()
        texts = [one["text"] for section in shown["sections"] for one in section["sentences"]]
        assert texts == [one.text for section in written("en").sections for one in section.passages]
        file = analyst.get("/api/v1/observatory/chapter/2020/ar/docx")
        assert file.status_code == 200 and file.content[:2] == b"PK"
        assert analyst.get("/api/v1/observatory/chapter/2020/de").status_code == 404
        assert analyst.get("/api/v1/observatory/chapter/1999/en").status_code == 409
