"""The table of stages: what leads where, what is refused, and that nothing else moves a case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tracing.drafts import LADDER, PATIENT, events

from tracemark.accounts.permissions import PERMISSIONS
from tracemark.findings import Severity
from tracemark.register.rules.chain import FIRST_HASH
from tracemark.tracing.rules.case import chained, check_case_chain, fold_case
from tracemark.tracing.rules.stages import (
    BESIDE,
    MAIN_LINE,
    NOTES,
    PARTNER,
    PROGRAM,
    TABLE,
    check_other_person,
    check_step,
    find_transition,
    possible_steps,
)
from tracemark.tracing.rules.steps import Side, Stage, Step


def test_the_ladder_ends_where_the_request_is_out() -> None:
    view = fold_case(events(LADDER))
    assert (view.side, view.stage) == (Side.ASKING, Stage.REQUESTED)
    assert view.requested_at is not None


@PATIENT
@given(st.lists(st.sampled_from(Step), max_size=30))
def test_no_sequence_of_steps_takes_a_case_to_a_stage_the_table_does_not_allow(steps: list[Step]) -> None:
    stage, side = None, None
    for event in events(steps):
        view = fold_case(events(steps[: event.seq]))
        side = side or view.side or Side.ASKING
        row = find_transition(side, stage, event.step)
        expected = (row.target or stage) if row else stage
        assert view.stage is expected
        stage = view.stage


def test_an_impossible_step_names_the_stage_and_from_where_it_is_possible() -> None:
    refusal, *possible = check_step(Side.ASKING, Stage.OPENED, Step.REQUEST_SENT)
    assert (refusal.code, refusal.severity) == ("step_not_possible", Severity.REFUSAL)
    assert [finding.params["case_stage"] for finding in possible] == ["searched"]


@pytest.mark.parametrize("row", [row for row in TABLE if row.needs_reason], ids=lambda row: row.step.value)
def test_a_step_that_needs_a_reason_is_refused_without_one(row: object) -> None:
    assert isinstance(row, type(TABLE[0]))
    source = next(iter(row.sources))
    assert check_step(row.side, source, row.step)[0].code == "step_needs_reason"
    assert check_step(row.side, source, row.step, reason="because") == ()


def test_every_stage_can_be_reached_and_every_stage_but_the_last_left() -> None:
    for side in Side:
        reached = {row.target for row in TABLE if row.side is side}
        stuck = {stage for stage in reached if stage and not possible_steps(side, stage)}
        assert not stuck
    assert {row.target for row in TABLE} == set(Stage)


def test_every_step_stands_in_the_table_or_among_the_notes() -> None:
    assert {row.step for row in (*TABLE, *NOTES)} == set(Step)


def test_every_row_names_a_permission_or_who_else_takes_it() -> None:
    strangers = {row.who for row in (*TABLE, *NOTES)} - set(PERMISSIONS) - {PARTNER, PROGRAM}
    assert not strangers


def test_no_step_is_possible_twice_from_one_stage() -> None:
    seen = [(row.side, row.step, stage) for row in (*TABLE, *NOTES) for stage in row.sources]
    assert len(seen) == len(set(seen))


def test_the_picture_has_a_place_for_every_stage() -> None:
    drawn = {*MAIN_LINE[Side.ASKING], *MAIN_LINE[Side.ANSWERING], *BESIDE}
    assert drawn == set(Stage)


def test_who_described_the_marks_does_not_confirm_them() -> None:
    row = find_transition(Side.ASKING, Stage.DESCRIBED, Step.MARKS_CONFIRMED)
    assert row is not None
    assert check_other_person(row, "a", "a")[0].code == "step_needs_another_person"
    assert check_other_person(row, "a", "b") == ()


def test_a_changed_event_breaks_the_chain_of_its_case() -> None:
    linked, head = [], FIRST_HASH
    for event in events(LADDER):
        linked.append(chained(event, head))
        head = linked[-1].hash
    assert check_case_chain(linked) == ()
    linked[2] = replace(linked[2], text='{"reason":"other"}')
    assert [finding.code for finding in check_case_chain(linked)] == ["event_changed"]
