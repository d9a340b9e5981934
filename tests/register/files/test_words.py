"""Every code of list files has words, and every word its five translations."""

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

import tracemark.register.jobs.files as files
from tracemark.register.jobs.files.xls import REFUSALS
from tracemark.ui.words.files import WORDS

SOURCE = Path(files.__file__).parent
SAID = re.compile(r'(?:unreadable|Finding)\(\s*"(\w+)"|\("(\w+)", [^)]*Severity')
PLACE = re.compile(r"\{\w+\}")


def said() -> set[str]:
    found = {
        first or second for path in SOURCE.glob("*.py") for first, second in SAID.findall(path.read_text())
    }
    return found | set(REFUSALS.values())


def test_every_code_has_words_and_every_word_a_code() -> None:
    assert said() | {"hidden_columns_read", "hidden_rows_read"} == WORDS.keys()


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "ru", "es"])
def test_translations_keep_every_place(language: str) -> None:
    with override(language):
        for text in WORDS.values():
            translated = gettext(text)
            assert translated != text
            assert sorted(PLACE.findall(translated)) == sorted(PLACE.findall(text))
