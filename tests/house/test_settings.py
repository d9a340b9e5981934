"""What a node reads from its environment is documented, and nothing else is."""

import re

from tests.house.source import DOCS, PACKAGE, ROOT, listed, python_files, where

NAME = re.compile(r"\bTRACEMARK_[A-Z_]+[A-Z]\b")


def names_read() -> dict[str, str]:
    """Every variable the program, its start script and its tests name, with one place."""
    files = (*python_files(PACKAGE, ROOT / "tests"), ROOT / "run.py", ROOT / ".ci" / "run")
    return {
        name: where(path, number)
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for name in NAME.findall(line)
    }


def names_documented() -> set[str]:
    rows = (DOCS / "settings.md").read_text(encoding="utf-8").splitlines()
    return {name for row in rows if row.startswith("| `") for name in NAME.findall(row.split("|")[1])}


def test_every_variable_of_the_environment_is_documented() -> None:
    found = [f"{place} {name}" for name, place in names_read().items() if name not in names_documented()]
    assert not found, listed(found)


def test_no_variable_is_documented_that_nothing_reads() -> None:
    assert names_documented() <= set(names_read())


def test_no_document_names_a_variable_that_nothing_reads() -> None:
    pages = (*ROOT.glob("*.md"), *DOCS.rglob("*.md"))
    found = [
        f"{page.name} {name}"
        for page in pages
        for name in NAME.findall(page.read_text(encoding="utf-8"))
        if name not in names_read()
    ]
    assert not found, listed(found)
