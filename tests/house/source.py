"""The project's own source as the tests of the house see it: files, trees, and where something stands."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tracemark"
TESTS = ROOT / "tests"
DOCS = ROOT / "docs"
BINARY = {".png", ".ttf", ".otf", ".woff2", ".mo", ".ico", ".xls", ".xlsx", ".ods", ".zip", ".pyc"}
FOLDERS = ("src", "tests", "docs", "audit", "benchmarks", "translations", ".ci")


@cache
def python_files(*folders: Path) -> tuple[Path, ...]:
    """Python files in ``folders`` (which may be files too), sorted; without Django's migrations."""
    found = {path for one in folders for path in ([one] if one.is_file() else one.rglob("*.py"))}
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def text_files() -> tuple[Path, ...]:
    """Every file of the project that holds text, sorted."""
    below = [path for name in FOLDERS for path in (ROOT / name).rglob("*")]
    beside = [path for path in ROOT.iterdir() if path.suffix in {".md", ".py", ".toml", ".lock"}]
    written = (path for path in (*below, *beside) if path.is_file() and "__pycache__" not in path.parts)
    return tuple(sorted(path for path in written if path.suffix.lower() not in BINARY))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def where(path: Path, line: int | ast.AST) -> str:
    """The place as editors read it: ``src/tracemark/findings.py:12``."""
    number = line if isinstance(line, int) else getattr(line, "lineno", 1)
    return f"{path.relative_to(ROOT).as_posix()}:{number}"


def rooms() -> tuple[str, ...]:
    """The names of all rooms, with ``config`` and ``ui``."""
    return tuple(sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py")))


def rules_files() -> tuple[Path, ...]:
    """Every file of every room's rules, ``findings``, ``formulas`` and the matrix of permissions."""
    single = (PACKAGE / "findings.py", PACKAGE / "formulas.py", PACKAGE / "accounts" / "permissions.py")
    return python_files(*single, *PACKAGE.glob("*/rules.py"), *PACKAGE.glob("*/rules"))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a module, however deep."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called_name(call: ast.Call) -> str:
    """The last part of what is called: ``Finding`` for ``findings.Finding(…)``; empty for stranger things."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def listed(found: Iterable[str]) -> str:
    """The findings of a failed test, one a line."""
    return "\n" + "\n".join(found)
