"""Farland's neighbours in the demo show what an officer will meet: a trusted card, one that waits, a gap, a forgery."""

import pytest
from tests.exchange.conftest import AT

from tracemark.accounts.rules import Viewer
from tracemark.config.farland.neighbours import make_neighbours
from tracemark.exchange.models import CourierFile, Incoming, RefusedArrival
from tracemark.exchange.queries.cards import line_to, list_contacts
from tracemark.exchange.queries.messages import list_gaps

pytestmark = pytest.mark.django_db


def test_the_demo_has_neighbours_of_every_kind(farland: None, by: Viewer) -> None:
    make_neighbours(by=by, at=AT)
    assert [line_to(state) for state in ("XN", "XM", "XO")] == ["courier", "none", "none"]
    assert sorted(Incoming.objects.values_list("stage", flat=True)) == ["applied", "waiting"]
    assert [gap.missing for gap in list_gaps(by)] == [(2,)]
    assert RefusedArrival.objects.get().code == "signature_wrong"
    assert CourierFile.objects.get().counts == {"messages": 1, "receipts": 2}
    assert {one.state for one in list_contacts(by)} == {"XF", "XN", "XO"}
