"""The command line, as its user meets it: in a process of its own, with a folder of its own."""

import json
from pathlib import Path

import pytest
from tests.config.console import Console

from tracemark.config import cli
from tracemark.findings import Finding, Refused


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Console:
    console = Console(tmp_path_factory.mktemp("node"))
    assert console("init", "--state", "XF", "--name", "Farland").returncode == 0
    return console


def test_init_prints_a_one_time_password_and_is_not_repeated(tmp_path: Path) -> None:
    console = Console(tmp_path / "new")
    made = console("init", "--state", "XF", "--admin", "ana")
    assert made.returncode == 0 and "one-time password" in made.stdout
    again = console("init", "--state", "XF")
    assert (again.returncode, again.stdout) == (3, "")
    assert "holds the node of XF already; nothing was changed" in again.stderr


def test_a_folder_without_node_says_what_to_do(tmp_path: Path) -> None:
    answer = Console(tmp_path)("people", "list")
    assert answer.returncode == 3
    assert answer.stderr.count("\n") == 1 and "tracemark init" in answer.stderr


def test_people_are_added_and_listed(node: Console) -> None:
    assert node("units", "--add", "POL", "--name", "Police", "--below", "XF").returncode == 0
    assert node("people", "add", "bob", "--role", "officer", "--unit", "POL").returncode == 0
    rows = json.loads(node("people", "list", "--json").stdout)["people"]
    assert rows[1]["posts"] == [{"role": "officer", "unit": "POL"}]


def test_a_refusal_is_one_line_in_the_language_asked_for(node: Console) -> None:
    answer = node("people", "add", "eve", "--role", "officer", "--unit", "NOWHERE")
    assert answer.returncode == 3
    assert answer.stderr == "tracemark: There is no unit with the code NOWHERE.\n"
    assert "eve" not in node("people", "list").stdout


def test_a_wrong_word_is_exit_code_2(node: Console) -> None:
    assert node("fly").returncode == 2


def test_an_unexpected_error_is_one_line_and_debug_shows_where(node: Console) -> None:
    (node.home / "out").mkdir(exist_ok=True)
    quiet = node("permissions", "--write", str(node.home / "out"))
    assert quiet.returncode == 3 and "Traceback" not in quiet.stderr
    assert "Traceback" in node("--debug", "permissions", "--write", str(node.home / "out")).stderr


def test_errors_are_explained_without_their_class_when_they_speak_for_themselves() -> None:
    assert cli.explain(ValueError("the file\n is empty")) == "the file is empty"
    assert cli.explain(KeyError("x")) == "KeyError: 'x' (--debug shows where)"
    assert cli.explain(Refused(Finding("reason_missing"))) == "Give a reason."


def test_a_backup_comes_back_into_an_empty_folder(node: Console, tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    assert node("backup", str(archive)).returncode == 0
    other = Console(tmp_path / "other")
    restored = other("restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    assert other("people", "list").stdout == node("people", "list").stdout
    for name in ("node.json", "node.key", "secret.key"):
        assert (other.home / name).read_bytes() == (node.home / name).read_bytes()
    assert other("restore", str(archive)).returncode == 3
