"""Items, lots, their condition, bans; stocktakes, readiness and incidents."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.models import (
    Ban,
    Holding,
    Incident,
    ItemType,
    Lot,
    LotEvent,
    ReadinessAnswer,
    Stocktake,
    StocktakeLine,
)
from tracemark.ammunition.rules.divisions import read_hazard_code
from tracemark.ammunition.rules.ledger import LotCondition
from tracemark.ammunition.rules.readiness import ANSWERS, CAUSES, INCIDENT_KINDS
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import AlertDraft, raise_alerts
from tracemark.stockpiles.queries import Site, Store


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as somebody writes it down; weights in kg for one."""

    code: str
    name: str
    hazard_code: str
    neq_kg: Decimal
    un_number: str = ""
    he_neq_kg: Decimal | None = None
    all_up_kg: Decimal | None = None
    packaging: str = ""
    per_package: int | None = None
    counted_in: str = "each"


@dataclass(frozen=True, slots=True)
class LotDraft:
    """A lot as marked."""

    lot_no: str
    maker: str = ""
    made_year: int | None = None
    condition: str = "A"
    shelf_life_until: date | None = None
    surveillance_due_on: date | None = None


@transaction.atomic
def keep_item(draft: ItemDraft, *, by: Viewer) -> ItemType:
    """Make an item, or bring what is known of it up to date. Raises Refused for a code that does not read."""
    by.require("ammunition.plan")
    hazard = read_hazard_code(draft.hazard_code)
    if not draft.code.strip() or not draft.name.strip() or draft.neq_kg < 0:
        raise Refused(Finding("item_incomplete", {"item": draft.code or draft.name}, Severity.REFUSAL))
    values = {k: v for k, v in asdict(draft).items() if k not in ("code", "hazard_code")}
    item, _ = ItemType.objects.update_or_create(
        code=draft.code.strip()[:40],
        defaults={**values, "division": hazard.division, "group": hazard.group},
    )
    return item


@transaction.atomic
def keep_lot(item: ItemType, draft: LotDraft, *, by: Viewer, at: datetime) -> Lot:
    """The lot as marked, made when it is new; what is known of it already stays."""
    by.require("ammunition.move")
    if not draft.lot_no.strip() or draft.condition not in set(LotCondition):
        raise Refused(Finding("lot_incomplete", {"lot": draft.lot_no}, Severity.REFUSAL))
    values = asdict(draft)
    lot, is_new = Lot.objects.get_or_create(
        item=item,
        lot_no=values.pop("lot_no").strip()[:80],
        maker=values.pop("maker").strip()[:120],
        defaults=values,
    )
    if is_new:
        _lot_event(lot, "condition", lot.condition, at.date(), by, at)
    return lot


@transaction.atomic
def grade_lot(lot: Lot, *, condition: str, occurred_on: date, by: Viewer, at: datetime) -> None:
    """A lot's condition was found to be another."""
    by.require("ammunition.plan")
    if condition not in set(LotCondition):
        raise Refused(Finding("lot_incomplete", {"lot": lot.lot_no}, Severity.REFUSAL))
    _lot_event(lot, "condition", condition, occurred_on, by, at)
    Lot.objects.filter(id=lot.id).update(condition=condition)


@transaction.atomic
def record_surveillance(
    lot: Lot, *, result: str, next_on: date, occurred_on: date, by: Viewer, at: datetime
) -> None:
    """A lot was examined; the next time is due on ``next_on``."""
    by.require("ammunition.plan")
    if next_on <= occurred_on:
        raise Refused(Finding("surveillance_dates_wrong", {}, Severity.REFUSAL))
    _lot_event(lot, "surveillance", result.strip()[:200], occurred_on, by, at)
    Lot.objects.filter(id=lot.id).update(surveillance_due_on=next_on)


@transaction.atomic
def set_ban(
    *, reference: str, reason: str, from_on: date, by: Viewer, lot: Lot | None = None, item: ItemType | None = None,
    until_on: date | None = None,
) -> Ban:  # fmt: skip
    """Ban an item or a lot from use until lifted."""
    by.require("ammunition.plan")
    if not reference.strip() or not reason.strip() or (lot is None) == (item is None):
        raise Refused(Finding("ban_incomplete", {}, Severity.REFUSAL))
    return Ban.objects.create(
        lot=lot, item=item, reference=reference.strip()[:80], reason=reason.strip()[:500], scope="use",
        from_on=from_on, until_on=until_on, set_by_id=by.person_id,
    )  # fmt: skip


@transaction.atomic
def lift_ban(ban: Ban, *, by: Viewer, at: datetime) -> None:
    """Lift a ban; it stays on record."""
    by.require("ammunition.plan")
    Ban.objects.filter(id=ban.id, lifted_at=None).update(lifted_at=at, lifted_by_id=by.person_id)


