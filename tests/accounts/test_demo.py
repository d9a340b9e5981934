"""The demo's people: a second factor without a phone, on a demo node and nowhere else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from tests.accounts.people import make_person, make_unit

from tracemark.accounts import actions
from tracemark.accounts.demo import PASSWORD, PEOPLE, create_demo_people, current_code
from tracemark.accounts.models import Person
from tracemark.accounts.permissions import Role
from tracemark.config.node import Node, create_node

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_node(tmp_path: Path, settings) -> Node:
    cache.clear()
    settings.HOME = tmp_path
    settings.NODE = create_node(
        tmp_path, state="XF", name="Farland", created_at=datetime(2025, 1, 1, tzinfo=UTC), demo=True
    )
    return settings.NODE


def test_a_newcomer_signs_in_with_what_the_pages_show(demo_node: Node) -> None:
    create_demo_people(make_unit().id)
    client = Client()
    assert PASSWORD in client.get("/sign-in/").content.decode()
    client.post("/sign-in/", {"login": "officer", "password": PASSWORD})
    code = current_code(Person.objects.get(username="officer"))
    assert code in client.get("/sign-in/second-factor/authenticate/").content.decode()
    client.post("/sign-in/second-factor/authenticate/", {"code": code})
    assert client.get("/accounts/").status_code == 200


def test_the_demo_has_one_person_of_every_role_and_can_be_made_twice(demo_node: Node) -> None:
    unit = make_unit().id
    create_demo_people(unit)
    create_demo_people(unit)
    assert {demo.role for demo in PEOPLE} == set(Role)
    assert Person.objects.count() == len(PEOPLE)


def test_demo_people_are_refused_on_a_real_node(tmp_path: Path, settings) -> None:
    settings.HOME = tmp_path
    create_node(tmp_path, state="XF", name="Real", created_at=datetime(2025, 1, 1, tzinfo=UTC))
    with pytest.raises(PermissionError):
        create_demo_people(make_unit().id)


def test_no_code_is_shown_on_a_real_node_even_for_a_demo_secret(demo_node: Node, settings) -> None:
    create_demo_people(make_unit().id)
    officer = Person.objects.get(username="officer")
    assert current_code(officer)
    settings.NODE = Node(state="XF", name="Real")
    assert current_code(officer) == ""
    settings.NODE = Node(state="FR", name="Real", demo=True)
    assert current_code(officer) == ""


def test_no_code_is_shown_for_a_factor_of_ones_own(demo_node: Node) -> None:
    ana = make_person("ana", "officer")
    assert current_code(ana) == ""
    create_demo_people(make_unit("DEMO").id)
    officer = Person.objects.get(username="officer")
    actions.reset_second_factor(officer.id, by=None)
    assert current_code(officer) == ""


def test_a_real_sign_in_page_names_nobody() -> None:
    page = Client().get("/sign-in/").content.decode()
    assert PASSWORD not in page and "investigator" not in page
