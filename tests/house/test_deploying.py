"""What the page on deploying says about the database is what the program needs."""

import re

from tests.house.source import DOCS

from tracemark.oversight.append_only import append_only_tables

REVOKED = re.compile(r"REVOKE UPDATE, DELETE, TRUNCATE ON\s+(.*?)\s+FROM", re.DOTALL)


def test_the_page_takes_the_right_to_change_from_every_table_that_only_grows() -> None:
    match = REVOKED.search((DOCS / "deploying.md").read_text(encoding="utf-8"))
    assert match is not None
    assert sorted(re.findall(r"\w+", match[1])) == list(append_only_tables())
