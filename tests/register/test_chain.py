"""Changing anything in a chain is found."""

from dataclasses import fields, replace

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.register.rules.chain import (
    FIRST_HASH,
    StoredEvent,
    canonical,
    check_chain,
    event_hash,
    heads_digest,
)
from tracemark.register.rules.events import Json


def chain(length: int) -> list[StoredEvent]:
    events: list[StoredEvent] = []
    prev = FIRST_HASH
    for seq in range(1, length + 1):
        event = StoredEvent(
            id=f"{seq:032x}",
            weapon_id="a" * 32,
            seq=seq,
            kind="recorded",
            occurred_on="2025-01-01",
            occurred_precision="day",
            recorded_at="2025-06-01T12:00:00.000000Z",
            recorded_by=None,
            unit_id="b" * 32,
            schema=1,
            payload=f'{{"n":{seq}}}',
            document="",
            batch_id=None,
            voids=None,
            prev_hash=prev,
            hash="",
        )
        prev = event_hash(event)
        events.append(replace(event, hash=prev))
    return events


def test_an_untouched_chain_has_no_findings() -> None:
    assert check_chain(chain(4)) == ()


@given(st.integers(0, 3), st.sampled_from([field.name for field in fields(StoredEvent)]))
@settings(max_examples=60)
def test_a_change_of_any_field_of_any_event_is_found(place: int, name: str) -> None:
    events = chain(4)
    old = getattr(events[place], name)
    changed = old + 1 if isinstance(old, int) else f"{old or ''}x"
    events[place] = replace(events[place], **{name: changed})
    assert check_chain(events)


@given(st.integers(0, 2))
def test_an_event_taken_out_of_the_middle_is_found(place: int) -> None:
    events = chain(4)
    del events[place]
    assert check_chain(events)


TEXT = st.text(max_size=8)
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z_]{1,6}", fullmatch=True), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), VALUES, max_size=5))
@settings(max_examples=80, deadline=None)
def test_our_canonical_text_is_that_of_rfc_8785(payload: dict[str, Json]) -> None:
    assert canonical(payload).encode() == rfc8785.dumps(payload)


def test_the_digest_of_heads_does_not_depend_on_their_order() -> None:
    heads = [("b" * 32, 2, "x"), ("a" * 32, 1, "y")]
    assert heads_digest(heads) == heads_digest(reversed(heads))
    assert heads_digest(heads) != heads_digest([("b" * 32, 3, "x"), ("a" * 32, 1, "y")])
