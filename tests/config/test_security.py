"""Headers, sessions, logs and addresses: what protects every page."""

import logging
import sys
import time

import pytest
from django.test import Client, RequestFactory
from tests.accounts.people import make_person, signed_in

from tracemark.accounts.access import client_address
from tracemark.config.logs import Impersonal

pytestmark = pytest.mark.django_db


def test_every_page_refuses_scripts_frames_and_forms_of_others() -> None:
    headers = Client().get("/sign-in/").headers
    policy = headers["Content-Security-Policy"]
    for directive in (
        "default-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'none'",
    ):
        assert directive in policy
    assert "unsafe" not in policy and "http" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_is_kept_by_a_shared_computer() -> None:
    client = signed_in(make_person("ana"))
    assert "no-store" in client.get("/accounts/").headers["Cache-Control"]


def test_cookies_are_closed_to_scripts_and_to_other_sites() -> None:
    client = signed_in(make_person("ana"))
    client.get("/accounts/")
    session = client.cookies["sessionid"]
    assert session["httponly"] and session["samesite"] == "Lax"


def test_a_session_ends_after_a_working_day() -> None:
    client = signed_in(make_person("ana"))
    assert client.get("/accounts/").status_code == 200
    session = client.session
    session["begun"] = int(time.time()) - 13 * 3600
    session.save()
    assert client.get("/accounts/").status_code == 302


def test_a_session_in_use_is_written_once_a_minute_only(django_assert_num_queries) -> None:
    client = signed_in(make_person("ana"))
    client.get("/accounts/")
    seen = client.session["seen"]
    client.get("/accounts/")
    assert client.session["seen"] == seen


def test_a_form_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/sign-in/", {"login": "ana", "password": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 192.0.2.7", "192.0.2.7"),
        (2, "192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_an_address_is_believed_only_from_our_own_proxies(settings, proxies, forwarded, expected) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected


def record(message: str, *args: object, exc_info=None) -> logging.LogRecord:
    return logging.LogRecord("django", logging.ERROR, "f.py", 1, message, args, exc_info)


def test_logs_hold_no_query_and_no_message_of_a_database() -> None:
    row = "".join(["A", "na", " Example"])  # a traceback quotes the line of source, so the name is not in it
    try:
        raise ValueError(f"DETAIL: Key (names)=({row})")
    except ValueError:
        written = record("Failed: %s", "/find/?q=AB1234", exc_info=sys.exc_info())
    assert Impersonal().filter(written)
    text = logging.Formatter("{message}", style="{").format(written)
    assert "AB1234" not in text and "Ana" not in text
    assert "ValueError" in text and "test_security.py" in text


def test_an_address_of_another_host_is_refused() -> None:
    assert Client().get("/sign-in/", HTTP_HOST="evil.example").status_code == 400
