"""Rules are pure: no framework, no input or output, no clock, no randomness; and what is public is explained."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import PACKAGE, functions, listed, python_files, rules_files, tree, where

IMPURE = {"asyncio", "http", "logging", "os", "random", "secrets", "socket", "sqlite3", "subprocess", "time"}
IMPURE |= {"pathlib", "shutil", "tempfile", "threading", "urllib", "uuid4"}
CLOCKS = {"now", "today", "utcnow", "uuid1", "uuid4", "open", "print", "input"}

BESIDE_RULES = {"tracemark.findings", "tracemark.formulas", "tracemark.accounts.permissions"}
"""Pure modules with a name of their own; they are held to the same."""


def imported(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Every module a file imports, with the place."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or ""


NUMERIC = {"numpy", "numba"}
"""What the rules of matching need beside the standard library (decision 0008)."""


def may_import(name: str, room: str = "") -> bool:
    """Whether rules may import this module: standard library without effects, and other rules."""
    if room == "matching" and name.split(".")[0] in NUMERIC:
        return True
    parts = name.split(".")
    if parts[0] == "tracemark":
        return name in BESIDE_RULES or parts[2:3] == ["rules"]
    return parts[0] in sys.stdlib_module_names and not IMPURE & set(parts)


def test_rules_import_only_the_standard_library_and_other_rules() -> None:
    found = [
        f"{where(path, node)} imports {name}"
        for path in rules_files()
        for node, name in imported(path)
        if not may_import(name, path.relative_to(PACKAGE).parts[0])
    ]
    assert not found, listed(found)


def test_the_check_of_imports_can_fail() -> None:
    refused = ("django.db", "tracemark.register.models", "os.path", "numpy", "random", "tracemark.ui.words")
    assert not any(map(may_import, refused))
    assert may_import("numpy.typing", "matching") and not may_import("numpy", "register")
    assert all(map(may_import, ("re", "datetime", "tracemark.marks.rules.mark", "tracemark.findings")))


def test_rules_never_look_at_a_clock_open_a_file_or_print() -> None:
    found = [
        f"{where(path, node)} calls {name}"
        for path in rules_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in CLOCKS
    ]
    assert not found, listed(found)


def test_every_module_has_a_docstring() -> None:
    found = [
        where(path, 1) for path in rules_files() if path.stat().st_size and not ast.get_docstring(tree(path))
    ]
    assert not found, listed(found)


def test_every_public_function_and_class_of_rules_has_a_docstring() -> None:
    found = [
        f"{where(path, node)} {node.name}"
        for path in rules_files()
        for node in public_things(tree(path))
        if not ast.get_docstring(node)
    ]
    assert not found, listed(found)


def public_things(module: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Public functions and classes of a module, and their public methods; a protocol explains its own."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef) and "Protocol" not in map(ast.unparse, node.bases):
                yield from (
                    method
                    for method in node.body
                    if isinstance(method, ast.FunctionDef) and not method.name.startswith("_")
                )


def test_writers_name_who_acts_by_keyword_only() -> None:
    found = [
        f"{where(path, function)} {function.name}"
        for path in python_files(*PACKAGE.glob("*/actions"), *PACKAGE.glob("*/actions.py"))
        for function in functions(tree(path))
        if "by" in {argument.arg for argument in (*function.args.args, *function.args.posonlyargs)}
        and not function.name.startswith("_")
    ]
    assert not found, listed(found)
