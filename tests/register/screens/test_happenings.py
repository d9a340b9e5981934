"""Acts, reports, voids and the second officer, as an officer fills them in."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.register.screens.lists import a_unit, a_weapon, sign_in

from tracemark.oversight.models import Alert
from tracemark.register.models import Event, Weapon

pytestmark = pytest.mark.django_db


def post(client: Client, weapon: Weapon, path: str, **values: Any) -> Any:
    given = {"event_id": str(uuid4()), "precision": "day", "occurred_on": "2025-01-02", **values}
    return client.post(f"/register/{weapon.record_no}/{path}/", given)


@pytest.fixture
def weapon() -> Weapon:
    return a_weapon(a_unit())


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sign_in(monkeypatch, "officer", a_unit())


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sign_in(monkeypatch, "second_officer", a_unit())


def test_a_weapon_is_issued_from_its_store(officer: Client, weapon: Weapon) -> None:
    assert post(officer, weapon, "do/issued", to_unit="2nd company").status_code == 302
    weapon.refresh_from_db()
    assert weapon.custody == "issued"
    assert "2nd company" in officer.get(f"/register/{weapon.record_no}/").content.decode()


def test_a_form_sent_twice_is_recorded_once(officer: Client, weapon: Weapon) -> None:
    same = str(uuid4())
    for _ in range(2):
        post(officer, weapon, "do/issued", to_unit="2nd company", event_id=same)
    assert Event.objects.filter(weapon=weapon, kind="issued").count() == 1


def test_a_month_is_kept_as_a_month(officer: Client, weapon: Weapon) -> None:
    post(officer, weapon, "report/found", occurred_on="2025-01-20", precision="month")
    event = Event.objects.get(weapon=weapon, kind="found")
    assert (event.occurred_on, event.occurred_precision) == (date(2025, 1, 1), "month")


def test_what_is_missing_is_said_and_nothing_recorded(officer: Client, weapon: Weapon) -> None:
    answer = post(officer, weapon, "do/issued")
    assert answer.status_code == 422 and "This field is required" in answer.content.decode()
    assert Event.objects.filter(weapon=weapon).count() == 1


def test_an_act_the_rules_forbid_says_why(officer: Client, weapon: Weapon) -> None:
    text = officer.get(f"/register/{weapon.record_no}/do/released/").content.decode()
    assert "custody (In a State store) does not allow" in text.replace("\u2068", "").replace("\u2069", "")
    assert post(officer, weapon, "do/released", reason="x").status_code == 422
    assert Event.objects.filter(weapon=weapon).count() == 1


def test_destroying_waits_for_a_second_officer_who_sees_the_difference(
    officer: Client, second: Client, weapon: Weapon
) -> None:
    post(officer, weapon, "do/destroyed", method="Melted")
    weapon.refresh_from_db()
    assert weapon.condition != "destroyed"
    text = second.get("/register/waiting/").content.decode()
    assert "Melted" in text and "<ins>Destroyed</ins>" in text
    request = Event.objects.get(weapon=weapon, kind="requested")
    second.post(
        f"/register/{weapon.record_no}/requests/{request.id}/",
        {"event_id": str(uuid4()), "answer": "accept", "reason": ""},
    )
    weapon.refresh_from_db()
    assert weapon.condition == "destroyed"


def test_a_rejected_request_changes_nothing(officer: Client, second: Client, weapon: Weapon) -> None:
    post(officer, weapon, "do/destroyed", method="Melted")
    request = Event.objects.get(weapon=weapon, kind="requested")
    second.post(
        f"/register/{weapon.record_no}/requests/{request.id}/",
        {"event_id": str(uuid4()), "answer": "reject", "reason": "no"},
    )
    weapon.refresh_from_db()
    assert weapon.condition != "destroyed"
    assert "Nothing waits for you" in second.get("/register/waiting/").content.decode()


def test_an_officer_cannot_decide(officer: Client, weapon: Weapon) -> None:
    assert officer.get("/register/waiting/").status_code == 403


def test_a_stolen_weapon_that_is_seized_raises_an_alert_and_is_loud(officer: Client, weapon: Weapon) -> None:
    post(officer, weapon, "report/reported_stolen", occurred_on="2024-01-01")
    post(officer, weapon, "report/seized", how="seized_criminal")
    assert Alert.objects.count() == 1
    text = officer.get(f"/register/{weapon.record_no}/").content.decode()
    assert "life-loud" in text and "Look at the alert" in text


def test_a_later_reading_is_added_beside_the_first(officer: Client, weapon: Weapon) -> None:
    post(officer, weapon, "report/marked", marks="AB12?4", role="serial")
    text = officer.get(f"/register/{weapon.record_no}/").content.decode()
    assert "AB1234" in text and "mark-unreadable" in text


def test_a_component_is_fitted_and_removed(officer: Client, weapon: Weapon) -> None:
    post(officer, weapon, "do/component_fitted", part="receiver", marks="R77")
    assert "carries identity" in officer.get(f"/register/{weapon.record_no}/").content.decode()
    fitted = Event.objects.get(weapon=weapon, kind="component_fitted")
    post(officer, weapon, "do/component_removed", component=str(fitted.id))
    assert "carries identity" not in officer.get(f"/register/{weapon.record_no}/").content.decode()


def test_voiding_an_event_is_asked_with_a_reason(officer: Client, second: Client, weapon: Weapon) -> None:
    post(officer, weapon, "do/issued", to_unit="2nd company")
    issued = Event.objects.get(weapon=weapon, kind="issued")
    assert post(officer, weapon, f"events/{issued.id}/void").status_code == 422
    post(officer, weapon, f"events/{issued.id}/void", reason="typed on the wrong weapon")
    request = Event.objects.get(weapon=weapon, kind="requested")
    second.post(
        f"/register/{weapon.record_no}/requests/{request.id}/",
        {"event_id": str(uuid4()), "answer": "accept", "reason": ""},
    )
    weapon.refresh_from_db()
    assert weapon.custody == "state_store"


@pytest.mark.parametrize("path", ["do/seized", "report/issued", "do/nonsense"])
def test_a_kind_behind_the_wrong_door_is_not_found(officer: Client, weapon: Weapon, path: str) -> None:
    assert officer.get(f"/register/{weapon.record_no}/{path}/").status_code == 404


def test_what_waits_takes_no_more_queries_for_what_was_decided(
    officer: Client, second: Client, weapon: Weapon, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        post(officer, weapon, "do/destroyed", method="Melted")
        request = Event.objects.filter(weapon=weapon, kind="requested").order_by("seq").last()
        assert request is not None
        answer = {"event_id": str(uuid4()), "answer": "reject", "reason": "no"}
        second.post(f"/register/{weapon.record_no}/requests/{request.id}/", answer)
    with django_assert_max_num_queries(14):
        assert "Nothing waits for you" in second.get("/register/waiting/").content.decode()
