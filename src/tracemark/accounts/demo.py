"""The people of the demo, whose second factor needs no phone.

Only on a node that was made as a demo of an invented State (``Node.is_demo``). Their authenticator is a
real one that goes the real way; its secret is public, so the sign-in page can show the code that a phone
would show.
"""

import base64
import hashlib
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from tracemark.accounts import actions, queries
from tracemark.accounts.models import Person
from tracemark.accounts.permissions import Role
from tracemark.config.node import read_node

PASSWORD = "farland-demo"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person of the demo."""

    username: str
    name: str
    role: Role


PEOPLE = (
    DemoPerson("officer", "Tomas Reed", Role.OFFICER),
    DemoPerson("evidence", "Mara Lind", Role.EVIDENCE_OFFICER),
    DemoPerson("second", "Ilya Brandt", Role.SECOND_OFFICER),
    DemoPerson("investigator", "Noor Haddad", Role.INVESTIGATOR),
    DemoPerson("analyst", "Lin Qiao", Role.ANALYST),
    DemoPerson("curator", "Elena Sol", Role.CURATOR),
    DemoPerson("oversight", "Paul Dufour", Role.OVERSIGHT),
    DemoPerson("admin", "Ada Okoro", Role.ADMINISTRATOR),
)


@transaction.atomic
def create_demo_people(unit: UUID) -> tuple[DemoPerson, ...]:
    """Make the people of the demo with posts at ``unit``, unless they exist. Refused on a real node."""
    if not read_node(settings.HOME).is_demo:
        raise PermissionError("demo people are made on a demo node only")
    for demo in PEOPLE:
        if queries.find_by_username(demo.username) is None:
            _create(demo, unit)
    return PEOPLE


def current_code(person: Person) -> str:
    """The code that the person's phone would show now; empty unless node and factor are the demo's."""
    if not settings.NODE.is_demo or not _has_demo_factor(person):
        return ""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(_secret(person.username), counters[len(counters) // 2])))


def _create(demo: DemoPerson, unit: UUID) -> None:
    """One person with the demo's password, an authenticator of the public secret, and a post."""
    new = actions.create_person(username=demo.username, name=demo.name, by=None)
    person = Person.objects.get(id=new.id)
    person.password = make_password(PASSWORD)
    person.one_time_until = None
    person.save()
    TOTP.activate(person, _secret(demo.username))
    actions.give_post(person=person.id, unit=unit, role=demo.role, by=None)


def _has_demo_factor(person: Person) -> bool:
    """Whether the person still has the authenticator the demo gave them."""
    factor = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if factor is None or person.username not in {demo.username for demo in PEOPLE}:
        return False
    return bool(decrypt(factor.data["secret"]) == _secret(person.username))


def _secret(username: str) -> str:
    """A secret that is none: anybody can compute it."""
    return base64.b32encode(hashlib.sha1(f"tracemark demo {username}".encode()).digest()).decode("ascii")
