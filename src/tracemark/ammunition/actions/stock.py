"""Stocktakes, readiness and incidents."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.models import Holding, Incident, Lot, ReadinessAnswer, Stocktake, StocktakeLine
from tracemark.ammunition.queries.holdings import vouchers_since
from tracemark.ammunition.rules.readiness import ANSWERS, CAUSES, INCIDENT_KINDS
from tracemark.findings import Finding, Param, Refused, Severity
from tracemark.oversight.actions import AlertDraft, raise_alerts
from tracemark.stockpiles.queries import Site, Store


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
    begun_at: datetime | None = None,
) -> tuple[Finding, ...]:
    """Record a count of a store, (lot, stack, counted) a line, and return its discrepancies.

    What is in the ledger and was not counted counts as zero; a discrepancy raises an alert, and changes the ledger
    only by a movement that reports a loss or a find. The same id twice is harmless. ``begun_at``: when the counters
    had the list before them; what moved or was counted since is told first, for the count knows nothing of it.
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
    conflicts = _since(store, begun_at) if begun_at else []
    Stocktake.objects.create(
        id=stocktake_id, store=store, counted_on=counted_on, recorded_at=at, recorded_by_id=by.person_id,
        counters=len(counters),
    )  # fmt: skip
    lots = Lot.objects.select_related("item").in_bulk([lot for lot, _ in {*ledger, *counted}])
    if any(lot not in lots for lot, _ in counted):
        raise Refused(Finding("movement_lot_unknown", {}, Severity.REFUSAL))
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
    return (*conflicts, *findings)


def _since(store: Store, begun_at: datetime) -> list[Finding]:
    """What happened in a store while it was being counted without a line."""
    found = []
    vouchers = vouchers_since(store.id, begun_at)
    if vouchers:
        params: dict[str, Param] = {"store": store.name, "vouchers": ", ".join(vouchers)}
        found.append(Finding("stocktake_moved_since", params, Severity.WARNING))
    others = Stocktake.objects.filter(store=store, recorded_at__gt=begun_at).count()
    if others:
        found.append(
            Finding("stocktake_counted_since", {"store": store.name, "count": others}, Severity.WARNING)
        )
    return found


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
