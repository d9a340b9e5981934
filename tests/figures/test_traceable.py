"""Which arms could be traced by their marks."""

import pytest

from tracemark.figures.rules import is_potentially_traceable
from tracemark.marks.rules.mark import Absent, Mark, Role


@pytest.mark.parametrize(
    ("normalized", "role", "absent", "named_make", "traceable"),
    [
        ("AB1234", Role.SERIAL, None, True, True),
        ("AB?234", Role.SERIAL, None, True, True),
        ("A??234", Role.SERIAL, None, True, False),
        ("AB*", Role.SERIAL, None, True, False),
        ("AB1234", Role.SERIAL, None, False, False),
        ("", Role.SERIAL, Absent.REMOVED, True, False),
        ("XF25", Role.IMPORT, None, True, False),
    ],
)
def test_traceable_needs_a_named_make_and_a_serial_with_at_most_one_unreadable_character(
    normalized: str, role: Role, absent: Absent | None, named_make: bool, traceable: bool
) -> None:
    mark = Mark(role=role, verbatim=normalized, normalized=normalized, absent=absent)
    assert is_potentially_traceable([mark], has_named_make=named_make) is traceable
