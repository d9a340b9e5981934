"""The door for acts: what is refused, and why."""

from datetime import date

import pytest
from tests.register.lives import Entry, life

from tracemark.register.rules.decisions import (
    ACTS,
    changes_between,
    check_act,
    check_second_officer,
    needs_second_officer,
)
from tracemark.register.rules.events import EventKind, PartialDate
from tracemark.register.rules.fold import fold

K = EventKind
TODAY = date(2025, 7, 1)
STORE: Entry = (K.RECORDED, "2020-01-01", {"custody": "state_store", "standing": "lawful"})


def refusals(kind: EventKind, *entries: Entry, day: str | None = None) -> list[str]:
    occurred = PartialDate(date.fromisoformat(day)) if day else None
    return [finding.code for finding in check_act(fold(life(*entries)), kind, occurred, TODAY)]


@pytest.mark.parametrize(
    ("kind", "entries", "expected"),
    [
        (K.ISSUED, [STORE], []),
        (K.RETURNED, [STORE], ["custody_does_not_allow"]),
        (K.DESTROYED, [STORE], []),
        (K.DESTROYED, [STORE, (K.DESTROYED, "2024-01-01", {})], ["weapon_is_destroyed"]),
        (
            K.ISSUED,
            [STORE, (K.REPORTED_LOST, "2024-01-01", {})],
            ["custody_does_not_allow", "weapon_is_missing"],
        ),
        (K.SEIZED, [STORE], ["not_an_act"]),
        (
            K.DESTROYED,
            [STORE, (K.REQUESTED, None, {"act": "destroyed", "payload": {}})],
            ["already_requested"],
        ),
    ],
)
def test_acts_are_refused_with_the_rule_that_refuses(
    kind: EventKind, entries: list[Entry], expected: list[str]
) -> None:
    assert refusals(kind, *entries) == expected


def test_an_act_cannot_happen_tomorrow() -> None:
    assert refusals(K.ISSUED, STORE, day="2025-07-02") == ["date_in_the_future"]


def test_what_cannot_be_undone_needs_a_second_officer() -> None:
    assert {kind for kind in ACTS if needs_second_officer(kind)} == {
        K.TRANSFERRED,
        K.EXPORTED,
        K.DESTROYED,
        K.RELEASED,
    }
    assert needs_second_officer(K.VOIDED)


def test_nobody_accepts_their_own_request() -> None:
    assert check_second_officer("a", "b") == ()
    assert [finding.code for finding in check_second_officer("a", "a")] == ["same_officer"]
    assert [finding.code for finding in check_second_officer(None, "a")] == ["same_officer"]


def test_the_approver_sees_what_the_act_would_change() -> None:
    before = fold(life(STORE))
    after = fold(life(STORE, (K.DESTROYED, "2025-01-01", {})))
    assert changes_between(before, after) == (
        ("custody", "state_store", "none"),
        ("condition", "unknown", "destroyed"),
    )
