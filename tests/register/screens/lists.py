"""Weapons and people for tests of screens."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tracemark.accounts import access
from tracemark.accounts.models import Person, Post, Unit
from tracemark.accounts.rules import console
from tracemark.findings import Finding, Severity
from tracemark.marks.rules import read_cell
from tracemark.register.actions.batches import close_batch, open_batch, record_rows
from tracemark.register.models import Batch, Weapon
from tracemark.register.rules.events import PartialDate
from tracemark.register.rules.rows import Facts, KeptAside, ListKind, Row

AT = datetime(2025, 6, 1, 12, tzinfo=UTC)
KEPT = KeptAside("1", 90, ("90", "Pistol", "31/02/2019"), Finding("impossible_date", {"text": "31/02/2019"}))
WARNED = Finding("numeric_serial", {"text": "12"}, Severity.WARNING)


def a_unit(code: str = "ARMY", parent: UUID | None = None) -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"name": f"The {code}", "parent_id": parent})[0]


def sign_in(monkeypatch: pytest.MonkeyPatch, role: str, unit: Unit) -> Client:
    """A browser in which somebody with this role at the unit is signed in, second factor passed."""
    monkeypatch.setattr(access, "has_second_factor", lambda *given: True)
    person, is_new = Person.objects.get_or_create(username=role, defaults={"name": f"Demo {role}"})
    if is_new:
        Post.objects.create(person=person, unit=unit, role=role, given_at=timezone.now())
    client = Client()
    client.force_login(person, backend="tracemark.accounts.sign_in.PersonBackend")
    return client


def take_in(
    unit: Unit, serials: Sequence[str], *, name: str = "list.csv", kind: ListKind = ListKind.INVENTORY
) -> Batch:
    """A list of pistols with these serial numbers, one row kept aside."""
    batch = open_batch(
        kind=kind,
        file_name=name,
        file_sha256=f"{name:0>64}"[:64],
        unit_id=unit.id,
        by=console(),
        accepted_at=AT,
        mapping={},
    )
    rows = [a_row(number, serial, kind) for number, serial in enumerate(serials, start=2)]
    record_rows(batch, [*rows, KEPT], rows_read=len(rows) + 1, state="XF")
    close_batch(batch, result={})
    return batch


def a_row(number: int, serial: str, kind: ListKind = ListKind.INVENTORY) -> Row:
    return Row(
        sheet="1",
        row=number,
        kind=kind,
        facts=Facts(
            type_text="Pistol", make_text="CZ", model_text="75", year=1981, marks=read_cell(serial).marks
        ),
        occurred=PartialDate(date(2003, 3, 1)),
        extra={"station": "=Depot", "My column": "7"},
        findings=(WARNED,),
    )


def a_weapon(unit: Unit, serial: str = "AB1234") -> Weapon:
    take_in(unit, [serial], name=f"{serial}.csv")
    return Weapon.objects.get(serial=serial)
