"""Files stay small, are named by nouns, and import in the open."""

import ast
import re
from pathlib import Path

from tests.house.source import PACKAGE, ROOT, TESTS, functions, listed, python_files, text_files, tree, where

LONGEST = 400
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "service", "services", "misc"}
CODE = (PACKAGE, TESTS, ROOT / "benchmarks", ROOT / "audit")
EXCUSES = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|pragma:|fmt:\s*skip)|\bTODO\b|\bFIXME\b|mark\.(?:skip|xfail)"
)
WITH_REASON = re.compile(r"\[[a-z0-9][a-z0-9 ,'-]*\]\s*$|reason=\"\[[a-z-]+\]|# fmt: skip$")
SELF = Path(__file__)


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*CODE)}
    found = [where(path, length) for path, length in lengths.items() if length > LONGEST]
    assert not found, listed(found)


def test_no_module_has_a_name_that_says_nothing() -> None:
    folders = {path.parent for path in python_files(*CODE)}
    found = [where(path, 1) for path in (*python_files(*CODE), *folders) if path.stem in VAGUE]
    assert not found, listed(found)


def test_no_import_is_a_wildcard() -> None:
    found = [
        where(path, node)
        for path in python_files(*CODE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names)
    ]
    assert not found, listed(found)


def test_no_import_stands_inside_a_function() -> None:
    found = [
        where(path, node)
        for path in python_files(PACKAGE, ROOT / "audit")
        for function in functions(tree(path))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not found, listed(found)


def test_every_excuse_from_a_check_says_why() -> None:
    found = [
        f"{where(path, number)} {line.strip()}"
        for path in python_files(*CODE)
        if path != SELF
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if EXCUSES.search(line) and not WITH_REASON.search(line)
    ]
    assert not found, listed(found)


def test_no_model_overrides_save_and_no_signal_is_received() -> None:
    found = [
        where(path, function)
        for path in python_files(PACKAGE)
        for function in functions(tree(path))
        if (function.name in {"save", "delete"} and path.stem == "models")
        or any("receiver" in ast.dump(decorator) for decorator in function.decorator_list)
    ]
    assert not found, listed(found)


def test_every_text_file_is_utf_8_with_plain_line_ends() -> None:
    found = []
    for path in text_files():
        data = path.read_bytes()
        data.decode("utf-8")
        if b"\r\n" in data:
            found.append(where(path, 1))
    assert not found, listed(found)
