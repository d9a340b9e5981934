"""Rules of permits: quantities, the fold and the chain."""

from dataclasses import replace
from datetime import date
from uuid import uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.transfers.permits import ACCEPTED, BATCH, UNIT, permit_row

from tracemark.register.rules.chain import FIRST_HASH
from tracemark.register.rules.rows import Row
from tracemark.transfers.rules import (
    PermitEvent,
    PermitEventKind,
    PermitFacts,
    chained,
    check_delivery,
    check_permit_chain,
    check_quantities,
    check_row,
    fold_permit,
    permit_id,
    read_quantity,
    recorded_payload,
)


def life(row: Row, *later: tuple[PermitEventKind, dict]) -> list[PermitEvent]:
    """The events of a permit: its recording and what came later, chained."""
    this = permit_id(BATCH, row)
    kinds = [(PermitEventKind.RECORDED, recorded_payload(row)), *later]
    events: list[PermitEvent] = []
    for seq, (kind, payload) in enumerate(kinds, start=1):
        voids = uuid5(this, str(payload["voids"])) if kind is PermitEventKind.VOIDED else None
        event = PermitEvent(
            uuid5(this, str(seq)), this, seq, kind, ACCEPTED, None, UNIT, BATCH, payload, voids
        )
        events.append(chained(event, events[-1].hash if events else FIRST_HASH))
    return events


@pytest.mark.parametrize(
    ("permitted", "delivered", "over"),
    [(10, 11, True), (10, 10, False), (10, 3, False), (10, None, False), (None, 5, False), (0, 1, True)],
)
def test_more_delivered_than_permitted_is_an_alert_and_unknown_is_not(
    permitted: int | None, delivered: int | None, over: bool
) -> None:
    facts = PermitFacts(permit_no="IP-1", permitted_quantity=permitted, delivered_quantity=delivered)
    assert [finding.code for finding in check_quantities(facts)] == (["over_quantity"] if over else [])


def test_a_blank_quantity_is_not_known_and_not_zero() -> None:
    facts = fold_permit(life(permit_row(delivered_quantity="")))
    assert (facts.permitted_quantity, facts.delivered_quantity) == (10, None)


def test_a_quantity_that_does_not_read_is_kept_as_typed_with_a_warning() -> None:
    row = permit_row(delivered_quantity="about 5")
    assert recorded_payload(row)["delivered_quantity"] == "about 5"
    assert [finding.code for finding in check_row(row)] == ["permit_quantity_not_read"]
    assert fold_permit(life(row)).delivered_quantity is None


def test_a_later_report_of_delivery_stands_until_it_is_voided() -> None:
    report = (PermitEventKind.DELIVERY_REPORTED, {"delivered_quantity": 7, "delivered_on": "2025-02-03"})
    facts = fold_permit(life(permit_row(delivered_quantity="3"), report))
    assert (facts.delivered_quantity, facts.delivered_on) == (7, date(2025, 2, 3))
    voided = fold_permit(
        life(permit_row(delivered_quantity="3"), report, (PermitEventKind.VOIDED, {"voids": 2}))
    )
    assert voided.delivered_quantity == 3


def test_a_voided_permit_keeps_its_description() -> None:
    facts = fold_permit(life(permit_row(), (PermitEventKind.VOIDED, {"voids": 1})))
    assert (facts.is_voided, facts.permit_no) == (True, "IP-002")


def test_what_the_row_says_beyond_our_fields_is_kept() -> None:
    assert recorded_payload(permit_row(remarks="by sea"))["extra"] == {"remarks": "by sea"}


def test_an_unbroken_chain_has_no_findings_and_a_changed_byte_has() -> None:
    events = life(permit_row(), (PermitEventKind.DELIVERY_REPORTED, {"delivered_quantity": 7}))
    assert check_permit_chain(events) == ()
    changed = [events[0], replace(events[1], text='{"delivered_quantity":8}')]
    assert [finding.code for finding in check_permit_chain(changed)] == ["event_changed"]
    assert [finding.code for finding in check_permit_chain(events[1:])] == ["chain_gap", "chain_broken"]


def test_a_delivery_to_a_voided_permit_or_below_zero_is_refused() -> None:
    facts = PermitFacts(permit_no="IP-1", issued_on=date(2025, 1, 3), is_voided=True)
    codes = [finding.code for finding in check_delivery(facts, -1, date(2025, 1, 2))]
    assert codes == ["permit_voided", "permit_quantity_negative", "delivered_before_issue"]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_every_whole_number_reads_back_as_itself(number: int) -> None:
    assert read_quantity(f" {number:,} ".replace(",", "\u00a0")) == number


@given(st.text(max_size=12))
def test_reading_a_quantity_never_fails_and_is_never_below_zero(text: str) -> None:
    assert (read_quantity(text) or 0) >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [("١٢", 12), ("1 200", 1200), ("12 pcs", None), ("-3", None), ("1.5", None), ("", None)],
)
def test_only_whole_numbers_are_quantities(text: str, number: int | None) -> None:
    assert read_quantity(text) == number
