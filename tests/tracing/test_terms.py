"""Restrictions follow the information: the strictest of all terms, for every use."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tracing.drafts import PATIENT

from tracemark.tracing.rules.terms import (
    AUTHORITIES,
    DEFAULT,
    OPEN,
    PURPOSES,
    Asked,
    Onward,
    Terms,
    Use,
    check_use,
    read_terms,
    strictest,
    terms_json,
)

TODAY = date(2026, 6, 1)
SHOWN = Asked(Use.SHOW, frozenset({"police"}), "tracing", on_case=True, today=TODAY, giver="XN")

some_terms = st.builds(
    Terms,
    authorities=st.frozensets(st.sampled_from(AUTHORITIES), max_size=3),
    purposes=st.frozensets(st.sampled_from(PURPOSES), max_size=3),
    people_on_case_only=st.booleans(),
    onward=st.sampled_from(Onward),
    may_print=st.booleans(),
    may_export=st.booleans(),
    until=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)
some_uses = st.builds(
    Asked,
    use=st.sampled_from(Use),
    authorities=st.frozensets(st.sampled_from(AUTHORITIES), min_size=1, max_size=2),
    purpose=st.sampled_from(PURPOSES),
    on_case=st.booleans(),
    today=st.just(TODAY),
    to_state=st.sampled_from(["XN", "XS", "XH"]),
    consents=st.frozensets(st.sampled_from(["XS", "XH"])),
    giver=st.just("XN"),
)


@PATIENT
@given(st.lists(some_terms, max_size=4), some_uses)
def test_what_any_of_the_terms_forbids_all_of_them_together_forbid(terms: list[Terms], asked: Asked) -> None:
    forbidden = any(check_use(one, asked) for one in terms)
    assert bool(check_use(strictest(terms), asked)) >= forbidden


@PATIENT
@given(some_terms, some_terms)
def test_terms_together_do_not_depend_on_their_order(one: Terms, other: Terms) -> None:
    assert one.and_also(other) == other.and_also(one)
    assert one.and_also(one) == one


@PATIENT
@given(some_terms)
def test_terms_come_out_of_a_message_as_they_went_in(terms: Terms) -> None:
    assert read_terms(terms_json(terms)) == terms


@PATIENT
@given(
    st.dictionaries(st.sampled_from(sorted(terms_json(OPEN))), st.sampled_from([None, 3, "", "x", True])),
    some_uses,
)
def test_terms_that_are_not_understood_never_allow_more_than_the_default(
    broken: dict[str, object], asked: Asked
) -> None:
    if check_use(DEFAULT, asked):
        assert check_use(read_terms(broken), asked)


@pytest.mark.parametrize(
    ("terms", "asked", "code"),
    [
        (Terms(authorities=frozenset({"customs"})), SHOWN, "terms_other_authority"),
        (Terms(purposes=frozenset({"prosecution"})), SHOWN, "terms_other_purpose"),
        (Terms(people_on_case_only=True), replace(SHOWN, on_case=False), "terms_need_to_know"),
        (Terms(may_print=False), replace(SHOWN, use=Use.PRINT), "terms_no_print"),
        (Terms(may_export=False), replace(SHOWN, use=Use.EXPORT), "terms_no_export"),
        (Terms(until=date(2026, 5, 31)), SHOWN, "terms_ended"),
        (DEFAULT, replace(SHOWN, use=Use.PASS_ON, to_state="XS"), "terms_need_consent"),
        (Terms(onward=Onward.NEVER), replace(SHOWN, use=Use.PASS_ON, to_state="XS"), "terms_never_passed_on"),
    ],
)
def test_each_term_forbids_what_it_is_about(terms: Terms, asked: Asked, code: str) -> None:
    assert [finding.code for finding in check_use(terms, asked)] == [code]


def test_consent_opens_the_way_to_that_state_and_no_other() -> None:
    asked = replace(SHOWN, use=Use.PASS_ON, to_state="XS", consents=frozenset({"XS"}))
    assert check_use(DEFAULT, asked) == ()
    assert check_use(DEFAULT, replace(asked, to_state="XH"))


def test_two_lists_with_nothing_in_common_leave_nobody() -> None:
    together = Terms(authorities=frozenset({"customs"})).and_also(Terms(authorities=frozenset({"police"})))
    assert check_use(together, SHOWN)
