"""People for tests: made by the real actions, signed in with a real second factor."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tracemark.accounts import actions
from tracemark.accounts.models import Person, Unit

PASSWORD = "a long enough sentence"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_unit(code: str = "HQ", parent: Unit | None = None) -> Unit:
    """A unit below ``parent``."""
    return actions.create_unit(code=code, name=f"Unit {code}", parent=parent.id if parent else None, by=None)


def make_person(username: str, role: str = "", unit: Unit | None = None, *, factor: bool = True) -> Person:
    """A person with an own password, a post when ``role`` is given, and an authenticator app."""
    new = actions.create_person(username=username, name=username.title(), by=None)
    person = Person.objects.get(id=new.id)
    person.set_password(PASSWORD)
    person.one_time_until = None
    person.save()
    if role:
        actions.give_post(person=person.id, unit=(unit or make_unit()).id, role=role, by=None)
    if factor:
        TOTP.activate(person, SECRET)
    return person


def signed_in(person: Person) -> Client:
    """A browser in which the person is signed in (by password; the factor counts once it is set up)."""
    client = Client()
    client.force_login(person, backend="tracemark.accounts.sign_in.PersonBackend")
    return client


def has_factor(person: Person) -> bool:
    """Whether any second factor is stored."""
    return Authenticator.objects.filter(user=person).exists()
