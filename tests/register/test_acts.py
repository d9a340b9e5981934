"""Acts, reports, corrections and the second officer, through the actions."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from tests.register.test_batches import a_batch, a_row, codes

from tracemark.accounts.models import Person, Unit
from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.oversight.models import Alert
from tracemark.register.actions.acts import (
    decide_request,
    link_weapons,
    make_report,
    perform_act,
    request_void,
    unlink_weapons,
)
from tracemark.register.actions.batches import record_rows
from tracemark.register.models import Event, Weapon
from tracemark.register.queries.weapons import get_life, waiting_approvals
from tracemark.register.rules.events import EventKind, Json, PartialDate

pytestmark = pytest.mark.django_db
AT = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
RIGHTS = ("weapon.read", "weapon.act", "weapon.report", "weapon.void", "weapon.accept", "match.judge")


def viewer(name: str) -> Viewer:
    person = Person.objects.create(username=name, name=name)
    return Viewer(person.id, dict.fromkeys(RIGHTS))


@pytest.fixture
def weapon() -> Weapon:
    unit = Unit.objects.create(code="ARMY", name="Army", authority="army")
    record_rows(a_batch(unit), [a_row(2, "AB1234"), a_row(3, "AB1235")], rows_read=2, state="XF")
    return Weapon.objects.get(serial="AB1234")


@pytest.fixture
def officer() -> Viewer:
    return viewer("officer")


def act(
    weapon: Weapon,
    kind: EventKind,
    by: Viewer,
    *,
    event_id: UUID | None = None,
    day: str = "2025-06-30",
    **payload: Json,
) -> Event:
    door = (
        make_report if kind.value in {"reported_lost", "reported_stolen", "seized", "found"} else perform_act
    )
    return door(
        weapon_id=weapon.id,
        event_id=event_id or uuid4(),
        kind=kind,
        occurred=PartialDate(date.fromisoformat(day)),
        payload=payload,
        by=by,
        at=AT,
    )


def test_an_act_moves_the_weapon_and_its_chain(weapon: Weapon, officer: Viewer) -> None:
    act(weapon, EventKind.ISSUED, officer)
    weapon.refresh_from_db()
    assert (weapon.custody, weapon.head_seq) == ("issued", 2)
    assert codes() == []


def test_an_impossible_act_is_refused_and_leaves_no_trace(weapon: Weapon, officer: Viewer) -> None:
    with pytest.raises(Refused, match="custody_does_not_allow"):
        act(weapon, EventKind.RETURNED, officer)
    assert Event.objects.filter(weapon=weapon).count() == 1


def test_a_retry_with_the_same_id_is_harmless(weapon: Weapon, officer: Viewer) -> None:
    event_id = uuid4()
    act(weapon, EventKind.ISSUED, officer, event_id=event_id)
    act(weapon, EventKind.ISSUED, officer, event_id=event_id)
    assert Event.objects.filter(weapon=weapon).count() == 2


def test_destruction_waits_for_a_second_officer(weapon: Weapon, officer: Viewer) -> None:
    request = act(weapon, EventKind.DESTROYED, officer, method="melted")
    weapon.refresh_from_db()
    assert weapon.condition != "destroyed"
    second = viewer("second")
    assert [row.id for _, row in waiting_approvals(second)] == [request.id]
    accept(weapon, request, second)
    weapon.refresh_from_db()
    assert (weapon.condition, weapon.custody) == ("destroyed", "none")
    assert codes() == []


def accept(weapon: Weapon, request: Event, by: Viewer, *, yes: bool = True) -> Event:
    return decide_request(
        weapon_id=weapon.id, event_id=uuid4(), request_id=request.id, accept=yes, reason="", by=by, at=AT
    )


def test_nobody_accepts_their_own_request(weapon: Weapon, officer: Viewer) -> None:
    request = act(weapon, EventKind.DESTROYED, officer)
    with pytest.raises(Refused, match="same_officer"):
        accept(weapon, request, officer)


def test_a_request_that_became_impossible_cannot_be_accepted(weapon: Weapon, officer: Viewer) -> None:
    request = act(weapon, EventKind.EXPORTED, officer)
    act(weapon, EventKind.REPORTED_STOLEN, officer)
    with pytest.raises(Refused, match="weapon_is_missing"):
        accept(weapon, request, viewer("second"))


def test_a_report_is_recorded_whatever_the_history_says_and_raises_an_alert(
    weapon: Weapon, officer: Viewer
) -> None:
    accept(weapon, act(weapon, EventKind.DESTROYED, officer, day="2025-05-01"), viewer("second"))
    act(weapon, EventKind.SEIZED, officer, day="2025-06-30")
    assert [alert.kind for alert in Alert.objects.all()] == ["seen_after_destruction"]
    weapon.refresh_from_db()
    assert (weapon.condition, weapon.standing) == ("destroyed", "seized")


def test_a_voided_event_no_longer_counts_but_stays(weapon: Weapon, officer: Viewer) -> None:
    lost = act(weapon, EventKind.REPORTED_LOST, officer)
    request = request_void(
        weapon_id=weapon.id, event_id=uuid4(), voids=lost.id, reason="wrong card", by=officer, at=AT
    )
    accept(weapon, request, viewer("second"))
    weapon.refresh_from_db()
    assert (weapon.standing, weapon.head_seq) == ("lawful", 4)
    assert codes() == []


def test_a_voiding_without_a_reason_is_refused(weapon: Weapon, officer: Viewer) -> None:
    first = Event.objects.get(weapon=weapon)
    with pytest.raises(Refused, match="reason_needed"):
        request_void(weapon_id=weapon.id, event_id=uuid4(), voids=first.id, reason=" ", by=officer, at=AT)


def test_two_records_are_linked_on_both_sides_and_can_be_parted(weapon: Weapon, officer: Viewer) -> None:
    other = Weapon.objects.get(serial="AB1235")
    pair = {"weapon_id": weapon.id, "other_id": other.id, "payload": {"why": "same"}, "by": officer, "at": AT}
    link_weapons(event_ids=(uuid4(), uuid4()), **pair)
    assert get_life(officer, weapon).linked == [other] and get_life(officer, other).linked == [weapon]
    unlink_weapons(event_ids=(uuid4(), uuid4()), **pair)
    assert get_life(officer, weapon).linked == []


def test_an_officer_of_another_unit_may_not_act(weapon: Weapon) -> None:
    stranger = Viewer(None, {"weapon.act": frozenset({uuid4()})})
    with pytest.raises(Refused, match="permission_missing"):
        act(weapon, EventKind.ISSUED, stranger)
