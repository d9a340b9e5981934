"""Every code of list files has words, and every word its five translations."""

import json
import re
from pathlib import Path

import pytest

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


def test_translations_keep_every_place(translations: dict[str, dict[str, str]]) -> None:
    assert translations.keys() == set(WORDS.values())
    for text, by_language in translations.items():
        assert by_language.keys() == {"ar", "zh_Hans", "fr", "ru", "es"}
        for translated in by_language.values():
            assert sorted(PLACE.findall(translated)) == sorted(PLACE.findall(text))


@pytest.fixture
def translations() -> dict[str, dict[str, str]]:
    path = Path(__file__).parents[3] / "translations" / "files.json"
    return dict(json.loads(path.read_text("utf-8")))
