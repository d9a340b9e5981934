"""People signed in for tests of screens."""

import pytest
from django.test import Client
from django.utils import timezone

from tracemark.accounts import access
from tracemark.accounts.models import Person, Post, Unit


def sign_in(role: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser in which somebody with this role at the root unit has signed in with a second factor."""
    monkeypatch.setattr(access, "has_second_factor", lambda *given: True)
    unit, _ = Unit.objects.get_or_create(
        code="ROOT", defaults={"name": "Commission", "authority": "commission"}
    )
    person = Person.objects.create(username=role, name=f"Demo {role}", language="en")
    Post.objects.create(person=person, unit=unit, role=role, given_at=timezone.now())
    client = Client()
    client.force_login(person, backend="tracemark.accounts.sign_in.PersonBackend")
    return client
