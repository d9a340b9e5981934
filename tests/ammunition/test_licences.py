"""Licences: proposed from the rules, approved by others, outdated by a new school."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ammunition.depot import AT, TODAY, Depot

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.actions.licensing import approve_licence, propose_licence, withdraw_licence
from tracemark.ammunition.models import Licence
from tracemark.ammunition.queries.licences import find_licence, licences_in_force, limits_in, list_waiting
from tracemark.ammunition.queries.standing import check_everything, count_bad, list_standings
from tracemark.ammunition.rules.licences import LicenceFacts, LicenceStage, check_approval, in_force, stage_of
from tracemark.findings import Refused

pytestmark = pytest.mark.django_db
LATER = date(2028, 11, 1)


@pytest.fixture
def depot() -> Depot:
    return Depot()


def propose(depot: Depot, **more: object) -> Licence:
    values = {"number": "ELL-9", "valid_from": TODAY, "valid_until": LATER, **more}
    return propose_licence(depot.store(), by=depot.officer, at=AT, **values)  # type: ignore[arg-type]  # [keywords]


def codes(depot: Depot, **more: object) -> set[str]:
    with pytest.raises(Refused) as refusal:
        propose(depot, **more)
    return {finding.code for finding in refusal.value.findings}


def test_a_licence_holds_what_the_rules_give_and_names_who_binds(depot: Depot) -> None:
    licence = depot.license()
    values = licence.limits["divisions"]["1.1"]
    assert (values["licensed_kg"], values["binding"]) == (31_349, "Village")
    assert limits_in(licence)["1.4"] == 250_000


def test_a_licence_holds_only_once_another_officer_approved_it(depot: Depot) -> None:
    licence = propose(depot)
    store = depot.store().id
    assert licences_in_force([store], TODAY) == {}
    assert [one.licence.number for one in list_waiting(depot.second, TODAY)] == ["ELL-9"]
    approve_licence(licence, by=depot.second, at=AT)
    assert licences_in_force([store], TODAY)[store] == licence
    assert licences_in_force([store], LATER + timedelta(days=1)) == {}


def test_more_than_the_rules_give_needs_a_waiver_with_two_approvers(depot: Depot) -> None:
    wanted = {"1.1": 40_000}
    assert codes(depot, wanted=wanted) == {"licence_over_rules"}
    licence = propose(depot, wanted=wanted, waiver_reason="Until the village is moved")
    approve_licence(licence, by=depot.second, at=AT)
    found = find_licence(depot.second, "ELL-9", TODAY)
    assert found is not None and found.stage is LicenceStage.PROPOSED
    approve_licence(licence, by=depot.third, at=AT)
    found = find_licence(depot.second, "ELL-9", TODAY)
    assert found is not None and found.stage is LicenceStage.IN_FORCE


def test_dates_and_numbers_that_do_not_fit_are_refused(depot: Depot) -> None:
    assert codes(depot, valid_until=TODAY - timedelta(days=1)) == {"licence_dates_wrong"}
    assert codes(depot, valid_until=date(2035, 1, 1)) == {"licence_dates_wrong"}
    assert codes(depot, number=" ") == {"licence_number_taken"}
    assert codes(depot, wanted={"9.9": 1}) == {"licence_limit_wrong"}


def test_a_withdrawn_licence_holds_no_longer(depot: Depot) -> None:
    licence = depot.license()
    withdraw_licence(licence, reason="Roof damaged", by=depot.second, at=AT)
    assert licences_in_force([depot.store().id], TODAY) == {}
    with pytest.raises(Refused):
        withdraw_licence(licence, reason="again", by=depot.second, at=AT)


def test_a_new_school_shows_as_out_of_licence_with_the_school_as_the_cause(depot: Depot) -> None:
    depot.license()
    depot.license(2)
    depot.move("receive", depot.shell, "1000", target=1)
    assert count_bad(depot.officer, TODAY) == 0
    depot.build_school()
    first = list_standings(depot.officer, TODAY)[0]
    assert (first.store.name, first.tone) == ("Store 1", "bad")
    finding = next(one for one in first.findings if one.code == "over_rules_today")
    assert (finding.params["neighbour"], finding.params["held"], finding.params["limit"]) == (
        "School",
        "7000",
        0,
    )
    assert count_bad(depot.officer, TODAY) == 1


def test_everything_overdue_is_told(depot: Depot) -> None:
    depot.move("report_stock", depot.shell, "5", target=1)
    depot.shell.surveillance_due_on = TODAY
    depot.shell.save()
    assert {one.code for one in check_everything(depot.officer, TODAY)} == {
        "store_not_licensed",
        "surveillance_overdue",
    }


def test_another_unit_sees_nothing(depot: Depot) -> None:
    depot.license()
    stranger = Viewer(uuid4(), {"ammunition.read": frozenset({uuid4()})})
    assert list_standings(stranger, TODAY) == [] and find_licence(stranger, "ELL-1", TODAY) is None


A, B, C = (uuid4() for _ in range(3))
FACTS = LicenceFacts(A, TODAY, LATER, is_waiver=False)


def test_nobody_approves_what_they_proposed_or_twice() -> None:
    assert check_approval(FACTS, A) and check_approval(FACTS, None)
    assert check_approval(LicenceFacts(A, TODAY, LATER, True, (B,)), B)
    assert not check_approval(LicenceFacts(A, TODAY, LATER, True, (B,)), C)


@given(st.dates(date(2025, 1, 1), date(2030, 1, 1)), st.booleans(), st.integers(0, 2))
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_a_licence_is_in_force_only_between_its_dates_and_with_its_approvals(
    day: date, is_waiver: bool, approvals: int
) -> None:
    facts = LicenceFacts(A, TODAY, LATER, is_waiver, (B, C)[:approvals])
    holds = TODAY <= day <= LATER and approvals >= (2 if is_waiver else 1)
    assert (stage_of(facts, day) is LicenceStage.IN_FORCE) == holds
    assert in_force([("x", facts)], day) == ("x" if holds else None)
