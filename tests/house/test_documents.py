"""The documents are whole: numbered decisions, living links, narrow lines, the same commands in two languages."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.house.source import DOCS, ROOT, listed, where

WIDEST = 160
PAGES = tuple(sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")]))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXPECTED = (
    "README.md",
    "README.zh.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "THREAT_MODEL.md",
    "CHANGELOG.md",
    "LICENSE",
)


def lines() -> Iterator[tuple[Path, int, str]]:
    for page in PAGES:
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            yield page, number, line


@pytest.mark.parametrize("name", EXPECTED)
def test_the_repository_has_its_face(name: str) -> None:
    assert (ROOT / name).is_file(), f"{name} is missing"


def test_no_line_of_a_document_is_wider_than_160_characters() -> None:
    found = [
        where(page, number)
        for page, number, line in lines()
        if len(line) > WIDEST and not line.startswith("|")
    ]
    assert not found, listed(found)


def test_every_link_to_a_file_leads_somewhere() -> None:
    found = [
        f"{where(page, number)} {target}"
        for page, number, line in lines()
        for target in LINK.findall(line)
        if "://" not in target
        and not target.startswith("#")
        and not (page.parent / target.partition("#")[0]).exists()
    ]
    assert not found, listed(found)


def test_every_path_named_in_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:src|docs|tests|audit|benchmarks)/[\w./-]+)`", text))
    missing = [name for name in sorted(named) if not (ROOT / name).exists()]
    assert not missing, listed(missing)


def test_both_readmes_have_the_same_commands_and_the_same_parts() -> None:
    english = (ROOT / "README.md").read_text(encoding="utf-8")
    chinese = (ROOT / "README.zh.md").read_text(encoding="utf-8")
    assert [without_comments(code) for code in FENCE.findall(english)] == [
        without_comments(code) for code in FENCE.findall(chinese)
    ]
    for sign in ("\n## ", "\n| ", "\n* "):
        assert english.count(sign) == chinese.count(sign), f"lines that begin with {sign.strip()}"


def without_comments(code: str) -> list[str]:
    """The lines of a block of commands, each without the words behind ``#``."""
    return [line.split("#")[0].rstrip() for line in code.splitlines()]


def test_every_decision_has_a_number_and_a_status() -> None:
    pages = sorted((DOCS / "decisions").glob("*.md"))
    for number, page in enumerate(pages, start=1):
        title, _, first, *_ = page.read_text(encoding="utf-8").split("\n")
        assert page.name.startswith(f"{number:04}-"), f"{page.name} is not number {number:04}"
        assert title.startswith(f"# {number:04} · "), where(page, 1)
        assert re.match(r"\*(Accepted|Proposed|Superseded by \d{4}), \d{4}-\d\d-\d\d\.\*", first), where(
            page, 3
        )


def test_the_changelog_speaks_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entry = text.partition(f"\n## {project['version']}")[2].partition("\n## ")[0]
    assert entry.count("\n* ") > 0, f"CHANGELOG.md has no entry for {project['version']}"
