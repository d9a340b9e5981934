"""A weapon's view is a fold over its events."""

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.register.lives import event_id, life

from tracemark.register.rules.axes import Condition, Custody, Standing
from tracemark.register.rules.decisions import possible_acts
from tracemark.register.rules.events import Event, EventKind
from tracemark.register.rules.fold import EFFECTS, fold

K = EventKind
RECORDED = (K.RECORDED, "2020-01-01", {"custody": "state_store", "standing": "lawful"})


def codes(events: list[Event]) -> list[str]:
    return [finding.code for finding in fold(events).contradictions]


def test_an_inventory_says_where_the_weapon_is() -> None:
    view = fold(life(RECORDED))
    assert (view.custody, view.standing) == (Custody.STATE_STORE, Standing.LAWFUL)


def test_a_weapon_seized_after_its_destruction_is_a_contradiction_and_stays_destroyed() -> None:
    events = life(RECORDED, (K.DESTROYED, "2024-11-20"), (K.SEIZED, "2025-03-01"))
    view = fold(events)
    assert codes(events) == ["seen_after_destruction"]
    assert (view.condition, view.custody, view.standing) == (
        Condition.DESTROYED,
        Custody.NONE,
        Standing.SEIZED,
    )


def test_a_weapon_destroyed_after_its_seizure_is_no_contradiction() -> None:
    assert codes(life(RECORDED, (K.SEIZED, "2025-03-01"), (K.DESTROYED, "2025-04-01"))) == []


def test_a_seizure_recorded_late_counts_when_it_happened() -> None:
    assert codes(life(RECORDED, (K.DESTROYED, "2025-04-01"), (K.SEIZED, "2025-03-01"))) == []


def test_a_lost_weapon_that_is_seized_is_a_contradiction() -> None:
    assert codes(life(RECORDED, (K.REPORTED_LOST, "2023-01-01"), (K.SEIZED, "2025-03-01"))) == [
        "missing_then_recovered"
    ]


def test_a_weapon_given_back_and_lost_later_is_none() -> None:
    events = life((K.SEIZED, "2025-03-01"), (K.RELEASED, "2025-04-01"), (K.REPORTED_LOST, "2025-05-01"))
    assert codes(events) == []


def test_a_request_changes_nothing_until_it_is_accepted() -> None:
    asked = (K.REQUESTED, "2025-02-01", {"act": "destroyed", "payload": {"method": "melted"}})
    assert fold(life(RECORDED, asked)).condition is Condition.UNKNOWN
    accepted = (K.ACCEPTED, None, {"request": event_id(2).hex})
    view = fold(life(RECORDED, asked, accepted))
    assert (view.condition, view.destroyed_on, view.waiting) == (Condition.DESTROYED, date(2025, 2, 1), ())


def test_a_rejected_request_changes_nothing_and_waits_no_more() -> None:
    asked = (K.REQUESTED, None, {"act": "exported", "payload": {}})
    rejected = (K.REJECTED, None, {"request": event_id(2).hex})
    view = fold(life(RECORDED, asked, rejected))
    assert (view.custody, view.waiting) == (Custody.STATE_STORE, ())


def test_an_accepted_voiding_takes_one_event_out() -> None:
    asked = (
        K.REQUESTED,
        None,
        {"act": "voided", "payload": {"reason": "wrong card"}, "voids": event_id(2).hex},
    )
    accepted = (K.ACCEPTED, None, {"request": event_id(3).hex})
    view = fold(life(RECORDED, (K.DESTROYED, "2025-01-01"), asked, accepted))
    assert (view.condition, view.custody) == (Condition.UNKNOWN, Custody.STATE_STORE)


def test_components_come_and_go() -> None:
    fitted = (
        K.COMPONENT_FITTED,
        None,
        {"component": "c1", "part": "barrel", "marks": [{"verbatim": "B 77"}]},
    )
    assert fold(life(RECORDED, fitted)).components["c1"].marks == ("B 77",)
    assert not fold(life(RECORDED, fitted, (K.COMPONENT_REMOVED, None, {"component": "c1"}))).components


SIMPLE_KINDS = sorted(EFFECTS)
DAYS = st.dates(date(2000, 1, 1), date(2025, 12, 31)).map(date.isoformat)
LIVES = st.lists(st.tuples(st.sampled_from(SIMPLE_KINDS), DAYS), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(LIVES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(entries: list[tuple[EventKind, str]], random: Random) -> None:
    events = life(*entries)
    shuffled = random.sample(events, len(events))
    assert fold(shuffled) == fold(events)


@settings(max_examples=60, deadline=None)
@given(LIVES)
def test_nothing_brings_a_destroyed_weapon_back(entries: list[tuple[EventKind, str]]) -> None:
    view = fold(life((K.DESTROYED, "1999-01-01"), *entries))
    assert (view.condition, view.custody) == (Condition.DESTROYED, Custody.NONE)
    assert possible_acts(view, date(2026, 1, 1)) == ()


@settings(max_examples=60, deadline=None)
@given(LIVES, st.data())
def test_a_voiding_undoes_exactly_one_event(
    entries: list[tuple[EventKind, str]], data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, len(entries)))
    with_void = fold(life(*entries, (K.VOIDED, None, {"_voids": number})))
    without = fold([event for event in life(*entries) if event.seq != number])
    assert (with_void.custody, with_void.condition, with_void.standing) == (
        without.custody,
        without.condition,
        without.standing,
    )
