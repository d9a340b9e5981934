"""Time that runs out, what came of cases, and figures over many."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tracing.drafts import LADDER, PATIENT, START, events

from tracemark.register.rules.decisions import OUTCOMES
from tracemark.tracing.rules.case import fold_case
from tracemark.tracing.rules.deadlines import check_limit, due_on, limits_with, median_days, next_move
from tracemark.tracing.rules.outcomes import (
    CaseFact,
    Diversion,
    Leak,
    check_diversion,
    count_diversions,
    count_year,
    outcome_16_4_2,
)
from tracemark.tracing.rules.schemas import OUTCOMES as OUTCOMES_IN_MESSAGES
from tracemark.tracing.rules.steps import Side, Stage, Step

LIMITS = limits_with({})


def test_a_request_is_due_after_the_days_of_the_setting() -> None:
    view = fold_case(events(LADDER))
    sent = START.date() + timedelta(days=len(LADDER) - 1)
    assert due_on(view, limits_with({"acknowledgement": 10})) == sent + timedelta(days=10)


def test_an_urgent_request_has_a_quarter_of_the_days() -> None:
    first = (Step.OPENED, {"facts": {"urgent": True}})
    view = fold_case(events((first, *LADDER[1:])))
    sent = START.date() + timedelta(days=len(LADDER) - 1)
    assert due_on(view, LIMITS) == sent + timedelta(days=3)


def test_a_day_the_other_state_named_goes_before_the_setting() -> None:
    view = fold_case(events((*LADDER, (Step.ACKNOWLEDGED, {"answer_by": "2026-12-24"}))))
    assert due_on(view, LIMITS) == date(2026, 12, 24)


def test_a_case_that_nobody_answers_is_reminded_escalated_and_ends_as_no_reply() -> None:
    steps, moves = list(LADDER), []
    while move := next_move(fold_case(events(steps)), LIMITS, date(2030, 1, 1)):
        moves.append(move)
        steps.append(move)
    reminders = [Step.REMINDED] * 2
    assert moves == [Step.FELL_OVERDUE, *reminders, Step.ESCALATED, *reminders, Step.GAVE_UP_WAITING]
    assert fold_case(events(steps)).stage is Stage.NO_REPLY


@pytest.mark.parametrize(
    ("name", "value", "code"), [("answer", 0, "limit_out_of_range"), ("x", 3, "limit_unknown")]
)
def test_a_setting_out_of_range_or_unknown_is_refused(name: str, value: int, code: str) -> None:
    assert check_limit(name, value)[0].code == code


def test_the_outcomes_of_messages_are_those_of_the_register() -> None:
    assert OUTCOMES_IN_MESSAGES == OUTCOMES


@pytest.mark.parametrize(
    ("leak", "state", "outcome"),
    [
        (Leak.THEFT, "XN", "traced_abroad"),
        (Leak.THEFT, "XF", "traced_home"),
        (Leak.NOT_ESTABLISHED, "XN", "pending"),
    ],
)
def test_only_a_point_of_diversion_makes_a_weapon_traced(leak: Leak, state: str, outcome: str) -> None:
    view = fold_case(
        events((*LADDER, Step.REPLY_FULL, (Step.DIVERSION_SET, {"leak": leak.value, "state": state})))
    )
    assert outcome_16_4_2(view, "XF") == outcome


def test_a_case_closed_without_an_answer_had_too_little_information() -> None:
    view = fold_case(events((*LADDER, Step.FELL_OVERDUE, Step.GAVE_UP_WAITING, Step.CLOSED)))
    assert outcome_16_4_2(view, "XF") == "too_little_information"


def test_days_of_a_diversion_that_do_not_follow_each_other_are_said() -> None:
    diversion = Diversion(Leak.LOSS, "XN", occurred_on=date(2020, 1, 1), last_lawful_on=date(2021, 1, 1))
    findings = check_diversion(diversion, found_on=None, states={"XN": 1})
    assert [finding.code for finding in findings] == ["diversion_days_disagree"]


def fact(number: int, **changed: object) -> CaseFact:
    """A case that was asked on 1 March 2026."""
    asked = datetime(2026, 3, 1, tzinfo=UTC)
    whole: dict[str, object] = {
        "reference": f"T{number}",
        "side": Side.ASKING,
        "stage": Stage.ANSWERED,
        "partner": "XN",
        "opened_at": asked,
        "requested_at": asked,
        "acknowledged_at": asked + timedelta(days=number),
        "answered_at": None,
        "answer": "",
        "outcome": "pending",
    }
    return CaseFact(**{**whole, **changed})  # type: ignore[arg-type]  # [a-test-changes-any-field]


def test_a_years_figures_name_the_cases_they_count() -> None:
    facts = [
        fact(1),
        fact(3),
        fact(4, side=Side.ANSWERING),
        fact(5, requested_at=datetime(2025, 1, 1, tzinfo=UTC)),
    ]
    figures = count_year(facts, 2026)
    assert figures.rows["requests_sent"] == ("T1", "T3")
    assert figures.rows["requests_received"] == ("T4",)
    assert figures.median_days_to_acknowledge == 2.0
    assert figures.median_days_to_answer is None


def test_diversions_are_counted_by_how_where_and_when() -> None:
    counts = count_diversions([fact(1, leak="theft", leak_state="XN", leak_year=2019), fact(2)])
    assert counts == {"leak": {"theft": 1}, "state": {"XN": 1}, "year": {"2019": 1}}


@PATIENT
@given(st.lists(st.integers(0, 400), min_size=1))
def test_half_of_the_days_lie_on_each_side_of_the_median(days: list[int]) -> None:
    middle = median_days([(START, START + timedelta(days=one)) for one in days])
    assert middle is not None
    assert sum(one < middle for one in days) <= len(days) / 2 >= sum(one > middle for one in days)
