"""Signing in: by password and second factor, one-time passwords, lockout, closed sign-up."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from tests.accounts.people import PASSWORD, SECRET, make_person, signed_in

from tracemark.accounts import actions
from tracemark.accounts.models import Person
from tracemark.oversight.models import AccessLog

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_left() -> None:
    cache.clear()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def give_password(client: Client, username: str, password: str = PASSWORD, **extra: str):
    return client.post("/sign-in/", {"login": username, "password": password}, **extra)


def test_password_and_code_let_a_person_in() -> None:
    make_person("ana", "officer")
    client = Client()
    assert give_password(client, "ana").url == "/sign-in/second-factor/authenticate/"
    assert client.get("/accounts/").status_code == 302
    assert client.post("/sign-in/second-factor/authenticate/", {"code": code_of(SECRET)}).url == "/"
    assert client.get("/accounts/").status_code == 200
    assert AccessLog.objects.filter(verb="sign_in", person__username="ana").count() == 1


@pytest.mark.parametrize(("chosen", "met"), [("", "Начало"), ("fr", "Accueil")])
def test_a_person_is_met_in_their_language_unless_this_browser_chose_another(chosen: str, met: str) -> None:
    actions.set_language(make_person("ana", "officer").id, "ru")
    client = Client()
    if chosen:
        client.cookies["django_language"] = chosen
    give_password(client, "ana")
    client.post("/sign-in/second-factor/authenticate/", {"code": code_of(SECRET)})
    assert met in client.get("/").content.decode()


def test_a_code_works_once() -> None:
    make_person("ana", "officer")
    for expected in (302, 200):
        client = Client()
        give_password(client, "ana")
        answer = client.post("/sign-in/second-factor/authenticate/", {"code": code_of(SECRET)})
        assert answer.status_code == expected


def test_whoever_may_write_is_sent_to_set_up_a_second_factor() -> None:
    client = signed_in(make_person("ana", "officer", factor=False))
    assert client.get("/accounts/").url == "/sign-in/second-factor/"
    assert client.get("/sign-in/second-factor/").status_code == 200


def test_who_holds_no_post_needs_no_second_factor() -> None:
    assert signed_in(make_person("ana", factor=False)).get("/accounts/").status_code == 200


def test_a_one_time_password_must_be_changed_first() -> None:
    secret = actions.create_person(username="ana", name="Ana", by=None)
    client = Client()
    give_password(client, "ana", secret.text)
    assert client.get("/accounts/").url == "/sign-in/password/"
    new = {
        "oldpassword": secret.text,
        "password1": "another long sentence",
        "password2": "another long sentence",
    }
    assert client.post("/sign-in/password/", new).status_code == 302
    assert Person.objects.get().one_time_until is None
    assert client.get("/accounts/").status_code == 200


def test_a_short_password_is_refused() -> None:
    client = signed_in(make_person("ana"))
    give_password(client, "ana")
    answer = client.post(
        "/sign-in/password/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    )
    assert answer.status_code == 200
    assert Person.objects.get().check_password(PASSWORD)


def test_there_is_no_sign_up_and_no_password_reset_by_mail() -> None:
    client = Client()
    form = {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/sign-in/closed/", form).status_code == 200
    assert not Person.objects.filter(username="eve").exists()
    assert client.get("/sign-in/password/reset/").status_code == 404


def test_five_wrong_passwords_lock_this_user_at_this_address_only() -> None:
    make_person("ana", factor=False)
    make_person("bob", factor=False)
    client = Client()
    statuses = [give_password(client, "ana", "wrong", REMOTE_ADDR="10.0.0.1").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    cache.clear()  # allauth's own limit is tested by its authors; here only ours may answer
    assert give_password(Client(), "ana", REMOTE_ADDR="10.0.0.1").status_code == 429
    assert give_password(Client(), "bob", REMOTE_ADDR="10.0.0.1").status_code == 302
    assert give_password(Client(), "ana", REMOTE_ADDR="10.0.0.2").status_code == 302


def test_the_lockout_page_says_what_to_do() -> None:
    make_person("ana")
    for _ in range(5):
        answer = give_password(Client(), "ana", "wrong")
    assert b"ask an administrator for a one-time password" in answer.content


def test_the_secret_of_an_authenticator_is_stored_encrypted() -> None:
    secret = generate_totp_secret()
    TOTP.activate(make_person("ana", factor=False), secret)
    stored = Authenticator.objects.get().data["secret"]
    assert secret not in stored
    assert TOTP(Authenticator.objects.get()).validate_code(code_of(secret))


def test_setting_up_an_app_shows_a_code_and_gives_recovery_codes() -> None:
    make_person("ana", "officer", factor=False)
    client = Client()
    give_password(client, "ana")
    page = client.get("/sign-in/second-factor/totp/activate/")
    secret = page.context["form"].secret
    assert b"data:image/svg+xml" in page.content
    answer = client.post("/sign-in/second-factor/totp/activate/", {"code": code_of(secret)})
    assert answer.url == "/sign-in/second-factor/recovery-codes/"
    assert client.get(answer.url).status_code == 200
    assert client.get("/accounts/").status_code == 200


@pytest.mark.parametrize(
    "page",
    ["", "webauthn/", "webauthn/add/", "totp/deactivate/", "recovery-codes/generate/", "reauthenticate/"],
)
def test_every_page_of_the_second_factor_opens(page: str) -> None:
    make_person("ana", "officer")
    client = Client()
    give_password(client, "ana")
    client.post("/sign-in/second-factor/authenticate/", {"code": code_of(SECRET)})
    assert client.get(f"/sign-in/second-factor/{page}").status_code == 200


@pytest.mark.parametrize("page", ["", "out/", "inactive/", "closed/", "again/"])
def test_every_page_of_signing_in_opens(page: str) -> None:
    client = signed_in(make_person("ana")) if page in {"out/", "again/"} else Client()
    assert client.get(f"/sign-in/{page}").status_code == 200
