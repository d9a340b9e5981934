"""Every code that matching can give has words, with the parameters it is given."""

import ast
from pathlib import Path
from string import Formatter

import pytest
from tests.matching.weapons import a_thousand, described

import tracemark.matching
from tracemark.matching.forms import stage_choices, verdict_choices
from tracemark.matching.rules.alignment import EDIT_CODES
from tracemark.matching.rules.explain import FIELD_NAMES, answer_findings, reasons_of
from tracemark.matching.rules.fields import AGREES, DIFFERS, NEAR
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.tables.wording import CHANCES
from tracemark.ui.words.matching import WORDS

ROOM = Path(tracemark.matching.__file__).parent
ELSEWHERE = {"permission_missing", "no_such_weapon"}

REGISTER = MemorySearch(a_thousand())


def codes_written() -> set[str]:
    found = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    found.add(str(code.value))
    return found


def test_every_code_written_in_the_room_has_words() -> None:
    codes = codes_written() | set(EDIT_CODES.values()) | {code for _, code in CHANCES}
    assert len(codes) > 20
    assert codes - ELSEWHERE <= WORDS.keys()


@pytest.mark.parametrize("field", FIELD_NAMES)
def test_every_verdict_on_a_field_has_words(field: str) -> None:
    near = {f"{field}_{NEAR}"} if field in ("make", "model", "calibre") else set()
    assert {f"{field}_{AGREES}", f"{field}_{DIFFERS}"} | near <= WORDS.keys()


def test_every_stage_and_verdict_has_words() -> None:
    assert all(value != words for value, words in [*stage_choices()[1:], *verdict_choices()])


@pytest.mark.parametrize("text", ["AB1234", "A81234", "0AB123", "SN123456", "AB12?4", "123", "", "Q" * 14])
def test_reasons_carry_the_parameters_of_their_words(text: str) -> None:
    answer = REGISTER.answer(described(text, "izhmekh", "PM", type="pistol"))
    for candidate in answer.candidates:
        for reason in reasons_of(candidate):
            assert placeholders(WORDS[reason.code]) <= reason.params.keys()
    assert {finding.code for finding in answer_findings(answer)} <= WORDS.keys()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
