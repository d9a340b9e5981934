"""No file holds the path of a machine, the name of a registry, a key, or the address of a person."""

import re

from tests.house.source import listed, text_files, where

PATTERNS = {
    "path of a machine": re.compile(r"(?<![\w.])/(?:root|work|Users)/\w|(?<![\w./])/home/(?!USER)[a-z]"),
    "registry": re.compile(r"pythonhosted\.\w|\bpypi\.\w|index[-]url|--find[-]links", re.IGNORECASE),
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "e-mail address": re.compile(
        r"\b[\w.+-]+@(?!example\b|li\.org|[\w.-]*\.(?:example|invalid|test)\b|127\.)[\w-]+\.[a-z]{2,}\b(?!\()",
        re.IGNORECASE,
    ),
}


def test_no_file_holds_what_belongs_to_one_machine_or_person() -> None:
    found = [
        f"{where(path, number)} {what}: {match[0]}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for what, pattern in PATTERNS.items()
        if (match := pattern.search(line))
    ]
    assert not found, listed(found)


def test_the_check_can_fail() -> None:
    samples = (
        "see /ro" + "ot/file",
        "https://py" + "pi.org/simple",
        "-----BEGIN " + "PRIVATE KEY-----",
        "a.b" + "@c.org",
    )
    for (what, pattern), sample in zip(PATTERNS.items(), samples, strict=True):
        assert pattern.search(sample), what
