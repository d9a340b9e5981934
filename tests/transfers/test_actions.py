"""Permits come in by lists, deliveries are reported, and nothing is changed afterwards."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from tests.transfers.permits import ACCEPTED, BATCH, UNIT, permit_row

from tracemark.accounts.models import Unit
from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.oversight.models import Alert
from tracemark.register.actions.batches import record_rows
from tracemark.register.models import Batch
from tracemark.transfers.actions import record_permits, report_delivery, void_permits
from tracemark.transfers.models import Permit, PermitEvent
from tracemark.transfers.queries import PermitFilters, find_life, find_permit, list_permits, verify_permits

OFFICER = Viewer(None, {name: None for name in ("weapon.read", "weapon.report", "list.void")})
STRANGER = Viewer(None, {"weapon.read": frozenset({uuid4()})})

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def batch() -> None:
    unit = Unit.objects.create(id=UNIT, code="HQ", name="Commission", authority="commission")
    Batch.objects.create(
        id=BATCH,
        kind="imports",
        file_name="p.csv",
        file_sha256="0",
        unit=unit,
        accepted_at=ACCEPTED,
        stage="loading",
    )


def record(*rows: object) -> int:
    return record_permits(batch_id=BATCH, rows=rows, unit_id=UNIT, accepted_at=ACCEPTED)


def test_recording_the_same_rows_twice_is_harmless() -> None:
    rows = [permit_row(2), permit_row(3, delivered_quantity="4", delivered_on="2025-02-03")]
    assert (record(*rows), record(*rows)) == (2, 0)
    permit = Permit.objects.get(permit_no="IP-003")
    assert (permit.delivered_quantity, permit.delivered_on) == (4, date(2025, 2, 3))
    assert Permit.objects.get(permit_no="IP-002").delivered_quantity is None
    assert PermitEvent.objects.count() == 2


def test_more_delivered_than_permitted_raises_one_alert() -> None:
    record(permit_row(2, delivered_quantity="12"), permit_row(3, delivered_quantity="10"))
    record(permit_row(2, delivered_quantity="12"))
    alert = Alert.objects.get()
    assert (alert.kind, alert.params["permit"], alert.params["delivered"]) == ("over_quantity", "IP-002", 12)


def test_a_report_of_delivery_is_appended_once_and_may_raise_the_alert() -> None:
    record(permit_row(2))
    permit = Permit.objects.get()
    event_id = uuid4()
    for _ in range(2):
        findings = report_delivery(
            permit, quantity=11, delivered_on=date(2025, 3, 1), by=OFFICER, at=ACCEPTED, event_id=event_id
        )
    permit.refresh_from_db()
    assert (permit.delivered_quantity, permit.head_seq, Alert.objects.count()) == (11, 2, 1)
    assert findings == ()
    assert verify_permits() == (1, [])


def test_who_may_not_report_is_refused() -> None:
    record(permit_row(2))
    with pytest.raises(Refused, match="permission_missing"):
        report_delivery(Permit.objects.get(), quantity=1, delivered_on=None, by=STRANGER, at=ACCEPTED)


def test_a_list_is_voided_as_a_whole_and_with_a_reason() -> None:
    record(permit_row(2), permit_row(3))
    with pytest.raises(Refused, match="reason_needed"):
        void_permits(BATCH, reason=" ", by=OFFICER, at=ACCEPTED)
    assert void_permits(BATCH, reason="wrong file", by=OFFICER, at=ACCEPTED) == 2
    assert void_permits(BATCH, reason="wrong file", by=OFFICER, at=ACCEPTED) == 0
    assert list_permits(OFFICER, PermitFilters()).permits == []
    assert len(list_permits(OFFICER, PermitFilters(with_voided=True)).permits) == 2
    assert verify_permits() == (2, [])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE transfers_permitevent SET payload = '{}'",
        "DELETE FROM transfers_permitevent",
    ],
)
def test_the_database_refuses_to_change_an_event(statement: str) -> None:
    record(permit_row(2))
    with (
        pytest.raises(IntegrityError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_projection_that_was_tampered_with_is_found() -> None:
    record(permit_row(2))
    Permit.objects.update(head_hash="f" * 64)
    assert [finding.code for finding in verify_permits()[1]] == ["permit_head_differs"]


def test_a_viewer_sees_only_permits_of_units_in_scope() -> None:
    record(permit_row(2))
    permit = Permit.objects.get()
    assert find_permit(STRANGER, permit.id) is None
    assert find_permit(OFFICER, permit.id) == permit
    assert list_permits(STRANGER, PermitFilters()).permits == []


def test_pages_follow_each_other_without_gaps() -> None:
    record(*(permit_row(number) for number in range(2, 9)))
    seen: list[UUID] = []
    page = list_permits(OFFICER, PermitFilters(), size=3)
    while True:
        seen += [permit.id for permit in page.permits]
        if page.next_after is None:
            break
        page = list_permits(OFFICER, PermitFilters(), after=page.next_after, size=3)
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize(
    ("stage", "numbers"),
    [("over", ["IP-002"]), ("complete", ["IP-003"]), ("partly", ["IP-004"]), ("not_known", ["IP-005"])],
)
def test_permits_are_found_by_how_far_they_are_delivered(stage: str, numbers: list[str]) -> None:
    for number, delivered in enumerate(["11", "10", "9", ""], start=2):
        record(permit_row(number, delivered_quantity=delivered))
    page = list_permits(OFFICER, PermitFilters(stage=stage))
    assert [permit.permit_no for permit in page.permits] == numbers


def test_the_life_of_a_permit_holds_its_events_and_findings() -> None:
    record(permit_row(2, delivered_quantity="12"))
    life = find_life(OFFICER, Permit.objects.get().id)
    assert life is not None
    assert [event.kind.value for event in life.events] == ["recorded"]
    assert [finding.code for finding in life.findings] == ["over_quantity"]


def test_a_list_of_permits_comes_in_through_the_register() -> None:
    batch = Batch.objects.get()
    record_rows(batch, [permit_row(2), permit_row(3, delivered_quantity="11")], rows_read=2, state="XF")
    assert Permit.objects.filter(batch=batch).count() == 2
    assert Alert.objects.get().params["permitted"] == 10
    assert verify_permits() == (2, [])
