"""A weapon that comes in is looked for at once among what was lost, destroyed or seized."""

import pytest
from tests.matching.test_jobs import ENTRIES
from tests.matching.weapons import a_list

from tracemark.oversight.models import Alert, AlertWeapon
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db
LOST = ENTRIES[3]


def kinds() -> list[str]:
    return list(Alert.objects.order_by("kind").values_list("kind", flat=True))


def test_a_seizure_of_a_lost_weapon_is_an_alert_as_it_comes_in() -> None:
    losses = a_list(ListKind.LOSSES, LOST, on=["2024-01-01"])
    seized = a_list(ListKind.SEIZURES, LOST, on=["2025-02-01"])
    assert kinds() == ["lost_then_seized"]
    assert set(AlertWeapon.objects.values_list("weapon_id", flat=True)) == {losses[0], seized[0]}


def test_a_loss_told_after_the_seizure_is_an_alert_too() -> None:
    a_list(ListKind.SEIZURES, LOST, on=["2025-02-01"])
    a_list(ListKind.LOSSES, LOST, on=["2024-01-01"])
    assert kinds() == ["lost_then_seized"]


def test_a_destroyed_weapon_that_is_seized_is_an_alert() -> None:
    a_list(ListKind.DESTRUCTION, LOST, on=["2024-01-01"])
    a_list(ListKind.SEIZURES, LOST, on=["2025-02-01"])
    assert kinds() == ["seized_after_destruction"]


def test_a_seizure_before_the_loss_raises_nothing() -> None:
    a_list(ListKind.SEIZURES, LOST, on=["2023-02-01"])
    a_list(ListKind.LOSSES, LOST, on=["2024-01-01"])
    assert kinds() == []


def test_a_register_that_holds_another_weapon_of_that_number_keeps_the_alert_away() -> None:
    serial, make, _ = LOST
    a_list(ListKind.REGISTER, (serial, make, "other"), (serial, make, "another"))
    a_list(ListKind.LOSSES, (serial, "", ""), on=["2024-01-01"])
    a_list(ListKind.SEIZURES, (serial, "", ""), on=["2025-02-01"])
    assert kinds() == []
