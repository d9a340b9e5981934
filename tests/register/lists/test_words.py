"""Every code that reading lists can give has words in six languages."""

import ast
from pathlib import Path

import tracemark.register.jobs.importing as importing
import tracemark.register.rules.lists as lists
from tracemark.register.rules.lists.fields import FIELDS
from tracemark.ui.words import find_text
from tracemark.ui.words.lists import WORDS

ROOT = Path(__file__).parents[3]
FOLDERS = [Path(module.__file__).parent for module in (lists, importing) if module.__file__]
MADE_OF_PARTS = {f"{name}_not_read" for name in ("how", "outcome", "loss_kind")}


def emitted_codes() -> set[str]:
    """The codes written as first argument of Finding or Aside."""
    found = set(MADE_OF_PARTS)
    for path in (path for folder in FOLDERS for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in ("Finding", "Aside") and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_code_has_words() -> None:
    assert {code for code in emitted_codes() - {"item"} if find_text(code) is None} == set()


def test_every_field_has_a_name_to_show() -> None:
    fields = {field for names in FIELDS.values() for field in names if not field.startswith("kept_aside")}
    assert {field for field in fields if f"field_{field}" not in WORDS} == set()
