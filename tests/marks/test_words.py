import ast
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from tests.marks.strategies import TYPED

import tracemark.marks
from tracemark.marks.rules import CONFUSIONS, Absent, ColumnKind, Role, align, read_cell
from tracemark.marks.rules.label_words import OTHER_WORDS, POSITION_WORDS, SYMBOL_SIGNS, SYMBOL_WORDS
from tracemark.ui.words.marks import WORDS

ROOM = Path(tracemark.marks.__file__).parent
LANGUAGES = ["ar", "zh_Hans", "fr", "ru", "es"]


def codes_written_in_rules():
    for path in (ROOM / "rules").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"Finding": 0, "Step": 0, "take": 1}.get(node.func.id)
                if place is not None and isinstance(node.args[place], ast.Constant):
                    yield node.args[place].value


def test_every_code_written_in_the_rules_has_words():
    codes = set(codes_written_in_rules())
    assert len(codes) > 25
    assert codes <= WORDS.keys()


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("mark", Absent),
        ("mark_role", Role),
        ("mark_position", [*POSITION_WORDS, *OTHER_WORDS]),
        (
            "mark_symbol",
            [*SYMBOL_WORDS, *SYMBOL_SIGNS, "enclosed", *(f"arrow_in_{name}" for name in SYMBOL_WORDS)],
        ),
    ],
)
def test_every_value_of_a_mark_has_words(prefix, values):
    assert {f"{prefix}_{value}" for value in values} <= WORDS.keys()


@settings(max_examples=200)
@given(TYPED)
def test_everything_a_cell_says_has_words(typed):
    reading = read_cell(typed)
    said = {finding.code for finding in reading.findings} | {
        s.code for mark in reading.marks for s in mark.steps
    }
    assert said <= WORDS.keys()


def test_every_column_of_a_comparison_has_words():
    codes = {code for code, _ in CONFUSIONS.values()} | {
        column.code for column in align("AB1?", "BA127X").columns
    }
    assert codes <= WORDS.keys()
    assert {f"column_{kind}" for kind in ColumnKind if kind is not ColumnKind.CONFUSABLE} <= WORDS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated_with_the_same_parameters(language):
    with (ROOM / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = {message.id: message for message in read_po(file) if message.id}
    assert set(WORDS.values()) <= catalogue.keys()
    for text, message in catalogue.items():
        assert message.string
        assert not message.fuzzy
        assert parameters(message.string) == parameters(text)


def parameters(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}
