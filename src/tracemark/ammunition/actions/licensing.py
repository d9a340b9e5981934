"""Licences: proposed by one officer, approved by another (a waiver by two), withdrawn with a reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.data import rule_set
from tracemark.ammunition.models import Licence, LicenceApproval, LicenceEnd
from tracemark.ammunition.queries.licences import facts_of
from tracemark.ammunition.queries.standing import limits_now
from tracemark.ammunition.rules.licences import check_approval, check_proposal
from tracemark.ammunition.rules.siting import StoreLimit
from tracemark.findings import Finding, Refused, Severity
from tracemark.stockpiles.queries import Store, get_site_plan


@transaction.atomic
def propose_licence(
    store: Store,
    *,
    number: str,
    valid_from: date,
    valid_until: date,
    by: Viewer,
    at: datetime,
    wanted: Mapping[str, int] | None = None,
    conditions: str = "",
    waiver_reason: str = "",
) -> Licence:
    """Propose a licence for a store: what the rules give today, or less; more only with a waiver's reason.

    Raises Refused with what is wrong.
    """
    by.require("ammunition.plan", store.site.unit_id)
    limits = limits_now(get_site_plan(store.site), store.name)
    computed = {division: one.neq_kg for division, one in limits.items()}
    licensed = {**computed, **(wanted or {})}
    findings = list(
        check_proposal(
            licensed, computed, valid_from=valid_from, valid_until=valid_until, waiver_reason=waiver_reason
        )
    )
    if not number.strip() or "/" in number or Licence.objects.filter(number=number.strip()).exists():
        findings.append(Finding("licence_number_taken", {"number": number.strip()}, Severity.REFUSAL))
    if findings:
        raise Refused(*findings)
    rules = rule_set()
    return Licence.objects.create(
        store=store,
        number=number.strip()[:40],
        rule_set=rules.code,
        limits={
            "edition": rules.title,
            "divisions": {code: _limit_values(one, licensed[code]) for code, one in limits.items()},
        },
        conditions=conditions.strip(),
        valid_from=valid_from,
        valid_until=valid_until,
        waiver_reason=waiver_reason.strip() if any(licensed[one] > computed[one] for one in licensed) else "",
        proposed_at=at,
        proposed_by_id=by.person_id,
    )


@transaction.atomic
def approve_licence(licence: Licence, *, by: Viewer, at: datetime) -> None:
    """Approve; refused to whoever proposed it, approved it already, or when it was withdrawn."""
    locked = Licence.objects.select_related("store__site").get(id=licence.id)
    by.require("ammunition.approve", locked.store.site.unit_id)
    findings = check_approval(facts_of(locked), by.person_id)
    if findings or by.person_id is None:
        raise Refused(*findings)
    LicenceApproval.objects.create(licence=locked, person_id=by.person_id, at=at)


@transaction.atomic
def withdraw_licence(licence: Licence, *, reason: str, by: Viewer, at: datetime) -> None:
    """Withdraw a licence; from then on the store has none unless another holds."""
    by.require("ammunition.approve", licence.store.site.unit_id)
    if not reason.strip():
        raise Refused(Finding("reason_needed", {}, Severity.REFUSAL))
    if LicenceEnd.objects.filter(licence=licence).exists():
        raise Refused(Finding("licence_ended", {}, Severity.REFUSAL))
    LicenceEnd.objects.create(licence=licence, at=at, by_id=by.person_id, reason=reason.strip()[:500])


def _limit_values(limit: StoreLimit, licensed: int) -> dict[str, Any]:
    return {
        "licensed_kg": licensed,
        "computed_kg": limit.neq_kg,
        "binding": limit.binding,
        "distance_m": round(limit.distance_m, 1),
        "exposed_site": limit.pair.neighbour if limit.pair else "",
        "store": limit.pair.store if limit.pair else "",
    }
