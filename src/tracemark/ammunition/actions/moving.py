"""Movements: an act is decided by the rules, a report is always recorded and raises alerts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.data import mixing
from tracemark.ammunition.models import Holding, Lot, Movement, MovementLine, MovementSignature
from tracemark.ammunition.queries.holdings import bans_on, stocks_of
from tracemark.ammunition.queries.licences import store_rules
from tracemark.ammunition.rules.ledger import REPORTS, MovementKind, as_alerts, check_content, check_movement
from tracemark.findings import Finding, Param, Refused, Severity
from tracemark.oversight.actions import AlertDraft, raise_alerts
from tracemark.stockpiles.actions import lock_stores
from tracemark.stockpiles.queries import Store

ROLES = ("giver", "receiver")


@dataclass(frozen=True, slots=True)
class Line:
    """So much of a lot from one place to another; a store of None is the world outside."""

    lot_id: UUID
    quantity: Decimal
    from_store: UUID | None = None
    to_store: UUID | None = None
    from_stack: str = ""
    to_stack: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """A movement as somebody writes it down; ``id`` is made by the client, so that a retry is harmless."""

    kind: MovementKind
    number: str
    occurred_on: date
    lines: Sequence[Line]
    signatories: tuple[str, str]
    id: UUID
    remark: str = ""


def new_id() -> UUID:
    """An id for a movement that a program makes itself."""
    return uuid4()


@transaction.atomic
def move(voucher: Voucher, *, by: Viewer, at: datetime) -> tuple[Finding, ...]:
    """Record a movement and return the alerts it raised (none for an act).

    Raises Refused with every finding when an act may not be: over a licence, wrongly mixed, banned, more than is
    there, no voucher, not two names.
    """
    if Movement.objects.filter(id=voucher.id).exists():
        return ()
    stores = _locked_stores(voucher)
    unit_id = _one_unit(stores, by)
    lots = {
        lot.id: lot
        for lot in Lot.objects.filter(id__in=[line.lot_id for line in voucher.lines]).select_related("item")
    }
    if len(lots) != len({line.lot_id for line in voucher.lines}):
        raise Refused(Finding("movement_lot_unknown", {}, Severity.REFUSAL))
    findings = check_movement(
        voucher.kind,
        [(line.quantity, line.from_store is not None, line.to_store is not None) for line in voucher.lines],
        voucher=voucher.number,
        signatories=voucher.signatories,
        bans=bans_on(lots.values()),
        day=voucher.occurred_on,
    )
    if findings:
        raise Refused(*findings)
    _write(voucher, unit_id, by, at)
    return _judge(voucher, stores)


def _judge(voucher: Voucher, stores: dict[UUID, Store]) -> tuple[Finding, ...]:
    """Look at every store that received: refuse an act (the transaction undoes it), alert for a report."""
    receiving = {line.to_store for line in voucher.lines if line.to_store}
    rules = store_rules([(id, one.name, one.allowances) for id, one in stores.items()], voucher.occurred_on)
    stocks = stocks_of(receiving)
    table = mixing("storage")
    found = {
        store_id: check_content(rules[store_id], stocks[store_id], table) for store_id in sorted(receiving)
    }
    findings = tuple(finding for each in found.values() for finding in each)
    if findings and voucher.kind not in REPORTS:
        raise Refused(*findings)
    alerts = as_alerts(findings)
    raise_alerts(
        [
            AlertDraft(
                kind=finding.code,
                key=f"{finding.code}:{store_id.hex}:{voucher.id.hex}",
                params={**finding.params, "store_id": store_id.hex},
            )
            for store_id, each in found.items()
            for finding in each
        ]
    )
    return alerts


def _write(voucher: Voucher, unit_id: UUID, by: Viewer, at: datetime) -> None:
    movement = Movement.objects.create(
        id=voucher.id,
        unit_id=unit_id,
        kind=voucher.kind.value,
        voucher=voucher.number.strip()[:60],
        occurred_on=voucher.occurred_on,
        recorded_at=at,
        recorded_by_id=by.person_id,
        remark=voucher.remark.strip()[:500],
    )
    MovementSignature.objects.bulk_create(
        MovementSignature(movement=movement, role=role, name=name.strip()[:120])
        for role, name in zip(ROLES, voucher.signatories, strict=True)
    )
    MovementLine.objects.bulk_create(
        MovementLine(
            movement=movement,
            number=number,
            lot_id=line.lot_id,
            from_store_id=line.from_store,
            from_stack=line.from_stack,
            to_store_id=line.to_store,
            to_stack=line.to_stack,
            quantity=line.quantity,
        )
        for number, line in enumerate(voucher.lines, start=1)
    )
    for number, line in enumerate(voucher.lines, start=1):
        if line.to_store:
            _add(line.to_store, line.to_stack, line.lot_id, line.quantity)
        if line.from_store:
            _take(number, line, line.from_store)


def _add(store_id: UUID, stack: str, lot_id: UUID, quantity: Decimal) -> None:
    holding, _ = Holding.objects.get_or_create(store_id=store_id, stack=stack, lot_id=lot_id)
    Holding.objects.filter(id=holding.id).update(quantity=F("quantity") + quantity)


def _take(number: int, line: Line, store_id: UUID) -> None:
    """Take from a stack; the database itself refuses to go below zero, whoever else is taking."""
    rows = Holding.objects.filter(store_id=store_id, stack=line.from_stack, lot_id=line.lot_id)
    try:
        with transaction.atomic():
            changed = rows.update(quantity=F("quantity") - line.quantity)
    except IntegrityError:
        changed = 0
    if not changed:
        there = rows.values_list("quantity", flat=True).first() or Decimal(0)
        params: dict[str, Param] = {
            "row": number,
            "there": f"{there.normalize():f}",
            "wanted": f"{line.quantity.normalize():f}",
        }
        raise Refused(Finding("balance_below_zero", params, Severity.REFUSAL))


def _locked_stores(voucher: Voucher) -> dict[UUID, Store]:
    """The stores of a voucher, locked in order so that two movements cannot both fill the last room."""
    ids = {one for line in voucher.lines for one in (line.from_store, line.to_store) if one}
    found = lock_stores(ids)
    if len(found) != len(ids):
        raise Refused(Finding("movement_store_unknown", {}, Severity.REFUSAL))
    return found


def _one_unit(stores: dict[UUID, Store], by: Viewer) -> UUID:
    if not stores:
        raise Refused(Finding("nothing_moved", {}, Severity.REFUSAL))
    for store in stores.values():
        by.require("ammunition.move", store.site.unit_id)
    return next(iter(stores.values())).site.unit_id
