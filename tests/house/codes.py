"""Finds the codes that the program can say, by reading its syntax trees."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.house.source import PACKAGE, called_name, functions, python_files, tree, where


def finding_codes(*files: Path) -> Iterator[tuple[str, str]]:
    """(code, place) for every code written down where a ``Finding`` is made, directly or by a wrapper.

    A wrapper is a function that hands one of its own parameters on as the code: ``_set_aside(code, …)``.
    A code that is put together (``f"mark_{absent}"``) has ``*`` where the parameter stands. Without
    ``files`` the whole package is read.
    """
    wrappers = {"Finding": 0, **code_wrappers()}
    for path in files or python_files(PACKAGE):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and called_name(node) in wrappers:
                argument = argument_at(node, wrappers[called_name(node)])
                yield from ((code, where(path, node)) for code in literals(argument))


@cache
def code_wrappers() -> Mapping[str, int]:
    """Functions that make a ``Finding`` from a parameter named ``code``, and its place among the arguments."""
    return {
        function.name: place
        for path in python_files(PACKAGE)
        for function in functions(tree(path))
        if (place := _place_of_code(function)) is not None
    }


def _place_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int | None:
    names = [argument.arg for argument in function.args.args if argument.arg != "self"]
    if "code" not in names:
        return None
    made = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    handed_on = any(
        called_name(call) == "Finding" and call.args and ast.unparse(call.args[0]) == "code" for call in made
    )
    return names.index("code") if handed_on else None


def argument_at(call: ast.Call, place: int) -> ast.expr | None:
    """The argument at ``place``, or the one called ``code``."""
    if len(call.args) > place:
        return call.args[place]
    return next((keyword.value for keyword in call.keywords if keyword.arg == "code"), None)


def literals(node: ast.expr | None) -> Iterator[str]:
    """The texts an expression can be, as far as they are written down."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def literal_arguments(name: str, keyword: str, *files: Path) -> Iterator[tuple[str, str]]:
    """(text, place) of every literal handed to a call of ``name`` as ``keyword``."""
    for path in files:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and called_name(node) == name:
                values = (each.value for each in node.keywords if each.arg == keyword)
                yield from ((text, where(path, node)) for value in values for text in literals(value))
