"""The whole API from its own description: no answer that is not declared, none that is a failure."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from tests.accounts.people import make_unit

from tracemark.accounts import actions
from tracemark.accounts.models import Person, Post
from tracemark.accounts.permissions import Role

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the test's connection, as Django's own test client does: it holds the transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(db, settings) -> str:
    """A token of somebody who holds every role, as no person outside a test may, and is never too fast."""
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    unit = make_unit()
    person = Person.objects.create(username="ana", name="Ana", password="!")
    Post.objects.bulk_create(Post(person=person, unit=unit, role=role) for role in Role)
    return actions.create_token(name="schema", days=1, by=person.id).text


@pytest.mark.fuzz
@schema.parametrize()
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_declared(case: schemathesis.Case, token: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


def test_the_description_is_openapi_3_1_and_every_operation_declares_every_refusal() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert len(operations) >= 7
    for operation in operations:
        assert {"400", "401", "403", "404", "409", "422", "429"} <= set(operation["responses"])
        assert operation["summary"] and operation["security"]
