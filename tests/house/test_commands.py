"""Every word of the command line explains itself and is told in the documents."""

import argparse
import re
from collections.abc import Iterator

import pytest
from tests.house.source import DOCS, ROOT, listed

from tracemark.config.cli import build_parser

PROMISED = ("init", "import", "find", "match", "figure", "verify", "export", "backup", "restore")


def words_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str | None]]:
    """(word, help) of every command below ``parser``."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help for choice in action._choices_actions}
            yield from ((name, helps.get(name)) for name in action.choices)


@pytest.fixture(scope="module")
def commands() -> dict[str, str | None]:
    return dict(words_of(build_parser()))


def test_the_promised_commands_are_there(commands: dict[str, str | None]) -> None:
    assert set(PROMISED) <= set(commands)


def test_every_command_has_help(commands: dict[str, str | None]) -> None:
    silent = [name for name, text in commands.items() if not text]
    assert not silent, listed(silent)


def test_every_command_is_told_in_the_page_of_commands(commands: dict[str, str | None]) -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    missing = [name for name in commands if f"| `{name}" not in page]
    assert not missing, listed(missing)


def test_the_documents_name_no_command_that_does_not_exist(commands: dict[str, str | None]) -> None:
    pages = (*ROOT.glob("*.md"), *DOCS.rglob("*.md"))
    found = [
        f"{page.name}: {match[0]}"
        for page in pages
        for match in re.finditer(
            r"(?:python3 run\.py|^tracemark|`tracemark|exec tracemark) ([a-z]+)",
            page.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        if match[1] not in {*commands, "test"}
    ]
    assert not found, listed(found)
