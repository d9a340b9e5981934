"""The ledger: what may move, what is refused, what is recorded all the same."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from tests.ammunition.depot import AT, TODAY, Depot, with_id

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.actions.catalogue import grade_lot, lift_ban, set_ban
from tracemark.ammunition.actions.moving import move
from tracemark.ammunition.actions.stock import record_stocktake
from tracemark.ammunition.models import Holding, Movement, MovementLine
from tracemark.ammunition.queries.holdings import check_balances, list_bans
from tracemark.findings import Refused
from tracemark.oversight.models import Alert

pytestmark = pytest.mark.django_db


@pytest.fixture
def depot() -> Depot:
    return Depot()


def refused(depot: Depot, kind: str, lot: object, quantity: str, **places: int) -> set[str]:
    with pytest.raises(Refused) as refusal:
        depot.move(kind, lot, quantity, **places)  # type: ignore[arg-type]  # [a lot of the depot]
    return {finding.code for finding in refusal.value.findings}


def held(number: int = 1) -> Decimal:
    row = Holding.objects.filter(store__name=f"Store {number}").first()
    return row.quantity if row else Decimal(0)


def test_a_balance_is_the_sum_of_its_movements(depot: Depot) -> None:
    depot.license()
    depot.license(2)
    depot.move("receive", depot.shell, "100", target=1)
    depot.move("transfer", depot.shell, "40", source=1, target=2)
    depot.move("issue", depot.shell, "10.5", source=1)
    assert (held(1), held(2)) == (Decimal("49.5"), Decimal(40))
    assert check_balances() == []


def test_nothing_goes_below_zero_and_nothing_of_a_refused_voucher_stays(depot: Depot) -> None:
    depot.license()
    depot.move("receive", depot.shell, "5", target=1)
    assert refused(depot, "issue", depot.shell, "6", source=1) == {"balance_below_zero"}
    assert refused(depot, "issue", depot.flare, "1", source=1) == {"balance_below_zero"}
    assert Movement.objects.count() == 1 and held() == 5


def test_the_database_itself_keeps_a_holding_at_or_above_zero(depot: Depot) -> None:
    depot.license()
    depot.move("receive", depot.shell, "5", target=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.update(quantity=-1)


def test_movements_are_never_changed_or_removed(depot: Depot) -> None:
    depot.license()
    depot.move("receive", depot.shell, "5", target=1)
    for statement in ("UPDATE ammunition_movementline SET quantity = 9", "DELETE FROM ammunition_movement"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert MovementLine.objects.get().quantity == 5


def test_a_voucher_sent_twice_is_recorded_once(depot: Depot) -> None:
    depot.license()
    voucher = with_id(depot.voucher("receive", depot.shell, "5", target=1), uuid4())
    move(voucher, by=depot.officer, at=AT)
    move(voucher, by=depot.officer, at=AT)
    assert held() == 5


def test_a_voucher_needs_a_number_and_two_names(depot: Depot) -> None:
    depot.license()
    voucher = depot.voucher("receive", depot.shell, "5", target=1)
    bare = replace(voucher, number=" ", signatories=("A. Giver", "a. giver"))
    with pytest.raises(Refused) as refusal:
        move(bare, by=depot.officer, at=AT)
    assert {one.code for one in refusal.value.findings} == {"voucher_needed", "two_names_needed"}


def test_a_movement_has_the_ends_of_its_kind(depot: Depot) -> None:
    assert refused(depot, "issue", depot.shell, "5", target=1) == {"movement_ends_wrong"}
    assert refused(depot, "transfer", depot.shell, "5", source=1) == {"movement_ends_wrong"}
    assert refused(depot, "receive", depot.shell, "0", target=1) == {"movement_quantity_wrong"}


def test_an_act_without_a_licence_is_refused_and_a_report_is_recorded_with_an_alert(depot: Depot) -> None:
    assert refused(depot, "receive", depot.shell, "5", target=1) == {"store_not_licensed"}
    alerts = depot.move("report_stock", depot.shell, "5", target=1)
    assert [one.code for one in alerts] == ["store_not_licensed"]
    assert held() == 5 and Alert.objects.filter(kind="store_not_licensed").count() == 1


def test_a_movement_that_would_exceed_the_licence_is_refused(depot: Depot) -> None:
    depot.license(**{"1_1": 700})
    depot.move("receive", depot.shell, "100", target=1)
    with pytest.raises(Refused) as refusal:
        depot.move("receive", depot.shell, "1", target=1)
    finding = refusal.value.findings[0]
    assert finding.code == "over_licence"
    assert finding.params == {"store": "Store 1", "division": "1.1", "held": "707", "limit": 700}


def test_what_may_not_lie_together_is_refused_as_an_act_and_alerted_as_a_report(depot: Depot) -> None:
    depot.license()
    depot.move("receive", depot.shell, "10", target=1)
    assert "mix_needs_decision" in refused(depot, "receive", depot.flare, "10", target=1)
    assert "mix_needs_decision" in {
        one.code for one in depot.move("report_found", depot.flare, "10", target=1)
    }


def test_mixed_contents_count_together_against_the_licence(depot: Depot) -> None:
    depot.license(**{"1_1": 100})
    depot.store().site.stores.filter(name="Store 1").update(allowances="4")
    depot.move("receive", depot.shell, "10", target=1)
    assert refused(depot, "receive", depot.flare, "61", target=1) == {"over_licence"}
    assert depot.move("receive", depot.flare, "60", target=1) == ()


def test_a_banned_lot_is_not_issued_until_the_ban_is_lifted(depot: Depot) -> None:
    depot.license()
    depot.move("receive", depot.shell, "10", target=1)
    ban = set_ban(reference="BAN-7", reason="Suspect fuze", from_on=TODAY, lot=depot.shell, by=depot.officer)
    assert refused(depot, "issue", depot.shell, "1", source=1) == {"lot_banned"}
    assert list_bans(TODAY) == [ban]
    lift_ban(ban, by=depot.officer, at=AT)
    assert depot.move("issue", depot.shell, "1", source=1) == ()


def test_suspect_ammunition_lies_alone(depot: Depot) -> None:
    depot.license()
    other = depot.lot("MINE", "1.1D", "5", "LOT-M")
    depot.move("receive", depot.shell, "10", target=1)
    grade_lot(other, condition="B", occurred_on=TODAY, by=depot.officer, at=AT)
    assert "suspect_not_alone" in refused(depot, "receive", other, "1", target=1)


def test_a_stocktake_tells_every_discrepancy_and_changes_nothing(depot: Depot) -> None:
    depot.license()
    depot.move("receive", depot.shell, "10", target=1)
    found = record_stocktake(
        depot.store(),
        [(depot.flare.id, "", Decimal(2))],
        stocktake_id=uuid4(),
        counted_on=date(2026, 11, 2),
        counters=("A. One", "B. Two"),
        by=depot.officer,
        at=AT,
    )
    assert {(one.params["lot"], one.params["counted"], one.params["ledger"]) for one in found} == {
        ("LOT-A", "0", "10"),
        ("LOT-F", "2", "0"),
    }
    assert held() == 10 and Alert.objects.filter(kind="stocktake_differs").count() == 2


def test_nobody_moves_what_another_unit_holds(depot: Depot) -> None:
    stranger = Viewer(uuid4(), {"ammunition.move": frozenset({uuid4()})})
    with pytest.raises(Refused):
        move(depot.voucher("report_stock", depot.shell, "1", target=1), by=stranger, at=AT)