@transaction.atomic
def record_stocktake(
    store: Store,
    counts: Sequence[tuple[UUID, str, Decimal]],
    *,
    stocktake_id: UUID,
    counted_on: date,
    counters: Sequence[str],
    by: Viewer,
    at: datetime,
) -> tuple[Finding, ...]:
    """Record a count of a store, (lot, stack, counted) a line, and return its discrepancies.

    What is in the ledger and was not counted counts as zero; a discrepancy raises an alert, and changes the ledger
    only by a movement that reports a loss or a find. The same id twice is harmless.
    """
    by.require("ammunition.move", store.site.unit_id)
    if Stocktake.objects.filter(id=stocktake_id).exists():
        return ()
    if len({name.strip().casefold() for name in counters if name.strip()}) < 2:
        raise Refused(Finding("two_names_needed", {}, Severity.REFUSAL))
    if any(counted < 0 for _, _, counted in counts):
        raise Refused(Finding("stocktake_negative", {}, Severity.REFUSAL))
    ledger = {
        (row.lot_id, row.stack): row.quantity for row in Holding.objects.filter(store=store, quantity__gt=0)
    }
    counted = {(lot, stack): quantity for lot, stack, quantity in counts}
    Stocktake.objects.create(
        id=stocktake_id, store=store, counted_on=counted_on, recorded_at=at, recorded_by_id=by.person_id,
        counters=len(counters),
    )  # fmt: skip
    lots = Lot.objects.select_related("item").in_bulk([lot for lot, _ in {*ledger, *counted}])
    findings = []
    for lot, stack in sorted({*ledger, *counted}, key=str):
        there, said = counted.get((lot, stack), Decimal(0)), ledger.get((lot, stack), Decimal(0))
        StocktakeLine.objects.create(
            stocktake_id=stocktake_id, lot_id=lot, stack=stack, counted=there, ledger=said
        )
        if there != said:
            params = {
                "store": store.name,
                "lot": lots[lot].lot_no,
                "counted": f"{there.normalize():f}",
                "ledger": f"{said.normalize():f}",
            }
            findings.append(Finding("stocktake_differs", params, Severity.ALERT))
    raise_alerts(
        [
            AlertDraft(
                "stocktake_differs", f"stocktake_differs:{stocktake_id.hex}:{number}", params=finding.params
            )
            for number, finding in enumerate(findings)
        ]
    )
    return tuple(findings)


@transaction.atomic
def answer_clause(
    site: Site, *, clause: str, answer: str, evidence: str, by: Viewer, at: datetime
) -> ReadinessAnswer:
    """Answer one clause of the checklist for a site; earlier answers stay."""
    by.require("ammunition.plan", site.unit_id)
    if answer not in ANSWERS or (answer in ("yes", "partly") and not evidence.strip()):
        raise Refused(Finding("readiness_needs_evidence", {"clause": clause}, Severity.REFUSAL))
    return ReadinessAnswer.objects.create(
        site=site, clause=clause, answer=answer, evidence=evidence.strip()[:500], at=at, by_id=by.person_id
    )


@transaction.atomic
def report_incident(
    site: Site,
    *,
    incident_id: UUID,
    kind: str,
    cause: str,
    occurred_on: date,
    facts: Mapping[str, str],
    by: Viewer,
    at: datetime,
    killed: int | None = None,
    injured: int | None = None,
) -> Incident:
    """Report an incident or a near miss; always recorded, and an alert. The same id twice is harmless."""
    by.require("ammunition.move", site.unit_id)
    if kind not in INCIDENT_KINDS or cause not in CAUSES:
        raise Refused(Finding("incident_incomplete", {}, Severity.REFUSAL))
    known = Incident.objects.filter(id=incident_id).first()
    if known is not None:
        return known
    raise_alerts(
        [
            AlertDraft(
                "incident_reported",
                f"incident:{incident_id.hex}",
                params={"incident": kind, "site": site.name, "occurred_on": occurred_on.isoformat()},
            )
        ]
    )
    return Incident.objects.create(
        id=incident_id, unit_id=site.unit_id, site=site, kind=kind, cause=cause, occurred_on=occurred_on,
        killed=killed, injured=injured, facts=dict(facts), recorded_at=at, recorded_by_id=by.person_id,
    )  # fmt: skip


def _lot_event(lot: Lot, kind: str, value: str, occurred_on: date, by: Viewer, at: datetime) -> None:
    LotEvent.objects.create(
        lot=lot, kind=kind, value=value, occurred_on=occurred_on, recorded_at=at, recorded_by_id=by.person_id
    )
