"""The whole API from its own description: no answer that is not declared, none that is a failure."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, settings
from tests.accounts.people import make_person, make_unit

from tracemark.accounts import actions
from tracemark.accounts.permissions import Role

schema = schemathesis.pytest.from_fixture("api_schema")


@pytest.fixture
def api_schema(db, settings) -> schemathesis.BaseSchema:
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def token(db) -> str:
    """A token of somebody who may do what the API offers: roles no single person may hold outside a test."""
    unit = make_unit()
    person = make_person("ana", "oversight", unit)
    actions.give_post(person=person.id, unit=unit.id, role=Role.ANALYST, by=None)
    return actions.create_token(name="schema", days=1, by=person.id).text


@schema.parametrize()
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_declared(case, token: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


@pytest.mark.django_db
def test_the_description_is_openapi_3_1_and_every_operation_declares_every_refusal() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert len(operations) >= 7
    for operation in operations:
        assert {"400", "401", "403", "404", "409", "422", "429"} <= set(operation["responses"])
        assert operation["summary"] and operation["security"]
