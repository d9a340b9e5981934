"""Every test can fail, and its name says what holds."""

import ast
from functools import cache

from tests.house.source import TESTS, called_name, functions, listed, python_files, tree, where

RAISING = {"raises", "warns", "fail", "call_and_validate", "run_state_machine_as_test"}
RAISING |= {"django_assert_num_queries", "django_assert_max_num_queries", "expect"}
FEWEST_WORDS = 3
LONGEST_MEAN = 16


def all_tests() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (where(path, function), function)
        for path in python_files(TESTS)
        for function in functions(tree(path))
        if function.name.startswith("test_")
    ]


@cache
def asserting_functions() -> frozenset[str]:
    """Names of functions in the tests that assert, directly or by calling another that does."""
    calls = {function.name: function for path in python_files(TESTS) for function in functions(tree(path))}
    found: set[str] = set(RAISING)
    while more := {name for name, function in calls.items() if can_fail(function, found)} - found:
        found |= more
    return frozenset(found)


def can_fail(function: ast.AST, asserting: frozenset[str] | set[str]) -> bool:
    """Whether an assertion, or a call of something that asserts, stands in the function."""
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and called_name(node) in asserting)
        for node in ast.walk(function)
    )


def test_every_test_asserts_something() -> None:
    found = [
        f"{place} {function.name}"
        for place, function in all_tests()
        if not can_fail(function, asserting_functions())
    ]
    assert not found, listed(found)


def test_no_test_asserts_a_constant() -> None:
    found = [
        where(path, node)
        for path in python_files(TESTS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant | ast.Tuple)
    ]
    assert not found, listed(found)


def test_the_name_of_a_test_is_a_sentence() -> None:
    found = [
        f"{place} {function.name}"
        for place, function in all_tests()
        if len(function.name.removeprefix("test_").split("_")) < FEWEST_WORDS
    ]
    assert not found, listed(found)


def test_tests_are_short_on_the_whole() -> None:
    lengths = [(function.end_lineno or 0) - function.lineno + 1 for _, function in all_tests()]
    assert sum(lengths) / len(lengths) <= LONGEST_MEAN
