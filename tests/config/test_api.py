"""The API's gate and its one form of refusal."""

import json

import pytest
from django.test import Client
from tests.accounts.people import make_person, make_unit, signed_in

from tracemark.accounts import actions
from tracemark.accounts.models import ApiToken, Person
from tracemark.oversight.actions import raise_alert
from tracemark.oversight.models import Alert

pytestmark = pytest.mark.django_db


def bearer(person: Person) -> dict[str, str]:
    token = actions.create_token(name="test", days=1, by=person.id)
    return {"HTTP_AUTHORIZATION": f"Bearer {token.text}"}


def only_code(answer) -> str:
    assert answer.headers["Content-Type"].startswith("application/json")
    (finding,) = json.loads(answer.content)["findings"]
    assert set(finding) == {"code", "params", "severity", "words"} and finding["words"]
    return finding["code"]


def test_a_token_speaks_for_its_person() -> None:
    ana = make_person("ana", "officer", unit := make_unit())
    me = Client().get("/api/v1/accounts/me", **bearer(ana)).json()
    assert me["person_id"] == str(ana.id)
    assert me["grants"]["weapon.read"] == [str(unit.id)]
    assert ApiToken.objects.get().last_used_at is not None


def test_nobody_and_a_wrong_token_get_401() -> None:
    assert only_code(Client().get("/api/v1/accounts/me")) == "sign_in_needed"
    answer = Client().get("/api/v1/accounts/me", HTTP_AUTHORIZATION="Bearer tm_wrong")
    assert (answer.status_code, only_code(answer)) == (401, "sign_in_needed")


def test_a_session_works_once_its_second_factor_is_set_up() -> None:
    address = "/api/v1/accounts/me"
    unit = make_unit()
    assert signed_in(make_person("ana", "officer", unit)).get(address).status_code == 200
    answer = signed_in(make_person("bob", "officer", unit, factor=False)).get(address)
    assert (answer.status_code, only_code(answer)) == (403, "second_factor_needed")


def test_a_session_needs_a_csrf_token_to_write() -> None:
    ana = make_person("ana", "oversight")
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana, backend="tracemark.accounts.sign_in.PersonBackend")
    raise_alert(kind="contradiction", key="k", weapon_ids=[], params={})
    address = f"/api/v1/oversight/alerts/{Alert.objects.get().id}/settle"
    answer = client.post(address, {"why": "x"}, content_type="application/json")
    assert (answer.status_code, only_code(answer)) == (403, "not_permitted")


def test_an_alert_is_settled_once() -> None:
    token = bearer(make_person("ana", "oversight"))
    raise_alert(kind="contradiction", key="k", weapon_ids=[], params={})
    address = f"/api/v1/oversight/alerts/{Alert.objects.get().id}/settle"
    body = {"why": "listed twice"}
    first = Client().post(address, body, content_type="application/json", **token)
    assert first.json()["settled_by"] == "Ana"
    second = Client().post(address, body, content_type="application/json", **token)
    assert (second.status_code, only_code(second)) == (409, "alert_already_settled")


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("get", "/api/v1/nothing", 404, "not_found"),
        ("get", "/api/nothing", 404, "not_found"),
        ("delete", "/api/v1/accounts/me", 405, "method_not_allowed"),
        ("get", "/api/v1/oversight/access-log", 403, "not_permitted"),
        ("post", "/api/v1/oversight/alerts/not-an-id/settle", 403, "not_permitted"),
    ],
)
def test_every_refusal_is_json_with_words(method: str, address: str, status: int, code: str) -> None:
    token = bearer(make_person("ana", "officer"))
    data = {"data": '{"why": "x"}', "content_type": "application/json"} if method == "post" else {}
    answer = getattr(Client(), method)(address, **data, **token)
    assert (answer.status_code, only_code(answer)) == (status, code)
    assert "Allow" in answer.headers or status != 405


def test_a_value_that_does_not_fit_is_named() -> None:
    token = bearer(make_person("ana", "oversight"))
    answer = Client().get("/api/v1/oversight/alerts?page=0", **token)
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["params"]["field"].endswith("page")


def test_too_many_requests_are_told_when_to_come_back(settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 0
    answer = Client().get("/api/v1/accounts/me", **bearer(make_person("ana", "officer")))
    assert (answer.status_code, only_code(answer)) == (429, "too_many_requests")
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_an_officer_sees_only_own_units() -> None:
    top = make_unit("TOP")
    police = make_unit("POL", top)
    token = bearer(make_person("ana", "second_officer", police))
    make_unit("ARM", top)
    me = Client().get("/api/v1/accounts/me", **token).json()
    assert me["grants"]["weapon.accept"] == [str(police.id)]
