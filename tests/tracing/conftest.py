"""Farland's node with people of its police, a seized weapon, and Norland on the other end of the line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from tests.matching.weapons import AT, a_list, a_unit
from tests.tracing.messages import Incoming

from tracemark.accounts.models import Person, Unit
from tracemark.accounts.permissions import PERMISSIONS
from tracemark.accounts.rules import Viewer, console
from tracemark.config.node import Node
from tracemark.exchange.actions.cards import issue_card
from tracemark.register.models import Weapon
from tracemark.register.rules.rows import ListKind
from tracemark.tracing.actions.opening import open_case
from tracemark.tracing.models import Case

ReceiveFrom = Callable[..., None]


@pytest.fixture
def farland(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Unit:
    """The node, its card and its top unit."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(settings, "NODE", Node("XF", "National Commission of Farland"))
    unit = a_unit("POLICE", "police")
    issue_card(by=console())
    return unit


def person(name: str, unit: Unit, *permissions: str) -> Viewer:
    """Somebody at the unit who may do this; without permissions named: everything."""
    known, _ = Person.objects.get_or_create(username=name, defaults={"name": name.title()})
    held = dict.fromkeys(permissions or PERMISSIONS, frozenset({unit.id}))
    return Viewer(known.id, held, unit_id=unit.id)


@pytest.fixture
def ana(farland: Unit) -> Viewer:
    return person("ana", farland)


@pytest.fixture
def ben(farland: Unit) -> Viewer:
    return person("ben", farland)


@pytest.fixture
def eve(farland: Unit) -> Viewer:
    """Somebody who does not work on the case."""
    return person("eve", farland)


@pytest.fixture
def seized(farland: Unit) -> Weapon:
    """A rifle seized on 1 February 2025 that no list of ours knows."""
    ids = a_list(ListKind.SEIZURES, ("KO12345", "zastava", "M70"), on=["2025-02-01"])
    Weapon.objects.filter(id=ids[0]).update(country_code="RS", custody="evidence", standing="seized")
    return Weapon.objects.get(id=ids[0])


@pytest.fixture
def case(seized: Weapon, ana: Viewer) -> Case:
    return open_case(seized.record_no, by=ana, at=AT)


@pytest.fixture
def incoming() -> Incoming:
    return Incoming("XN")


def an_id() -> UUID:
    return uuid4()


Body = dict[str, Any]
