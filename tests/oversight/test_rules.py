"""The chain of the access log."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tracemark.oversight.rules import GENESIS, Access, access_hash, check_chain, check_settlement

ROW = Access(1, "2025-01-01T00:00:00.000000+00:00", "p", "u", "127.0.0.1", "read", "XF-1", "case 7")
Stored = list[tuple[Access, str, str]]


def chain(count: int) -> Stored:
    rows: Stored = []
    head = GENESIS
    for seq in range(1, count + 1):
        access = replace(ROW, seq=seq, subject=f"XF-{seq}")
        rows.append((access, head, access_hash(head, access)))
        head = rows[-1][2]
    return rows


def codes(rows: Stored) -> list[str]:
    return [finding.code for finding in check_chain(rows)]


def test_an_unbroken_chain_has_no_findings() -> None:
    assert codes(chain(5)) == []


@given(st.integers(0, 4), st.sampled_from(["at", "person", "unit", "address", "verb", "subject", "purpose"]))
def test_a_changed_field_is_found_in_its_row(index: int, field: str) -> None:
    rows = chain(5)
    access, prev_hash, stored = rows[index]
    rows[index] = (replace(access, **{field: "forged"}), prev_hash, stored)
    assert codes(rows) == ["access_log_row_changed"]


@given(st.integers(0, 3))
def test_a_removed_row_is_found(index: int) -> None:
    rows = chain(5)
    del rows[index]
    assert "access_log_row_missing" in codes(rows)


def test_a_row_rehashed_after_a_change_breaks_the_next_link() -> None:
    rows = chain(3)
    forged = replace(rows[1][0], subject="forged")
    rows[1] = (forged, rows[1][1], access_hash(rows[1][1], forged))
    assert codes(rows) == ["access_log_chain_broken"]


def test_a_chain_can_be_checked_from_the_middle() -> None:
    rows = chain(5)
    assert list(check_chain(rows[2:], head=rows[1][2], seq=2)) == []


def test_an_alert_is_settled_once_and_with_a_reason() -> None:
    assert [f.code for f in check_settlement("  ", is_settled=False)] == ["reason_missing"]
    assert [f.code for f in check_settlement("checked", is_settled=True)] == ["alert_already_settled"]
    assert check_settlement("checked", is_settled=False) == []
